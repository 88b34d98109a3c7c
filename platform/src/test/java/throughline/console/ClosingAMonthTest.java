package throughline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.insight.KeptChecks;
import throughline.people.Scope;
import throughline.server.FirmOnPaper;
import throughline.server.SignedIn;
import tools.jackson.databind.JsonNode;

/** Finance closes October: every item is open, then settled, each by what really settles it. */
class ClosingAMonthTest {

    private static final String ASKED = "/month-end?entity=DE01&period=2026-10";

    @Test
    void every_item_says_what_is_left_and_is_settled_by_what_settles_it(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn admin = SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            assertThat(item(firm, token, "unbilled").path("verdict").asString()).isEqualTo("done");
            assertThat(item(firm, token, "period").path("verdict").asString()).isEqualTo("unknown");

            firm.customer("001G", "Nordwind AG", "DE811569869");
            String deal = firm.won("006M", "Month end", "001G", 40_000, "005A");
            String october = invoice(firm, deal, "2026-10");
            JsonNode unbilled = item(firm, token, "unbilled");
            assertThat(unbilled.path("verdict").asString()).isEqualTo("open");
            assertThat(unbilled.path("amounts").path(0).path("amount").asString())
                    .isEqualTo("40000.00");
            assertThat(unbilled.path("lines").toString()).contains("0-30 days", "over 90 days");
            assertThat(item(firm, token, "writes").path("count").asInt()).isPositive();
            assertThat(item(firm, token, "journals").path("verdict").asString()).isEqualTo("open");

            firm.ended(
                    deal,
                    october,
                    new ActionOutcome.Confirmed(
                            "77", Map.of("number", "RE-77", "date", "2026-10-31")));
            JsonNode ledger = item(firm, token, "ledger");
            assertThat(ledger.path("verdict").asString()).isEqualTo("open");
            assertThat(ledger.path("amounts").path(0).path("amount").asString())
                    .isEqualTo("20000.00");
            assertThat(admin.get(ASKED).body())
                    .contains("EUR 20,000.00", "Books and financial system agree");

            seenInTheLedger(firm, october, "1", "posted");
            assertThat(item(firm, token, "ledger").path("verdict").asString()).isEqualTo("done");
            assertThat(amount(item(firm, token, "unbilled"))).isEqualTo("20000.00");
            // Voided there: its units are open again, and it counts on neither side.
            seenInTheLedger(firm, october, "2", "void");
            assertThat(item(firm, token, "ledger").path("verdict").asString()).isEqualTo("done");
            assertThat(amount(item(firm, token, "unbilled"))).isEqualTo("40000.00");

            exceptionsAndRefusals(firm, admin, token);
            assertThat(item(firm, token, "books").path("verdict").asString())
                    .isIn("unknown", "done");
            new KeptChecks(firm.server().installation().dataSource()).look(Instant.now());
            assertThat(item(firm, token, "books").path("verdict").asString()).isEqualTo("done");

            firm.observed(
                    "erp",
                    "period",
                    "DE01/2026-10",
                    "1",
                    "{\"company\":\"DE01\",\"id\":\"2026-10\",\"from\":\"2026-10-01\","
                            + "\"until\":\"2026-11-01\",\"state\":\"closed\",\"version\":1}");
            assertThat(item(firm, token, "period").path("verdict").asString()).isEqualTo("done");
        }
    }

    private static void exceptionsAndRefusals(FirmOnPaper firm, SignedIn admin, String token)
            throws Exception {
        firm.customer("001B", "Ohne Steuer GmbH", "");
        firm.won("006X", "Blocked", "001B", 9_000, "005A");
        assertThat(item(firm, token, "exceptions").path("sentence").asString())
                .contains("No exception of this entity", "1 more is of deals");
        String refused = firm.won("006R", "Refused", "001G", 9_000, "005A");
        firm.ended(
                refused,
                invoice(firm, refused, "2026-10"),
                new ActionOutcome.Rejected("tax-code", "no tax code A7."));
        assertThat(amount(item(firm, token, "exceptions"))).isEqualTo("4500.00");
        assertThat(item(firm, token, "writes").path("sentence").asString()).contains("1 refused");
        assertThat(admin.get("/exceptions?entity=DE01").body()).contains("no tax code A7.");
        assertThat(admin.get("/exceptions?entity=US01").body()).doesNotContain("no tax code A7.");
    }

    @Test
    void who_reads_the_first_of_many_is_told_how_many_more_there_are(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn admin = SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            firm.customer("001G", "Nordwind AG", "DE811569869");
            invoice(firm, firm.won("006A", "First", "001G", 40_000, "005A"), "2026-10");
            JsonNode few = item(firm, token, "journals");
            assertThat(few.path("lines").size()).isEqualTo(1);
            assertThat(few.path("more").asInt()).isZero();

            for (int deal = 1; deal <= 9; deal++) {
                String won = firm.won("006B" + deal, "Deal " + deal, "001G", 9_000, "005A");
                invoice(firm, won, "2026-10");
            }
            JsonNode many = item(firm, token, "journals");
            assertThat(many.path("count").asInt()).isEqualTo(10);
            assertThat(many.path("lines").size()).isEqualTo(8);
            assertThat(many.path("more").asInt()).isEqualTo(2);
            assertThat(admin.get(ASKED).body()).contains("2 more are not listed");
        }
    }

    @Test
    void books_that_do_not_hold_are_named_and_never_called_settled(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            firm.customer("001G", "Nordwind AG", "DE811569869");
            firm.won("006K", "Broken", "001G", 40_000, "005A");
            firm.database()
                    .sql("update happening_leg set side = 1 where account = 'entitled'")
                    .update();
            KeptChecks.Kept kept =
                    new KeptChecks(firm.server().installation().dataSource()).look(Instant.now());
            assertThat(kept.holds()).isFalse();
            JsonNode books = item(firm, token, "books");
            assertThat(books.path("verdict").asString()).isEqualTo("open");
            assertThat(books.path("lines").toString()).contains("entitled");
        }
    }

    @Test
    void whoever_sees_a_part_is_refused_and_what_is_not_there_is_said(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn admin = SignedIn.first(firm.server());
            SignedIn amy =
                    SignedIn.added(
                            firm.server(),
                            "amy",
                            Set.of("finance"),
                            new Scope(Set.of("americas"), Set.of("US01")));
            assertThat(amy.get(ASKED).statusCode()).isEqualTo(403);
            assertThat(amy.get("/engagements").body()).doesNotContain("href=\"/month-end\"");
            var missing = admin.get("/month-end?entity=XX99");
            assertThat(missing.statusCode()).isEqualTo(404);
            assertThat(missing.body()).contains("DE01, US01").doesNotContain("XX99");
            assertThat(admin.get("/month-end?period=1066-10").statusCode()).isEqualTo(404);
            assertThat(admin.get("/month-end").body()).contains("2026-10", "data-print");
        }
    }

    private static void seenInTheLedger(
            FirmOnPaper firm, String write, String version, String status) {
        String reference = write.replace("/erp/invoice/", "/").replaceAll("~\\d+$", "");
        firm.observed(
                "erp",
                "sales-invoice",
                "77",
                version,
                """
                {"id":"77","version":%s,"reference":"%s","number":"RE-77","status":"%s",
                "date":"2026-10-31","net":"20000.00","tax":"3800.00","currency":"EUR",
                "company":"DE01"}
                """
                        .formatted(version, reference, status));
    }

    private static String invoice(FirmOnPaper firm, String deal, String period) {
        firm.write(deal, "POST_INVOICE");
        return firm.database()
                .sql(
                        "select key from action where engagement = ? and kind = 'POST_INVOICE'"
                                + " and natural_key like ?")
                .params(deal, "%/" + period + "%")
                .query(String.class)
                .single();
    }

    private static String amount(JsonNode item) {
        return item.path("amounts").path(0).path("amount").asString();
    }

    private static JsonNode item(FirmOnPaper firm, String token, String key) throws Exception {
        JsonNode answer = firm.call(token, ASKED, "").json();
        for (JsonNode item : answer.path("items")) {
            if (item.path("key").asString().equals(key)) {
                return item;
            }
        }
        throw new AssertionError("no item " + key + " in " + answer);
    }
}
