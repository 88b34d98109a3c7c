package throughline.console;

import java.util.List;

/**
 * One exception, who looks after it, and what was said about it.
 *
 * @param once makes a comment that is sent twice one comment
 */
public record CareView(
        Page page,
        String engagement,
        String key,
        String name,
        String href,
        String code,
        String sentence,
        String owner,
        String since,
        String due,
        String atStake,
        String assignee,
        String resting,
        boolean rests,
        long version,
        List<Choice> people,
        List<Said> said,
        String once,
        String done) {

    /** Somebody who could look after it. */
    public record Choice(String login, String name, boolean chosen) {}

    /** Something that was said or done. */
    public record Said(String who, String when, String text) {}
}
