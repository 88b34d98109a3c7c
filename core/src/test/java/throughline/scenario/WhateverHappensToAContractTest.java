package throughline.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import throughline.billing.Billing;
import throughline.billing.Charge;
import throughline.billing.Credit;
import throughline.billing.Invoice;
import throughline.billing.TimePool;
import throughline.engagement.AgreementEvent;
import throughline.engagement.BillingEvent;
import throughline.engagement.BillingEvent.ChargeRaised;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engagement.Event;
import throughline.engagement.Evolve;
import throughline.engagement.RevenueEvent.RevenueRecognized;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.engagement.Worksheet.Working;
import throughline.money.Money;
import throughline.property.Property;
import throughline.terms.Treatment;

/** What holds for every scenario that can be made up. */
final class WhateverHappensToAContractTest {

    private static final int CASES = 150;

    @Test
    void the_identities_hold_and_the_units_are_conserved() {
        Property.holds(
                CASES,
                random -> {
                    ScenarioReport report = run(MadeUp.of(random));

                    assertThat(report.brokenIdentities()).isEmpty();
                    conserved(report.end().state().billing());
                    bounded(report.end().state().billing());
                });
    }

    /** Where a unit is, is told one by one; what is open of a line is told by its totals. */
    private static void conserved(Billing billing) {
        billing.lines()
                .forEach(
                        (line, totals) -> {
                            Money open = Money.zero(totals.entitled().currency());
                            for (TimePool pool : billing.pools().values()) {
                                open =
                                        pool.line().equals(line)
                                                ? open.plus(pool.openAmount())
                                                : open;
                            }
                            for (Charge charge : billing.charges().values()) {
                                boolean counts = charge.line().equals(line);
                                open = counts ? open.plus(charge.open()) : open;
                            }
                            for (Credit credit : billing.credits().values()) {
                                Money undecided = credit.undecided().get(line);
                                open = undecided == null ? open : open.plus(undecided);
                            }
                            assertThat(open).as("open units of " + line).isEqualTo(totals.open());
                        });
    }

    private static void bounded(Billing billing) {
        for (Invoice invoice : billing.invoices().values()) {
            Money lines =
                    invoice.lines().stream()
                            .map(BillingEvent.InvoiceLine::amount)
                            .reduce(Money.zero(invoice.net().currency()), Money::plus);
            assertThat(lines).as("lines of " + invoice.key()).isEqualTo(invoice.net());
            assertThat(invoice.net().signum()).as(invoice.key()).isNotNegative();
            assertThat(invoice.credited().compareTo(invoice.net()))
                    .as("credits of " + invoice.key())
                    .isNotPositive();
        }
    }

    @Test
    void everything_that_can_be_made_up_is_made_up() {
        Assumptions.assumeTrue(Property.isWhole());
        Set<String> models = new TreeSet<>();
        Set<String> methods = new TreeSet<>();
        Set<String> kinds = new TreeSet<>();
        Set<Treatment> treatments = new TreeSet<>();
        Set<String> happenings = new TreeSet<>();
        Property.holds(
                CASES,
                random -> {
                    ScenarioReport report = run(MadeUp.of(random));
                    for (Told told : report.told()) {
                        happenings.add(told.event().getClass().getSimpleName());
                        if (told.event() instanceof AgreementEvent.ContractBooked booked) {
                            booked.terms()
                                    .lines()
                                    .forEach(line -> models.add(line.pricing().word()));
                        }
                        if (told.event() instanceof RevenueRecognized revenue) {
                            methods.add(revenue.method());
                        }
                        if (told.event() instanceof AgreementEvent.ContractAmended amended) {
                            kinds.addAll(amended.amendment().kinds());
                            amended.amendment()
                                    .changes()
                                    .forEach(change -> treatments.add(change.treatment()));
                        }
                    }
                });
        assertThat(models).containsAll(MadeUpLines.MODELS);
        assertThat(methods)
                .contains(
                        "right-to-invoice",
                        "input-hours",
                        "input-cost",
                        "output-milestones",
                        "output-progress",
                        "straight-line",
                        "point-in-time",
                        "usage",
                        "variable",
                        "as-delivered");
        assertThat(kinds)
                .contains(
                        "back-dated",
                        "paused",
                        "price-changed",
                        "purchase-order-replaced",
                        "resumed",
                        "scope-added",
                        "scope-removed",
                        "tax-changed",
                        "term-extended",
                        "term-shortened");
        assertThat(treatments).contains(Treatment.values());
        assertThat(happenings)
                .contains(
                        "AmendmentRevoked",
                        "ContractCancelled",
                        "ContractReinstated",
                        "CreditNotePosted",
                        "InvoiceVoided",
                        "LossProvided",
                        "TimeTakenBack",
                        "UnitsWrittenOff");
    }

    @Test
    void every_charge_and_every_recognition_is_explained_by_its_own_amount() {
        AtomicInteger explained = new AtomicInteger();
        Property.holds(
                CASES,
                random -> {
                    for (Told each : run(MadeUp.of(random)).told()) {
                        Money amount = amount(each.event());
                        if (amount != null) {
                            assertThat(each.workings()).as(each.event().toString()).isNotEmpty();
                            Working last = each.workings().getLast();
                            assertThat(last.how().amount()).isEqualTo(amount);
                            assertThat(last.how().toString()).contains(amount.toString());
                            explained.incrementAndGet();
                        }
                    }
                });
        assertThat(explained.get()).isPositive();
    }

    private static @org.jspecify.annotations.Nullable Money amount(Event event) {
        return event instanceof ChargeRaised charge
                ? charge.amount()
                : event instanceof RevenueRecognized revenue
                        ? revenue.amount()
                        : event instanceof TimeApproved time ? time.amount() : null;
    }

    @Test
    void the_state_is_the_fold_of_everything_that_happened() {
        Property.holds(
                CASES,
                random -> {
                    ScenarioReport report = run(MadeUp.of(random));
                    Engagement state = report.end().state();
                    Engagement folded = Engagement.empty(new EngagementId(state.id().value()));
                    for (Told each : report.told()) {
                        folded = Evolve.apply(folded, each.event());
                    }
                    assertThat(folded).isEqualTo(state);
                });
    }

    @Test
    void the_same_scenario_twice_is_the_same_to_the_last_event() {
        Property.holds(
                CASES,
                random -> {
                    Map<String, Object> content = MadeUp.of(random);
                    assertThat(run(content).told()).isEqualTo(run(content).told());
                });
    }

    /**
     * What comes late is billed later, but it is worth the same and belongs where it was done. What
     * was billed too much before a correction came waits for a credit, so billings are not
     * compared. What the policy absorbed above a cap, and what stays of a line that ends, was
     * decided by what was known then; see {@link #isDecidedByWhatWasKnown}.
     */
    @Test
    void when_something_arrives_changes_no_sum() {
        Property.holds(
                CASES,
                random -> {
                    Map<String, Object> content = withoutSpecialDays(MadeUp.of(random));
                    if (isDecidedByWhatWasKnown(content)) {
                        return;
                    }
                    ScenarioReport asItCame = run(content);
                    ScenarioReport shuffled = run(later(content, random));

                    assertThat(sums(shuffled)).isEqualTo(sums(asItCame));
                });
    }

    /** Once everything is known, deriving all of it again finds nothing that is missing. */
    @Test
    void what_was_followed_day_by_day_is_what_a_computation_from_scratch_comes_to() {
        Property.holds(
                CASES,
                random -> {
                    Map<String, Object> content = withoutSpecialDays(MadeUp.of(random));
                    if (isDecidedByWhatWasKnown(content)) {
                        return;
                    }
                    ScenarioReport followed = run(content);
                    ScenarioReport scratch = run(atOnce(content));

                    assertThat(sums(scratch)).isEqualTo(sums(followed));
                });
    }

    private static Map<String, String> sums(ScenarioReport report) {
        Map<String, String> sums = new TreeMap<>();
        for (String name :
                List.of(
                        "contract-value",
                        "entitled",
                        "recognized-revenue",
                        "backlog-revenue",
                        "cost",
                        "hours")) {
            sums.put(name, String.valueOf(report.metrics().get(name)));
        }
        return sums;
    }

    /**
     * What is absorbed above a cap is given up for good, and an end of a line that was paused
     * counts the days of the pauses that are known when it is agreed.
     */
    private static boolean isDecidedByWhatWasKnown(Map<String, Object> content) {
        String all = content.toString();
        boolean absorbs = all.contains("cap-above=absorb") && all.contains("cap=");
        return absorbs || (all.contains("what=pauses") && all.contains("what=ends"));
    }

    private static final List<String> DATED =
            List.of("time-approved", "usage-accepted", "expense-approved", "change-ordered");

    /**
     * Only what says itself when it was, since other happenings are of the day on which they are.
     */
    private static Map<String, Object> withoutSpecialDays(Map<String, Object> content) {
        List<Object> calendar = new ArrayList<>();
        for (Object entry : (List<?>) content.getOrDefault("calendar", List.of())) {
            Map<?, ?> day = (Map<?, ?>) entry;
            boolean first = calendar.isEmpty();
            if (first || DATED.contains(String.valueOf(day.get("happens")))) {
                calendar.add(day);
            }
        }
        return with(content, calendar);
    }

    private static Map<String, Object> with(Map<String, Object> content, List<Object> calendar) {
        Map<String, Object> rest = new LinkedHashMap<>(content);
        rest.put("calendar", calendar);
        return rest;
    }

    /** The same entries, each arriving up to half a year later; versions of one stay in order. */
    private static Map<String, Object> later(Map<String, Object> content, RandomGenerator random) {
        Map<String, Integer> delays = new TreeMap<>();
        return moved(
                content,
                (id, on) -> on.plusDays(delays.computeIfAbsent(id, _ -> random.nextInt(180))));
    }

    /** The same entries, all of them arriving when everything is over. */
    private static Map<String, Object> atOnce(Map<String, Object> content) {
        return moved(content, (_, on) -> on.plusYears(2));
    }

    private static Map<String, Object> moved(
            Map<String, Object> content, BiFunction<String, LocalDate, LocalDate> arrives) {
        List<Object> calendar = new ArrayList<>();
        for (Object entry : (List<?>) content.getOrDefault("calendar", List.of())) {
            Map<String, Object> day = new LinkedHashMap<>();
            ((Map<?, ?>) entry).forEach((name, value) -> day.put(name.toString(), value));
            if (DATED.contains(String.valueOf(day.get("happens")))) {
                String id = day.getOrDefault("id", "order-" + day.get("number")).toString();
                LocalDate on = LocalDate.parse(String.valueOf(day.get("on")));
                day.put("on", arrives.apply(id, on));
                day.putIfAbsent("signed", on);
                if (!"change-ordered".equals(day.get("happens"))) {
                    day.remove("signed");
                }
            }
            calendar.add(day);
        }
        return with(content, calendar);
    }

    private static ScenarioReport run(Map<String, Object> content) {
        return ScenarioRun.of(Written.scenario(content));
    }
}
