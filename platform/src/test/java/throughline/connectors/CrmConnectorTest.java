package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.twins.Twin;
import throughline.twins.Twins;
import throughline.twins.TwinsOptions;

class CrmConnectorTest extends RemoteConnectorContractTest {

    private static final String OPPORTUNITIES = "/services/data/v64.0/sobjects/Opportunity";
    private static final Map<String, Object> SETTINGS =
            Map.of(
                    "auth",
                    Map.of("clientId", "throughline", "clientSecret", "given:crm"),
                    "timeoutMillis",
                    TIMEOUT_MILLIS,
                    "settleMillis",
                    SETTLE_MILLIS,
                    "sources",
                    Samples.polls("Opportunity"));

    private final Twins twins = Twins.start(TwinsOptions.defaults());
    private final Connector crm = opened(twins.crm().url(), "crm-twin-secret");

    @Override
    final Connector opened(String url, String secret) {
        return new Connectors(
                        new Endpoints(Map.of("crm", URI.create(url))),
                        Secrets.given(Map.of("given:crm", secret), reference -> Optional.empty()),
                        Path.of("unused"))
                .open(Samples.system("crm", "salesforce-rest", SETTINGS));
    }

    private static TwinClient signedIn(String url) {
        String token =
                Json.text(
                                new TwinClient(url, "X-Nobody", "x")
                                        .form(
                                                "/services/oauth2/token",
                                                "grant_type=client_credentials"
                                                        + "&client_id=throughline"
                                                        + "&client_secret=crm-twin-secret"),
                                "access_token")
                        .orElseThrow();
        return new TwinClient(url, "Authorization", "Bearer " + token);
    }

    @AfterAll
    void end() {
        crm.close();
        twins.close();
    }

    @Override
    Connector connector() {
        return crm;
    }

    @Override
    String secret() {
        return "crm-twin-secret";
    }

    @Override
    Twin twin() {
        return twins.crm();
    }

    @Override
    Action action(ActionKind kind, int number) {
        String id = opportunity("Deal " + number);
        return Samples.action(
                "crm",
                kind,
                "crm:opportunity:" + id,
                Map.of(
                        "type",
                        "opportunity",
                        "id",
                        id,
                        "status",
                        "ACTIVE",
                        "externalIds",
                        Map.of("CREATE_PROJECT", "P-77")));
    }

    private String opportunity(String name) {
        Map<String, Object> fields = new HashMap<>(deal(name, 1));
        fields.put("ProjectKey__c", null);
        fields.put("DeliveryStatus__c", null);
        return Json.text(signedIn(twins.crm().url()).post(OPPORTUNITIES, fields), "id")
                .orElseThrow();
    }

    private static Map<String, Object> deal(String name, Object amount) {
        return Map.of(
                "Name", name, "StageName", "Proposal", "CloseDate", "2026-03-31", "Amount", amount);
    }

    @Override
    int held(Action action) {
        Map<String, Object> deal =
                signedIn(twins.crm().url()).get(OPPORTUNITIES + "/" + action.body().get("id"));
        boolean written =
                "ACTIVE".equals(deal.get("DeliveryStatus__c"))
                        && "P-77".equals(deal.get("ProjectKey__c"));
        return written ? 1 : 0;
    }

    @Override
    Map<ActionKind, List<String>> operations() {
        return Map.of(ActionKind.WRITE_BACK, List.of("PATCH "));
    }

    @Override
    String polledOperation() {
        return "GET .*/query";
    }

    @Test
    void a_deal_that_is_not_there_is_rejected_with_the_code_of_the_vendor() {
        Action back =
                Samples.action(
                        "crm",
                        ActionKind.WRITE_BACK,
                        "crm:opportunity:none",
                        Map.of("type", "opportunity", "id", "none", "status", "ACTIVE"));

        assertThat(crm.write(back, "k"))
                .isInstanceOfSatisfying(
                        Answer.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo("NOT_FOUND"));
    }
}
