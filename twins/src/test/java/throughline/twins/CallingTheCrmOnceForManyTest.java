package throughline.twins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Several calls in one, and several records in one, each with an ending of its own. */
class CallingTheCrmOnceForManyTest {

    private static final String DATA = "/services/data/v64.0/";

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
    void later_calls_use_what_earlier_ones_made_and_all_count_as_one() throws Exception {
        int before = used();

        JsonNode answers = composite(true, account("\"Name\":\"Nordwind\""), deal("@{a.id}"));

        assertThat(answers.path(0).path("httpStatusCode").asInt()).isEqualTo(201);
        assertThat(answers.path(0).path("referenceId").asString()).isEqualTo("a");
        assertThat(answers.path(1).path("httpStatusCode").asInt()).isEqualTo(201);
        assertThat(twins.crm().all("Opportunity").getFirst().path("AccountId").asString())
                .isEqualTo(answers.path(0).at("/body/id").asString());
        assertThat(used()).isEqualTo(before + 2);
    }

    @Test
    void of_calls_that_belong_together_none_stays_when_one_is_refused() throws Exception {
        JsonNode answers = composite(true, account("\"Name\":\"Nordwind\""), deal("001"));

        assertThat(error(answers.path(0))).isEqualTo("400 PROCESSING_HALTED");
        assertThat(error(answers.path(1))).isEqualTo("400 MALFORMED_ID");
        assertThat(twins.crm().all("Account")).isEmpty();
    }

    @Test
    void a_record_of_a_collection_takes_the_calls_that_belong_together_back_with_it()
            throws Exception {
        String records =
                "{\"method\":\"POST\",\"url\":\""
                        + DATA
                        + "composite/sobjects\",\"referenceId\":\"c\",\"body\":{\"records\":["
                        + "{\"attributes\":{\"type\":\"Account\"},\"Name\":\"A\"},"
                        + "{\"attributes\":{\"type\":\"Account\"}}]}}";

        JsonNode answers = composite(true, account("\"Name\":\"Nordwind\""), records);

        assertThat(error(answers.path(0))).isEqualTo("400 PROCESSING_HALTED");
        assertThat(answers.path(1).at("/body/1/errors/0/statusCode").asString())
                .isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(twins.crm().all("Account")).isEmpty();
    }

    @Test
    void of_others_what_does_not_depend_on_the_refused_one_is_done() throws Exception {
        JsonNode answers =
                composite(
                        false,
                        account("\"Colour\":1"),
                        deal("@{a.id}"),
                        account("\"Name\":\"B\"").replace("\"a\"", "\"b\""));

        assertThat(error(answers.path(0))).isEqualTo("400 INVALID_FIELD");
        assertThat(error(answers.path(1))).isEqualTo("400 PROCESSING_HALTED");
        assertThat(answers.path(2).path("httpStatusCode").asInt()).isEqualTo(201);
        assertThat(twins.crm().all("Account")).hasSize(1);
    }

    @Test
    void there_are_limits_to_how_many_and_how_many_of_them_read() throws Exception {
        String query = "{\"method\":\"GET\",\"url\":\"" + DATA + "query?q=SELECT+Id+FROM+User\",";
        String[] six = new String[6];
        for (int i = 0; i < six.length; i++) {
            six[i] = query + "\"referenceId\":\"q" + i + "\"}";
        }

        assertThat(sent(false, six).status()).isEqualTo(400);
        assertThat(sent(false, six[0], six[1], six[2], six[3], six[4]).status()).isEqualTo(200);
        assertThat(sent(false, six[0], six[0]).body()).contains("INVALID_INPUT");
    }

    @Test
    void each_record_of_a_collection_has_a_result_of_its_own() throws Exception {
        String good = "{\"attributes\":{\"type\":\"Account\"},\"Name\":\"A\"}";
        String bad = "{\"attributes\":{\"type\":\"Account\"}}";

        JsonNode some = collection("POST", "", false, good, bad);
        assertThat(some.path(0).path("success").asBoolean()).isTrue();
        assertThat(some.path(1).at("/errors/0/statusCode").asString())
                .isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(twins.crm().all("Account")).hasSize(1);

        JsonNode none = collection("POST", "", true, good, bad);
        assertThat(none.path(0).at("/errors/0/statusCode").asString())
                .isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
        assertThat(twins.crm().all("Account")).hasSize(1);

        String id = some.path(0).path("id").asString();
        String changed =
                "{\"attributes\":{\"type\":\"Account\"},\"id\":\"" + id + "\",\"Name\":\"B\"}";
        assertThat(collection("PATCH", "", true, changed).path(0).path("success").asBoolean())
                .isTrue();
        assertThat(twins.crm().find("Account", id).path("Name").asString()).isEqualTo("B");
        JsonNode gone = crm.call("DELETE", DATA + "composite/sobjects?ids=" + id, "").json();
        assertThat(gone.path(0).path("success").asBoolean()).isTrue();
        assertThat(twins.crm().all("Account")).isEmpty();
    }

    @Test
    void a_collection_is_upserted_by_an_external_id() throws Exception {
        String record =
                "{\"attributes\":{\"type\":\"Account\"},\"Name\":\"A\","
                        + "\"ThroughlineKey__c\":\"k\"}";
        String path = "/Account/ThroughlineKey__c";

        assertThat(collection("PATCH", path, true, record).path(0).path("created").asBoolean())
                .isTrue();
        assertThat(collection("PATCH", path, true, record).path(0).path("created").asBoolean())
                .isFalse();
        assertThat(twins.crm().all("Account")).hasSize(1);
    }

    private int used() throws IOException, InterruptedException {
        return Integer.parseInt(
                crm.get(DATA + "limits")
                        .header("Sforce-Limit-Info")
                        .replaceAll("api-usage=(\\d+)/.*", "$1"));
    }

    private static String account(String fields) {
        return "{\"method\":\"POST\",\"url\":\""
                + DATA
                + "sobjects/Account\",\"referenceId\":\"a\",\"body\":{"
                + fields
                + "}}";
    }

    private static String deal(String account) {
        return "{\"method\":\"POST\",\"url\":\""
                + DATA
                + "sobjects/Opportunity\",\"referenceId\":\"d\",\"body\":{\"Name\":\"D\","
                + "\"StageName\":\"Proposal\",\"CloseDate\":\"2026-03-31\",\"AccountId\":\""
                + account
                + "\"}}";
    }

    private JsonNode composite(boolean allOrNone, String... calls)
            throws IOException, InterruptedException {
        return sent(allOrNone, calls).json().path("compositeResponse");
    }

    private Caller.Reply sent(boolean allOrNone, String... calls)
            throws IOException, InterruptedException {
        return crm.post(
                DATA + "composite",
                "{\"allOrNone\":%s,\"compositeRequest\":[%s]}"
                        .formatted(allOrNone, String.join(",", calls)));
    }

    private JsonNode collection(String method, String below, boolean allOrNone, String... records)
            throws IOException, InterruptedException {
        return crm.call(
                        method,
                        DATA + "composite/sobjects" + below,
                        "{\"allOrNone\":%s,\"records\":[%s]}"
                                .formatted(allOrNone, String.join(",", records)))
                .json();
    }

    private static String error(JsonNode answer) {
        return answer.path("httpStatusCode").asInt()
                + " "
                + answer.at("/body/0/errorCode").asString("");
    }
}
