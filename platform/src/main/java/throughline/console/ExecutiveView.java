package throughline.console;

import java.util.List;

/** What an executive looks at: where money waits, what was promised, and how it develops. */
public record ExecutiveView(
        Page page,
        String asOf,
        List<String> currencies,
        String currency,
        List<Figure> headline,
        List<Stage> stages,
        String funnel,
        String funnelSummary,
        String backlog,
        String margin,
        List<Promise> promises,
        List<Leak> leaks) {

    /** One number, and where it is told what it rests on. */
    public record Figure(String name, String value, String note, String href, String tone) {}

    /** Where money waits, how much of it and how long. */
    public record Stage(String name, String amount, String days, String note, String href) {}

    /** How well one business clock is kept. */
    public record Promise(
            String name,
            String byCount,
            String countHref,
            String byMoney,
            String moneyHref,
            String tone) {}

    /** What should have been billed and was not, by age. */
    public record Leak(String age, String amount, String href) {}
}
