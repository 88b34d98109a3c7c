package throughline.console;

import java.util.List;

/**
 * What will miss the next billing cutoffs, as it is printed.
 *
 * @param chosen what the single amounts below are of; empty when nothing was chosen
 */
public record CutoffView(
        Page page,
        String asOf,
        List<Entity> entities,
        List<Row> rows,
        String chosen,
        List<Amount> amounts,
        String accuracy,
        List<Said> said) {

    /**
     * One entity's next cutoff in one currency.
     *
     * @param chart what stands at which stage, and what of it is expected to miss, as JSON
     */
    public record Entity(
            String code,
            String period,
            String when,
            String in,
            String exposed,
            String missing,
            String tone,
            String sentence,
            String chart,
            String summary) {}

    /** What is at one stage for one reason. */
    public record Row(
            String entity,
            String stage,
            String cause,
            String href,
            String mend,
            long engagements,
            String amount,
            String missing,
            String tone,
            String oldest,
            String basis,
            boolean chosen) {}

    /** One amount. */
    public record Amount(
            String engagement, String href, String amount, String chance, String since) {}

    /** What was said of a cutoff that has passed, and what came of it. */
    public record Said(
            String entity,
            String period,
            String day,
            String before,
            String exposed,
            String missing,
            String missed,
            String error) {}
}
