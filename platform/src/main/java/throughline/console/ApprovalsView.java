package throughline.console;

import java.util.List;

/** What waits for somebody's agreement, and what became of earlier requests. */
public record ApprovalsView(Page page, List<Card> cards, List<Answered> answered) {

    /**
     * One thing to agree to.
     *
     * @param hindrance why the reader cannot; empty when she can
     * @param approve where the form goes
     * @param refuse where a refusal goes; empty when there is none
     */
    public record Card(
            String title,
            String href,
            String amount,
            String asked,
            String reason,
            List<String> willHappen,
            String hindrance,
            String hash,
            String once,
            String approve,
            String refuse,
            String withdraw,
            List<Hidden> hidden) {}

    /** A field that goes with the form. */
    public record Hidden(String name, String value) {}

    /** A request that was answered. */
    public record Answered(String title, String asked, String answer, String tone, String why) {}
}
