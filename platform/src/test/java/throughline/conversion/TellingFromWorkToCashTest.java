package throughline.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.exposure.ExposureDesk;
import throughline.server.FirmOnPaper;
import throughline.server.SignedIn;
import tools.jackson.databind.JsonNode;

/** What executives are told, held against the events of the journal, added up by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TellingFromWorkToCashTest {

    private FirmOnPaper firm;
    private JsonNode answer;
    private JournalByHand journal;
    private Instant known;

    @BeforeAll
    void a_firm_has_sold_worked_billed_credited_and_was_paid(@TempDir Path folder)
            throws Exception {
        firm = FirmOnPaper.in(folder);
        SignedIn.first(firm.server());
        firm.customer("001G", "Nordwind AG", "DE811569869");
        // Of two invoices one is paid in part and one was refused.
        String owed = firm.won("006A", "Owed", "001G", 40_000, "005A");
        active(owed);
        posted(owed, 0, "2026-11-02");
        firm.ended(owed, invoice(owed, 1, "key"), new ActionOutcome.Rejected("tax", "no A7."));
        paid(owed, invoice(owed, 0, "natural_key"), "12500.00");
        // Both are posted, and one is credited in part.
        String credited = firm.won("006B", "Credited", "001G", 30_000, "005A");
        active(credited);
        posted(credited, 0, "2026-05-02");
        posted(credited, 1, "2026-11-03");
        credit(credited, invoice(credited, 1, "natural_key"), "5000.50");
        // Nothing was begun; in another currency.
        americas();
        String hours = advice();
        firm.observed(
                "psa",
                "person",
                "U1",
                "1",
                "{\"id\":\"U1\",\"version\":\"1\",\"name\":\"Ida\",\"role\":\"consultant\"}");
        card(hours, "T1", "2026-10-02", "7.5", "approved");
        card(hours, "T2", "2026-11-17", "3", "approved");
        card(hours, "T3", "2026-11-18", "8", "draft");
        card(hours, "T4", "2026-11-19", "2", "submitted");
        ask();
    }

    /** At one moment: what the clocks say moves with every second. */
    private void ask() throws Exception {
        new ExposureDesk(firm.server().installation().dataSource())
                .look(firm.server().installation().release(), Instant.now());
        answer = firm.call(SignedIn.token(firm.server(), "admin"), "/cash-conversion", "").json();
        known = Instant.parse(answer.path("known").asString());
        journal = new JournalByHand(firm.database(), LocalDate.ofInstant(known, ZoneOffset.UTC));
    }

    @AfterAll
    void stop() {
        firm.close();
    }

    @Test
    void there_is_a_row_for_each_currency_in_which_something_was_sold() {
        assertThat(answer.path("rows").valueStream().map(each -> each.path("currency").asString()))
                .containsExactly("EUR", "USD");
    }

    @Test
    void every_sum_is_what_the_events_come_to() {
        for (String currency : List.of("EUR", "USD")) {
            Map<String, String> told = new TreeMap<>();
            Map<String, String> expected = journal.sums(currency);
            expected.keySet().forEach(name -> told.put(name, value(currency, name)));
            assertThat(told).as(currency).isEqualTo(expected);
        }
        assertThat(value("EUR", "collected")).isEqualTo("12500.00");
        assertThat(new BigDecimal(value("EUR", "leakage"))).isPositive();
        assertThat(value("USD", "collected")).as("nothing is a sum too").isEqualTo("0.00");
    }

    @Test
    void days_are_what_waits_in_days_of_ninety_days_billing() {
        for (String currency : List.of("EUR", "USD")) {
            assertThat(Optional.ofNullable(value(currency, "unbilled-days")))
                    .isEqualTo(journal.days(currency, "unbilled"));
            assertThat(Optional.ofNullable(value(currency, "dso")))
                    .isEqualTo(journal.days(currency, "receivable"));
            assertThat(Optional.ofNullable(value(currency, "lock-up")))
                    .isEqualTo(journal.days(currency, "unbilled", "receivable"));
        }
    }

    @Test
    void margin_and_backlog_are_told_by_month() {
        for (String currency : List.of("EUR", "USD")) {
            assertThat(Optional.ofNullable(value(currency, "project-margin")))
                    .isEqualTo(journal.margin(currency));
            assertThat(texts(currency, "margin-by-month"))
                    .isEqualTo(journal.marginByMonth(currency));
            assertThat(texts(currency, "backlog-by-month"))
                    .isEqualTo(journal.backlogByMonth(currency));
        }
        assertThat(texts("EUR", "margin-by-month").values())
                .as("somebody worked, so that it is not all margin")
                .anyMatch(margin -> !margin.equals("1.0000"));
    }

    @Test
    void what_leaks_is_told_by_its_age() {
        Map<String, String> expected = new TreeMap<>();
        journal.leaks("EUR").forEach((age, sum) -> expected.put(age, JournalByHand.told(sum)));
        assertThat(texts("EUR", "leakage-by-age")).isEqualTo(expected).isNotEmpty();
        assertThat(texts("USD", "leakage-by-age"))
                .isEqualTo(
                        journal.leaks("USD").entrySet().stream()
                                .collect(
                                        java.util.stream.Collectors.toMap(
                                                Map.Entry::getKey,
                                                each -> JournalByHand.told(each.getValue()))));
    }

    @Test
    void promises_are_told_by_count_and_money_and_by_how_long_half_of_them_took() {
        for (String currency : List.of("EUR", "USD")) {
            assertThat(row(currency).path("seconds-to-active").asLong())
                    .isEqualTo(journal.secondsOfHalf().orElseThrow());
        }
        JsonNode clock = answer.path("clocks").path(0);
        assertThat(answer.path("clocks").size()).isEqualTo(1);
        assertThat(clock.path("clock").asString()).isEqualTo("closed-won-to-active");
        assertThat(clock.path("by-count").asString())
                .isEqualTo(journal.promises(known).orElseThrow());
        assertThat(clock.path("by-money").path("EUR").asString())
                .isEqualTo(journal.promises(known, "EUR").orElseThrow());
    }

    /** By the raw messages: 160.00 is what the rate card says of a consultant. */
    @Test
    void what_waits_outside_of_the_books_is_told_from_what_came_in() {
        BigDecimal unapproved = BigDecimal.valueOf(8 + 2).multiply(new BigDecimal("160.00"));
        assertThat(value("EUR", "worked-not-approved")).isEqualTo(JournalByHand.told(unapproved));
        assertThat(value("EUR", "exposed"))
                .isEqualTo(
                        JournalByHand.told(
                                unapproved.add(
                                        new BigDecimal(journal.sums("EUR").get("unbilled")))));
        assertThat(new BigDecimal(value("EUR", "expected-to-miss")))
                .isBetween(BigDecimal.ZERO, new BigDecimal(value("EUR", "exposed")));
        for (String currency : List.of("EUR", "USD")) {
            assertThat(value(currency, "signed-not-active"))
                    .isEqualTo(JournalByHand.told(journal.notActive(currency)));
        }
        assertThat(value("USD", "signed-not-active")).isEqualTo("24000.00");
    }

    private JsonNode row(String currency) {
        return answer.path("rows")
                .valueStream()
                .filter(each -> each.path("currency").asString().equals(currency))
                .findFirst()
                .orElseThrow();
    }

    private String value(String currency, String name) {
        return row(currency).path(name).asString(null);
    }

    private Map<String, String> texts(String currency, String name) {
        Map<String, String> texts = new TreeMap<>();
        row(currency)
                .path(name)
                .properties()
                .forEach(each -> texts.put(each.getKey(), each.getValue().asString()));
        return texts;
    }

    /** Every system confirmed what it was asked for. */
    private void active(String deal) {
        firm.write(deal, "CREATE_PROJECT");
        List<String> writes =
                firm.database()
                        .sql(
                                "select key from action where engagement = ? and kind in"
                                        + " ('CREATE_CUSTOMER', 'CREATE_CONTRACT',"
                                        + " 'CREATE_PROJECT', 'WRITE_BACK')")
                        .param(deal)
                        .query((row, number) -> row.getString(1))
                        .list();
        for (String key : writes) {
            firm.ended(deal, key, new ActionOutcome.Confirmed(key, Map.of()));
        }
        firm.eventually("select status = 'active' from engagement where id = ?", deal);
    }

    private void posted(String deal, int which, String date) {
        firm.ended(
                deal,
                invoice(deal, which, "key"),
                new ActionOutcome.Confirmed(
                        "SI-" + deal + which,
                        Map.of("number", "RE-" + deal + which, "date", date)));
    }

    private String invoice(String deal, int which, String column) {
        firm.eventually(
                "select count(*) = 2 from action where engagement = ? and kind = 'POST_INVOICE'",
                deal);
        return firm.database()
                .sql(
                        "select "
                                + column
                                + " from action where engagement = ? and kind = 'POST_INVOICE'"
                                + " order by natural_key")
                .param(deal)
                .query(String.class)
                .list()
                .get(which);
    }

    private void paid(String deal, String invoice, String net) {
        firm.observed(
                "erp",
                "payment",
                "P1",
                "1",
                """
                {"id":"P1","version":"1","invoiceId":"SI-%s0","invoiceReference":"%s",
                "date":"2026-11-12","net":"%s","currency":"EUR"}
                """
                        .formatted(deal, invoice, net));
    }

    private void credit(String deal, String invoice, String net) {
        firm.observed(
                "erp",
                "credit-note",
                "CN1",
                "1",
                """
                {"id":"CN1","version":"1","invoiceId":"SI-%s1","invoiceReference":"%s",
                "reference":"by hand","number":"GS-1","status":"posted","date":"2026-11-20",
                "net":"%s","tax":"0.00","currency":"EUR"}
                """
                        .formatted(deal, invoice, net));
    }

    private void americas() {
        firm.take(
                "Account",
                "001U",
                """
                {"Id":"001U","Name":"Prairie Inc","BillingStreet":"1 Main St",
                "BillingCity":"Austin","BillingPostalCode":"73301","BillingCountryCode":"US",
                "TaxId__c":"12-3456789","Website":"prairie.example","Status__c":"Active"
                """);
        firm.take(
                "Opportunity",
                "006U",
                """
                {"Id":"006U","Name":"Abroad","AccountId":"001U","OwnerId":"005A",
                "StageName":"Closed Won","LeadSource":"Referral","CloseDate":"2026-03-02",
                "SignedDate__c":"2026-03-02","CurrencyIsoCode":"USD","Amount":24000,
                "BusinessUnit__c":"americas","ServiceLine__c":"managed-services",
                "IsDeleted":false,
                "Lines__r":{"records":[{"Id":"a1","Name":"Run",
                "ServiceLine__c":"managed-services","PricingModel__c":"Fixed fee - calendar",
                "Amount__c":24000,"StartDate__c":"2026-04-01","EndDate__c":"2027-03-31",
                "StandaloneSellingPrice__c":24000,"ListPrice__c":24000,
                "Estimates__r":{"records":[{"Role__c":"consultant","Hours__c":1,"Rate__c":24000}]},
                "Instalments__r":{"records":[{"Date__c":"2026-04-01","Amount__c":24000}]}}]}
                """);
        firm.eventually(
                "select status = 'contracted' from engagement where id = ?",
                "crm:Opportunity:006U");
    }

    private String advice() {
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
        firm.eventually("select status = 'contracted' from engagement where id = ?", deal);
        return deal;
    }

    private void card(String deal, String id, String date, String hours, String status) {
        firm.observed(
                "psa",
                "time-card",
                id,
                "1",
                """
                {"id":"%s","version":"1","projectKey":"%s","projectId":"P-1","personId":"U1",
                "date":"%s","hours":"%s","role":"consultant","billable":true,"status":"%s"}
                """
                        .formatted(id, deal, date, hours, status));
    }
}
