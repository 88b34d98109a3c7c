package throughline.insight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import throughline.billing.Charge;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engagement.WorkEvent.EstimateRevised;
import throughline.journal.EngagementStore;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.PricingModel.AdvanceDrawdown;
import throughline.terms.PricingModel.Expenses;
import throughline.terms.PricingModel.FixedFeeCalendar;
import throughline.terms.PricingModel.FixedFeeMilestones;
import throughline.terms.PricingModel.Internal;
import throughline.terms.PricingModel.ManagedService;
import throughline.terms.PricingModel.Milestone;
import throughline.terms.PricingModel.Outcome;
import throughline.terms.PricingModel.PerUnit;
import throughline.terms.PricingModel.PrepaidBlock;
import throughline.terms.PricingModel.Progress;
import throughline.terms.PricingModel.Retainer;
import throughline.terms.PricingModel.TimeAndMaterials;
import throughline.terms.Terms;

/**
 * What the terms in force say about the money of a line. Backlog has a day by its schedule, by an
 * acceptance, or by hours that were planned within its term and are not delivered yet.
 */
final class AgreedTerms {

    private static final BigDecimal DAYS_OF_A_YEAR = BigDecimal.valueOf(365);

    private final Map<EngagementId, Engagement> states;

    private AgreedTerms(Map<EngagementId, Engagement> states) {
        this.states = states;
    }

    /**
     * Reads the terms of engagements.
     *
     * @param known as they were known then; empty for now
     */
    static AgreedTerms of(
            Connection connection, Collection<String> engagements, Optional<Instant> known)
            throws SQLException {
        return new AgreedTerms(states(connection, engagements, known));
    }

    /** Engagements as they were known at an instant, or are known now. */
    static Map<EngagementId, Engagement> states(
            Connection connection, Collection<String> engagements, Optional<Instant> known)
            throws SQLException {
        List<EngagementId> ids =
                engagements.stream()
                        .filter(id -> !id.isEmpty())
                        .distinct()
                        .map(EngagementId::new)
                        .toList();
        return known.isPresent()
                ? EngagementStore.asKnown(connection, ids, known.get())
                : EngagementStore.load(connection, ids);
    }

    /** What the newest estimate of a line that states it says. */
    <T> Optional<T> estimated(
            String engagement, String line, Function<EstimateRevised, Optional<T>> what) {
        return Optional.ofNullable(states.get(new EngagementId(engagement)))
                .flatMap(state -> state.work().estimated(line, what));
    }

    /** The hours that explained a line's price when it was sold; empty when none did. */
    Optional<BigDecimal> assumedHours(String engagement, String line) {
        return agreed(engagement, line)
                .map(
                        each ->
                                each.assumptions().stream()
                                        .map(assumption -> assumption.hours())
                                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .filter(hours -> hours.signum() > 0);
    }

    /** Whether nothing more is to be delivered of a line: its term is over, or it ended. */
    boolean isOver(String engagement, String line, LocalDate day) {
        return agreed(engagement, line)
                .filter(each -> !day.isBefore(each.ended().orElse(each.term().until())))
                .isPresent();
    }

    /** Whether a line has a fee for every period. */
    static boolean recurs(Line line) {
        return line.pricing() instanceof Retainer || line.pricing() instanceof ManagedService;
    }

    /** What an amount that is agreed for the whole term of a line is worth for a year. */
    static BigDecimal yearly(Line line, BigDecimal amount) {
        return amount.multiply(DAYS_OF_A_YEAR)
                .divide(BigDecimal.valueOf(days(line)), amount.scale(), RoundingMode.HALF_UP);
    }

    /**
     * What has a day.
     *
     * @param end the first day that no longer counts
     * @param left what is left to bill of the line
     * @param entitled what gave the right to bill before the end
     */
    BigDecimal dated(
            String engagement, String line, LocalDate end, BigDecimal left, BigDecimal entitled) {
        if (left.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        Engagement state = states.get(new EngagementId(engagement));
        Optional<Line> agreed = agreed(engagement, line);
        if (state == null || agreed.isEmpty()) {
            return BigDecimal.ZERO;
        }
        return switch (agreed.get().pricing()) {
            case FixedFeeCalendar _, Retainer _, ManagedService _ -> left;
            case FixedFeeMilestones _, Outcome _ ->
                    left.subtract(left.min(undated(state, agreed.get(), end)));
            case TimeAndMaterials _, AdvanceDrawdown _, Progress _ ->
                    left.min(planned(agreed.get(), end).subtract(entitled).max(BigDecimal.ZERO));
            case PrepaidBlock _, PerUnit _, Expenses _, Internal _ -> BigDecimal.ZERO;
        };
    }

    /** What a year of a line is worth that recurs; nothing of one that does not. */
    BigDecimal yearly(String engagement, String line, BigDecimal booked) {
        return agreed(engagement, line)
                .filter(AgreedTerms::recurs)
                .map(each -> yearly(each, booked))
                .orElse(BigDecimal.ZERO);
    }

    /** Days of the term, as if every year had 365: a term of whole years is exactly so many. */
    private static long days(Line line) {
        LocalDate from = line.term().from();
        LocalDate until = line.term().until();
        long years = ChronoUnit.YEARS.between(from, until);
        return Math.max(1, 365 * years + ChronoUnit.DAYS.between(from.plusYears(years), until));
    }

    private Optional<Line> agreed(String engagement, String line) {
        return Optional.ofNullable(states.get(new EngagementId(engagement)))
                .flatMap(Engagement::terms)
                .map(Terms::lines)
                .flatMap(
                        lines -> lines.stream().filter(each -> each.id().equals(line)).findFirst());
    }

    /** Milestones without a day, as far as nobody has accepted them. */
    private static BigDecimal undated(Engagement state, Line line, LocalDate end) {
        BigDecimal undated = BigDecimal.ZERO;
        for (Milestone milestone : line.pricing().milestones()) {
            if (milestone.due().isEmpty()) {
                String source = line.id() + "/" + milestone.id() + "#";
                BigDecimal accepted =
                        state.billing().charges().values().stream()
                                .filter(charge -> charge.id().startsWith(source))
                                .filter(charge -> charge.on().isBefore(end))
                                .map(Charge::amount)
                                .map(Money::decimal)
                                .reduce(BigDecimal.ZERO, BigDecimal::add);
                undated = undated.add(milestone.amount().decimal().subtract(accepted));
            }
        }
        return undated.max(BigDecimal.ZERO);
    }

    /** Planned hours at their rates, of a line with a price whose term is not over. */
    private static BigDecimal planned(Line line, LocalDate end) {
        return line.price().isEmpty() || !end.isBefore(line.term().until())
                ? BigDecimal.ZERO
                : line.assumptions().stream()
                        .map(each -> each.hours().multiply(each.rate().decimal()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
