package throughline.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.scenario.Written.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Terms that contradict themselves and happenings that cannot be: all at once, by code and day. */
class RefusingWhatCannotBeTest {

    private static Map<String, Object> line(String id, String model, Object... more) {
        Map<String, Object> line =
                map("id", id, "pricingModel", model, "from", "2026-01-01", "until", "2027-01-01");
        line.putAll(map(more));
        return line;
    }

    private static Map<String, Object> build(Object... more) {
        Map<String, Object> line = line("build", "fixed-fee-milestones", "amount", 100);
        line.putAll(map(more));
        return line;
    }

    private static Map<String, Object> milestone(String id, int amount) {
        return map("id", id, "amount", amount);
    }

    private static ScenarioReport run(List<Object> lines, Object... happenings) {
        List<Object> calendar = new ArrayList<>();
        for (Object happening : happenings) {
            calendar.add(happening);
        }
        return ScenarioRun.of(
                Written.scenario(
                        map(
                                "scenario",
                                "what cannot be",
                                "contract",
                                map("lines", lines),
                                "firm",
                                map(
                                        "rates", List.of(map("role", "dev", "rate", 100)),
                                        "policies",
                                                map(
                                                        "revenue",
                                                        map(
                                                                "settings",
                                                                map(
                                                                        "standalone-price",
                                                                        "required")))),
                                "calendar",
                                calendar)));
    }

    private static Map<String, Object> on(String day, String happens, Object... more) {
        Map<String, Object> happening = map("on", day, "happens", happens);
        happening.putAll(map(more));
        return happening;
    }

    private static final Map<String, Object> SIGNED = on("2026-02-01", "signed");

    static Stream<Arguments> schedules() {
        return Stream.of(
                Arguments.of(
                        "schedule-does-not-add-up",
                        List.of(build("milestones", List.of(milestone("a", 99))))),
                Arguments.of(
                        "milestone-duplicate",
                        List.of(
                                build(
                                        "milestones",
                                        List.of(milestone("a", 50), milestone("a", 50))))),
                Arguments.of(
                        "milestone-on-two-lines",
                        List.of(
                                build(
                                        "standaloneSellingPrice",
                                        100,
                                        "milestones",
                                        List.of(milestone("a", 100))),
                                line(
                                        "test",
                                        "fixed-fee-milestones",
                                        "amount",
                                        10,
                                        "standaloneSellingPrice",
                                        10,
                                        "milestones",
                                        List.of(milestone("a", 10))))),
                Arguments.of(
                        "schedule-outside-term",
                        List.of(
                                build(
                                        "milestones",
                                        List.of(
                                                map(
                                                        "id", "a",
                                                        "amount", 100,
                                                        "due", "2027-03-01"))))),
                Arguments.of("term-empty", List.of(build("until", "2025-01-01"))));
    }

    static Stream<Arguments> prices() {
        return Stream.of(
                Arguments.of(
                        "standalone-selling-price-missing",
                        List.of(
                                build("milestones", List.of(milestone("a", 100))),
                                line(
                                        "run",
                                        "fixed-fee-calendar",
                                        "amount",
                                        10,
                                        "instalments",
                                        List.of(map("on", "2026-02-01", "amount", 10))))),
                Arguments.of(
                        "rate-missing",
                        List.of(
                                line(
                                        "work",
                                        "time-and-materials",
                                        "amount",
                                        1000,
                                        "estimates",
                                        List.of(map("role", "pilot", "hours", 10))))),
                Arguments.of(
                        "tier-gap",
                        List.of(
                                line(
                                        "units",
                                        "unit",
                                        "tiers",
                                        List.of(
                                                map("upTo", 10, "price", 2),
                                                map("upTo", 5, "price", 1))))),
                Arguments.of(
                        "cap-circular",
                        List.of(
                                line("a", "time-and-materials", "cap-shared-with", "b"),
                                line("b", "time-and-materials", "cap-shared-with", "a"))),
                Arguments.of(
                        "cap-shared-unknown",
                        List.of(line("a", "time-and-materials", "cap-shared-with", "z"))));
    }

    static Stream<Arguments> clauses() {
        return Stream.of(
                Arguments.of(
                        "holdback-incomplete",
                        List.of(
                                build(
                                        "holdback-percent",
                                        10,
                                        "milestones",
                                        List.of(milestone("a", 100))))),
                Arguments.of(
                        "holdback-release-unknown",
                        List.of(
                                build(
                                        "holdback-percent",
                                        10,
                                        "holdback-released",
                                        "some day",
                                        "milestones",
                                        List.of(milestone("a", 100))))),
                Arguments.of(
                        "service-level-incomplete",
                        List.of(
                                line(
                                        "run",
                                        "managed-service",
                                        "fee",
                                        10,
                                        "service-level",
                                        "99.5"))));
    }

    @ParameterizedTest
    @MethodSource({"schedules", "prices", "clauses"})
    void terms_that_contradict_themselves_are_told_on_the_day_of_signature(
            String code, List<Object> lines) {
        ScenarioReport report = run(lines, SIGNED);
        assertThat(report.refusals())
                .anySatisfy(
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(code);
                            assertThat(refusal.on()).hasToString("2026-02-01");
                            assertThat(refusal.sentence()).matches("(?s)[A-Z].*\\..*\\.");
                        });
        assertThat(report.holds()).isFalse();
        assertThat(report.tables().get("invoices")).isEmpty();
    }

    private static List<Object> sound() {
        return List.of(build("milestones", List.of(milestone("a", 60), milestone("b", 40))));
    }

    static Stream<Arguments> deliveries() {
        return Stream.of(
                Arguments.of(
                        "before-signature",
                        "2026-01-10",
                        List.of(on("2026-01-10", "milestone-accepted", "milestone", "a"), SIGNED)),
                Arguments.of(
                        "milestone-unknown",
                        "2026-02-10",
                        List.of(SIGNED, on("2026-02-10", "milestone-accepted", "milestone", "z"))),
                Arguments.of(
                        "share-impossible",
                        "2026-02-10",
                        List.of(
                                SIGNED,
                                on(
                                        "2026-02-10",
                                        "milestone-accepted",
                                        "milestone",
                                        "a",
                                        "share",
                                        2))),
                Arguments.of(
                        "line-unknown",
                        "2026-02-11",
                        List.of(
                                SIGNED,
                                on(
                                        "2026-02-11",
                                        "time-approved",
                                        "line",
                                        "nowhere",
                                        "role",
                                        "dev",
                                        "hours",
                                        1))));
    }

    static Stream<Arguments> documents() {
        Map<String, Object> accepted = on("2026-02-10", "milestone-accepted", "milestone", "a");
        return Stream.of(
                Arguments.of(
                        "credit-exceeds-invoice",
                        "2026-02-20",
                        List.of(
                                SIGNED,
                                accepted,
                                on(
                                        "2026-02-20",
                                        "invoice-credited",
                                        "invoice",
                                        1,
                                        "net",
                                        "60.01"))),
                Arguments.of(
                        "period-closed",
                        "2026-03-05",
                        List.of(
                                SIGNED,
                                accepted,
                                on("2026-03-04", "period-closed", "through", "2026-03-31"),
                                on("2026-03-05", "invoice-voided", "invoice", 1))),
                Arguments.of(
                        "invoice-unknown",
                        "2026-02-20",
                        List.of(SIGNED, on("2026-02-20", "paid", "invoice", "X-1", "amount", 1))),
                Arguments.of(
                        "change-order-refused",
                        "2026-02-21",
                        List.of(
                                SIGNED,
                                on(
                                        "2026-02-21",
                                        "change-ordered",
                                        "number",
                                        "1",
                                        "lines",
                                        List.of(map("id", "build", "amount", "USD 10"))))));
    }

    @ParameterizedTest
    @MethodSource({"deliveries", "documents"})
    void happenings_that_cannot_be_are_told_on_their_day(
            String code, String day, List<Object> calendar) {
        ScenarioReport report = run(sound(), calendar.toArray());
        assertThat(report.refusals())
                .anySatisfy(
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(code);
                            assertThat(refusal.on()).hasToString(day);
                            assertThat(refusal.sentence()).contains(". ");
                        });
        assertThat(report.brokenIdentities()).isEmpty();
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        ScenarioReport report =
                run(
                        List.of(
                                build(
                                        "holdback-percent",
                                        5,
                                        "milestones",
                                        List.of(milestone("a", 50), milestone("a", 49))),
                                line("x", "time-and-materials", "cap-shared-with", "y"),
                                line("y", "time-and-materials", "cap-shared-with", "x"),
                                line("u", "unit", "tiers", List.of(map("upTo", 1, "price", 1)))),
                        SIGNED);
        assertThat(report.refusals())
                .extracting(Refusal::code)
                .contains("milestone-duplicate", "holdback-incomplete", "cap-circular", "tier-gap");
    }

    @Test
    void another_currency_is_refused_with_what_would_work() {
        ScenarioReport report =
                run(
                        sound(),
                        SIGNED,
                        on(
                                "2026-02-21",
                                "change-ordered",
                                "number",
                                "1",
                                "lines",
                                List.of(map("id", "build", "amount", "USD 10"))));
        assertThat(report.refusals().getFirst().sentence())
                .contains("in USD by change order 1", "contract is in EUR", "what: ends");
    }
}
