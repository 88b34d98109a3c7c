package throughline.console;

import java.util.List;

/**
 * One write with everything that is known of it.
 *
 * @param facts what is known, by its name
 * @param waitsFor writes that must be confirmed first
 * @param body what is to be written, as JSON
 * @param advice what a person can do about it
 * @param choices decisions that may be looked at
 */
public record ActionView(
        Page page,
        String kind,
        String key,
        String status,
        String tone,
        String engagement,
        String engagementHref,
        List<Fact> facts,
        List<Needed> waitsFor,
        List<Tried> tried,
        String body,
        String advice,
        List<Choice> choices) {

    /** A decision about it. */
    public record Choice(String text, String href) {}

    /** Something known. */
    public record Fact(String name, String value) {}

    /** Another write. */
    public record Needed(String key, String href) {}

    /** An attempt that did not simply succeed. */
    public record Tried(int number, String at, String ended, String tone, String sentence) {}
}
