package throughline.twins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The CRM keeps records as strictly as the vendor does. */
class SellingInTheCrmTest {

    private static final String DATA = "/services/data/v64.0/";
    private static final String ACCOUNTS = DATA + "sobjects/Account";
    private static final String DEALS = DATA + "sobjects/Opportunity";

    private Twins twins;
    private Caller crm;

    @BeforeEach
    void start() throws Exception {
        twins = Twins.start(TwinsOptions.defaults());
        crm = Caller.crm(twins);
    }

    @AfterEach
    void stop() {
        crm.close();
        twins.close();
    }

    @Test
    void a_record_is_created_read_and_changed() throws Exception {
        String id = created("Nordwind");

        assertThat(crm.call("PATCH", ACCOUNTS + "/" + id, "{\"Name\":\"Nordwind AG\"}").status())
                .isEqualTo(204);
        Caller.Reply read = crm.get(ACCOUNTS + "/" + id);

        assertThat(id).startsWith("001").hasSize(18);
        assertThat(read.text("Name")).isEqualTo("Nordwind AG");
        assertThat(read.text("SystemModstamp"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000\\+0000");
        assertThat(read.json().path("attributes").path("type").asString()).isEqualTo("Account");
        assertThat(read.json().path("BillingAddress").isObject()).isTrue();
        assertThat(read.header("Sforce-Limit-Info")).matches("api-usage=\\d+/100000");
    }

    @Test
    void amounts_are_exact_to_the_last_decimal() throws Exception {
        String id = crm.post(DEALS, deal("\"Amount\":420000.10")).text("id");

        assertThat(crm.get(DEALS + "/" + id).body()).contains("\"Amount\":420000.10");
    }

    @Test
    void whether_a_deal_is_won_follows_from_its_stage() throws Exception {
        String id = crm.post(DEALS, deal("\"Amount\":1")).text("id");
        crm.call("PATCH", DEALS + "/" + id, "{\"StageName\":\"Closed Won\"}");

        assertThat(crm.get(DEALS + "/" + id).json().path("IsWon").asBoolean()).isTrue();
        refused(
                crm.call("PATCH", DEALS + "/" + id, "{\"IsWon\":false}"),
                400,
                "INVALID_FIELD_FOR_INSERT_UPDATE",
                "IsWon");
    }

    @Test
    void what_a_record_does_not_take_is_refused_with_the_vendors_codes() throws Exception {
        String id = created("A");
        String here = ACCOUNTS + "/" + id;

        refused(crm.call("PATCH", here, "{\"Colour__c\":\"red\"}"), 400, "INVALID_FIELD");
        refused(crm.call("PATCH", here, "{\"Name\":null}"), 400, "REQUIRED_FIELD_MISSING", "Name");
        refused(
                crm.post(DEALS, "{\"Name\":\"A\"}"),
                400,
                "REQUIRED_FIELD_MISSING",
                "StageName",
                "CloseDate");
        refused(crm.post(DEALS, deal("\"Amount\":\"much\"")), 400, "JSON_PARSER_ERROR");
        refused(crm.post(DEALS, deal("\"SignedDate__c\":\"31.3.\"")), 400, "JSON_PARSER_ERROR");
        refused(crm.post(DEALS, deal("\"AccountId\":\"A-1\"")), 400, "MALFORMED_ID", "AccountId");
        refused(
                crm.post(DEALS, deal("\"AccountId\":\"001000000000999AAA\"")),
                400,
                "INVALID_CROSS_REFERENCE_KEY",
                "AccountId");
        refused(
                crm.call("PATCH", here, "{\"TaxId__c\":\"" + "9".repeat(41) + "\"}"),
                400,
                "STRING_TOO_LONG",
                "TaxId__c");
        refused(crm.post(ACCOUNTS, "no JSON"), 400, "JSON_PARSER_ERROR");
        refused(crm.get(DATA + "sobjects/Colour__c/" + id), 404, "NOT_FOUND");
        refused(crm.get(ACCOUNTS + "/001000000000999AAA"), 404, "NOT_FOUND");
    }

    @Test
    void a_deleted_record_is_gone_with_its_parts_and_says_that_it_was_deleted() throws Exception {
        String deal = crm.post(DEALS, deal("\"Amount\":1")).text("id");
        String line =
                crm.post(
                                DATA + "sobjects/Line__c",
                                "{\"Name\":\"Build\",\"Opportunity__c\":\"" + deal + "\"}")
                        .text("id");

        assertThat(crm.call("DELETE", DEALS + "/" + deal, "").status()).isEqualTo(204);

        refused(crm.get(DEALS + "/" + deal), 404, "ENTITY_IS_DELETED");
        refused(crm.call("PATCH", DEALS + "/" + deal, "{\"Amount\":2}"), 404, "ENTITY_IS_DELETED");
        refused(crm.get(DATA + "sobjects/Line__c/" + line), 404, "ENTITY_IS_DELETED");
    }

    @Test
    void an_upsert_by_an_external_id_creates_once() throws Exception {
        String path = ACCOUNTS + "/ThroughlineKey__c/" + Caller.encoded("crm:account:1/a#1");

        Caller.Reply first = crm.call("PATCH", path, "{\"Name\":\"Nordwind\"}");
        Caller.Reply second = crm.call("PATCH", path, "{\"Name\":\"Nordwind AG\"}");
        Caller.Reply old =
                crm.call("PATCH", path.replace("v64.0", "v45.0"), "{\"Name\":\"Nordwind SE\"}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().path("created").asBoolean()).isTrue();
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("id")).isEqualTo(first.text("id"));
        assertThat(second.json().path("created").asBoolean()).isFalse();
        assertThat(old.status()).isEqualTo(204);
        assertThat(crm.get(path).text("Name")).isEqualTo("Nordwind SE");
        assertThat(crm.get(path).text("ThroughlineKey__c")).isEqualTo("crm:account:1/a#1");
    }

    @Test
    void an_upsert_refuses_what_is_no_external_id_is_of_several_or_repeats_the_key()
            throws Exception {
        for (String name : new String[] {"North", "South"}) {
            crm.post(ACCOUNTS, "{\"Name\":\"" + name + "\",\"LegacyId__c\":\"7\"}");
        }

        Caller.Reply several =
                crm.call("PATCH", ACCOUNTS + "/LegacyId__c/7", "{\"Name\":\"Merged\"}");

        assertThat(several.status()).isEqualTo(300);
        assertThat(several.json().size()).isEqualTo(2);
        assertThat(several.json().path(0).asString()).startsWith(ACCOUNTS + "/001");
        refused(
                crm.call("PATCH", ACCOUNTS + "/Website/a.example", "{\"Name\":\"A\"}"),
                404,
                "NOT_FOUND");
        refused(
                crm.call(
                        "PATCH",
                        ACCOUNTS + "/ThroughlineKey__c/k",
                        "{\"Name\":\"A\",\"ThroughlineKey__c\":\"k\"}"),
                400,
                "INVALID_FIELD");
        refused(
                crm.call(
                        "PATCH",
                        ACCOUNTS + "/ThroughlineKey__c/k?updateOnly=true",
                        "{\"Name\":\"A\"}"),
                404,
                "NOT_FOUND");
    }

    @Test
    void a_unique_key_belongs_to_one_record() throws Exception {
        crm.post(ACCOUNTS, "{\"Name\":\"A\",\"ThroughlineKey__c\":\"k\"}");

        refused(
                crm.post(ACCOUNTS, "{\"Name\":\"B\",\"ThroughlineKey__c\":\"k\"}"),
                400,
                "DUPLICATE_VALUE",
                "ThroughlineKey__c");
    }

    @Test
    void an_object_is_described_with_its_fields_and_its_children() throws Exception {
        Caller.Reply described = crm.get(DEALS + "/describe");

        assertThat(named(described.json().path("fields"), "name", "Amount").path("type").asString())
                .isEqualTo("currency");
        assertThat(
                        named(described.json().path("fields"), "name", "IsWon")
                                .path("updateable")
                                .asBoolean())
                .isFalse();
        JsonNode lines =
                named(described.json().path("childRelationships"), "relationshipName", "Lines__r");
        assertThat(lines.path("childSObject").asString()).isEqualTo("Line__c");
        assertThat(lines.path("field").asString()).isEqualTo("Opportunity__c");
        assertThat(
                        crm.call(
                                        "GET",
                                        DEALS + "/describe",
                                        "",
                                        "If-Modified-Since",
                                        described.header("Last-Modified"))
                                .status())
                .isEqualTo(304);
        twins.crm().withdraw("Opportunity", "PurchaseOrder__c");
        assertThat(crm.get(DEALS + "/describe").body()).doesNotContain("PurchaseOrder__c");
    }

    @Test
    void an_ended_token_is_refused_until_a_new_one_is_fetched() throws Exception {
        twins.crm().endSessions();

        refused(crm.get(DATA + "limits"), 401, "INVALID_SESSION_ID");
        crm.logIn();

        assertThat(crm.get(DATA + "limits").status()).isEqualTo(200);
    }

    @Test
    void over_its_limit_it_does_nothing_more() throws Exception {
        twins.crm().allow(2);
        crm.get(DATA + "limits");

        assertThat(crm.get(DATA + "limits").header("Sforce-Limit-Info")).isEqualTo("api-usage=2/2");
        refused(crm.get(DATA + "limits"), 403, "REQUEST_LIMIT_EXCEEDED");
    }

    @Test
    void only_versions_that_there_are_answer() throws Exception {
        assertThat(crm.get("/services/data").json().size()).isGreaterThan(30);
        refused(crm.get("/services/data/v99.0/limits"), 404, "NOT_FOUND");
    }

    private String created(String name) throws IOException, InterruptedException {
        return crm.post(ACCOUNTS, "{\"Name\":\"" + name + "\"}").text("id");
    }

    private static String deal(String more) {
        return "{\"Name\":\"A\",\"StageName\":\"Proposal\",\"CloseDate\":\"2026-03-31\","
                + more
                + "}";
    }

    private static JsonNode named(JsonNode list, String by, String name) {
        for (JsonNode each : list) {
            if (each.path(by).asString("").equals(name)) {
                return each;
            }
        }
        throw new AssertionError("no " + name);
    }

    private static void refused(Caller.Reply reply, int status, String code, String... fields) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.json().path(0).path("errorCode").asString()).isEqualTo(code);
        assertThat(reply.json().path(0).path("message").asString()).isNotBlank();
        for (int i = 0; i < fields.length; i++) {
            assertThat(reply.json().path(0).path("fields").path(i).asString()).isEqualTo(fields[i]);
        }
    }
}
