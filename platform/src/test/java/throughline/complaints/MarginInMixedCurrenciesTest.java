package throughline.complaints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.insight.MetricAnswer;
import throughline.insight.MetricAnswer.Figure;
import throughline.insight.MetricDesk;
import throughline.insight.Question;
import throughline.insight.Reporting;
import throughline.insight.Settings;
import throughline.server.FirmOnPaper;

/**
 * Complaint 11: margin in mixed currencies, or at today's rate. A contract in francs is delivered
 * by people who are paid in euros.
 */
class MarginInMixedCurrenciesTest {

    @Test
    void a_margin_mixes_no_currencies_and_each_side_counts_at_the_rate_of_its_own_day(
            @TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            firm.customer("001G", "Alpenwind AG", "DE811569869");
            String deal = "crm:Opportunity:006CHF";
            sold(firm);
            firm.ended(deal, firm.write(deal, "CREATE_PROJECT"), confirmed("P-1"));
            Instant before = Instant.now();
            worked(firm, deal, "T1", "2026-04-14", 40);
            firm.server().installation().engine().tick(Duration.ofSeconds(20));

            // Nobody knows a rate: a margin is undefined, and no figure counts francs as euros.
            assertThat(margin(firm, "transaction", Optional.empty()))
                    .as("francs earned, euros spent")
                    .hasSize(2)
                    .allSatisfy(figure -> assertThat(figure.value()).isEmpty());
            assertThat(margin(firm, "functional", Optional.empty()))
                    .singleElement()
                    .satisfies(figure -> assertThat(figure.value()).isEmpty());

            // The average of April is 1/2 (1 / 0.92 + 1 / 0.96); today's rate is another one.
            rates(firm, "2026-04-14", "0.92");
            rates(firm, "2026-04-15", "0.96");
            rates(firm, LocalDate.now(ZoneOffset.UTC).toString(), "0.50");
            Figure margin = margin(firm, "functional", Optional.empty()).getFirst();
            assertThat(margin.currency()).contains("EUR");
            // CHF 1,000 were recognized in April; 40 hours of a consultant cost EUR 78 each.
            assertThat(margin.denominator()).as("CHF 1,000 at 1.0643...").contains("1064.31");
            assertThat(margin.numerator()).as("less EUR 3,120").contains("-2055.69");
            assertThat(margin.value()).contains("-1.9315");
            assertThat(margin(firm, "functional", Optional.of(before)))
                    .as("as known before the rates came, there is no revenue and no margin")
                    .allSatisfy(figure -> assertThat(figure.value()).isEmpty());
        }
    }

    /** A day's rates, as the European Central Bank writes them. */
    private static void rates(FirmOnPaper firm, String day, String francs) {
        firm.observed(
                "ecb",
                "reference-rates",
                day,
                day,
                "{\"Date\":\"%s\",\"USD\":\"1.17\",\"CAD\":\"N/A\",\"CHF\":\"%s\",\"GBP\":\"\"}"
                        .formatted(day, francs));
    }

    private static List<Figure> margin(FirmOnPaper firm, String currency, Optional<Instant> known) {
        Settings settings =
                Settings.of(firm.server().installation().release(), LocalDate.now(ZoneOffset.UTC));
        Question april =
                new Question(
                                "project-margin",
                                Optional.of(LocalDate.of(2026, 4, 1)),
                                Optional.of(LocalDate.of(2026, 5, 1)),
                                Optional.empty(),
                                known,
                                List.of(),
                                Map.of())
                        .in(Reporting.parse(currency).orElseThrow());
        var answer =
                (MetricAnswer.Figures)
                        new MetricDesk(firm.server().installation().dataSource(), settings)
                                .answer(april);
        return answer.figures();
    }

    private static throughline.align.ActionOutcome confirmed(String id) {
        return new throughline.align.ActionOutcome.Confirmed(id, Map.of());
    }

    private static void worked(FirmOnPaper firm, String deal, String id, String day, int hours) {
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
                ("{\"id\":\"%s\",\"version\":\"1\",\"projectKey\":\"%s\",\"projectId\":\"P-1\","
                                + "\"personId\":\"U1\",\"date\":\"%s\",\"hours\":\"%d\","
                                + "\"role\":\"consultant\",\"billable\":true,"
                                + "\"status\":\"approved\"}")
                        .formatted(id, deal, day, hours));
    }

    private static void sold(FirmOnPaper firm) {
        firm.take(
                "Opportunity",
                "006CHF",
                """
                {"Id":"006CHF","Name":"Run in Zurich","AccountId":"001G","OwnerId":"005A",
                "StageName":"Closed Won","LeadSource":"Referral","CloseDate":"2026-03-02",
                "SignedDate__c":"2026-03-02","CurrencyIsoCode":"CHF","Amount":12166.67,
                "BusinessUnit__c":"europe","ServiceLine__c":"managed-services","IsDeleted":false,
                "Lines__r":{"records":[{"Id":"a1","Name":"Run",
                "ServiceLine__c":"managed-services","PricingModel__c":"Fixed fee - calendar",
                "Amount__c":12166.67,"StartDate__c":"2026-04-01","EndDate__c":"2027-03-31",
                "StandaloneSellingPrice__c":12166.67,"ListPrice__c":12166.67,
                "Estimates__r":{"records":[{"Role__c":"consultant","Hours__c":1,
                "Rate__c":12166.67}]},
                "Instalments__r":{"records":[{"Date__c":"2026-04-01","Amount__c":12166.67}]}}]}
                """);
    }
}
