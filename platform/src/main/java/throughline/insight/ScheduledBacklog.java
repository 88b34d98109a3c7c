package throughline.insight;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.billing.Charge;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.journal.EngagementStore;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.PricingModel.FixedFeeCalendar;
import throughline.terms.PricingModel.FixedFeeMilestones;
import throughline.terms.PricingModel.Internal;
import throughline.terms.PricingModel.Milestone;
import throughline.terms.PricingModel.TimeAndMaterials;
import throughline.terms.Terms;

/**
 * How much of what is left to bill of a line has a day: by its schedule, by an acceptance, or by
 * hours that were planned within its term and are not delivered yet.
 */
final class ScheduledBacklog {

    private final Map<EngagementId, Engagement> states;

    private ScheduledBacklog(Map<EngagementId, Engagement> states) {
        this.states = states;
    }

    /**
     * Reads the terms of engagements.
     *
     * @param known as they were known then; empty for now
     */
    static ScheduledBacklog of(
            Connection connection, Collection<String> engagements, Optional<Instant> known)
            throws SQLException {
        List<EngagementId> ids =
                engagements.stream()
                        .filter(id -> !id.isEmpty())
                        .distinct()
                        .map(EngagementId::new)
                        .toList();
        return new ScheduledBacklog(
                known.isPresent()
                        ? EngagementStore.asKnown(connection, ids, known.get())
                        : EngagementStore.load(connection, ids));
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
        Optional<Line> agreed =
                Optional.ofNullable(state)
                        .flatMap(Engagement::terms)
                        .map(Terms::lines)
                        .flatMap(
                                lines ->
                                        lines.stream()
                                                .filter(each -> each.id().equals(line))
                                                .findFirst());
        if (state == null || agreed.isEmpty()) {
            return BigDecimal.ZERO;
        }
        return switch (agreed.get().pricing()) {
            case FixedFeeCalendar _ -> left;
            case FixedFeeMilestones(var milestones) ->
                    left.subtract(left.min(undated(state, agreed.get(), milestones, end)));
            case TimeAndMaterials _ ->
                    left.min(planned(agreed.get(), end).subtract(entitled).max(BigDecimal.ZERO));
            case Internal _ -> BigDecimal.ZERO;
        };
    }

    /** Milestones without a day, as far as nobody has accepted them. */
    private static BigDecimal undated(
            Engagement state, Line line, List<Milestone> milestones, LocalDate end) {
        BigDecimal undated = BigDecimal.ZERO;
        for (Milestone milestone : milestones) {
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
