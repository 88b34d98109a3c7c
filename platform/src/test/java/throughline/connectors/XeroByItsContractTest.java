package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.landscape.build.GoldenCase;
import throughline.releases.ReadResult;
import throughline.releases.Releases;

/**
 * Xero as its pack describes it keeps every promise of a connector, and all that goes over the wire
 * is in Xero's own contract.
 */
@EnabledIf(
        value = "contractIsThere",
        disabledReason = "Xero's OpenAPI is not there; set THROUGHLINE_REAL_DATA")
class XeroByItsContractTest extends WiredConnectorContractTest {

    private final XeroTwin xero = new XeroTwin();
    private final Connector erp = opened(xero.url(), "xero-secret");

    static boolean contractIsThere() {
        return Files.isRegularFile(VendorContract.real("xero/xero_accounting.yaml"));
    }

    @AfterEach
    void everything_was_in_the_contract() {
        assertThat(xero.contract.violations).isEmpty();
    }

    @AfterAll
    void end() {
        erp.close();
        xero.close();
    }

    @Override
    Connector connector() {
        return erp;
    }

    @Override
    String vendor() {
        return xero.url();
    }

    @Override
    String secret() {
        return "xero-secret";
    }

    @Override
    Map<ActionKind, List<String>> operations() {
        return Map.of(
                ActionKind.CREATE_CUSTOMER, List.of("PUT .*/Contacts$"),
                ActionKind.POST_INVOICE, List.of("PUT .*/Invoices$"),
                ActionKind.POST_CREDIT_NOTE, List.of("PUT .*/CreditNotes$"),
                ActionKind.POST_JOURNAL, List.of("PUT .*/ManualJournals$"));
    }

    @Override
    String polledOperation() {
        return "GET .*/(Contacts|Invoices|CreditNotes|ManualJournals)$";
    }

    @Override
    Action action(ActionKind kind, int number) {
        if (kind != ActionKind.CREATE_CUSTOMER && kind != ActionKind.POST_JOURNAL) {
            confirmed(planned(ActionKind.CREATE_CUSTOMER, number));
        }
        if (kind == ActionKind.POST_CREDIT_NOTE) {
            confirmed(planned(ActionKind.POST_INVOICE, number));
        }
        return planned(kind, number);
    }

    private static Action planned(ActionKind kind, int number) {
        Action planned =
                Samples.planned("erp", kind, "crm:opportunity:" + number, "crm:account:" + number);
        Map<String, Object> body = new HashMap<>(planned.body());
        body.computeIfPresent("name", (field, name) -> name + " " + number);
        return new Action(
                planned.key(),
                planned.system(),
                planned.kind(),
                planned.naturalKey(),
                body,
                planned.dependsOn(),
                planned.atStake(),
                planned.due());
    }

    private Answer.Confirmed confirmed(Action action) {
        return (Answer.Confirmed) erp.write(action, action.key().value());
    }

    @Override
    int held(Action action) {
        return (int)
                Stream.of("Contacts", "Invoices", "CreditNotes", "ManualJournals")
                        .flatMap(collection -> xero.all(collection).stream())
                        .filter(
                                record ->
                                        Stream.of("ContactNumber", "Reference", "Narration")
                                                .anyMatch(
                                                        field ->
                                                                action.naturalKey()
                                                                        .equals(record.get(field))))
                        .count();
    }

    @Test
    void the_kinds_of_the_pack_are_made_of_these_calls() {
        for (ActionKind kind : operations().keySet()) {
            confirmed(next(kind));
        }
        assertThat(xero.contract.held)
                .contains(
                        "PUT /api.xro/2.0/Contacts -> 200",
                        "PUT /api.xro/2.0/Invoices -> 200",
                        "PUT /api.xro/2.0/CreditNotes -> 200",
                        "PUT /api.xro/2.0/ManualJournals -> 200");
    }

    @Test
    void number_tax_and_date_are_facts_of_xero() {
        Map<String, String> facts = confirmed(next(ActionKind.POST_INVOICE)).facts();

        assertThat(facts).containsEntry("tax", "18000.00").containsEntry("date", "2026-03-31");
        assertThat(facts.get("number")).startsWith("INV-0");
    }

    @Test
    void a_name_that_is_taken_is_refused_in_xero_s_own_words() {
        Action first = next(ActionKind.CREATE_CUSTOMER);
        confirmed(first);
        Action other =
                Samples.action(
                        "erp", ActionKind.CREATE_CUSTOMER, "crm:account:other", first.body());

        assertThat(erp.write(other, "another key"))
                .isInstanceOfSatisfying(
                        Answer.Rejected.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo("ValidationException");
                            assertThat(refused.sentence()).contains("must be unique");
                        });
    }

    @Test
    void what_changed_is_read_page_by_page_since_an_instant() {
        for (int i = 0; i < 101; i++) {
            confirmed(next(ActionKind.POST_JOURNAL));
        }
        Page first = erp.read("journal", Watermark.START);
        assertThat(first.records()).hasSize(100);
        assertThat(first.more()).isTrue();

        Page second = erp.read("journal", first.next());
        assertThat(second.records()).isNotEmpty();
        assertThat(second.next().isStart()).isFalse();
    }

    @Test
    void a_landscape_with_the_pack_is_a_release_whose_examples_hold() {
        ReadResult result = Releases.read(XeroPack.landscape());

        if (result instanceof ReadResult.Faulty faulty) {
            assertThat(faulty.sentences()).isEmpty();
        }
        assertThat(((ReadResult.Released) result).verdicts())
                .filteredOn(each -> each.golden().place().file().equals("tests/xero.yaml"))
                .hasSize(11)
                .allMatch(GoldenCase.Verdict::passed);
    }

    @Override
    final Connector opened(String url, String secret) {
        return XeroPack.opened("erp", url, secret);
    }
}
