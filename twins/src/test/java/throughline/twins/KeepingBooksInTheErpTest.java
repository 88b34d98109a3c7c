package throughline.twins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepingBooksInTheErpTest {

    private static final String DE = "/v2/companies/DE01/";

    private Twins twins;
    private Caller erp;

    @BeforeEach
    void start() {
        twins = Twins.start(TwinsOptions.defaults());
        erp = Caller.erp(twins);
    }

    @AfterEach
    void stop() {
        erp.close();
        twins.close();
    }

    @Test
    void a_draft_has_its_tax_and_gets_its_number_when_it_is_posted() throws Exception {
        Caller.Reply draft = draft("R-1", "90000.00", "domestic");
        Caller.Reply posted = post(draft);

        assertThat(draft.status()).isEqualTo(201);
        assertThat(draft.text("status")).isEqualTo("draft");
        assertThat(posted.text("number")).isEqualTo("DE01-2026-00001");
        assertThat(posted.text("tax")).isEqualTo("17100.00");
        assertThat(posted.text("gross")).isEqualTo("107100.00");
        assertThat(post(draft).text("number")).isEqualTo("DE01-2026-00001");
    }

    @Test
    void numbers_have_no_gaps_although_drafts_are_voided() throws Exception {
        Caller.Reply forgotten = draft("R-1", "1.00", "domestic");
        act(forgotten, "void");
        Caller.Reply first = post(draft("R-2", "1.00", "domestic"));
        Caller.Reply second = post(draft("R-3", "1.00", "domestic"));

        assertThat(first.text("number")).isEqualTo("DE01-2026-00001");
        assertThat(second.text("number")).isEqualTo("DE01-2026-00002");
    }

    @Test
    void only_domestic_sales_are_taxed() throws Exception {
        assertThat(draft("R-1", "100.00", "reverse-charge").text("tax")).isEqualTo("0.00");
        assertThat(draft("R-1", "100.00", "nonsense").text("code"))
                .isEqualTo("UNKNOWN_TAX_TREATMENT");
    }

    @Test
    void one_idempotency_key_makes_one_invoice_and_none_makes_another_each_time() throws Exception {
        String body = invoice("R-1", "10.00", "domestic");
        String[] key = {"Idempotency-Key", "K-1"};

        String first = erp.call("POST", DE + "sales-invoices", body, key).text("id");
        String again = erp.call("POST", DE + "sales-invoices", body, key).text("id");
        String careless = erp.post(DE + "sales-invoices", body).text("id");

        assertThat(again).isEqualTo(first);
        assertThat(careless).isNotEqualTo(first);
        assertThat(erp.get(DE + "sales-invoices?reference=R-1").json().path("items")).hasSize(2);
    }

    @Test
    void a_key_is_not_honoured_on_journals_where_only_a_search_helps() throws Exception {
        String body = journal("J-1", "100.00", "100.00");
        String[] key = {"Idempotency-Key", "K-1"};

        erp.call("POST", DE + "journals", body, key);
        erp.call("POST", DE + "journals", body, key);

        assertThat(erp.get(DE + "journals?reference=J-1").json().path("items")).hasSize(2);
    }

    @Test
    void a_journal_that_does_not_balance_is_refused() throws Exception {
        assertThat(erp.post(DE + "journals", journal("J-1", "100.00", "99.99")).text("code"))
                .isEqualTo("UNBALANCED");
        assertThat(erp.post(DE + "journals", journal("J-2", "1.001", "1.001")).text("code"))
                .isEqualTo("INVALID_AMOUNT");
    }

    @Test
    void nothing_is_posted_into_a_closed_period() throws Exception {
        erp.post(DE + "periods/2026-03/close", "");
        Caller.Reply refused = post(draft("R-1", "10.00", "domestic"));
        erp.post(DE + "periods/2026-03/open", "");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("PERIOD_CLOSED");
        assertThat(post(draft("R-1", "10.00", "domestic")).status()).isEqualTo(200);
    }

    @Test
    void credits_never_exceed_their_invoice_and_take_its_tax_along_to_the_cent() throws Exception {
        String id = post(draft("R-1", "10.01", "domestic")).text("id");

        assertThat(credit(id, "3.33").text("tax")).isEqualTo("0.63");
        assertThat(credit(id, "3.34").text("tax")).isEqualTo("0.63");
        assertThat(credit(id, "3.35").text("code")).isEqualTo("CREDIT_EXCEEDS_INVOICE");
        assertThat(credit(id, "3.34").text("tax")).isEqualTo("0.64");
        assertThat(erp.get(DE + "ledger").body())
                .contains(
                        "{\"account\":\"receivable\",\"currency\":\"EUR\","
                                + "\"debit\":\"0.00\",\"credit\":\"0.00\"}");
    }

    @Test
    void hours_of_a_line_are_credited_at_their_share_and_the_last_of_them_at_what_is_left()
            throws Exception {
        String lines =
                "\"hours\":\"3\",\"item\":\"a1\",\"period\":\"2026-03\",\"role\":\"analyst\"";
        String body =
                invoice("R-1", "100.05", "domestic").replace("\"amount\"", lines + ",\"amount\"");
        String id = post(erp.post(DE + "sales-invoices", body)).text("id");

        Caller.Reply half = hours(id, "1.5");
        assertThat(half.text("net")).isEqualTo("50.03");
        assertThat(half.json().path("lines").path(0).path("item").asString("")).isEqualTo("a1");
        assertThat(hours(id, "1.6").text("code")).isEqualTo("CREDIT_EXCEEDS_INVOICE");
        assertThat(hours(id, "1.5").text("net")).isEqualTo("50.02");
        assertThat(hours(id, "none").text("code")).isEqualTo("INVALID_AMOUNT");
        assertThat(credit(id, "").text("code")).isEqualTo("MISSING_FIELD");
    }

    private Caller.Reply hours(String invoice, String hours)
            throws IOException, InterruptedException {
        return erp.post(
                DE + "credit-notes",
                """
                {"invoiceId":"%s","date":"2026-04-10","lines":[{"invoiceLine":1,"hours":"%s"}]}
                """
                        .formatted(invoice, hours));
    }

    @Test
    void a_draft_cannot_be_credited_and_a_paid_invoice_cannot_be_voided() throws Exception {
        Caller.Reply draft = draft("R-1", "10.00", "domestic");
        assertThat(credit(draft.text("id"), "1.00").text("code")).isEqualTo("NOT_POSTED");
        post(draft);
        erp.post(
                DE + "payments",
                """
                {"invoiceId":"%s","date":"2026-04-01","amount":"11.90"}
                """
                        .formatted(draft.text("id")));

        assertThat(act(draft, "void").text("code")).isEqualTo("ALREADY_PAID");
    }

    @Test
    void digits_are_those_of_the_currency() throws Exception {
        String yen = invoice("R-1", "1000", "domestic").replace("EUR", "JPY");

        assertThat(erp.post(DE + "sales-invoices", yen).text("gross")).isEqualTo("1190");
        assertThat(erp.post(DE + "sales-invoices", yen.replace("\"1000\"", "\"0.5\"")).text("code"))
                .isEqualTo("INVALID_AMOUNT");
    }

    @Test
    void more_than_eight_calls_at_a_time_are_asked_to_come_back() throws Exception {
        twins.erp().misbehave("{\"kind\":\"latency\",\"millis\":700,\"operation\":\"ledger\"}");

        List<CompletableFuture<Caller.Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(erp.soon("GET", DE + "ledger", ""));
        }
        List<Caller.Reply> replies = calls.stream().map(CompletableFuture::join).toList();

        assertThat(replies.stream().filter(reply -> reply.status() == 200).count()).isEqualTo(8);
        assertThat(replies.stream().filter(reply -> reply.status() == 429))
                .hasSize(12)
                .allSatisfy(reply -> assertThat(reply.header("Retry-After")).isEqualTo("1"));
        twins.erp().behave();
        assertThat(erp.get(DE + "ledger").status()).isEqualTo(200);
    }

    private Caller.Reply draft(String reference, String amount, String treatment)
            throws IOException, InterruptedException {
        return erp.post(DE + "sales-invoices", invoice(reference, amount, treatment));
    }

    private String invoice(String reference, String amount, String treatment)
            throws IOException, InterruptedException {
        String customer =
                erp.post(DE + "customers", "{\"name\":\"Nordwind\",\"country\":\"DE\"}").text("id");
        return """
        {"reference":"%s","customerId":"%s","currency":"EUR","date":"2026-03-31",
         "taxTreatment":"%s","lines":[{"text":"Design","amount":"%s"}]}
        """
                .formatted(reference, customer, treatment, amount);
    }

    private Caller.Reply post(Caller.Reply draft) throws IOException, InterruptedException {
        return act(draft, "post");
    }

    private Caller.Reply act(Caller.Reply invoice, String verb)
            throws IOException, InterruptedException {
        return erp.post(DE + "sales-invoices/" + invoice.text("id") + "/" + verb, "");
    }

    private Caller.Reply credit(String invoice, String amount)
            throws IOException, InterruptedException {
        return erp.post(
                DE + "credit-notes",
                """
                {"reference":"C","invoiceId":"%s","date":"2026-04-10","amount":"%s"}
                """
                        .formatted(invoice, amount));
    }

    private static String journal(String reference, String debit, String credit) {
        return """
        {"reference":"%s","date":"2026-03-31","currency":"EUR","lines":[
          {"account":"contract-position","debit":"%s","credit":"0.00"},
          {"account":"revenue","debit":"0.00","credit":"%s"}]}
        """
                .formatted(reference, debit, credit);
    }
}
