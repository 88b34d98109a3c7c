package throughline.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How figures come from those before them.
 *
 * @param bridge whether from what a figure was said to be; otherwise from the balance before it
 * @param sentence why there is nothing to be seen; empty when there is
 * @param remarks which rates of exchange are not known
 * @param opened the item whose postings are listed; empty when none is
 */
public record MovementsView(
        Page page,
        boolean bridge,
        Asked asked,
        String sentence,
        List<Block> blocks,
        List<String> remarks,
        String opened,
        List<Posted> postings,
        String more) {

    /** What was asked, as the form shows it again. */
    public record Asked(
            List<Choice> metrics,
            String metric,
            String from,
            String until,
            String currency,
            String since,
            String known) {}

    /** One metric that can be chosen. */
    public record Choice(String name, boolean chosen) {}

    /**
     * One figure with what lies between its ends.
     *
     * @param json the chart; empty where the figure is undefined
     */
    public record Block(
            String title, String summary, String json, boolean addsUp, List<Item> items) {}

    /**
     * One line of a table.
     *
     * @param href opens its postings; null for an end
     */
    public record Item(String name, String amount, @Nullable String href, boolean end) {}

    /** One posting behind an item. */
    public record Posted(
            String item,
            String amount,
            String currency,
            String engagement,
            String href,
            String what,
            String effective,
            String known,
            String exchanged) {}
}
