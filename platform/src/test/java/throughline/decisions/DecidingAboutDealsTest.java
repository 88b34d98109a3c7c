package throughline.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecidingAboutDealsTest {

    private FirmOnPaper firm;
    private String finance;
    private String finance2;
    private String director;
    private String noor;
    private String victor;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        firm = FirmOnPaper.in(folder);
        finance = token("fiona", "Fiona Brandt", Set.of("finance"));
        finance2 = token("felix", "Felix Roth", Set.of("finance"));
        director = token("dora", "Dora Kern", Set.of("finance-director"));
        noor = token("noor", "Noor Haddad", Set.of("partner"));
        victor = token("victor", "Victor Hale", Set.of("practice-lead"));
        firm.customer("001G", "Nordwind AG", "DE811569869");
        firm.customer("001B", "Ohne Steuer GmbH", "");
    }

    @AfterAll
    void stop() {
        firm.close();
    }

    @Test
    void a_violation_is_waived_at_once_by_whoever_the_landscape_names() throws Exception {
        String deal = firm.won("006W1", "Waived at once", "001B", 10_000, "005A");
        Called seen = preview(director, deal, waive("small"));
        assertThat(seen.status()).as(seen.body()).isEqualTo(200);
        assertThat(seen.body()).contains("Contract: booked", "EUR 10,000.00", "backlog billing");
        Called done = decide(director, deal, waive("small"), seen.tag());
        assertThat(done.status()).as(done.body()).isEqualTo(202);
        contracted(deal);
        assertThat(
                        firm.database()
                                .sql(
                                        "select why || ' ' || who from audit where subject = ? and"
                                                + " what = 'waived'")
                                .param(deal)
                                .query(String.class)
                                .single())
                .isEqualTo("small dora");
    }

    @Test
    void whoever_lacks_the_role_asks_and_somebody_else_agrees_to_exactly_that() throws Exception {
        String deal = firm.won("006W2", "Waived by two", "001B", 12_000, "005A");
        String wish = waive("known");
        Called asked = decide(finance, deal, wish, preview(finance, deal, wish).tag());
        assertThat(asked.json().get("outcome").asString()).as(asked.body()).isEqualTo("requested");
        assertThat(asked.body()).contains("finance-director");
        long request = asked.json().get("request").asLong();
        String tag = firm.call(director, "/approvals/" + request, "").tag();

        assertThat(approve(finance, request, tag).code()).isEqualTo("not-entitled");
        assertThat(approve(finance2, request, tag).code()).isEqualTo("not-entitled");
        assertThat(approve(director, request, "\"other\"").status()).isEqualTo(412);
        Called agreed = approve(director, request, tag);
        assertThat(agreed.status()).as(agreed.body()).isEqualTo(200);
        contracted(deal);
        assertThat(approve(director, request, tag).code()).isEqualTo("request-answered");
        assertThat(by(deal)).isEqualTo("Fiona Brandt and Dora Kern");
    }

    @Test
    void a_request_is_void_once_what_it_asks_for_has_changed() throws Exception {
        String deal = firm.won("006V", "Changed meanwhile", "001B", 14_000, "005A");
        String wish = waive("known");
        long request =
                decide(finance, deal, wish, preview(finance, deal, wish).tag())
                        .json()
                        .get("request")
                        .asLong();
        String tag = firm.call(director, "/approvals/" + request, "").tag();
        firm.won("006V", "Changed meanwhile", "001B", 50_000, "005A");
        Called late = approve(director, request, tag);
        assertThat(late.status()).as(late.body()).isEqualTo(412);
        assertThat(
                        firm.database()
                                .sql("select state from approval_request where id = ?")
                                .param(request)
                                .query(String.class)
                                .single())
                .isEqualTo("void");
        assertThat(decisions(deal)).isZero();
    }

    @Test
    void terms_are_approved_by_somebody_entitled_who_did_not_sell_them_and_as_they_are_now()
            throws Exception {
        String deal = firm.won("006T", "Large", "001G", 160_000, "005V");
        String content =
                firm.database()
                        .sql(
                                "select facts ->> 'content' from exception_item where engagement ="
                                        + " ? and code = 'approval-missing' and closed is null")
                        .param(deal)
                        .query(String.class)
                        .single();
        String wish =
                "{\"decision\":\"approve\",\"content-hash\":\""
                        + content
                        + "\",\"reason\":\"fine\"}";
        assertThat(preview(finance, deal, wish).code()).isEqualTo("approval-not-entitled");
        assertThat(preview(victor, deal, wish).code()).isEqualTo("approval-four-eyes");
        Called seen = preview(noor, deal, wish);
        assertThat(seen.status()).as(seen.body()).isEqualTo(200);
        firm.won("006T", "Large", "001G", 180_000, "005V");
        assertThat(decide(noor, deal, wish, seen.tag()).status()).isEqualTo(412);
        String now = wish.replace(content, content(deal));
        Called done = decide(noor, deal, now, preview(noor, deal, now).tag());
        assertThat(done.status()).as(done.body()).isEqualTo(202);
        contracted(deal);
    }

    @Test
    void a_request_can_be_refused_with_a_reason_only_and_withdrawn_by_its_asker_only()
            throws Exception {
        String deal = firm.won("006R", "Refused", "001B", 16_000, "005A");
        String wish = waive("please");
        long request =
                decide(finance, deal, wish, preview(finance, deal, wish).tag())
                        .json()
                        .get("request")
                        .asLong();
        String tag = firm.call(director, "/approvals/" + request, "").tag();
        assertThat(refuse(director, request, tag, "").code()).isEqualTo("reason-missing");
        assertThat(firm.call(director, "/approvals/" + request + "/withdrawal", "{}").code())
                .isEqualTo("not-entitled");
        assertThat(refuse(director, request, tag, "get the number").status()).isEqualTo(200);
        assertThat(approve(director, request, tag).code()).isEqualTo("request-answered");
        Called again = decide(finance, deal, wish, preview(finance, deal, wish).tag());
        long second = again.json().get("request").asLong();
        assertThat(firm.call(finance, "/approvals/" + second + "/withdrawal", "{}").status())
                .isEqualTo(200);
        assertThat(decisions(deal)).isZero();
    }

    @Test
    void a_write_nobody_can_tell_of_is_settled_and_a_refused_one_asked_for_again()
            throws Exception {
        String deal = firm.won("006S", "Unclear", "001G", 22_000, "005A");
        String customer = firm.write(deal, "CREATE_CUSTOMER");
        firm.ended(deal, customer, new ActionOutcome.Ambiguous("no answer."));
        String never =
                "{\"decision\":\"settle\",\"happened\":\"false\",\"action\":\""
                        + customer
                        + "\",\"reason\":\"looked\"}";
        Called done = decide(finance, deal, never, preview(finance, deal, never).tag());
        assertThat(done.json().get("outcome").asString()).as(done.body()).isEqualTo("decided");
        firm.eventually(
                "select exists (select from exception_item where engagement = ? and code ="
                        + " 'action-rejected' and closed is null)",
                deal);
        String retry =
                "{\"decision\":\"retry\",\"action\":\"" + customer + "\",\"reason\":\"mended\"}";
        assertThat(decide(finance, deal, retry, preview(finance, deal, retry).tag()).status())
                .isEqualTo(202);
        firm.eventually("select exists (select from action where key = ?)", customer + "~2");
        assertThat(preview(finance, deal, retry).code()).isEqualTo("write-not-so");
    }

    @Test
    void an_invoice_nobody_can_tell_of_takes_two_to_settle() throws Exception {
        String deal = firm.won("006I", "Unclear invoice", "001G", 24_000, "005A");
        String invoice = firm.write(deal, "POST_INVOICE");
        firm.ended(deal, invoice, new ActionOutcome.Ambiguous("no answer."));
        String there =
                """
                {"decision":"settle","happened":"true","external-id":"77","number":"RE-77",
                "date":"2026-04-05","action":"%s","reason":"seen in the ledger"}
                """
                        .formatted(invoice);
        Called seen = preview(finance, deal, there);
        assertThat(seen.body())
                .contains("RE-77 counts as posted", "receivable / contract position");
        long request = decide(finance, deal, there, seen.tag()).json().get("request").asLong();
        String tag = firm.call(finance2, "/approvals/" + request, "").tag();
        assertThat(approve(finance2, request, tag).status()).isEqualTo(200);
        firm.eventually(
                "select exists (select from posting where engagement = ? and happening ="
                        + " 'invoice-posted')",
                deal);
    }

    @Test
    void the_same_key_decides_once_however_often_and_at_once_it_is_sent() throws Exception {
        String deal = firm.won("006K", "Sent twice", "001B", 18_000, "005A");
        String wish = waive("twice");
        String tag = preview(director, deal, wish).tag();
        String key = UUID.randomUUID().toString();
        List<Future<Called>> answers = new ArrayList<>();
        try (ExecutorService many = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 8; i++) {
                answers.add(
                        many.submit(
                                () ->
                                        firm.call(
                                                director,
                                                "/engagements/" + deal + "/decisions",
                                                wish,
                                                "Idempotency-Key",
                                                key,
                                                "If-Match",
                                                tag)));
            }
        }
        Set<String> told = new TreeSet<>();
        for (Future<Called> each : answers) {
            told.add(each.get().body());
        }
        assertThat(told).as("everybody is answered alike").hasSize(1);
        assertThat(decisions(deal)).isEqualTo(1);
        Called other =
                firm.call(
                        director,
                        "/engagements/" + deal + "/decisions",
                        wish.replace("twice", "other"),
                        "Idempotency-Key",
                        key,
                        "If-Match",
                        tag);
        assertThat(other.code()).isEqualTo("key-used");
        assertThat(
                        firm.call(
                                        director,
                                        "/engagements/" + deal + "/decisions",
                                        wish,
                                        "If-Match",
                                        tag)
                                .code())
                .isEqualTo("key-missing");
        assertThat(
                        firm.call(
                                        director,
                                        "/engagements/" + deal + "/decisions",
                                        wish,
                                        "Idempotency-Key",
                                        "x")
                                .code())
                .isEqualTo("if-match-missing");
    }

    @Test
    void an_engagement_of_another_part_of_the_enterprise_is_not_there_to_decide_about()
            throws Exception {
        String deal = firm.won("006X", "Not yours", "001B", 19_000, "005A");
        SignedIn.added(
                firm.server(),
                "amy",
                Set.of("finance-director"),
                new Scope(Set.of("americas"), Set.of("US01")));
        String amy = SignedIn.token(firm.server(), "amy");
        String wish = waive("mine");
        assertThat(preview(amy, deal, wish).status()).isEqualTo(404);
        assertThat(preview(amy, deal, wish).body()).doesNotContain("Not yours");
        assertThat(decide(amy, deal, wish, "\"x\"").status()).isEqualTo(404);
        assertThat(decisions(deal)).isZero();
    }

    private void contracted(String deal) {
        firm.eventually(
                "select exists (select from engagement where id = ? and status = 'contracted')",
                deal);
    }

    private static String waive(String reason) {
        return "{\"decision\":\"waive\",\"code\":\"customer-incomplete\",\"reason\":\"%s\"}"
                .formatted(reason);
    }

    private String token(String login, String name, Set<String> roles) throws Exception {
        SignedIn.added(firm.server(), login, roles, Scope.WHOLE);
        firm.database()
                .sql("update person set name = ? where login = ?")
                .params(name, login)
                .update();
        return SignedIn.token(firm.server(), login);
    }

    private String content(String deal) {
        firm.eventually(
                "select count(*) = 1 from exception_item where engagement = ?"
                        + " and code like 'approval-%' and closed is null",
                deal);
        return firm.database()
                .sql(
                        "select facts ->> 'content' from exception_item where engagement = ?"
                                + " and code like 'approval-%' and closed is null")
                .param(deal)
                .query(String.class)
                .single();
    }

    private String by(String deal) {
        return firm.database()
                .sql("select by from decision where engagement = ?")
                .param(deal)
                .query(String.class)
                .single();
    }

    private long decisions(String deal) {
        return firm.database()
                .sql("select count(*) from decision where engagement = ?")
                .param(deal)
                .query(Long.class)
                .single();
    }

    private Called preview(String token, String deal, String wish) throws Exception {
        return firm.call(token, "/engagements/" + deal + "/decisions/preview", wish);
    }

    private Called decide(String token, String deal, String wish, String tag) throws Exception {
        return firm.call(
                token,
                "/engagements/" + deal + "/decisions",
                wish,
                "Idempotency-Key",
                UUID.randomUUID().toString(),
                "If-Match",
                tag);
    }

    private Called approve(String token, long request, String tag) throws Exception {
        return firm.call(
                token,
                "/approvals/" + request + "/approval",
                "{\"reason\":\"agreed\"}",
                "Idempotency-Key",
                UUID.randomUUID().toString(),
                "If-Match",
                tag);
    }

    private Called refuse(String token, long request, String tag, String reason) throws Exception {
        return firm.call(
                token,
                "/approvals/" + request + "/refusal",
                "{\"reason\":\"" + reason + "\"}",
                "If-Match",
                tag);
    }
}
