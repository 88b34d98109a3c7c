package throughline.console;

import java.util.List;

/**
 * The change orders of an engagement, and one of them in every way in which it could count.
 *
 * @param compared the one that is looked at; empty when none is
 */
public record ChangesView(
        Page page, String name, String href, List<Listed> orders, List<Compared> compared) {

    /** A change order. */
    public record Listed(
            String number, String status, String tone, String effective, String why, String href) {}

    /**
     * One order, side by side.
     *
     * @param ways unchanged, and by each treatment
     * @param remarks what stands against it, and what is left out
     */
    public record Compared(
            String number,
            String status,
            String currency,
            List<Decided> lines,
            List<String> ways,
            List<Table> tables,
            List<String> remarks) {}

    /** How the change of a line counts, by which facts, and how else it could. */
    public record Decided(String line, String treatment, List<Fact> facts, List<Choice> choices) {}

    /** A recorded fact. */
    public record Fact(String name, String value) {}

    /** Another treatment that two people may agree on. */
    public record Choice(String text, String href) {}

    /** Amounts by period, a column for each way. */
    public record Table(String title, List<Row> rows) {}

    /** A period, or a sum. */
    public record Row(String name, List<String> amounts) {}
}
