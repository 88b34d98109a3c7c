package throughline.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.people.Scope;
import throughline.server.FirmOnPaper;
import throughline.server.FirmOnPaper.Called;
import throughline.server.SignedIn;
import tools.jackson.databind.JsonNode;

/**
 * A figure is decided again from its raw messages: it comes out the same, or it is said where not.
 */
class VerifyingAFigureTest {

    @Test
    void what_was_decided_comes_out_the_same_on_page_and_interface(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn admin = SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            String deal = billed(firm);
            for (String metric : new String[] {"bookings", "billings", "recognized-revenue"}) {
                JsonNode answer = verified(firm, token, "/metrics/" + metric);
                assertThat(answer.path("verdict").asString())
                        .as(answer.toString())
                        .isEqualTo("equal");
                assertThat(answer.path("parts").size()).isPositive();
            }
            assertThat(verified(firm, token, "/metrics/project-margin").path("verdict").asString())
                    .isEqualTo("equal");
            JsonNode whole = verified(firm, token, "/engagements/" + deal);
            assertThat(whole.path("verdict").asString()).isEqualTo("equal");
            assertThat(whole.path("releases").size()).isEqualTo(1);
            assertThat(firm.call(token, "/invoices/verification?key=RE-none", "").status())
                    .isEqualTo(404);
            for (String name : new String[] {"RE-77", "77", invoice(firm)}) {
                assertThat(verified(firm, token, "/invoices", name).path("verdict").asString())
                        .as("whatever name explains an invoice verifies it: " + name)
                        .isEqualTo("equal");
            }

            as_much_is_shown_as_is_asked_for(firm, token, admin);

            String page = admin.get("/explain/figure?metric=billings").body();
            assertThat(page).contains("EUR 20,000.00", "add up to the figure", "verify=true");
            assertThat(admin.get("/explain/figure?metric=billings&verify=true").body())
                    .contains("<span class=\"tag good\">equal</span>", "decided again");
            assertThat(admin.get("/explain/engagement?id=" + deal + "&verify=true").body())
                    .contains("equal");
        }
    }

    @Test
    void a_row_that_somebody_slipped_in_is_found_by_its_place(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn admin = SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            String deal = billed(firm);
            firm.database()
                    .sql(
                            "update posting set minor = minor + 10000000 where engagement = ?"
                                    + " and happening = 'invoice-posted'")
                    .param(deal)
                    .update();
            JsonNode billings = verified(firm, token, "/metrics/billings");
            assertThat(billings.path("verdict").asString()).isEqualTo("differs");
            assertThat(billings.path("differences").path(0).path("kept").asString())
                    .isEqualTo("120000.00");
            assertThat(billings.path("differences").path(0).path("anew").asString())
                    .isEqualTo("20000.00");
            assertThat(verified(firm, token, "/metrics/bookings").path("verdict").asString())
                    .as("what it does not touch stays proven")
                    .isEqualTo("equal");
            assertThat(admin.get("/explain/figure?metric=billings&verify=true").body())
                    .contains("not equal", "120000.00", deal);
        }
    }

    @Test
    void what_rests_on_no_event_cannot_be_checked_and_says_so(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            assertThat(
                            verified(firm, token, "/metrics/exceptions-at-stake")
                                    .path("verdict")
                                    .asString())
                    .isEqualTo("not-checkable");
            assertThat(firm.call(token, "/metrics/wishes/verification", "").status())
                    .isEqualTo(404);
            assertThat(firm.call(token, "/metrics/billings/verification?at=soon", "").status())
                    .isEqualTo(400);
        }
    }

    @Test
    void nobody_verifies_what_is_not_there_for_them(@TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            String deal = billed(firm);
            SignedIn amy =
                    SignedIn.added(
                            firm.server(),
                            "amy",
                            Set.of("finance"),
                            new Scope(Set.of("americas"), Set.of("US01")));
            assertThat(amy.get("/explain/engagement?id=" + deal).statusCode()).isEqualTo(404);
            assertThat(amy.get("/explain/figure?metric=billings").statusCode()).isEqualTo(403);
            SignedIn viewer = SignedIn.added(firm.server(), "vera", Set.of("viewer"), Scope.WHOLE);
            var hostile = viewer.get("/explain/figure?metric=%3Cscript%3E");
            assertThat(hostile.statusCode()).isEqualTo(404);
            assertThat(hostile.body()).doesNotContain("<script>alert").doesNotContain("%3Cscript");
            assertThat(viewer.get("/explain/figure?metric=billings&from=x").statusCode())
                    .isEqualTo(400);
        }
    }

    private static void as_much_is_shown_as_is_asked_for(
            FirmOnPaper firm, String token, SignedIn admin) throws Exception {
        for (String asked : new String[] {"limit=-1", "limit=0", "limit=2147483647", "after=-9"}) {
            Called called = firm.call(token, "/invoices/explanation?key=RE-77&" + asked, "");
            assertThat(called.status()).as(asked + called.body()).isEqualTo(200);
            assertThat(called.body()).contains("\"kind\":\"unit\"");
            String figure = "/metrics/billings/explanation?" + asked.replace("after", "limit");
            assertThat(firm.call(token, figure, "").status()).as(figure).isEqualTo(200);
        }
        assertThat(firm.call(token, "/invoices/explanation?key=RE-77&after=1", "").body())
                .contains("1 unit before")
                .doesNotContain("\"kind\":\"unit\"");
        assertThat(firm.call(token, "/invoices/explanation?key=RE-77&after=x", "").code())
                .isEqualTo("bad-parameter");
        assertThat(admin.get("/explain/invoice?key=RE-77&after=1").body())
                .contains("1 unit before");
        assertThat(admin.get("/explain/invoice?key=RE-77&after=x").statusCode()).isEqualTo(400);
    }

    private static String billed(FirmOnPaper firm) {
        firm.customer("001G", "Nordwind AG", "DE811569869");
        String deal = firm.won("006V", "Verified", "001G", 40_000, "005A");
        firm.ended(
                deal,
                firm.write(deal, "POST_INVOICE"),
                new ActionOutcome.Confirmed("77", Map.of("number", "RE-77")));
        return deal;
    }

    private static String invoice(FirmOnPaper firm) {
        return firm.database()
                .sql("select natural_key from action where external_id = '77'")
                .query(String.class)
                .single();
    }

    private static JsonNode verified(FirmOnPaper firm, String token, String what, String name)
            throws Exception {
        String key = URLEncoder.encode(name, StandardCharsets.UTF_8);
        assertThat(firm.call(token, what + "/explanation?key=" + key, "").status())
                .as(name)
                .isEqualTo(200);
        return firm.call(token, what + "/verification?key=" + key, "").json();
    }

    private static JsonNode verified(FirmOnPaper firm, String token, String what) throws Exception {
        return firm.call(token, what + "/verification", "").json();
    }
}
