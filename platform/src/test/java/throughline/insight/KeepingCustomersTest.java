package throughline.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import throughline.calendar.DateRange;
import throughline.engagement.AgreementEvent;
import throughline.engagement.Amended;
import throughline.engagement.Event;
import throughline.engagement.WorkEvent;
import throughline.journal.EventCodec;
import throughline.money.Money;
import throughline.terms.Amendment;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.Rescheduling;
import throughline.terms.RevenueMethod;
import throughline.terms.Terms;
import throughline.terms.Treatment;

/**
 * Four customers of managed services over 2026, by hand. Acme pays 12,000 and renews for 13,500 a
 * year; Beta pays 6,000 and leaves; Gamma pays 10,000 and buys again for 8,000; Delta pays 4,000 a
 * year and is not due before the end of 2027.
 */
final class KeepingCustomersTest {

    private static final Ledger LEDGER = new Ledger();
    private static final Settings SETTINGS =
            new Settings(List.of(), DayOfWeek.MONDAY, Map.of(), LocalDate.of(2026, 12, 31));
    private static final Instant RENEWED = Instant.parse("2026-11-15T00:00:00Z");

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    @BeforeEach
    void sell() {
        LEDGER.empty();
        booked("acme", "Acme", line("12000.00", "2026-01-01", "2027-01-01", service()));
        booked("beta", "Beta", line("6000.00", "2026-01-01", "2027-01-01", service()));
        booked("gamma", "Gamma", line("10000.00", "2026-01-01", "2027-01-01", service()));
        booked("again", "Gamma", line("8000.00", "2027-01-01", "2028-01-01", service()));
        booked("delta", "Delta", line("8000.00", "2026-01-01", "2028-01-01", service()));
        // Two years for 27,000 instead of one for 12,000, from 2027 on.
        amended("acme", line("27000.00", "2026-01-01", "2028-01-01", service()));
    }

    @Test
    void what_recurs_with_the_same_customers_a_year_later_is_retained() {
        // (12,000 + 0 + 8,000 + 4,000) / 32,000
        assertThat(ask("grr", Optional.empty())).isEqualTo("0.7500 of 32000.00");
        // (13,500 + 0 + 8,000 + 4,000) / 32,000
        assertThat(ask("nrr", Optional.empty())).isEqualTo("0.7969 of 32000.00");
        assertThat(by("nrr", "customer"))
                .containsExactly("Acme 1.1250", "Beta 0.0000", "Delta 1.0000", "Gamma 0.8000");
    }

    @Test
    void what_was_due_and_goes_on_is_renewed_and_never_more_than_was_due() {
        // (12,000 + 0 + 8,000) / (12,000 + 6,000 + 10,000); Delta is not due
        assertThat(ask("renewal-rate", Optional.empty())).isEqualTo("0.7143 of 28000.00");
    }

    @Test
    void a_renewal_that_was_not_known_yet_does_not_count() {
        Optional<Instant> before = Optional.of(RENEWED.minusSeconds(1));
        assertThat(ask("nrr", before)).as("8,000 and 4,000").isEqualTo("0.3750 of 32000.00");
        assertThat(ask("renewal-rate", before)).isEqualTo("0.2857 of 28000.00");
    }

    @Test
    void without_recurring_business_there_is_no_figure_and_time_cannot_cut_it() {
        LEDGER.empty();
        assertThat(answer("grr", Optional.empty(), List.of()).figures()).isEmpty();
        assertThat(
                        new MetricDesk(LEDGER.dataSource(), SETTINGS)
                                .answer(Question.of("grr").by(List.of("month"))))
                .isInstanceOf(MetricAnswer.UnknownDimension.class);
    }

    /**
     * By hand. 10,000 for a build that was sold with 80 hours: 30 of them cost 3,000, so that all
     * will cost 8,000. Then somebody estimates 9,500.
     */
    @Test
    void a_margin_at_completion_goes_by_what_was_estimated_last() {
        LEDGER.empty();
        booked(
                "build",
                "Acme",
                line("10000.00", "2026-01-01", "2028-01-01", new PricingModel.Progress())
                        .explainedBy(
                                List.of(
                                        new PricingModel.ResourceAssumption(
                                                "consultant",
                                                new BigDecimal("80"),
                                                Money.parse("USD 125.00")))));
        LEDGER.post("build", "work-cost", "USD", 300_000, "2026-03-31");
        assertThat(value("margin-at-completion")).as("no hours yet").isEqualTo("undefined");
        LEDGER.run(
                "insert into measure values ('build', 90, 0, 'hours-worked', '1', 30,"
                        + " '2026-03-31', 'P', now())");
        assertThat(value("margin-at-completion")).isEqualTo("0.2000");
        event(
                "build",
                2,
                new WorkEvent.EstimateRevised(
                        "1",
                        LocalDate.of(2026, 6, 1),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Money.parse("USD 9500.00")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                "2026-06-01T00:00:00Z");
        assertThat(value("margin-at-completion")).isEqualTo("0.0500");
        LEDGER.post("build", "work-cost", "EUR", 100, "2026-07-01");
        var mixed = answer("margin-at-completion", Optional.empty(), List.of());
        assertThat(mixed.figures().getFirst().value()).isEmpty();
        assertThat(mixed.remarks())
                .containsExactly(
                        "build earns and costs in EUR and USD. Ask for one currency, such"
                                + " as functional.");
    }

    private static String value(String metric) {
        return answer(metric, Optional.empty(), List.of())
                .figures()
                .getFirst()
                .value()
                .orElse("undefined");
    }

    private static String ask(String metric, Optional<Instant> known) {
        var figure = answer(metric, known, List.of()).figures().getFirst();
        return figure.value().orElse("undefined") + " of " + figure.denominator().orElse("");
    }

    private static List<String> by(String metric, String dimension) {
        return answer(metric, Optional.empty(), List.of(dimension)).figures().stream()
                .map(
                        figure ->
                                figure.labels().get(dimension)
                                        + " "
                                        + figure.value().orElse("undefined"))
                .toList();
    }

    private static MetricAnswer.Figures answer(
            String metric, Optional<Instant> known, List<String> by) {
        return (MetricAnswer.Figures)
                new MetricDesk(LEDGER.dataSource(), SETTINGS)
                        .answer(
                                new Question(
                                        metric,
                                        Optional.of(LocalDate.of(2026, 1, 1)),
                                        Optional.of(LocalDate.of(2027, 1, 1)),
                                        Optional.empty(),
                                        known,
                                        by,
                                        Map.of()));
    }

    private static PricingModel service() {
        return new PricingModel.ManagedService(
                List.of(), BigDecimal.ZERO, List.of(), Optional.empty());
    }

    private static Line line(String price, String from, String until, PricingModel pricing) {
        return new Line(
                "1",
                "Run",
                "managed-services",
                pricing,
                Optional.of(Money.parse("USD " + price)),
                new DateRange(LocalDate.parse(from), LocalDate.parse(until)),
                RevenueMethod.STRAIGHT_LINE,
                List.of());
    }

    private static void booked(String id, String customer, Line line) {
        LEDGER.engagement(id, "north", "{}");
        LEDGER.run("update engagement set customer_name = ? where id = ?", customer, id);
        Terms terms =
                new Terms(
                        0,
                        line.term().from(),
                        "US01",
                        "north",
                        CurrencyUnit.USD,
                        Optional.empty(),
                        "domestic",
                        "standard",
                        List.of(line),
                        "hash");
        event(
                id,
                1,
                new AgreementEvent.ContractBooked(terms, LocalDate.of(2025, 12, 1)),
                "2025-12-01T00:00:00Z");
        LEDGER.postKnown(
                id,
                "booked",
                "USD",
                line.price().orElseThrow().minor(),
                "2025-12-01 2025-12-01T00:00:00Z");
    }

    private static void amended(String id, Line line) {
        LocalDate from = LocalDate.of(2027, 1, 1);
        Amendment amendment =
                new Amendment(
                        "crm:order:1",
                        "CO-1",
                        LocalDate.of(2026, 11, 15),
                        from,
                        List.of("renewed", "term-extended"),
                        List.of(
                                new Amendment.Change(
                                        "1",
                                        Optional.of(line),
                                        false,
                                        new Amendment.What.Revised(),
                                        Treatment.PROSPECTIVE,
                                        Map.of())),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Rescheduling.DEFAULT,
                        "hash");
        event(
                id,
                2,
                new AgreementEvent.ContractAmended(
                        amendment, new Amended(Map.of(), Map.of(), Map.of())),
                RENEWED.toString());
    }

    private static void event(String id, long sequence, Event event, String known) {
        LEDGER.run(
                "insert into event (engagement, sequence, type, release, known, payload) values"
                        + " (?, ?::int8, ?, 'r', ?::timestamptz, convert_to(?, 'UTF8'))",
                id,
                Long.toString(sequence),
                EventCodec.type(event),
                known,
                new String(EventCodec.payload(event), StandardCharsets.UTF_8));
    }
}
