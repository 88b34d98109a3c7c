package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.twins.Twin;
import throughline.twins.Twins;
import throughline.twins.TwinsOptions;

/** What a connector to the simulated ERP promises, however it is made. */
abstract class ErpTwinContractTest extends RemoteConnectorContractTest {

    private final Twins twins = Twins.start(TwinsOptions.defaults());
    private final Connector erp = opened(twins.erp().url(), "erp-twin-secret");
    private final TwinClient person =
            new TwinClient(
                    twins.erp().url(),
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(
                                            "throughline:erp-twin-secret"
                                                    .getBytes(StandardCharsets.UTF_8)));

    @AfterAll
    void end() {
        erp.close();
        twins.close();
    }

    @Override
    Connector connector() {
        return erp;
    }

    @Override
    Action action(ActionKind kind, int number) {
        String engagement = "crm:opportunity:" + number;
        String customer = "crm:account:" + number;
        if (kind != ActionKind.CREATE_CUSTOMER) {
            confirm(Samples.planned("erp", ActionKind.CREATE_CUSTOMER, engagement, customer));
        }
        if (kind == ActionKind.POST_CREDIT_NOTE) {
            confirm(Samples.planned("erp", ActionKind.POST_INVOICE, engagement, customer));
        }
        return Samples.planned("erp", kind, engagement, customer);
    }

    private void confirm(Action action) {
        Answer answer = erp.write(action, action.key().value());
        for (int i = 0; i < 5 && !(answer instanceof Answer.Confirmed); i++) {
            answer = erp.write(action, action.key().value());
        }
        assertThat(answer).isInstanceOf(Answer.Confirmed.class);
    }

    @Override
    int held(Action action) {
        return ErpCollections.held(person, action);
    }

    @Override
    Map<ActionKind, List<String>> operations() {
        return ErpCollections.OPERATIONS;
    }

    @Override
    String secret() {
        return "erp-twin-secret";
    }

    @Override
    Twin twin() {
        return twins.erp();
    }

    @Override
    String polledOperation() {
        return "GET .*/companies/DE01/.*";
    }

    @Test
    void a_draft_of_an_earlier_attempt_is_posted_as_it_is_wanted_now() {
        Action invoice = next(ActionKind.POST_INVOICE);
        misbehave("POST .*/post$", "500");
        assertThat(erp.write(invoice, invoice.key().value())).isInstanceOf(Answer.Ambiguous.class);

        Action later = Samples.redated(invoice, "2026-04-01", "1000.00");
        assertThat(((Answer.Confirmed) erp.write(later, "another key")).facts())
                .containsEntry("date", "2026-04-01")
                .containsEntry("tax", "190.00");
        assertThat(held(invoice)).isEqualTo(1);
    }

    @Test
    void number_tax_and_date_are_facts_of_the_erp() {
        Action invoice = next(ActionKind.POST_INVOICE);

        assertThat(((Answer.Confirmed) erp.write(invoice, invoice.key().value())).facts())
                .containsEntry("tax", "17100.00")
                .containsEntry("date", "2026-03-31")
                .extractingByKey("number")
                .asString()
                .startsWith("DE01-");
    }

    @Test
    void takes_up_a_draft_that_an_earlier_attempt_left() {
        Action invoice = next(ActionKind.POST_INVOICE);
        misbehave("POST .*/post$", "500");
        assertThat(erp.write(invoice, invoice.key().value())).isInstanceOf(Answer.Ambiguous.class);

        assertThat(erp.probe(invoice)).isEqualTo(new Probe.NotFound());
        assertThat(erp.write(invoice, "another key, as after a change of rules"))
                .isInstanceOf(Answer.Confirmed.class);
        assertThat(held(invoice)).isEqualTo(1);
    }

    @Test
    void an_unknown_tax_treatment_is_rejected_with_its_code() {
        Action invoice = next(ActionKind.POST_INVOICE);
        Map<String, Object> body = new HashMap<>(invoice.body());
        body.put("taxTreatment", "imaginary");

        assertThat(
                        erp.write(
                                Samples.action(
                                        "erp", ActionKind.POST_INVOICE, invoice.naturalKey(), body),
                                invoice.key().value()))
                .isInstanceOfSatisfying(
                        Answer.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo("UNKNOWN_TAX_TREATMENT"));
    }

    /** The ERP, as a person's hands would use it. */
    final TwinClient person() {
        return person;
    }
}
