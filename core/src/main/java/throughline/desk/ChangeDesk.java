package throughline.desk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import throughline.billing.Invoice;
import throughline.billing.InvoiceKey;
import throughline.calendar.ObservedPeriods;
import throughline.desk.Comparison.Course;
import throughline.desk.Comparison.Deciding;
import throughline.engagement.BusinessException;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementDecider;
import throughline.engagement.Signal;
import throughline.engagement.Signal.Verdict;
import throughline.engagement.WorkEvent.EstimateRevised;
import throughline.landscape.LegalEntity;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.ChangeStatus;
import throughline.observed.Cause;
import throughline.revenue.LossProvision;
import throughline.terms.Amendment;
import throughline.terms.Terms;
import throughline.terms.Treatment;

/**
 * Lets an engagement live on with a change order in each of the ways in which it could count, up to
 * the end of its terms, by the same decider as live. Nothing that is decided here is kept.
 */
public final class ChangeDesk {

    private static final Cause CAUSE = new Cause(0, "change-order desk");
    private static final int MOST_STEPS = 5_000;
    private static final int LATE_DAYS = 62;

    private final Release release;
    private final ObservedPeriods periods;
    private final Instant known;

    /**
     * A desk.
     *
     * @param known when the question is asked
     */
    public ChangeDesk(Release release, ObservedPeriods periods, Instant known) {
        this.release = release;
        this.periods = periods;
        this.known = known;
    }

    /**
     * Every way side by side.
     *
     * @param order the record or the number of the change order
     * @return empty when the engagement knows no such order, or has no terms to change
     */
    public Optional<Comparison> compare(Engagement state, String order) {
        Optional<Terms> terms = state.terms();
        return state.agreement().changes().orders().values().stream()
                .filter(each -> each.key().toString().equals(order) || each.number().equals(order))
                .findFirst()
                .flatMap(found -> terms.map(now -> compare(state, found, now)));
    }

    private Comparison compare(Engagement state, ChangeOrder order, Terms terms) {
        Engagement without = observed(state, as(order, ChangeStatus.REJECTED, terms));
        ChangeOrder agreed = as(order, ChangeStatus.APPROVED, terms);
        Optional<Amendment> byFacts = amendment(observed(without, agreed), order);
        List<Course> courses = new ArrayList<>();
        courses.add(course(Optional.empty(), ended(without), order, terms));
        for (Treatment treatment : Treatment.values()) {
            Engagement asked = asked(without, order, treatment, byFacts);
            Engagement changed = observed(asked, agreed);
            courses.add(course(Optional.of(treatment), ended(changed), order, terms));
        }
        List<Deciding> lines =
                byFacts.stream()
                        .flatMap(amendment -> amendment.changes().stream())
                        .map(
                                change ->
                                        new Deciding(
                                                change.line(), change.treatment(), change.facts()))
                        .toList();
        return new Comparison(order, terms.currency(), lines, courses);
    }

    /** Two people want it, since one alone changes nothing. */
    private Engagement asked(
            Engagement state,
            ChangeOrder order,
            Treatment treatment,
            Optional<Amendment> amendment) {
        Engagement next = state;
        for (String line :
                amendment.stream()
                        .flatMap(known -> known.changes().stream())
                        .map(Amendment.Change::line)
                        .toList()) {
            Verdict wanted = new Verdict.Treat(order.key(), line, treatment, "what it would be");
            for (String person : List.of("one", "another")) {
                next = after(next, new Signal.PersonDecided(wanted, person, known));
            }
        }
        return next;
    }

    private Engagement observed(Engagement state, ChangeOrder order) {
        return after(state, new Signal.RecordObserved(order, Optional.empty(), CAUSE, known));
    }

    private Engagement after(Engagement state, Signal signal) {
        return EngagementDecider.handle(state, signal, release, periods).state();
    }

    /** The same order with another status; agreed today where nobody has agreed yet. */
    private ChangeOrder as(ChangeOrder order, ChangeStatus status, Terms terms) {
        boolean open = order.signedOn().isEmpty() && order.approvedAt().isEmpty();
        return new ChangeOrder(
                order.key(),
                order.deal(),
                order.number(),
                status,
                order.kind(),
                open ? Optional.of(known.atZone(zone(terms)).toLocalDate()) : order.signedOn(),
                order.approvedAt(),
                order.approvedBy(),
                order.effective(),
                order.purchaseOrder(),
                order.legalEntity(),
                order.reason(),
                order.lines(),
                order.changes(),
                order.attributes());
    }

    private ZoneId zone(Terms terms) {
        return release.entity(terms.legalEntity()).map(LegalEntity::zone).orElse(ZoneOffset.UTC);
    }

    private static Optional<Amendment> amendment(Engagement state, ChangeOrder order) {
        return Optional.ofNullable(
                state.agreement().changes().agreed().get(order.key().toString()));
    }

    /** The days that the calendar brings, until the terms are over and settled. */
    private Engagement ended(Engagement state) {
        Engagement next = state;
        for (int i = 0; i < MOST_STEPS; i++) {
            LocalDate horizon = horizon(next);
            Optional<LocalDate> day = next.nextWake().filter(it -> !it.isAfter(horizon));
            if (day.isEmpty()) {
                break;
            }
            Instant then = day.get().atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
            Instant at = then.isAfter(known) ? then : known;
            next = after(next, new Signal.ClockTicked(day.get(), at));
        }
        return next;
    }

    private static LocalDate horizon(Engagement state) {
        return state.terms().stream()
                .flatMap(terms -> terms.lines().stream())
                .map(line -> line.term().until())
                .max(LocalDate::compareTo)
                .orElse(LocalDate.EPOCH)
                .plusDays(LATE_DAYS);
    }

    private static Course course(
            Optional<Treatment> treatment, Engagement end, ChangeOrder order, Terms before) {
        SortedMap<String, Money> byPeriod = new TreeMap<>();
        var revenue = end.revenue();
        revenue.journals().values().forEach(it -> add(byPeriod, it.period(), it.amountByLine()));
        revenue.unposted().forEach((period, open) -> add(byPeriod, period, open.byLine()));
        byPeriod.values().removeIf(Money::isZero);
        Money value = Money.zero(before.currency());
        for (var line : end.terms().orElse(before).lines()) {
            value = value.plus(line.price().orElse(Money.zero(before.currency())));
            value = value.plus(end.billing().line(line.id(), before.currency()).softBooked());
        }
        Optional<String> refusal =
                treatment.isEmpty() || amendment(end, order).isPresent()
                        ? Optional.empty()
                        : Optional.of(refusal(end, order));
        return new Course(
                treatment, byPeriod, billed(end), value, margin(end, before, value), refusal);
    }

    private static SortedMap<String, Money> billed(Engagement end) {
        SortedMap<String, Money> byPeriod = new TreeMap<>();
        for (Invoice invoice : end.billing().invoices().values()) {
            switch (invoice.status()) {
                case Invoice.Status.Planned _, Invoice.Status.Posted _ ->
                        byPeriod.merge(
                                InvoiceKey.periodOf(invoice.key()), invoice.net(), Money::plus);
                case Invoice.Status.Voided _ -> {}
            }
        }
        return byPeriod;
    }

    /** By the newest estimates of cost; one that is missing leaves it undefined. */
    private static Optional<BigDecimal> margin(Engagement end, Terms before, Money value) {
        Money cost = Money.zero(before.currency());
        for (var line : end.terms().orElse(before).lines()) {
            Optional<Money> estimated = end.work().estimated(line.id(), EstimateRevised::totalCost);
            if (estimated.isEmpty() && line.price().isPresent()) {
                return Optional.empty();
            }
            cost = cost.plus(estimated.orElse(Money.zero(before.currency())));
        }
        return value.isZero()
                ? Optional.empty()
                : Optional.of(
                        value.minus(cost)
                                .decimal()
                                .movePointRight(2)
                                .divide(value.decimal(), 1, RoundingMode.HALF_UP));
    }

    private static void add(Map<String, Money> byPeriod, String period, Map<String, Money> byLine) {
        byLine.forEach(
                (line, amount) -> {
                    if (!LossProvision.isOne(line)) {
                        byPeriod.merge(period, amount, Money::plus);
                    }
                });
    }

    private static String refusal(Engagement end, ChangeOrder order) {
        return end.attention().exceptions().values().stream()
                .filter(open -> open.key().equals("change-order:" + order.number()))
                .map(BusinessException::sentence)
                .findFirst()
                .orElse("It counts from a later day on, or the deal is cancelled.");
    }
}
