package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

/**
 * Records that are made under external ids of ours: one by itself, one with others below it, and
 * one beside the deal that it belongs to.
 */
class CrmRecordsConnectorTest extends RemoteConnectorContractTest {

    private static final String DATA = "/services/data/v64.0";
    private static final Map<String, Object> UPSERTS =
            Map.of(
                    "CREATE_CUSTOMER",
                    Map.of(
                            "object",
                            "Account",
                            "key",
                            "ThroughlineKey__c",
                            "fields",
                            Map.of("Name", "name", "BillingCountryCode", "country")),
                    "CREATE_PROJECT",
                    Map.of(
                            "object",
                            "Project__c",
                            "key",
                            "Key__c",
                            "fields",
                            Map.of(
                                    "Name", "name",
                                    "StartDate__c", "from",
                                    "EndDate__c", "lastDay",
                                    "Budget__c", "budget"),
                            "each",
                            Map.of(
                                    "milestones",
                                    Map.of(
                                            "object",
                                            "ProjectMilestone__c",
                                            "key",
                                            "Key__c",
                                            "parent",
                                            "Project__c",
                                            "fields",
                                            Map.of(
                                                    "Name", "name",
                                                    "DueDate__c", "due",
                                                    "Amount__c", "amount")))),
                    "WRITE_BACK",
                    Map.of(
                            "object",
                            "Delivery__c",
                            "key",
                            "Key__c",
                            "parent",
                            "Opportunity__c",
                            "fields",
                            Map.of(
                                    "Project__c",
                                    "externalIds.CREATE_PROJECT",
                                    "Status__c",
                                    "status")));

    private final Twins twins = Twins.start(TwinsOptions.defaults());
    private final Connector crm = opened(twins.crm().url(), "crm-twin-secret");

    @Override
    final Connector opened(String url, String secret) {
        return opened(url, secret, UPSERTS);
    }

    private static Connector opened(String url, String secret, Map<String, Object> upserts) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("auth", Map.of("clientId", "throughline", "clientSecret", "given:crm"));
        settings.put("timeoutMillis", TIMEOUT_MILLIS);
        settings.put("settleMillis", SETTLE_MILLIS);
        settings.put("sources", Samples.polls("Account"));
        settings.put("upserts", upserts);
        return new Connectors(
                        new Endpoints(Map.of("crm", URI.create(url))),
                        Secrets.given(Map.of("given:crm", secret), _ -> Optional.empty()),
                        Path.of("unused"))
                .open(Samples.system("crm", "salesforce-rest", settings));
    }

    /** Somebody who signs in each time: sessions end while faults are about. */
    private TwinClient person() {
        String url = twins.crm().url();
        String form =
                "grant_type=client_credentials&client_id=throughline&client_secret=crm-twin-secret";
        String token =
                Json.text(
                                new TwinClient(url, "X-Nobody", "x")
                                        .form("/services/oauth2/token", form),
                                "access_token")
                        .orElseThrow();
        return new TwinClient(url, "Authorization", "Bearer " + token);
    }

    @AfterAll
    void end() throws Exception {
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
        String engagement = "cpq:deal:" + number + "/a#1";
        return switch (kind) {
            case WRITE_BACK -> {
                Map<String, Object> body = new HashMap<>();
                body.put("type", "Opportunity");
                body.put("id", deal("Deal " + number));
                body.put("status", "ACTIVE");
                body.put("externalIds", Map.of("CREATE_PROJECT", "P-77"));
                yield Samples.action("crm", kind, engagement, body);
            }
            case CREATE_PROJECT -> Samples.action("crm", kind, engagement, project("Design"));
            default -> Samples.planned("crm", kind, engagement, engagement);
        };
    }

    private static Map<String, Object> project(String milestone) {
        return Map.of(
                "name",
                "Claims platform",
                "from",
                "2026-03-09",
                "until",
                "2026-10-01",
                "budget",
                "300000.00",
                "milestones",
                List.of(
                        Map.of("id", "M1", "line", "1", "name", milestone, "amount", "100000.00"),
                        Map.of("id", "M1", "line", "2", "name", "Go-live", "due", "2026-09-30")));
    }

    private String deal(String name) {
        return Json.text(
                        person().post(
                                        DATA + "/sobjects/Opportunity",
                                        Map.of(
                                                "Name", name,
                                                "StageName", "Closed Won",
                                                "CloseDate", "2026-03-02")),
                        "id")
                .orElseThrow();
    }

    @Override
    int held(Action action) {
        return switch (action.kind()) {
            case CREATE_CUSTOMER -> count("Account", "ThroughlineKey__c", action.naturalKey());
            case CREATE_PROJECT -> {
                int projects = count("Project__c", "Key__c", action.naturalKey());
                int milestones =
                        count("ProjectMilestone__c", "Project__r.Key__c", action.naturalKey());
                yield milestones == 2 * projects ? projects : -1;
            }
            case WRITE_BACK -> {
                Map<String, Object> deal =
                        person().get(DATA + "/sobjects/Opportunity/" + action.body().get("id"));
                int beside = count("Delivery__c", "Key__c", action.naturalKey());
                yield "ACTIVE".equals(deal.get("DeliveryStatus__c")) ? beside : -beside;
            }
            default -> throw new IllegalArgumentException(action.kind().name());
        };
    }

    private int count(String object, String field, String value) {
        String soql = "SELECT COUNT() FROM " + object + " WHERE " + field + " = '" + value + "'";
        return Json.text(person().get(DATA + "/query?q=" + Request.escaped(soql)), "totalSize")
                .map(Integer::parseInt)
                .orElse(-1);
    }

    @Override
    Map<ActionKind, List<String>> operations() {
        Map<ActionKind, List<String>> operations = new LinkedHashMap<>();
        operations.put(ActionKind.CREATE_CUSTOMER, List.of("PATCH .*/Account"));
        operations.put(ActionKind.CREATE_PROJECT, List.of("POST .*/composite$"));
        operations.put(ActionKind.WRITE_BACK, List.of("POST .*/composite$"));
        return operations;
    }

    @Override
    String polledOperation() {
        return "GET .*/query";
    }

    @Test
    void records_below_one_are_of_it_and_hold_days_and_amounts_as_such() {
        Action action = next(ActionKind.CREATE_PROJECT);
        String id = ((Answer.Confirmed) write(action)).externalId();

        Map<String, Object> project = person().get(DATA + "/sobjects/Project__c/" + id);
        assertThat(project)
                .containsEntry("EndDate__c", "2026-09-30")
                .containsEntry("Budget__c", new java.math.BigDecimal("300000.00"));
        Map<String, Object> milestone =
                person().get(
                                DATA
                                        + "/sobjects/ProjectMilestone__c/Key__c/"
                                        + Request.escaped(
                                                action.naturalKey() + "/milestones/2/M1"));
        assertThat(milestone)
                .containsEntry("Name", "Go-live")
                .containsEntry("Project__c", id)
                .containsEntry("DueDate__c", "2026-09-30");
    }

    @Test
    void when_one_of_several_records_is_refused_none_stays_and_it_is_named() {
        Action action =
                Samples.action(
                        "crm", ActionKind.CREATE_PROJECT, "cpq:deal:x", project("D".repeat(81)));

        assertThat(write(action))
                .isInstanceOfSatisfying(
                        Answer.Rejected.class,
                        rejected -> {
                            assertThat(rejected.code()).isEqualTo("STRING_TOO_LONG");
                            assertThat(rejected.sentence())
                                    .contains("1 of milestones: Name: data value too large");
                        });
        assertThat(held(action)).isZero();
    }

    @Test
    void a_deal_that_is_gone_leaves_nothing_beside_it() {
        Action action = next(ActionKind.WRITE_BACK);
        person().delete(DATA + "/sobjects/Opportunity/" + action.body().get("id"));

        assertThat(write(action))
                .isInstanceOfSatisfying(
                        Answer.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo("ENTITY_IS_DELETED"));
        assertThat(count("Delivery__c", "Key__c", action.naturalKey())).isZero();
    }

    @Test
    void a_key_of_several_records_is_for_somebody_to_merge_them() throws Exception {
        for (String name : List.of("North", "South")) {
            person().post(
                            DATA + "/sobjects/Account",
                            Map.of("Name", name, "LegacyId__c", "cpq:account:7"));
        }
        Map<String, Object> upserts =
                Map.of(
                        "CREATE_CUSTOMER",
                        Map.of(
                                "object",
                                "Account",
                                "key",
                                "LegacyId__c",
                                "fields",
                                Map.of("Name", "name")));
        Action action = Samples.planned("crm", ActionKind.CREATE_CUSTOMER, "e", "cpq:account:7");
        try (Connector other = opened(twins.crm().url(), secret(), upserts)) {
            assertThat(other.write(action, "k"))
                    .isInstanceOfSatisfying(
                            Answer.Rejected.class,
                            rejected -> {
                                assertThat(rejected.code()).isEqualTo("several");
                                assertThat(rejected.sentence()).contains("Merge them there");
                            });
            assertThat(other.probe(action)).isInstanceOf(Probe.CannotTell.class);
        }
    }

    @Test
    void before_its_version_46_a_change_is_confirmed_all_the_same() throws Exception {
        Map<String, Object> settings = new HashMap<>();
        settings.put("auth", Map.of("clientId", "throughline", "clientSecret", "given:crm"));
        settings.put("apiVersion", "v45.0");
        settings.put("upserts", UPSERTS);
        Action action = next(ActionKind.CREATE_CUSTOMER);
        try (Connector old =
                new Connectors(
                                new Endpoints(Map.of("crm", URI.create(twins.crm().url()))),
                                Secrets.given(Map.of("given:crm", secret()), _ -> Optional.empty()),
                                Path.of("unused"))
                        .open(Samples.system("crm", "salesforce-rest", settings))) {
            Answer first = old.write(action, "k");

            assertThat(old.write(action, "k"))
                    .isEqualTo(first)
                    .isInstanceOf(Answer.Confirmed.class);
        }
    }
}
