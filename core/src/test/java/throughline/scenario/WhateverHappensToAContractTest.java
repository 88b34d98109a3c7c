package throughline.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import throughline.billing.LineTotals;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engagement.Event;
import throughline.engagement.Event.ChargeRaised;
import throughline.engagement.Event.RevenueRecognized;
import throughline.engagement.Event.TimeApproved;
import throughline.engagement.Evolve;
import throughline.engagement.Worksheet.Working;
import throughline.money.Money;
import throughline.property.Property;

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
                    for (LineTotals line : report.end().state().billing().lines().values()) {
                        assertThat(
                                        line.planned()
                                                .plus(line.billed())
                                                .minus(line.credited())
                                                .plus(line.writtenOff())
                                                .plus(line.open()))
                                .isEqualTo(line.entitled());
                    }
                });
    }

    @Test
    void every_charge_and_every_recognition_is_explained_by_its_own_amount() {
        Property.holds(
                CASES,
                random -> {
                    int explained = 0;
                    for (Told each : run(MadeUp.of(random)).told()) {
                        Money amount = amount(each.event());
                        if (amount != null) {
                            assertThat(each.workings()).as(each.event().toString()).isNotEmpty();
                            Working last = each.workings().getLast();
                            assertThat(last.how().amount()).isEqualTo(amount);
                            assertThat(last.how().toString()).contains(amount.toString());
                            explained++;
                        }
                    }
                    assertThat(explained).isPositive();
                });
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
     * Late time is billed later, but it is worth the same and belongs where it was worked. What was
     * billed too much before a correction came waits for a credit, so billings are not compared.
     */
    @Test
    void when_time_arrives_changes_no_sum() {
        Property.holds(
                CASES,
                random -> {
                    Map<String, Object> content = withoutSpecialDays(MadeUp.of(random));
                    ScenarioReport asItCame = run(content);
                    ScenarioReport shuffled = run(later(content, random));

                    assertThat(sums(shuffled)).isEqualTo(sums(asItCame));
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

    /** Only work and acceptances, since other happenings refer to what was there on their day. */
    private static Map<String, Object> withoutSpecialDays(Map<String, Object> content) {
        List<Object> calendar = new ArrayList<>();
        for (Object entry : (List<?>) content.getOrDefault("calendar", List.of())) {
            Map<?, ?> day = (Map<?, ?>) entry;
            if (List.of("signed", "time-approved").contains(String.valueOf(day.get("happens")))) {
                calendar.add(day);
            }
        }
        Map<String, Object> rest = new LinkedHashMap<>(content);
        rest.put("calendar", calendar);
        return rest;
    }

    /** The same entries, each arriving up to half a year later; versions of one stay in order. */
    private static Map<String, Object> later(Map<String, Object> content, RandomGenerator random) {
        Map<String, Integer> delays = new TreeMap<>();
        List<Object> calendar = new ArrayList<>();
        for (Object entry : (List<?>) content.getOrDefault("calendar", List.of())) {
            Map<String, Object> day = new LinkedHashMap<>();
            ((Map<?, ?>) entry).forEach((name, value) -> day.put(name.toString(), value));
            if ("time-approved".equals(day.get("happens"))) {
                int delay =
                        delays.computeIfAbsent(
                                String.valueOf(day.get("id")), _ -> random.nextInt(180));
                LocalDate on = LocalDate.parse(String.valueOf(day.get("on")));
                day.put("on", on.plusDays(delay));
            }
            calendar.add(day);
        }
        Map<String, Object> shifted = new LinkedHashMap<>(content);
        shifted.put("calendar", calendar);
        return shifted;
    }

    private static ScenarioReport run(Map<String, Object> content) {
        return ScenarioRun.of(Written.scenario(content));
    }
}
