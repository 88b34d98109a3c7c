package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.landscape.SystemDeclaration;

/** An ERP that is described by a file alone keeps every promise that one written in Java keeps. */
class DeclaredErpTest extends ErpTwinContractTest {

    private static final SystemDeclaration DECLARED = DeclaredFiles.system("erp");

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

    @Test
    void an_unknown_company_is_told_before_anything_is_sent() {
        Action invoice = next(ActionKind.POST_JOURNAL);
        Action elsewhere =
                Samples.action(
                        "erp",
                        ActionKind.POST_JOURNAL,
                        "k",
                        Map.of("entity", "FR01", "lines", List.of()));

        assertThat(connector().write(elsewhere, "k"))
                .isInstanceOfSatisfying(
                        Answer.Rejected.class,
                        rejected ->
                                assertThat(rejected.sentence())
                                        .contains("values.companies")
                                        .contains("is missing"));
        assertThat(held(invoice)).isZero();
    }
}
