package throughline.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.people.Scope;
import throughline.server.FirmOnPaper;
import throughline.server.FirmOnPaper.Called;
import throughline.server.SignedIn;

/** Taking a write back, over HTTP and at the moment at which it might leave. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancellingWritesTest {

    private FirmOnPaper firm;
    private SignedIn admin;
    private String fiona;
    private String felix;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        firm = FirmOnPaper.in(folder);
        admin = SignedIn.first(firm.server());
        fiona = token("fiona");
        felix = token("felix");
        firm.customer("001G", "Nordwind AG", "DE811569869");
    }

    private String token(String login) throws Exception {
        SignedIn.added(firm.server(), login, Set.of("finance"), Scope.WHOLE);
        return SignedIn.token(firm.server(), login);
    }

    @AfterAll
    void stop() {
        firm.close();
    }

    @Test
    void an_invoice_takes_two_to_cancel_and_is_held_back_from_then_on() throws Exception {
        String deal = firm.won("006C", "Not to be billed", "001G", 24_000, "005A");
        String invoice = firm.write(deal, "POST_INVOICE");
        assertThat(admin.get("/actions/one?key=" + encoded(invoice)).body())
                .contains("Do not send it", "decision=cancel");
        Called seen = preview(deal, cancel(invoice));
        assertThat(seen.body()).contains("is not sent, until somebody asks for it again");
        assertThat(seen.json().get("takes-two").asBoolean()).isTrue();
        assertThat(seen.json().get("amount").asString()).isEqualTo("EUR 12000.00");
        long request = decide(deal, cancel(invoice), seen.tag()).json().get("request").asLong();
        assertThat(status(invoice)).as("nobody agreed yet").isEqualTo("planned");

        assertThat(approve(request).status()).isEqualTo(200);
        firm.settle();
        firm.eventually("select status = 'cancelled' from action where key = ?", invoice);
        assertThat(sentence(invoice)).contains("Fiona and Felix", "the order was withdrawn");
        assertThat(exceptions(deal, "action-cancelled")).isOne();
        assertThat(admin.get("/actions/one?key=" + encoded(invoice)).body())
                .contains("Ask for it again", "Cancelled");

        // The deal is renamed: the invoice says something else now, and is still not sent.
        firm.won("006C", "Not to be billed, still", "001G", 24_000, "005A");
        assertThat(status(invoice)).isEqualTo("cancelled");
        assertThat(attempts(invoice)).isOne();

        String again =
                "{\"decision\":\"retry\",\"action\":\"%s\",\"reason\":\"agreed\"}"
                        .formatted(invoice);
        assertThat(decide(deal, again, preview(deal, again).tag()).status()).isEqualTo(202);
        firm.eventually("select exists (select from action where key = ?)", invoice + "~2");
        firm.settle();
        assertThat(exceptions(deal, "action-cancelled")).isZero();
    }

    @Test
    void what_is_on_its_way_is_not_cancelled_and_a_request_for_it_is_void() throws Exception {
        String deal = firm.won("006D", "On its way", "001G", 24_000, "005A");
        String invoice = firm.write(deal, "POST_INVOICE");
        long request =
                decide(deal, cancel(invoice), preview(deal, cancel(invoice)).tag())
                        .json()
                        .get("request")
                        .asLong();
        // What a node does when it claims it; the answer is awaited.
        firm.database()
                .sql(
                        "update action set status = 'sent', sent_at = now(),"
                                + " next_attempt = now() + interval '1 day' where key = ?")
                .param(invoice)
                .update();
        Called refused = preview(deal, cancel(invoice));
        assertThat(refused.code()).isEqualTo("write-not-so");
        assertThat(refused.body()).contains("it is on its way");
        assertThat(approve(request).code()).isEqualTo("request-void");
        assertThat(status(invoice)).isEqualTo("sent");

        firm.ended(deal, invoice, new ActionOutcome.Confirmed("9", Map.of("number", "RE-9")));
        assertThat(status(invoice)).isEqualTo("confirmed");
        assertThat(preview(deal, cancel(invoice)).code()).isEqualTo("write-not-so");
    }

    @Test
    void between_the_decision_and_its_being_taken_in_nobody_sends_it() throws Exception {
        String deal = firm.won("006E", "Refused before", "001G", 24_000, "005A");
        String contract = firm.write(deal, "CREATE_CONTRACT");
        Called seen = preview(deal, cancel(contract));
        assertThat(seen.json().get("takes-two").asBoolean()).isFalse();
        assertThat(decide(deal, cancel(contract), seen.tag()).status()).isEqualTo(202);
        assertThat(status(contract)).isIn("held", "cancelled");
        firm.eventually("select status = 'cancelled' from action where key = ?", contract);
        // A message that says no, from before, comes late: it stays as it was decided.
        firm.ended(deal, contract, new ActionOutcome.Rejected("tax", "no such code."));
        assertThat(status(contract)).isEqualTo("cancelled");
    }

    private static String cancel(String key) {
        return "{\"decision\":\"cancel\",\"action\":\"%s\",\"reason\":\"the order was withdrawn\"}"
                .formatted(key);
    }

    private Called preview(String deal, String wish) throws Exception {
        return firm.call(fiona, "/engagements/" + deal + "/decisions/preview", wish);
    }

    private Called decide(String deal, String wish, String tag) throws Exception {
        return firm.call(
                fiona,
                "/engagements/" + deal + "/decisions",
                wish,
                "Idempotency-Key",
                UUID.randomUUID().toString(),
                "If-Match",
                tag);
    }

    private Called approve(long request) throws Exception {
        String tag = firm.call(felix, "/approvals/" + request, "").tag();
        return firm.call(
                felix,
                "/approvals/" + request + "/approval",
                "{\"reason\":\"agreed\"}",
                "Idempotency-Key",
                UUID.randomUUID().toString(),
                "If-Match",
                tag);
    }

    private static String encoded(String key) {
        return java.net.URLEncoder.encode(key, java.nio.charset.StandardCharsets.UTF_8);
    }

    private String status(String key) {
        return text("select status from action where key = ?", key);
    }

    private String sentence(String key) {
        return text("select sentence from action where key = ?", key);
    }

    private String text(String sql, String key) {
        return firm.database().sql(sql).param(key).query(String.class).single();
    }

    private long attempts(String purpose) {
        return firm.database()
                .sql("select count(*) from action where key = :key or key like :key || '~%'")
                .param("key", purpose)
                .query(Long.class)
                .single();
    }

    private long exceptions(String deal, String code) {
        return firm.database()
                .sql(
                        "select count(*) from exception_item where engagement = ? and code = ?"
                                + " and closed is null")
                .params(deal, code)
                .query(Long.class)
                .single();
    }
}
