package throughline.console;

import java.util.List;

/** The overview as it is printed: all amounts are formatted, all sentences finished. */
public record OverviewView(
        Page page,
        String asOf,
        List<Flow> flows,
        String monthsJson,
        String monthsSummary,
        List<Cause> exceptions,
        List<Clock> clocks,
        List<Writes> systems,
        List<Latest> latest) {

    /** The flow of money in one currency, from bookings to cash. */
    public record Flow(String currency, List<Figure> figures) {}

    /**
     * One figure with what it means, and where it opens to what it rests on; empty when nowhere.
     */
    public record Figure(String label, String amount, String note, String href) {
        /** One that opens to nothing of its own. */
        Figure(String label, String amount, String note) {
            this(label, amount, note, "");
        }
    }

    /** Open exceptions of one cause; what is at stake in each currency. */
    public record Cause(String cause, String href, long cases, List<String> atStake) {}

    /**
     * How well one business clock is kept.
     *
     * @param href where the attainment opens to what it rests on
     * @param paused how many stand still while others have to do something first
     */
    public record Clock(
            String name, String attainment, String href, String tone, long missed, long paused) {}

    /** How writes to one system stand. */
    public record Writes(String name, long confirmed, long underWay, long needsHelp) {
        /** Whether somebody has to look. */
        public boolean troubled() {
            return needsHelp > 0;
        }
    }

    /** A business milestone that just happened. */
    public record Latest(String what, String engagement, String href, String when, String amount) {}
}
