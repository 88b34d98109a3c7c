package throughline.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import throughline.engagement.Event;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.EstimateRevised;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Clauses.ServiceLevel;
import throughline.terms.Line;
import throughline.terms.PricingModel.Fee;
import throughline.terms.PricingModel.ManagedService;
import throughline.terms.Terms;

/**
 * Credits a part of a period's fee when the service was worse in it than was promised. It lowers
 * the contract value and the revenue of that period (606-10-32-25; IFRS 15.70), and is deducted
 * from the next invoice.
 */
public final class ServiceCredits {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private ServiceCredits() {}

    /** What a report about a period means. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        if (!(occasion instanceof Happened(EstimateRevised report))) {
            return List.of();
        }
        return line(turn, report.line())
                .map(line -> credited(turn, line, report))
                .orElse(List.of());
    }

    /** Whether a report is about a service level. */
    public static boolean isAbout(Line line, EstimateRevised report) {
        return line.clauses().serviceLevel().isPresent() && report.percentComplete().isPresent();
    }

    /** Whether a report about a service level changes anything. */
    public static boolean isNews(Turn turn, Line line, EstimateRevised report) {
        return !credited(turn, line, report).isEmpty();
    }

    private static List<Event> credited(Turn turn, Line line, EstimateRevised report) {
        Optional<Fee> fee =
                line.pricing() instanceof ManagedService service && isAbout(line, report)
                        ? service.fees().stream()
                                .filter(each -> each.covers().contains(report.on()))
                                .findFirst()
                        : Optional.empty();
        return fee.map(
                        period ->
                                Aside.difference(
                                        turn,
                                        line,
                                        Aside.credit(line, period.id()),
                                        day(period, turn.today()),
                                        due(
                                                turn,
                                                period,
                                                line.clauses().serviceLevel().orElseThrow(),
                                                report.percentComplete().orElseThrow()),
                                        true))
                .orElse(List.of());
    }

    private static LocalDate day(Fee period, LocalDate today) {
        LocalDate last = period.covers().lastDay();
        return last.isAfter(today) ? today : last;
    }

    private static Reckoning due(Turn turn, Fee period, ServiceLevel level, BigDecimal attained) {
        Money none = Money.zero(period.amount().currency());
        return attained.compareTo(level.least()) >= 0
                ? Reckoning.of("the service level was met", none)
                : Reckoning.of("fee of the period", period.amount().negated())
                        .times("percent credited", level.creditPercent())
                        .over("percent", HUNDRED)
                        .rounded(turn.rounding());
    }

    private static Optional<Line> line(Turn turn, String id) {
        return turn.state().terms().map(Terms::lines).orElse(List.of()).stream()
                .filter(line -> line.id().equals(id))
                .findFirst();
    }
}
