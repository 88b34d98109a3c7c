package throughline.console;

import java.util.List;

/**
 * What can be decided about one engagement.
 *
 * @param done what was decided just now; empty when nothing was
 */
public record DecisionsView(
        Page page,
        String name,
        String id,
        String href,
        String done,
        List<Open> exceptions,
        List<Unit> units) {

    /** An open exception, and what may be decided about it. */
    public record Open(
            String key,
            String code,
            String sentence,
            String owner,
            String due,
            String atStake,
            List<Option> options,
            String nothing) {}

    /**
     * A decision that may be looked at.
     *
     * @param fields that the person fills in
     * @param hidden that go with it
     */
    public record Option(String text, List<ApprovalsView.Hidden> hidden, List<Field> fields) {}

    /** A field to fill in. */
    public record Field(String name, String label, boolean required) {}

    /** Something open that can be given up. */
    public record Unit(String what, String amount, String href) {}
}
