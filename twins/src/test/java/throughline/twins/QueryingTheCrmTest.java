package throughline.twins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Queries are answered and refused as the vendor documents it. */
class QueryingTheCrmTest {

    private static final String DATA = "/services/data/v64.0/";
    private static final String SMALL = "batchSize=200";

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT FIELDS(ALL) FROM Account",
                "SELECT FIELDS(CUSTOM) FROM Account LIMIT 201",
                "SELECT FIELDS(ALL) FROM Account LIMIT 2000",
                "SELECT Id, (SELECT FIELDS(ALL) FROM Lines__r) FROM Opportunity"
            })
    void fields_that_are_not_named_are_given_of_two_hundred_records_at_most(String soql)
            throws Exception {
        refused(soql, "MALFORMED_QUERY");
        assertThat(ask(soql).body()).contains("must have a LIMIT of at most 200");
    }

    @Test
    void what_fields_all_finds_ends_with_its_limit() throws Exception {
        accounts(260);

        JsonNode page = ask("SELECT FIELDS(ALL) FROM Account ORDER BY Id LIMIT 200").json();

        assertThat(page.path("records").size()).isEqualTo(200);
        assertThat(page.path("totalSize").asInt()).isEqualTo(200);
        assertThat(page.path("done").asBoolean()).isTrue();
        assertThat(page.has("nextRecordsUrl")).isFalse();
        assertThat(page.path("records").path(0).has("BillingCity")).isTrue();
        assertThat(page.path("records").path(0).has("Opportunities")).isFalse();
    }

    @Test
    void many_records_come_page_after_page_and_none_is_left_out() throws Exception {
        accounts(450);

        List<String> names = new ArrayList<>();
        JsonNode page = ask("SELECT Name FROM Account ORDER BY Id", SMALL).json();
        assertThat(page.path("totalSize").asInt()).isEqualTo(450);
        while (true) {
            assertThat(page.path("records").size()).isLessThanOrEqualTo(200);
            page.path("records").forEach(each -> names.add(each.path("Name").asString()));
            if (page.path("done").asBoolean()) {
                break;
            }
            page = crm.get(page.path("nextRecordsUrl").asString()).json();
        }

        assertThat(names).hasSize(450).doesNotHaveDuplicates();
    }

    @Test
    void a_page_is_as_large_as_was_wished_between_two_hundred_and_two_thousand() throws Exception {
        accounts(2100);

        assertThat(size("batchSize=1")).isEqualTo(200);
        assertThat(size("batchSize=500")).isEqualTo(500);
        assertThat(size("batchSize=5000")).isEqualTo(2000);
    }

    private int size(String option) throws IOException, InterruptedException {
        return ask("SELECT Id FROM Account", option).json().path("records").size();
    }

    @Test
    void a_locator_is_good_once_in_its_session_and_not_for_ever() throws Exception {
        accounts(700);
        String first = next(ask("SELECT Id FROM Account", SMALL).json());
        String second = next(crm.get(first).json());

        assertThat(error(crm.get(first))).isEqualTo("400 INVALID_QUERY_LOCATOR");
        assertThat(second).startsWith(DATA + "query/01g").endsWith("-400");
        crm.logIn();
        assertThat(error(crm.get(second))).isEqualTo("401 INVALID_SESSION_ID");
        String other = next(ask("SELECT Id FROM Account", SMALL).json());
        twins.crm().forgetQueries();
        assertThat(error(crm.get(other))).isEqualTo("400 INVALID_QUERY_LOCATOR");
    }

    @Test
    void children_come_by_a_query_within_the_query_and_nothing_is_null() throws Exception {
        String id = deal(2);
        String empty = deal(0);

        JsonNode records =
                ask("SELECT Name, (SELECT Name, (SELECT DueDate__c FROM Milestones__r) FROM"
                                + " Lines__r ORDER BY Id) FROM Opportunity ORDER BY Id")
                        .json()
                        .path("records");

        assertThat(records.path(0).at("/Lines__r/totalSize").asInt()).isEqualTo(2);
        assertThat(records.path(0).at("/Lines__r/done").asBoolean()).isTrue();
        JsonNode line = records.path(0).at("/Lines__r/records/0");
        assertThat(line.at("/attributes/type").asString()).isEqualTo("Line__c");
        assertThat(line.at("/Milestones__r/records/0/DueDate__c").asString())
                .isEqualTo("2026-04-30");
        assertThat(records.path(1).path("Lines__r").isNull()).isTrue();
        assertThat(List.of(id, empty)).doesNotHaveDuplicates();
    }

    @Test
    void many_children_have_a_locator_of_their_own_until_the_parents_go_on() throws Exception {
        deal(450);
        for (int i = 0; i < 210; i++) {
            deal(0);
        }
        String soql = "SELECT Id, (SELECT Name FROM Lines__r) FROM Opportunity ORDER BY Id";

        JsonNode page = ask(soql, SMALL).json();
        JsonNode lines = page.at("/records/0/Lines__r");
        assertThat(page.path("records").size()).isEqualTo(1);
        assertThat(lines.path("totalSize").asInt()).isEqualTo(450);
        assertThat(lines.path("records").size()).isEqualTo(199);
        assertThat(lines.path("done").asBoolean()).isFalse();
        JsonNode more = crm.get(next(lines)).json();
        assertThat(more.path("records").size()).isEqualTo(200);
        String last = next(more);

        assertThat(crm.get(next(page)).json().path("records").size()).isEqualTo(200);
        assertThat(error(crm.get(last))).isEqualTo("400 INVALID_QUERY_LOCATOR");
    }

    @Test
    void deleted_records_are_seen_by_those_who_ask_for_all() throws Exception {
        String kept = deal(1);
        String gone = deal(1);
        crm.call("DELETE", DATA + "sobjects/Opportunity/" + gone, "");
        String soql =
                "SELECT Id, IsDeleted, (SELECT Id, IsDeleted FROM Lines__r) FROM Opportunity"
                        + " ORDER BY Id";

        assertThat(ids(ask(soql).json())).containsExactly(kept);
        JsonNode all = crm.get(DATA + "queryAll?q=" + Caller.encoded(soql)).json();
        assertThat(ids(all)).containsExactly(kept, gone);
        assertThat(all.at("/records/1/IsDeleted").asBoolean()).isTrue();
        assertThat(all.at("/records/1/Lines__r/records/0/IsDeleted").asBoolean()).isTrue();
    }

    @Test
    void changing_a_child_leaves_the_parent_as_it_was() throws Exception {
        String id = deal(1);
        String before = stamp(id);
        twins.clock().set(java.time.Instant.now().plusSeconds(60));
        String line = ask("SELECT Id FROM Line__c").json().at("/records/0/Id").asString();
        crm.call("PATCH", DATA + "sobjects/Line__c/" + line, "{\"Amount__c\":7}");

        assertThat(stamp(id)).isEqualTo(before);
        assertThat(
                        ask("SELECT Opportunity__r.Name, Opportunity__c FROM Line__c WHERE"
                                        + " SystemModstamp > "
                                        + before.replace("+0000", "Z"))
                                .json()
                                .at("/records/0/Opportunity__r/Name")
                                .asString())
                .isEqualTo("Deal");
    }

    private String stamp(String deal) throws IOException, InterruptedException {
        return crm.get(DATA + "sobjects/Opportunity/" + deal).text("SystemModstamp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE FROM Account | MALFORMED_QUERY",
                "SELECT Id FROM Account WHERE | MALFORMED_QUERY",
                "SELECT Id FROM Account LIMIT x | MALFORMED_QUERY",
                "SELECT Id, Id FROM Account | MALFORMED_QUERY",
                "SELECT Id, FIELDS(ALL) FROM Account LIMIT 10 | MALFORMED_QUERY",
                "SELECT Id FROM Account WHERE Name = 'a' OR Name = 'b' AND Website = 'c'"
                        + " | MALFORMED_QUERY",
                "SELECT Colour__c FROM Account | INVALID_FIELD",
                "SELECT Id, (SELECT Id FROM Cars__r) FROM Account | INVALID_FIELD",
                "SELECT Owned.Name FROM Account | INVALID_FIELD",
                "SELECT Id FROM Account WHERE BillingStreet = 'x' | INVALID_FIELD",
                "SELECT Id FROM Account ORDER BY BillingAddress | INVALID_FIELD",
                "SELECT Id FROM Account WHERE SystemModstamp > '2026-01-01T00:00:00Z'"
                        + " | INVALID_FIELD",
                "SELECT Id FROM Opportunity WHERE CloseDate > 2026-01-01T00:00:00Z | INVALID_FIELD",
                "SELECT Id FROM Account WHERE SystemModstamp > SOMETIME | MALFORMED_QUERY",
                "SELECT Id FROM Account WHERE Id = 'A-1' | INVALID_QUERY_FILTER_OPERATOR",
                "SELECT Id FROM Car__c | INVALID_TYPE",
                "SELECT Id FROM Account WHERE Name = 'a' OR Id IN (SELECT AccountId FROM"
                        + " Opportunity) | MALFORMED_QUERY",
                "SELECT Id FROM Account WHERE Id IN (SELECT Account.Id FROM Opportunity)"
                        + " | MALFORMED_QUERY"
            })
    void what_is_no_query_of_this_crm_is_refused(String soql, String code) throws Exception {
        refused(soql, code);
    }

    @Test
    void older_versions_know_less() throws Exception {
        assertThat(
                        old(
                                "v57.0",
                                "SELECT Id, (SELECT Id, (SELECT Id FROM Tiers__r) FROM Lines__r)"
                                        + " FROM Opportunity"))
                .isEqualTo("400 MALFORMED_QUERY");
        assertThat(old("v50.0", "SELECT FIELDS(ALL) FROM Account LIMIT 1"))
                .isEqualTo("400 UNSUPPORTED_API_VERSION");
    }

    private String old(String version, String soql) throws IOException, InterruptedException {
        return error(crm.get("/services/data/" + version + "/query?q=" + Caller.encoded(soql)));
    }

    @Test
    void conditions_mean_what_they_say() throws Exception {
        for (String each : new String[] {"Alpha", "beta", "Gamma"}) {
            twins.crm()
                    .create("Account", Json.object().put("Name", each).put("TaxId__c", "T" + each));
        }
        String beta = found("Name = 'BETA'").getFirst();

        assertThat(found("Name LIKE '%a' AND NOT Name LIKE 'g%'")).hasSize(2);
        assertThat(found("(Name = 'Alpha' OR Name = 'Gamma') AND Website = null")).hasSize(2);
        assertThat(found("Id IN ('" + beta + "')")).containsExactly(beta);
        assertThat(found("Id NOT IN ('" + beta.substring(0, 15) + "')")).hasSize(2);
        assertThat(found("CreatedDate = TODAY")).hasSize(3);
        assertThat(found("CreatedDate < TODAY")).isEmpty();
        assertThat(found("CreatedDate >= LAST_N_DAYS:3 AND CreatedDate < TOMORROW")).hasSize(3);
        assertThat(found("SystemModstamp >= 2000-01-01T00:00:00.000Z")).hasSize(3);
        assertThat(found("SystemModstamp < 2000-01-01T01:00:00+01:00")).isEmpty();
        assertThat(found("TaxId__c != 'Talpha'")).hasSize(2);
        assertThat(ask("SELECT COUNT() FROM Account").json().path("totalSize").asInt())
                .isEqualTo(3);
    }

    private List<String> found(String where) throws IOException, InterruptedException {
        Caller.Reply reply = ask("SELECT Id FROM Account WHERE " + where);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return ids(reply.json());
    }

    @Test
    void a_call_that_is_too_long_is_not_read() throws Exception {
        String many = "SELECT Id FROM Account WHERE Name = '" + "a".repeat(3_900) + "'";
        assertThat(ask(many).status()).isEqualTo(200);

        assertThat(
                        ask(many.replace("Name = ", "Name != 'x' AND Name = ") + " ".repeat(16_000))
                                .status())
                .isEqualTo(414);
        assertThat(
                        crm.call(
                                        "GET",
                                        DATA + "query?q=" + Caller.encoded(many),
                                        "",
                                        "X-Long",
                                        "x".repeat(15_000))
                                .status())
                .isEqualTo(431);
    }

    private void accounts(int count) {
        for (int i = 0; i < count; i++) {
            twins.crm().create("Account", Json.object().put("Name", "Customer " + i));
        }
    }

    /** A deal with so many lines, each with a milestone. */
    private String deal(int lines) {
        ObjectNode deal = Json.object().put("Name", "Deal").put("StageName", "Proposal");
        deal.put("CloseDate", "2026-03-31");
        ArrayNode records = deal.putObject("Lines__r").putArray("records");
        for (int i = 0; i < lines; i++) {
            ObjectNode line = records.addObject().put("Name", "Line " + i);
            if (lines < 10) {
                line.putObject("Milestones__r")
                        .putArray("records")
                        .addObject()
                        .put("Name", "Kick-off")
                        .put("DueDate__c", "2026-04-30");
            }
        }
        return twins.crm().create("Opportunity", deal).path("Id").asString();
    }

    private void refused(String soql, String code) throws IOException, InterruptedException {
        assertThat(error(ask(soql))).as(soql).isEqualTo("400 " + code);
    }

    private static String error(Caller.Reply reply) {
        return reply.status() + " " + reply.json().path(0).path("errorCode").asString("");
    }

    private static String next(JsonNode page) {
        return page.path("nextRecordsUrl").asString();
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("records").forEach(each -> ids.add(each.path("Id").asString()));
        return ids;
    }

    private Caller.Reply ask(String soql, String... options)
            throws IOException, InterruptedException {
        String path = DATA + "query?q=" + Caller.encoded(soql);
        return options.length == 0
                ? crm.get(path)
                : crm.call("GET", path, "", "Sforce-Query-Options", options[0]);
    }
}
