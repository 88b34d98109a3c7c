package throughline.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.ChangeStatus;
import throughline.observed.CanonicalRecord.LineChange;
import throughline.observed.Cause;
import throughline.observed.RecordKey;
import throughline.people.Scope;
import throughline.server.FirmOnPaper;
import throughline.server.FirmOnPaper.Called;
import throughline.server.SignedIn;

class CreditingAndTreatingTest {

    private FirmOnPaper firm;
    private String fiona;
    private String felix;
    private String deal;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        firm = FirmOnPaper.in(folder);
        SignedIn.added(firm.server(), "fiona", Set.of("finance"), Scope.WHOLE);
        SignedIn.added(firm.server(), "felix", Set.of("finance"), Scope.WHOLE);
        fiona = SignedIn.token(firm.server(), "fiona");
        felix = SignedIn.token(firm.server(), "felix");
        firm.customer("001G", "Nordwind AG", "DE811569869");
        deal = firm.won("006Y", "Run for a year", "001G", 20_000, "005A");
    }

    @AfterEach
    void stop() {
        firm.close();
    }

    @Test
    void a_credit_is_asked_of_the_ledger_once_two_people_agreed_to_exactly_that() throws Exception {
        String write = firm.write(deal, "POST_INVOICE");
        firm.ended(
                deal,
                write,
                new ActionOutcome.Confirmed(
                        "9001", Map.of("number", "RE-9", "type", "sales-invoice")));
        String invoice =
                firm.database()
                        .sql("select natural_key from action where key = ?")
                        .param(write)
                        .query(String.class)
                        .single();
        assertThat(preview(credit(invoice, "10.00")).body()).contains("amount must be");
        assertThat(preview(credit(invoice, "EUR 0")).body()).contains("amount must be");
        assertThat(preview(credit(invoice, "XYZ 10")).body()).contains("amount must be");
        assertThat(preview(credit(invoice, "EUR 90000.00")).code()).isEqualTo("credit-impossible");
        assertThat(preview(credit("none", "EUR 10.00")).code()).isEqualTo("credit-impossible");

        String wish = credit(invoice, "EUR 4000.00");
        Called seen = preview(wish);
        assertThat(seen.body()).contains("post credit note, EUR 4,000.00");
        agreedByTwo(wish, seen);
        firm.eventually(
                "select count(*) = 1 from action where engagement = ?"
                        + " and kind = 'POST_CREDIT_NOTE'",
                deal);
        assertThat(preview(wish).code()).isEqualTo("nothing-to-credit");
    }

    @Test
    void a_change_counts_another_way_only_when_two_people_say_so() throws Exception {
        RecordKey order = new RecordKey("crm", "ChangeOrder", "8001");
        String wish =
                """
                {"decision":"treat","change-order":"%s","line":"a1","treatment":"catch-up",
                "reason":"one integrated service"}
                """
                        .formatted(order);
        assertThat(preview(wish).code()).isEqualTo("nothing-to-treat");
        assertThat(preview(wish.replace("catch-up", "as-we-like")).body())
                .contains("separate-contract, prospective or catch-up");
        observed(order);
        Called seen = preview(wish);
        assertThat(seen.body()).contains("counts as catch-up", "\"takes-two\":true");
        agreedByTwo(wish, seen);
        firm.eventually(
                "select count(*) = 2 from event where engagement = ?"
                        + " and type = 'treatment-asked/v1'",
                deal);
        assertThat(preview(wish).code()).isEqualTo("nothing-to-treat");
    }

    /** The line ends half way through its year; agreed by both sides. */
    private void observed(RecordKey order) {
        LocalDate day = LocalDate.parse("2026-10-01");
        firm.server()
                .installation()
                .engine()
                .submit(
                        new EngagementId(deal),
                        new Signal.RecordObserved(
                                new ChangeOrder(
                                        order,
                                        new RecordKey("crm", "Opportunity", "006Y"),
                                        "1",
                                        ChangeStatus.APPROVED,
                                        Optional.empty(),
                                        Optional.of(day),
                                        Optional.empty(),
                                        Optional.of("Noor Haddad"),
                                        Optional.of(day),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of("less is wanted"),
                                        List.of(),
                                        List.of(
                                                new LineChange(
                                                        "a1",
                                                        Optional.of("ends"),
                                                        Optional.empty(),
                                                        Optional.empty())),
                                        Map.of()),
                                Optional.empty(),
                                new Cause(0, "test"),
                                Instant.now()));
        firm.settle();
        firm.eventually(
                "select exists (select from event where engagement = ?"
                        + " and type like 'change-order-observed/%')",
                deal);
    }

    private void agreedByTwo(String wish, Called seen) throws Exception {
        Called asked = send(fiona, "/engagements/" + deal + "/decisions", wish, seen.tag());
        assertThat(asked.json().path("outcome").asString(""))
                .as(asked.body())
                .isEqualTo("requested");
        String request = "/approvals/" + asked.json().get("request").asLong();
        String tag = firm.call(felix, request, "").tag();
        String why = "{\"reason\":\"agreed\"}";
        assertThat(send(fiona, request + "/approval", why, tag).code()).isEqualTo("not-entitled");
        Called agreed = send(felix, request + "/approval", why, tag);
        assertThat(agreed.status()).as(agreed.body()).isEqualTo(200);
    }

    private Called preview(String wish) throws Exception {
        return firm.call(fiona, "/engagements/" + deal + "/decisions/preview", wish);
    }

    private Called send(String token, String path, String body, String tag) throws Exception {
        String key = UUID.randomUUID().toString();
        return firm.call(token, path, body, "Idempotency-Key", key, "If-Match", tag);
    }

    private static String credit(String invoice, String amount) {
        return """
        {"decision":"credit","invoice":"%s","amount":"%s","order":"g1","reason":"goodwill"}
        """
                .formatted(invoice, amount);
    }
}
