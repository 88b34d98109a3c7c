package throughline.console;

import java.util.List;

/**
 * How far a legal entity's period is from being closed, as it is printed.
 *
 * @param headline in one sentence
 * @param tone of the headline
 * @param range its first and last day
 * @param cutoff the day on which it is billed
 * @param whole where all items are, when one alone is shown; empty otherwise
 * @param again where it is looked at anew; empty when it was just now
 */
public record MonthEndView(
        Page page,
        List<Choice> entities,
        List<Choice> periods,
        String title,
        String headline,
        String tone,
        String range,
        String cutoff,
        String asOf,
        String again,
        String whole,
        List<Item> items) {

    /** An entity or a period that can be chosen. */
    public record Choice(String text, String href, boolean chosen) {}

    /**
     * One item of the checklist.
     *
     * @param href empty where it opens to nothing
     * @param more how many lines were left off; empty for none
     * @param listing where every line is listed; empty here
     */
    public record Item(
            String key,
            String title,
            String verdict,
            String tone,
            String sentence,
            String amounts,
            String href,
            List<Line> lines,
            String more,
            String listing) {}

    /** A part of an item. */
    public record Line(String name, String href, String note, String amounts) {}
}
