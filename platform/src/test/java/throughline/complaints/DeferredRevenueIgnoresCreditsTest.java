package throughline.complaints;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.insight.BridgeAnswer;
import throughline.insight.BridgeDesk;
import throughline.insight.MetricAnswer;
import throughline.insight.MetricDesk;
import throughline.insight.Metrics;
import throughline.insight.Question;
import throughline.insight.Settings;
import throughline.server.FirmOnPaper;

/** Complaint 6: deferred revenue ignores credit notes and back-dates into closed periods. */
class DeferredRevenueIgnoresCreditsTest {

    private static final YearMonth MAY = YearMonth.of(2026, 5);

    @Test
    void a_credit_lowers_what_is_deferred_and_what_is_late_never_changes_a_closed_month(
            @TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String deal = firm.won("006D", "A year of running", "001G", 40_000, "005A");
            firm.write(deal, "POST_INVOICE");
            String invoice = first(firm, deal, "key");
            firm.ended(deal, invoice, new ActionOutcome.Confirmed("1", Map.of("number", "RE-1")));
            String advice = advised(firm);
            for (int month = 1; month <= 8; month++) {
                period(firm, YearMonth.of(2026, month), month <= 6 ? "closed" : "open");
            }
            firm.server().installation().engine().tick(Duration.ofSeconds(20));
            // 20,000 are billed; 91 of 365 days are over: 40,000 x 91 / 365 are recognized.
            assertThat(amount(firm, deferred("2026-06-30"))).isEqualTo("10027.40");
            Map<String, List<String>> said = everything(firm, Optional.empty());
            Instant then = Instant.now();

            credited(firm, deal, "2026-07-10", "5000.00");
            assertThat(amount(firm, deferred("2026-07-31")))
                    .as("20,000 less 5,000, less 122 of 365 days of 40,000")
                    .isEqualTo("1630.14");
            assertThat(amount(firm, deferred("2026-06-30"))).isEqualTo("10027.40");

            // Eight hours of May, approved after May was closed: they count in July and say so.
            hours(firm, advice, "T1", "2026-05-12");
            assertThat(recognized(firm, MAY)).isEqualTo(said.get("recognized-revenue of May"));
            assertThat(
                            firm.database()
                                    .sql(
                                            "select effective || ' ' || belongs_to || ' ' || cause"
                                                    + " from posting where engagement = ?"
                                                    + " and happening = 'revenue-recognized'")
                                    .param(advice)
                                    .query(String.class)
                                    .list())
                    .containsExactly("2026-07-01 2026-05 late-time");

            // What was said stays what was said, figure by figure.
            assertThat(everything(firm, Optional.of(then))).isEqualTo(said);
            bridged(firm, then);
        }
    }

    private static void bridged(FirmOnPaper firm, Instant then) {
        Question july =
                new Question(
                        "recognized-revenue",
                        Optional.of(LocalDate.of(2026, 7, 1)),
                        Optional.of(LocalDate.of(2026, 8, 1)),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Map.of());
        var bridge =
                (BridgeAnswer.Bridged)
                        new BridgeDesk(firm.server().installation().dataSource(), settings(firm))
                                .bridge(july, then);
        assertThat(bridge.rows())
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.addsUp()).isTrue();
                            assertThat(row.items().keySet().toString()).isEqualTo("[LATE_TIME]");
                            assertThat(new BigDecimal(row.items().values().iterator().next()))
                                    .isEqualByComparingTo("1280.00");
                        });
    }

    /** Every sum of the books that there is, as it stood then: of May, and at the end of June. */
    private static Map<String, List<String>> everything(FirmOnPaper firm, Optional<Instant> known) {
        Map<String, List<String>> told = new LinkedHashMap<>();
        for (var metric : Metrics.ALL) {
            // Clocks, exceptions and writes are no figures of the books.
            if (metric.dimensions().contains("line")) {
                Question june =
                        new Question(
                                metric.name(),
                                Optional.of(LocalDate.of(2026, 5, 1)),
                                Optional.of(LocalDate.of(2026, 7, 1)),
                                Optional.empty(),
                                known,
                                List.of(),
                                Map.of());
                told.put(metric.name(), answers(firm, june));
                told.put(metric.name() + " of July", answers(firm, july(metric.name(), known)));
            }
        }
        told.put("recognized-revenue of May", recognized(firm, MAY));
        return told;
    }

    private static Question july(String metric, Optional<Instant> known) {
        return new Question(
                metric,
                Optional.of(LocalDate.of(2026, 7, 1)),
                Optional.of(LocalDate.of(2026, 8, 1)),
                Optional.empty(),
                known,
                List.of("customer"),
                Map.of());
    }

    private static List<String> recognized(FirmOnPaper firm, YearMonth month) {
        return answers(
                firm,
                new Question(
                        "recognized-revenue",
                        Optional.of(month.atDay(1)),
                        Optional.of(month.plusMonths(1).atDay(1)),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Map.of()));
    }

    private static Question deferred(String day) {
        return new Question(
                "deferred-revenue",
                Optional.empty(),
                Optional.empty(),
                Optional.of(LocalDate.parse(day)),
                Optional.empty(),
                List.of(),
                Map.of());
    }

    private static String amount(FirmOnPaper firm, Question question) {
        return answers(firm, question).getFirst().split(" ", -1)[2];
    }

    private static List<String> answers(FirmOnPaper firm, Question question) {
        var answer =
                (MetricAnswer.Figures)
                        new MetricDesk(firm.server().installation().dataSource(), settings(firm))
                                .answer(question);
        return answer.figures().stream()
                .map(
                        figure ->
                                String.join(",", figure.labels().values())
                                        + " "
                                        + figure.currency().orElse("")
                                        + " "
                                        + figure.value().orElse("undefined")
                                        + " "
                                        + figure.numerator().orElse("")
                                        + " "
                                        + figure.denominator().orElse(""))
                .toList();
    }

    private static Settings settings(FirmOnPaper firm) {
        return Settings.of(firm.server().installation().release(), LocalDate.now(ZoneOffset.UTC));
    }

    private static void period(FirmOnPaper firm, YearMonth month, String state) {
        firm.observed(
                "erp",
                "period",
                "DE01/" + month,
                "1",
                ("{\"id\":\"%s\",\"version\":\"1\",\"company\":\"DE01\",\"from\":\"%s\","
                                + "\"until\":\"%s\",\"state\":\"%s\"}")
                        .formatted(month, month.atDay(1), month.plusMonths(1).atDay(1), state));
    }

    private static void credited(FirmOnPaper firm, String deal, String day, String net) {
        String reference = first(firm, deal, "natural_key");
        firm.observed(
                "erp",
                "credit-note",
                "77",
                "1",
                ("{\"id\":\"77\",\"version\":\"1\",\"invoiceId\":\"1\",\"invoiceReference\":\"%s\","
                                + "\"number\":\"CN-1\",\"status\":\"posted\",\"date\":\"%s\","
                                + "\"net\":\"%s\",\"tax\":\"0.00\",\"currency\":\"EUR\"}")
                        .formatted(reference, day, net));
    }

    /** Of the invoice of the first half; that of the second is due later. */
    private static String first(FirmOnPaper firm, String deal, String column) {
        return firm.database()
                .sql(
                        "select "
                                + column
                                + " from action where engagement = ? and kind = 'POST_INVOICE'"
                                + " order by ordinal limit 1")
                .param(deal)
                .query(String.class)
                .single();
    }

    private static String advised(FirmOnPaper firm) {
        firm.take(
                "Opportunity",
                "006T",
                """
                {"Id":"006T","Name":"Advice by the hour","AccountId":"001G","OwnerId":"005A",
                "StageName":"Closed Won","LeadSource":"Referral","CloseDate":"2026-03-02",
                "SignedDate__c":"2026-03-02","CurrencyIsoCode":"EUR","Amount":16000,
                "BusinessUnit__c":"europe","ServiceLine__c":"advisory","IsDeleted":false,
                "Lines__r":{"records":[{"Id":"a1","Name":"Advice",
                "ServiceLine__c":"advisory","PricingModel__c":"Time and materials",
                "Amount__c":16000,"StartDate__c":"2026-04-01","EndDate__c":"2027-03-31",
                "StandaloneSellingPrice__c":16000,"ListPrice__c":16000,
                "Estimates__r":{"records":[{"Role__c":"consultant","Hours__c":100,
                "Rate__c":160}]}}]}
                """);
        String deal = "crm:Opportunity:006T";
        firm.ended(
                deal,
                firm.write(deal, "CREATE_PROJECT"),
                new ActionOutcome.Confirmed("P-9", Map.of()));
        return deal;
    }

    private static void hours(FirmOnPaper firm, String deal, String id, String day) {
        firm.observed(
                "psa",
                "person",
                "U1",
                "1",
                "{\"id\":\"U1\",\"version\":\"1\",\"name\":\"Ida\",\"role\":\"consultant\"}");
        firm.observed(
                "psa",
                "time-card",
                id,
                "1",
                ("{\"id\":\"%s\",\"version\":\"1\",\"projectKey\":\"%s\",\"projectId\":\"P-9\","
                                + "\"personId\":\"U1\",\"date\":\"%s\",\"hours\":\"8\","
                                + "\"role\":\"consultant\",\"billable\":true,"
                                + "\"status\":\"approved\"}")
                        .formatted(id, deal, day));
    }
}
