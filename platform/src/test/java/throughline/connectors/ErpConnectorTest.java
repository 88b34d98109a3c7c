package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ErpConnectorTest extends ErpTwinContractTest {

    private static final Map<String, Object> SETTINGS =
            Map.of(
                    "auth",
                    Map.of("user", "throughline", "password", "given:erp"),
                    "timeoutMillis",
                    TIMEOUT_MILLIS,
                    "settleMillis",
                    SETTLE_MILLIS,
                    "sources",
                    Samples.polls("customer", "sales-invoice", "period"));

    @Override
    final Connector opened(String url, String password) {
        return new Connectors(
                        new Endpoints(Map.of("erp", URI.create(url))),
                        Secrets.given(Map.of("given:erp", password), reference -> Optional.empty()),
                        Path.of("unused"))
                .open(Samples.system("erp", "erp-rest", SETTINGS));
    }

    @Test
    void reads_every_company_page_by_page() {
        for (int i = 0; i < 450; i++) {
            person().post(
                            "/v2/companies/" + (i % 2 == 0 ? "DE01" : "US01") + "/customers",
                            Map.of("reference", "bulk:" + i, "name", "Bulk " + i, "country", "DE"));
        }
        List<String> references = new ArrayList<>();
        Watermark mark = Watermark.START;
        boolean more = true;
        while (more) {
            Page page = connector().read("customer", mark);
            page.records()
                    .forEach(
                            raw ->
                                    Json.object(raw.body())
                                            .flatMap(body -> Json.text(body, "reference"))
                                            .filter(text -> text.startsWith("bulk:"))
                                            .ifPresent(references::add));
            mark = page.next();
            more = page.more();
        }

        assertThat(references).contains("bulk:0", "bulk:449");
        assertThat(references.stream().distinct()).hasSize(450);
    }
}
