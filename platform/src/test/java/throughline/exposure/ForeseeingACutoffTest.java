package throughline.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.money.Money;
import throughline.server.FirmOnPaper;
import throughline.server.SignedIn;
import tools.jackson.databind.JsonNode;

/** Money on its way to a cutoff: where it is, why, how likely it is late, and what came of it. */
class ForeseeingACutoffTest {

    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
    private static final Instant LATER = Instant.parse("2026-12-08T10:00:00Z");

    @Test
    void every_amount_is_at_one_stage_for_one_reason_and_the_parts_add_up(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            ExposureDesk desk = new ExposureDesk(firm.server().installation().dataSource());
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String deal = firm.won("006E", "Run", "001G", 40_000, "005A");
            List<String> invoices = invoices(firm, deal);
            assertThat(told(desk, firm, deal))
                    .containsExactly("approved, not sent planned:erp EUR 40000.00");

            firm.ended(deal, invoices.get(0), new ActionOutcome.Rejected("tax-code", "no A7."));
            firm.ended(deal, invoices.get(1), new ActionOutcome.Ambiguous("silence."));
            assertThat(told(desk, firm, deal))
                    .containsExactly(
                            "rejected action-rejected:erp:tax-code EUR 20000.00",
                            "sent, not confirmed action-ambiguous:erp:ambiguous EUR 20000.00");

            firm.ended(
                    deal,
                    invoices.get(1),
                    new ActionOutcome.Confirmed("1", Map.of("number", "RE-1")));
            assertThat(told(desk, firm, deal))
                    .containsExactly("rejected action-rejected:erp:tax-code EUR 20000.00");
        }
    }

    @Test
    void time_that_nobody_approved_counts_at_the_rate_that_will_count(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            ExposureDesk desk = new ExposureDesk(firm.server().installation().dataSource());
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String deal = advice(firm);
            firm.observed(
                    "psa",
                    "person",
                    "U1",
                    "1",
                    "{\"id\":\"U1\",\"version\":\"1\",\"name\":\"Ida\",\"role\":\"consultant\"}");
            card(firm, deal, "T1", "1", "draft");
            card(firm, deal, "T2", "1", "submitted");
            assertThat(told(desk, firm, deal))
                    .containsExactly(
                            "unapproved waits-for-approval EUR 1280.00",
                            "unsubmitted not-handed-in EUR 1280.00");

            card(firm, deal, "T2", "2", "approved");
            assertThat(told(desk, firm, deal))
                    .containsExactly(
                            "approved, not sent waits-for-the-cutoff EUR 1280.00",
                            "unsubmitted not-handed-in EUR 1280.00");
            card(firm, deal, "T1", "2", "deleted");
            assertThat(told(desk, firm, deal))
                    .containsExactly("approved, not sent waits-for-the-cutoff EUR 1280.00");
        }
    }

    @Test
    void what_was_said_is_kept_as_it_was_said_and_held_against_what_came_of_it(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            ExposureDesk desk = new ExposureDesk(firm.server().installation().dataSource());
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String deal = firm.won("006F", "Run", "001G", 40_000, "005A");
            List<String> invoices = invoices(firm, deal);
            var release = firm.server().installation().release();
            desk.look(release, NOW);
            long said = forecast(firm, "2026-11-30");
            firm.ended(
                    deal,
                    invoices.get(0),
                    new ActionOutcome.Confirmed("1", Map.of("number", "RE-1")));
            desk.look(release, NOW.plusSeconds(600));
            assertThat(forecast(firm, "2026-11-30")).as("never put right").isEqualTo(said);

            assertThat(desk.last(release, NOW).meanError()).isEmpty();
            desk.look(release, LATER);
            Exposure after = desk.last(release, LATER);
            Exposure.Said one = after.said().getFirst();
            assertThat(one.day()).isEqualTo("2026-11-30");
            assertThat(one.exposed()).isEqualTo(Money.parse("EUR 40000.00"));
            assertThat(one.missed()).isEqualTo(Money.parse("EUR 20000.00"));
            assertThat(one.error()).isEqualTo(one.missing().minus(one.missed()));
            assertThat(after.meanError()).isPresent();
            // Billed too late: the cutoff stays missed.
            firm.database()
                    .sql("update posting set known = ? where happening = 'invoice-posted'")
                    .param(java.sql.Timestamp.from(LATER))
                    .update();
            desk.look(release, LATER.plusSeconds(60));
            assertThat(desk.last(release, LATER).said().getFirst().missed())
                    .isEqualTo(Money.parse("EUR 20000.00"));

            JsonNode answer = firm.call(token, "/cutoffs", "").json();
            assertThat(answer.path("cutoffs").size()).isEqualTo(2);
            assertThat(answer.path("forecasts").path(0).path("missed").asString())
                    .isEqualTo("20000.00");
        }
    }

    private static List<String> told(ExposureDesk desk, FirmOnPaper firm, String deal) {
        return desk.look(firm.server().installation().release(), NOW).stream()
                .filter(each -> each.engagement().equals(deal))
                .collect(
                        java.util.stream.Collectors.toMap(
                                each -> each.stage().words() + " " + each.cause(),
                                Item::amount,
                                Money::plus,
                                java.util.TreeMap::new))
                .entrySet()
                .stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .toList();
    }

    private static long forecast(FirmOnPaper firm, String day) {
        return firm.database()
                .sql(
                        "select missing_minor from exposure_forecast where entity = 'DE01'"
                                + " and currency = 'EUR' and day = ?::date")
                .param(day)
                .query(Long.class)
                .single();
    }

    private static List<String> invoices(FirmOnPaper firm, String deal) {
        firm.eventually(
                "select count(*) = 2 from action where engagement = ? and kind = 'POST_INVOICE'",
                deal);
        return firm.database()
                .sql(
                        "select key from action where engagement = ? and kind = 'POST_INVOICE'"
                                + " order by natural_key")
                .param(deal)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static String advice(FirmOnPaper firm) {
        firm.take(
                "Opportunity",
                "006T",
                """
                {"Id":"006T","Name":"Advice","AccountId":"001G","OwnerId":"005A",
                "StageName":"Closed Won","LeadSource":"Referral","CloseDate":"2026-03-02",
                "SignedDate__c":"2026-03-02","CurrencyIsoCode":"EUR","Amount":16000,
                "BusinessUnit__c":"europe","ServiceLine__c":"advisory","IsDeleted":false,
                "Lines__r":{"records":[{"Id":"a1","Name":"Advice",
                "ServiceLine__c":"advisory","PricingModel__c":"Time and materials",
                "Cap__c":16000,"StartDate__c":"2026-04-01","EndDate__c":"2027-03-31",
                "Estimates__r":{"records":[{"Role__c":"consultant","Hours__c":100,
                "Rate__c":160}]}}]}
                """);
        String deal = "crm:Opportunity:006T";
        firm.eventually(
                "select status in ('contracted', 'active') from engagement where id = ?", deal);
        return deal;
    }

    private static void card(
            FirmOnPaper firm, String deal, String id, String version, String status) {
        firm.observed(
                "psa",
                "time-card",
                id,
                version,
                ("{\"id\":\"%s\",\"version\":\"%s\",\"projectKey\":\"%s\",\"projectId\":\"P-1\","
                                + "\"personId\":\"U1\",\"date\":\"2026-11-17\",\"hours\":\"8\","
                                + "\"role\":\"consultant\",\"billable\":true,"
                                + "\"status\":\"%s\"}")
                        .formatted(id, version, deal, status));
    }
}
