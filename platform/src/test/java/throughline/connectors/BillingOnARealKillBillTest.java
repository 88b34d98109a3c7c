package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.journal.RawJson;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.landscape.Translation;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.DocumentStatus;
import throughline.observed.RecordKey;

/**
 * Managed services are billed by a Kill Bill that nobody here wrote: each period once, whatever
 * happens to the answer, and what people do there comes back as what it means.
 */
@Tag("peers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BillingOnARealKillBillTest {

    private static final String SKIPPED =
            "skipped: no real Kill Bill answers. Start one with peers/killbill up, and set"
                    + " KILLBILL_URL to the address that it prints";

    private final String url = Optional.ofNullable(System.getenv("KILLBILL_URL")).orElse("");
    private final String tenant = "throughline-" + System.currentTimeMillis();
    private final HttpClient people = HttpClient.newHttpClient();
    private final Map<RecordKey, CanonicalRecord> known = new LinkedHashMap<>();
    private Release release;
    private Connector billing;

    @BeforeAll
    void start() throws Exception {
        boolean there = answers();
        if (!there) {
            System.out.println(SKIPPED);
        }
        Assumptions.assumeTrue(there, SKIPPED);
        release = KillBillPack.landscape().release();
        billing = KillBillPack.opened(release, url, tenant);
        does(
                "POST",
                "/1.0/kb/tenants",
                "{\"apiKey\":\"%s\",\"apiSecret\":\"loopback\"}".formatted(tenant));
    }

    private boolean answers() throws InterruptedException {
        try {
            return !url.isEmpty()
                    && people.send(
                                            HttpRequest.newBuilder(
                                                            URI.create(url + "/1.0/healthcheck"))
                                                    .timeout(Duration.ofSeconds(10))
                                                    .build(),
                                            HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200;
        } catch (IOException away) {
            return false;
        }
    }

    @AfterAll
    void end() {
        if (billing != null) {
            billing.close();
        }
        people.close();
    }

    @Test
    void a_period_is_billed_once_though_the_answer_is_lost_after_the_commit() throws Exception {
        Map<String, Object> ids = customer(1, "EUR");
        Action invoice = invoice(1, ids, "EUR");
        try (FaultyWire wire = new FaultyWire(url, 0);
                Connector spoiled = KillBillPack.opened(release, wire.url(), tenant)) {
            wire.spoil("POST .*/invoices/charges/", FaultyWire.Fault.CUT_OFF);
            Answer lost = spoiled.write(invoice, "once");
            assertThat(lost).isInstanceOf(Answer.Ambiguous.class);
        }
        Probe probe = billing.probe(invoice);
        assertThat(probe).isInstanceOf(Probe.Found.class);
        String id = ((Probe.Found) probe).externalId();
        Answer.Confirmed again = (Answer.Confirmed) billing.write(invoice, "twice");
        assertThat(again.externalId()).isEqualTo(id);
        assertThat(again.facts()).containsKeys("number", "date").containsEntry("tax", "0");

        List<CanonicalRecord.Invoice> ours = read("invoice", CanonicalRecord.Invoice.class, id);
        assertThat(ours).hasSize(1);
        assertThat(ours.getFirst().reference()).contains(invoice.naturalKey());
        assertThat(ours.getFirst().status()).isEqualTo(DocumentStatus.POSTED);
        assertThat(ours.getFirst().net()).hasToString("EUR 1350.51");
        assertThat(ours.getFirst().tax()).hasToString("EUR 0.00");
        assertThat(ofAccount(ids)).hasSize(1);
    }

    @Test
    void a_customer_is_opened_once_and_found_by_the_crm_s_key() {
        Action customer = action(ActionKind.CREATE_CUSTOMER, "crm:account:2", of("EUR"));
        assertThat(billing.probe(customer)).isEqualTo(new Probe.NotFound());
        try (FaultyWire wire = new FaultyWire(url, 0);
                Connector spoiled = KillBillPack.opened(release, wire.url(), tenant)) {
            wire.spoil("POST .*/accounts$", FaultyWire.Fault.CUT_OFF);
            assertThat(spoiled.write(customer, "k")).isInstanceOf(Answer.Ambiguous.class);
        }
        Probe.Found found = (Probe.Found) billing.probe(customer);
        assertThat(billing.write(customer, "k"))
                .isEqualTo(new Answer.Confirmed(found.externalId(), Map.of()));
    }

    @Test
    void payments_credits_and_voiding_come_back_as_what_they_mean() throws Exception {
        Map<String, Object> ids = customer(3, "USD");
        Action invoice = invoice(3, ids, "USD");
        String id = ((Answer.Confirmed) billing.write(invoice, "k")).externalId();
        String payment =
                """
                {"accountId": "%s", "targetInvoiceId": "%s", "purchasedAmount": 300.25,
                 "currency": "USD"}
                """;
        does(
                "POST",
                "/1.0/kb/invoices/" + id + "/payments?externalPayment=true",
                payment.formatted(ids.get("CREATE_CUSTOMER"), id));
        String reference = invoice.naturalKey() + "/order-1";
        Action credit =
                action(
                        ActionKind.POST_CREDIT_NOTE,
                        reference,
                        Map.of(
                                "invoice", invoice.naturalKey(),
                                "currency", "USD",
                                "date", "2026-04-10",
                                "net", "50.51",
                                "externalIds", Map.of("POST_INVOICE", id)));
        assertThat(billing.probe(credit)).isEqualTo(new Probe.NotFound());
        Answer.Confirmed credited = (Answer.Confirmed) billing.write(credit, "k");
        assertThat(billing.write(credit, "k")).isEqualTo(credited);
        assertThat(billing.probe(credit))
                .isEqualTo(new Probe.Found(credited.externalId(), credited.facts()));

        read("invoice", CanonicalRecord.Invoice.class, id);
        CanonicalRecord.CreditNote note =
                read("credit", CanonicalRecord.CreditNote.class, credited.externalId()).getFirst();
        assertThat(note.invoice().id()).isEqualTo(id);
        assertThat(note.reference()).contains(reference);
        assertThat(note.net().orElseThrow()).hasToString("USD 50.51");
        List<CanonicalRecord.Payment> payments = payments(id);
        assertThat(payments).hasSize(1);
        assertThat(payments.getFirst().amount()).hasToString("USD 300.25");

        Action other = invoice(30, ids, "USD");
        String unpaid = ((Answer.Confirmed) billing.write(other, "k")).externalId();
        does("PUT", "/1.0/kb/invoices/" + unpaid + "/voidInvoice", "");
        assertThat(read("invoice", CanonicalRecord.Invoice.class, unpaid).getFirst().status())
                .isEqualTo(DocumentStatus.VOID);
    }

    @Test
    void what_takes_something_back_is_charged_with_all_others_in_one() throws Exception {
        Map<String, Object> ids = customer(4, "EUR");
        Map<String, Object> body = new HashMap<>(invoice(4, ids, "EUR").body());
        body.put(
                "lines",
                List.of(
                        Map.of("text", "Service desk", "amount", "1000.00"),
                        Map.of("text", "Less than agreed", "amount", "-200.50")));
        body.put("net", "799.50");
        Action invoice = action(ActionKind.POST_INVOICE, "crm:opportunity:4/2026-03#1", body);
        String id = ((Answer.Confirmed) billing.write(invoice, "k")).externalId();
        assertThat(read("invoice", CanonicalRecord.Invoice.class, id).getFirst().net())
                .hasToString("EUR 799.50");
    }

    @Test
    void what_kill_bill_refuses_is_said_in_one_sentence() {
        Map<String, Object> nobody = Map.of();
        assertThat(billing.write(invoice(99, nobody, "EUR"), "k"))
                .isInstanceOfSatisfying(
                        Answer.Rejected.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo("3003");
                            assertThat(refused.sentence())
                                    .contains("Account does not exist for key crm:account:99");
                        });
        Map<String, Object> ids = customer(5, "EUR");
        assertThat(billing.write(invoice(5, ids, "USD"), "k"))
                .isInstanceOfSatisfying(
                        Answer.Rejected.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo("currency");
                            assertThat(refused.sentence())
                                    .contains("billed in its own currency, and USD is another one");
                        });
        assertThat(
                        billing.write(
                                action(ActionKind.CREATE_CUSTOMER, "crm:account:6", of("XXQ")),
                                "k"))
                .isInstanceOfSatisfying(
                        Answer.Rejected.class,
                        refused ->
                                assertThat(refused.sentence())
                                        .contains("it does not know \"XXQ\"")
                                        .doesNotContain("FJD"));
        try (Connector wrong = KillBillPack.opened(release, url, "another-tenant")) {
            assertThat(wrong.write(invoice(5, ids, "EUR"), "k"))
                    .isInstanceOfSatisfying(
                            Answer.Retryable.class,
                            refused -> {
                                assertThat(refused.kind())
                                        .isEqualTo(ConnectorException.Kind.UNAUTHORIZED);
                                assertThat(refused.sentence()).doesNotContain("another-tenant");
                            });
        }
    }

    private Map<String, Object> customer(int number, String currency) {
        Action action = action(ActionKind.CREATE_CUSTOMER, "crm:account:" + number, of(currency));
        Answer.Confirmed opened = (Answer.Confirmed) billing.write(action, "k");
        return Map.of("CREATE_CUSTOMER", opened.externalId());
    }

    private static Map<String, Object> of(String currency) {
        return Map.of(
                "name", "Nordlicht AG", "city", "Kiel", "country", "DE", "currency", currency);
    }

    private static Action invoice(int number, Map<String, Object> ids, String currency) {
        return action(
                ActionKind.POST_INVOICE,
                "crm:opportunity:" + number + "/2026-03#1",
                Map.of(
                        "customer",
                        "crm:account:" + number,
                        "currency",
                        currency,
                        "date",
                        "2026-03-31",
                        "net",
                        "1350.51",
                        "lines",
                        List.of(
                                Map.of("text", "Service desk, March", "amount", "1250.50"),
                                Map.of("text", "Overtime", "amount", "100.01")),
                        "externalIds",
                        ids));
    }

    private static Action action(ActionKind kind, String naturalKey, Map<String, Object> body) {
        Map<String, Object> whole = new HashMap<>(body);
        whole.put("reference", naturalKey);
        return Samples.action("billing", kind, naturalKey, whole);
    }

    /** All pages of a type, translated; those records that are meant. */
    private <T extends CanonicalRecord> List<T> read(String type, Class<T> as, String id) {
        Mapping mapping = release.mapping("billing", type).orElseThrow();
        Watermark at = Watermark.START;
        Page page;
        do {
            page = billing.read(type, at);
            for (Page.Raw raw : page.records()) {
                if (mapping.translate(
                                RawJson.object(raw.body()),
                                key -> Optional.ofNullable(known.get(key)))
                        instanceof Translation.Translated done) {
                    known.put(done.record().key(), done.record());
                }
            }
            at = page.next();
        } while (page.more());
        return known.values().stream()
                .filter(as::isInstance)
                .map(as::cast)
                .filter(record -> id.isEmpty() || record.key().id().equals(id))
                .toList();
    }

    private List<CanonicalRecord.Payment> payments(String invoice) {
        return read("payment", CanonicalRecord.Payment.class, "").stream()
                .filter(payment -> payment.invoice().id().equals(invoice))
                .toList();
    }

    private List<?> ofAccount(Map<String, Object> ids) throws Exception {
        String said =
                does("GET", "/1.0/kb/accounts/" + ids.get("CREATE_CUSTOMER") + "/invoices", "");
        return (List<?>) Json.value(said.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    /** What somebody does in Kill Bill itself. */
    private String does(String method, String path, String body) throws Exception {
        String pair =
                Base64.getEncoder()
                        .encodeToString("admin:password".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer =
                people.send(
                        HttpRequest.newBuilder(URI.create(url + path))
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .header("Authorization", "Basic " + pair)
                                .header("Content-Type", "application/json")
                                .header("X-Killbill-ApiKey", tenant)
                                .header("X-Killbill-ApiSecret", "loopback")
                                .header("X-Killbill-CreatedBy", "people")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isLessThan(300);
        return answer.body();
    }
}
