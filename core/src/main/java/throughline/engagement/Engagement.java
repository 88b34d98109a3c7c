package throughline.engagement;

import java.time.LocalDate;
import java.util.Optional;
import throughline.align.Effects;
import throughline.billing.Billing;
import throughline.revenue.Revenue;
import throughline.terms.Terms;
import throughline.work.Work;

/**
 * Everything known and decided about one deal or person. Immutable; the fold of its events.
 *
 * @param sequence how many events it has
 * @param nextWake the first day on which the calendar alone would change something
 */
public record Engagement(
        EngagementId id,
        long sequence,
        Agreement agreement,
        Work work,
        Billing billing,
        Revenue revenue,
        Effects effects,
        Attention attention,
        Optional<LocalDate> nextWake) {

    /** An engagement of which nothing is known yet. */
    public static Engagement empty(EngagementId id) {
        return new Engagement(
                id,
                0,
                Agreement.NONE,
                Work.NONE,
                Billing.NONE,
                Revenue.NONE,
                Effects.NONE,
                Attention.NONE,
                Optional.empty());
    }

    /** How far the deal has come. */
    public Contract contract() {
        return agreement.contract();
    }

    /** What was agreed, when anything was. */
    public Optional<Terms> terms() {
        return agreement.contract().agreed();
    }

    /** Whether nothing was learned or decided in between but the calendar's next day. */
    @SuppressWarnings("ReferenceEquality") // parts that did not change are the same objects
    boolean saysTheSameAs(Engagement other) {
        return agreement == other.agreement
                && work == other.work
                && billing == other.billing
                && revenue == other.revenue
                && effects == other.effects
                && attention == other.attention;
    }

    /**
     * What was agreed, with every line as it counts for work of a day: a changed rate card prices
     * the days from which it is in effect.
     */
    public Optional<Terms> termsFor(LocalDate day) {
        return terms().map(now -> agreement.changes().asOf(now, day));
    }

    Engagement with(Agreement next) {
        return new Engagement(
                id, sequence, next, work, billing, revenue, effects, attention, nextWake);
    }

    Engagement with(Work next) {
        return new Engagement(
                id, sequence, agreement, next, billing, revenue, effects, attention, nextWake);
    }

    Engagement with(Billing next) {
        return new Engagement(
                id, sequence, agreement, work, next, revenue, effects, attention, nextWake);
    }

    Engagement with(Revenue next) {
        return new Engagement(
                id, sequence, agreement, work, billing, next, effects, attention, nextWake);
    }

    Engagement with(Effects next) {
        return new Engagement(
                id, sequence, agreement, work, billing, revenue, next, attention, nextWake);
    }

    Engagement with(Attention next) {
        return new Engagement(
                id, sequence, agreement, work, billing, revenue, effects, next, nextWake);
    }

    Engagement wakingOn(Optional<LocalDate> day) {
        return new Engagement(
                id, sequence, agreement, work, billing, revenue, effects, attention, day);
    }

    Engagement oneEventLater() {
        return new Engagement(
                id, sequence + 1, agreement, work, billing, revenue, effects, attention, nextWake);
    }
}
