package throughline.console;

import java.util.List;
import java.util.Optional;
import throughline.wording.Counted;

/**
 * What a rehearsal found.
 *
 * @param remark what is to be known about how it ended; empty when it simply ended
 * @param baseline what whoever reads the figures must know of what they are held against
 * @param cancels whether the reader may end it
 * @param gate why a second person must agree; empty when nobody needs to
 * @param charts one for each currency, of the kind of happening that moves most
 * @param more how many engagements that differ are not shown
 */
public record RehearsalView(
        Page page,
        long number,
        String release,
        String href,
        String against,
        String extent,
        String state,
        String remark,
        String baseline,
        Optional<UnderWay> underWay,
        boolean cancels,
        String gate,
        List<Figure> figures,
        List<Chart> charts,
        List<Cut> cuts,
        List<Engagement> engagements,
        long more,
        List<Row> exceptions,
        List<Row> writes,
        List<Compensated> compensations,
        String atOnce) {

    /** Amounts of one kind of happening. */
    public record Figure(String what, String before, String after, String difference) {}

    /** Accounts, in parts of one kind: debits positive. */
    public record Cut(String title, List<Figure> figures) {}

    /** From what is in force, engagement by engagement, to what was rehearsed. */
    public record Chart(String title, String summary, String json) {}

    /**
     * How far it has come.
     *
     * @param href where one hears of it again
     */
    public record UnderWay(String href, String text, long percent) {}

    /**
     * What differs of one engagement.
     *
     * @param why where its history is told both ways
     */
    public record Engagement(
            String name,
            String href,
            String why,
            String unit,
            String entity,
            String difference,
            List<Figure> figures,
            List<String> notes) {

        /** How much there is to see below it. */
        public String extent() {
            return Counted.of(figures.size(), "amount")
                    + ", "
                    + Counted.of(notes.size(), "exception or document", "exceptions or documents");
        }
    }

    /** Several of one kind. */
    public record Row(String what, String tag, long count, String money, String like) {}

    /** What becomes of a document that cannot be unsent. */
    public record Compensated(
            String engagement,
            String href,
            String treatment,
            String amount,
            String outcome,
            String sentence) {}
}
