package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import throughline.align.Action;
import throughline.align.ActionKind;

/** An ERP with remote procedures, sessions, typed values and errors under status 200. */
class SpeakingToTrytonTest {

    private final Recording tryton = new Recording("tryton.txt");
    private final Connector erp =
            new Connectors(
                            new Endpoints(Map.of("erp", URI.create(tryton.url()))),
                            Secrets.given(
                                    Map.of("env:TRYTON_PASSWORD", "the password"),
                                    reference -> Optional.empty()),
                            Path.of("unused"))
                    .open(DeclaredFiles.system("erp", "tryton"));

    @AfterEach
    void end() {
        assertThat(tryton.unknown).isEmpty();
        erp.close();
        tryton.close();
    }

    @Test
    void a_customer_is_created_and_read_back_under_one_session() {
        assertThat(write(customer())).isEqualTo(new Answer.Confirmed("4", Map.of()));
        assertThat(erp.probe(customer())).isEqualTo(new Probe.Found("4", Map.of()));

        assertThat(tryton.asked).filteredOn(each -> each.contains("common.db.login")).hasSize(1);
        assertThat(tryton.headers.get("Authorization"))
                .containsExactly(
                        "Session "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                "integration:2:d15d68ea"
                                                        .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void an_invoice_is_drafted_and_a_lock_at_posting_is_tried_again() {
        Action invoice = invoice("crm:opportunity:1/2026-11#1", "2026-11-22");

        assertThat(write(invoice))
                .isInstanceOfSatisfying(
                        Answer.Retryable.class,
                        again -> assertThat(again.sentence()).contains("could not obtain lock"));
    }

    @Test
    void a_draft_that_was_left_is_taken_up_and_a_refusal_tells_why() {
        Action invoice = invoice("crm:opportunity:2/2041-01#1", "2041-01-15");

        assertThat(erp.probe(invoice)).isEqualTo(new Probe.NotFound());
        assertThat(write(invoice))
                .isInstanceOfSatisfying(
                        Answer.Rejected.class,
                        no -> {
                            assertThat(no.code()).isEqualTo("UserError");
                            assertThat(no.sentence()).contains("you must create a period");
                        });
        assertThat(tryton.asked).noneMatch(each -> each.contains("invoice.create"));
    }

    @Test
    void what_changed_comes_page_by_page_with_its_values_written_out() {
        List<Page.Raw> records = Recording.all(erp, "invoice", Watermark.START);

        assertThat(records).extracting(Page.Raw::id).containsExactly("3", "6", "1");
        assertThat(records.getFirst().version()).isEqualTo("2026-11-22T22:05:57.001542Z");
        assertThat(new String(records.getFirst().body(), StandardCharsets.UTF_8))
                .contains("\"untaxed_amount\":1200.00")
                .contains("\"create_date\":\"2026-11-22T22:05:55.460709Z\"");
        assertThat(Recording.all(erp, "invoice", new Watermark("2026-11-22T22:05:58.151413Z")))
                .isEmpty();
    }

    private Answer write(Action action) {
        return erp.write(action, "key");
    }

    private static Action customer() {
        return Samples.action(
                "erp",
                ActionKind.CREATE_CUSTOMER,
                "crm:account:1",
                Map.of(
                        "name", "Nordwind AG",
                        "street", "Main Street 1",
                        "postalCode", "10115",
                        "city", "Berlin",
                        "entity", "DE01"));
    }

    private static Action invoice(String reference, String date) {
        return Samples.action(
                "erp",
                ActionKind.POST_INVOICE,
                reference,
                Map.of(
                        "customer",
                        "crm:account:1",
                        "currency",
                        "EUR",
                        "taxTreatment",
                        "domestic",
                        "date",
                        date,
                        "lines",
                        List.of(Map.of("text", "Consulting October", "amount", "1200.00"))));
    }
}
