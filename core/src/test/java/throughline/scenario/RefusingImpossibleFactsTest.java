package throughline.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.scenario.Written.figure;
import static throughline.scenario.Written.map;
import static throughline.scenario.Written.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Facts that cannot be count for nothing, and are told with code, sentence, day and money. */
class RefusingImpossibleFactsTest {

    private static final String DAY = "2026-02-20";
    private static final Map<String, Object> SIGNED = on("2026-01-01", "signed");
    private static final Map<String, Object> ACCEPTED =
            on("2026-02-01", "milestone-accepted", "milestone", "a");
    private static final Map<String, Object> WORKED =
            on("2026-02-01", "time-approved", "line", "advice", "role", "dev", "hours", 14);

    private static Map<String, Object> on(String day, String happens, Object... more) {
        Map<String, Object> happening = map("on", day, "happens", happens);
        happening.putAll(map(more));
        return happening;
    }

    private static Map<String, Object> line(String id, String model, Object... more) {
        Map<String, Object> line =
                map("id", id, "pricingModel", model, "from", "2026-01-01", "until", "2026-07-01");
        line.putAll(map(more));
        return line;
    }

    private static ScenarioReport run(Object... happenings) {
        List<Object> lines =
                List.of(
                        line(
                                "build",
                                "fixed-fee-milestones",
                                "amount",
                                600,
                                "milestones",
                                List.of(map("id", "a", "amount", 600))),
                        line("travel", "expenses"),
                        line("advice", "time-and-materials", "cap", 1000),
                        line("more", "time-and-materials", "cap-shared-with", "advice"));
        List<Object> calendar = new ArrayList<>(List.of(SIGNED));
        calendar.addAll(List.of(happenings));
        return ScenarioRun.of(
                Written.scenario(
                        map(
                                "scenario",
                                "impossible facts",
                                "contract",
                                map("lines", lines),
                                "firm",
                                map("rates", List.of(map("role", "dev", "rate", 100))),
                                "calendar",
                                calendar)));
    }

    private static Arguments refused(String code, Object... happenings) {
        return Arguments.of(code, List.of(happenings));
    }

    static Stream<Arguments> deliveries() {
        return Stream.of(
                refused(
                        "estimate-impossible",
                        on(DAY, "estimate-revised", "line", "build", "percentComplete", 101)),
                refused(
                        "estimate-impossible",
                        on(DAY, "estimate-revised", "line", "build", "totalHours", -1)),
                refused(
                        "estimate-impossible",
                        on(DAY, "estimate-revised", "line", "build", "totalCost", -1)),
                refused("expense-refused", on(DAY, "expense-approved", "amount", -5)),
                refused("expense-currency", on(DAY, "expense-approved", "amount", "USD 5")),
                refused("usage-unexpected", on(DAY, "usage-accepted", "quantity", 5)),
                refused(
                        "usage-refused",
                        on(DAY, "usage-accepted", "quantity", -5, "line", "build")),
                refused(
                        "share-impossible",
                        on(DAY, "milestone-accepted", "milestone", "a", "share", "1.01")),
                refused("time-refused", on(DAY, "time-approved", "role", "dev", "hours", -1)));
    }

    static Stream<Arguments> documents() {
        return Stream.of(
                refused(
                        "credit-differs",
                        ACCEPTED,
                        on("2026-02-19", "invoice-credited", "invoice", 1, "id", "C", "net", 5),
                        on(DAY, "invoice-credited", "invoice", 1, "id", "C", "net", 6)),
                refused(
                        "credit-exceeds-invoice",
                        ACCEPTED,
                        on(DAY, "invoice-credited", "invoice", 1, "net", 0)),
                refused(
                        "currency-differs",
                        ACCEPTED,
                        on(DAY, "invoice-credited", "invoice", 1, "net", "USD 1")),
                refused(
                        "refund-exceeds-payments",
                        ACCEPTED,
                        on(DAY, "paid", "invoice", 1, "amount", -5)));
    }

    static Stream<Arguments> changes() {
        Map<String, Object> ended = on("2026-02-19", "terminated");
        return Stream.of(
                refused("after-termination", ended, on(DAY, "terminated")),
                refused("after-termination", ended, on(DAY, "reopened")),
                refused(
                        "after-termination",
                        ended,
                        on(DAY, "amended", "contract", map("name", "x"))),
                refused("change-order-refused", uncapping(DAY, "1", "build")),
                refused("change-order-refused", uncapping(DAY, "1", "advice")));
    }

    private static Map<String, Object> uncapping(String day, String number, String... lines) {
        List<Object> changes = new ArrayList<>();
        for (String line : lines) {
            changes.add(map("line", line, "what", "uncaps"));
        }
        return on(day, "change-ordered", "number", number, "changes", changes);
    }

    @ParameterizedTest
    @MethodSource({"deliveries", "documents", "changes"})
    void each_is_told_on_its_day_and_once(String code, List<Object> calendar) {
        ScenarioReport report = run(calendar.toArray());
        assertThat(report.refusals()).singleElement().extracting(Refusal::code).isEqualTo(code);
        Refusal told = report.refusals().getFirst();
        assertThat(told.on()).hasToString(DAY);
        assertThat(told.sentence()).matches("(?s)[A-Z0-9c].*\\. .*\\.");
        assertThat(report.brokenIdentities()).isEmpty();
        assertThat(report.holds()).isFalse();
    }

    @Test
    void what_is_corrected_is_told_no_more_and_counts() {
        ScenarioReport report =
                run(
                        on(DAY, "expense-approved", "id", "e", "line", "travel", "amount", -5),
                        on(DAY, "milestone-accepted", "milestone", "a", "share", 2),
                        on(DAY, "estimate-revised", "id", "h", "line", "build", "totalHours", -1),
                        on(
                                "2026-02-21",
                                "expense-approved",
                                "id",
                                "e",
                                "line",
                                "travel",
                                "amount",
                                5),
                        on("2026-02-21", "milestone-accepted", "milestone", "a"),
                        on(
                                "2026-02-21",
                                "estimate-revised",
                                "id",
                                "h",
                                "line",
                                "build",
                                "totalHours",
                                9));
        assertThat(report.refusals()).hasSize(3);
        assertThat(rows(report, "exceptions")).isEmpty();
        assertThat(figure(report, "entitled")).isEqualByComparingTo("605");
    }

    @Test
    void money_beyond_an_invoice_is_booked_and_told_with_its_amount() {
        ScenarioReport report = run(ACCEPTED, on(DAY, "paid", "invoice", 1, "amount", 650));
        assertThat(figure(report, "collected")).isEqualByComparingTo("650");
        assertThat(rows(report, "exceptions"))
                .singleElement()
                .satisfies(
                        row ->
                                assertThat(row)
                                        .containsEntry("code", "invoice-overpaid")
                                        .containsEntry("atStake", "50.00"));
    }

    @Test
    void what_was_given_back_before_the_payment_is_known_counts_once_it_comes() {
        ScenarioReport report =
                run(
                        ACCEPTED,
                        on(DAY, "paid", "invoice", 1, "id", "back", "amount", -5),
                        on("2026-02-21", "paid", "invoice", 1, "amount", 600));
        assertThat(figure(report, "collected")).isEqualByComparingTo("595");
        assertThat(rows(report, "exceptions")).isEmpty();
    }

    @Test
    void a_cap_that_is_taken_off_holds_nothing_any_more() {
        ScenarioReport capped = run(WORKED);
        assertThat(figure(capped, "billings")).isEqualByComparingTo("1000");
        assertThat(rows(capped, "exceptions"))
                .extracting(row -> row.get("code"))
                .containsExactly("cap-exceeded");

        ScenarioReport free =
                run(
                        WORKED,
                        uncapping("2026-04-01", "1", "advice", "more"),
                        on(
                                "2026-05-01",
                                "change-ordered",
                                "number",
                                "2",
                                "lines",
                                List.of(map("id", "more", "name", "Renamed"))));
        assertThat(free.refusals()).isEmpty();
        assertThat(figure(free, "billings")).isEqualByComparingTo("1400");
        assertThat(figure(free, "recognized-revenue")).isEqualByComparingTo("1400");
        assertThat(rows(free, "exceptions")).isEmpty();
    }
}
