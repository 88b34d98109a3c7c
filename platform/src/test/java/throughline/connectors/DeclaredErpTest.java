package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.landscape.SystemDeclaration;
import throughline.twins.Twin;
import throughline.twins.Twins;
import throughline.twins.TwinsOptions;

/** An ERP that is described by a file alone keeps every promise that one written in Java keeps. */
class DeclaredErpTest extends RemoteConnectorContractTest {

    private static final SystemDeclaration DECLARED = DeclaredFiles.system("erp");

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

    @Override
    final Connector opened(String url, String password) {
        return new Connectors(
                        new Endpoints(Map.of("erp", URI.create(url))),
                        Secrets.given(
                                Map.of("env:ERP_PASSWORD", password),
                                reference -> Optional.empty()),
                        Path.of("unused"))
                .open(DECLARED);
    }

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
    String secret() {
        return "erp-twin-secret";
    }

    @Override
    Twin twin() {
        return twins.erp();
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
    void an_unknown_company_is_told_before_anything_is_sent() {
        Action invoice = next(ActionKind.POST_JOURNAL);
        Action elsewhere =
                Samples.action(
                        "erp",
                        ActionKind.POST_JOURNAL,
                        "k",
                        Map.of("entity", "FR01", "lines", List.of()));

        assertThat(erp.write(elsewhere, "k"))
                .isInstanceOfSatisfying(
                        Answer.Rejected.class,
                        rejected ->
                                assertThat(rejected.sentence())
                                        .contains("values.companies")
                                        .contains("is missing"));
        assertThat(held(invoice)).isZero();
    }
}
