package throughline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.server.FirmOnPaper;
import throughline.server.SignedIn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever opens an item of the checklist finds as many things behind it as it counted. */
class OpeningAnItemOfAMonthsEndTest {

    private static final String ASKED = "/month-end?entity=DE01&period=2026-10";
    private static final Pattern ROW = Pattern.compile("<tr[ >]");
    private static final Pattern AMOUNT = Pattern.compile("[A-Z]{3} -?[0-9,]+\\.[0-9]{2}");
    private static final int MANY = 9;

    @Test
    void every_item_opens_to_what_it_counts(@TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn admin = SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            months(firm, token);
            JsonNode items = firm.call(token, ASKED, "").json().path("items");
            assertThat(items.size()).isEqualTo(9);
            for (JsonNode item : items) {
                String key = item.path("key").asString();
                String link = item.path("link").asString();
                long count = item.path("count").asLong();
                switch (key) {
                    case "stale-schedules" -> assertThat(count).isEqualTo(2);
                    case "schedules-behind-terms" -> assertThat(count).isEqualTo(1);
                    case "exceptions" -> assertThat(count).isEqualTo(3);
                    case "journals", "writes" -> assertThat(count).isGreaterThan(8);
                    case "ledger" -> assertThat(count).isEqualTo(1);
                    default -> assertThat(count).as(key).isNotNegative();
                }
                switch (key) {
                    // These two are their lines and open to nothing else.
                    case "books", "period" -> assertThat(item.path("lines")).hasSize((int) count);
                    case "unbilled" -> amounts(admin, item);
                    default -> {
                        assertThat(rows(admin.get(link).body())).as(key).isEqualTo(count);
                        if (!key.equals("exceptions")) {
                            assertThat(link).isEqualTo(ASKED + "&item=" + key);
                        }
                    }
                }
            }
        }
    }

    @Test
    void what_is_settled_opens_to_its_sentence_and_back(@TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn admin = SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            for (JsonNode item : firm.call(token, ASKED, "").json().path("items")) {
                String link = item.path("link").asString();
                if (!link.isEmpty()) {
                    String page = admin.get(link).body();
                    assertThat(rows(page)).as(link).isZero();
                }
            }
            String one = admin.get(ASKED + "&item=writes").body();
            assertThat(one)
                    .contains("No write is under way, refused or unclear.")
                    .contains("All items of the checklist")
                    .doesNotContain("The books hold");
            assertThat(admin.get(ASKED + "&item=nothing").body())
                    .contains("The books hold")
                    .doesNotContain("All items of the checklist");
        }
    }

    /** A month in which every item has something to count. */
    private static void months(FirmOnPaper firm, String token) throws Exception {
        firm.customer("001G", "Nordwind AG", "DE811569869");
        for (int i = 0; i < MANY; i++) {
            firm.write(firm.won("006M" + i, "Deal " + i, "001G", 9_000, "005A"), "POST_INVOICE");
        }
        String first = "crm:Opportunity:006M0";
        firm.ended(
                first,
                october(firm, first),
                new ActionOutcome.Confirmed("77", Map.of("number", "RE-77", "date", "2026-10-31")));
        for (int i = 1; i <= 3; i++) {
            String deal = "crm:Opportunity:006M" + i;
            firm.ended(
                    deal,
                    october(firm, deal),
                    new ActionOutcome.Rejected(i == 1 ? "tax-code" : "no-customer", "No."));
        }
        rests(firm, token);
        stale(firm, "crm:Opportunity:006M4");
        stale(firm, "crm:Opportunity:006M5");
        firm.database()
                .sql(
                        """
                        insert into event (engagement, sequence, type, known, release, cause,
                            payload)
                        select engagement, 100000, 'contract-amended/v1', now() + interval '1 day',
                            release, cause, payload
                        from event where engagement = ? order by sequence limit 1
                        """)
                .param(first)
                .update();
        firm.database()
                .sql(
                        "update action set status = 'confirmed', concluded_at = now()"
                                + " where engagement = ? and kind = 'CREATE_PROJECT'")
                .param(first)
                .update();
    }

    /** A day that has come and that moved nothing: the server takes it up again. */
    private static void stale(FirmOnPaper firm, String deal) {
        firm.database()
                .sql("update engagement set next_wake = '2026-10-15', partition = -1 where id = ?")
                .param(deal)
                .update();
    }

    private static void rests(FirmOnPaper firm, String token) throws Exception {
        JsonNode one = firm.call(token, "/exceptions", "").json().path("exceptions").path(0);
        String wish =
                JsonMapper.shared()
                        .writeValueAsString(
                                Map.of(
                                        "engagement",
                                        one.path("engagement").asString(),
                                        "key",
                                        one.path("key").asString(),
                                        "until-something-happens",
                                        "true",
                                        "version",
                                        "0"));
        assertThat(firm.call(token, "/exceptions/snooze", wish).status()).isEqualTo(200);
    }

    private static String october(FirmOnPaper firm, String deal) {
        return firm.database()
                .sql(
                        "select key from action where engagement = ? and kind = 'POST_INVOICE'"
                                + " and natural_key like '%/2026-10%'")
                .param(deal)
                .query(String.class)
                .single();
    }

    /** The page tells the same amount. */
    private static void amounts(SignedIn admin, JsonNode item) throws Exception {
        assertThat(item.path("lines").size()).isEqualTo(item.path("count").asInt()).isPositive();
        same(admin, item);
    }

    private static void same(SignedIn admin, JsonNode part) throws Exception {
        String page = admin.get(part.path("link").asString()).body();
        JsonNode amount = part.path("amounts").path(0);
        String exact = amount.path("currency").asString() + " " + amount.path("amount").asString();
        assertThat(AMOUNT.matcher(page).results().map(MatchResult::group).findFirst())
                .as(part.path("link").asString())
                .hasValueSatisfying(first -> assertThat(first.replace(",", "")).isEqualTo(exact));
    }

    /** Rows of the last table of a page, without its head. */
    private static long rows(String page) {
        int body = page.lastIndexOf("<tbody>");
        return body < 0
                ? 0
                : ROW.matcher(page.substring(body, page.indexOf("</tbody>", body)))
                        .results()
                        .count();
    }
}
