package throughline.twins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SellingInTheCrmTest {

    private static final String DATA = "/services/data/v64.0/";
    private static final String ACCOUNTS = DATA + "sobjects/Account";

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
        String before = crm.get(ACCOUNTS + "/" + id).text("SystemModstamp");

        assertThat(crm.call("PATCH", ACCOUNTS + "/" + id, "{\"Name\":\"Nordwind AG\"}").status())
                .isEqualTo(204);
        Caller.Reply read = crm.get(ACCOUNTS + "/" + id);

        assertThat(id).startsWith("001").hasSize(18);
        assertThat(read.text("Name")).isEqualTo("Nordwind AG");
        assertThat(read.text("SystemModstamp")).isGreaterThan(before);
        assertThat(read.json().path("attributes").path("type").asString()).isEqualTo("Account");
        assertThat(read.header("Sforce-Limit-Info")).matches("api-usage=\\d+/100000");
    }

    @Test
    void amounts_are_exact_to_the_last_decimal() throws Exception {
        Caller.Reply deal =
                crm.post(DATA + "sobjects/Opportunity", "{\"Name\":\"A\",\"Amount\":420000.10}");

        assertThat(crm.get(DATA + "sobjects/Opportunity/" + deal.text("id")).body())
                .contains("\"Amount\":420000.10");
    }

    @Test
    void an_unknown_column_is_refused_in_the_vendors_words() throws Exception {
        Caller.Reply refused =
                crm.call("PATCH", ACCOUNTS + "/" + created("A"), "{\"Colour__c\":\"red\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path(0).path("errorCode").asString()).isEqualTo("INVALID_FIELD");
    }

    @Test
    void changes_are_read_page_after_page_and_none_is_left_out() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            ids.add(created("Customer " + i));
        }

        assertThat(queried("", 10)).containsExactlyElementsOf(ids);
    }

    @Test
    void a_changed_record_moves_to_the_end_of_what_changed_since() throws Exception {
        String first = created("First");
        created("Second");
        String stamp = crm.get(ACCOUNTS + "/" + created("Third")).text("SystemModstamp");
        crm.call("PATCH", ACCOUNTS + "/" + first, "{\"Name\":\"Changed\"}");

        assertThat(queried(" WHERE SystemModstamp >= " + stamp, 10)).hasSize(2).endsWith(first);
    }

    @Test
    void an_upsert_by_a_key_of_the_caller_creates_once() throws Exception {
        String path = ACCOUNTS + "/Website/nordwind.example";

        Caller.Reply first = crm.call("PATCH", path, "{\"Name\":\"Nordwind\"}");
        Caller.Reply second = crm.call("PATCH", path, "{\"Name\":\"Nordwind AG\"}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("id")).isEqualTo(first.text("id"));
    }

    @Test
    void a_query_that_it_does_not_understand_is_refused() throws Exception {
        Caller.Reply refused = crm.get(DATA + "query?q=" + Caller.encoded("DELETE FROM Account"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("MALFORMED_QUERY");
    }

    @Test
    void an_ended_token_is_refused_until_a_new_one_is_fetched() throws Exception {
        twins.crm().expireTokens();

        Caller.Reply refused = crm.get(DATA + "limits");
        crm.logIn();

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).contains("INVALID_SESSION_ID");
        assertThat(crm.get(DATA + "limits").status()).isEqualTo(200);
    }

    private String created(String name) throws IOException, InterruptedException {
        return crm.post(ACCOUNTS, "{\"Name\":\"" + name + "\",\"Website\":\"\"}").text("id");
    }

    private List<String> queried(String where, int limit) throws IOException, InterruptedException {
        String soql = "SELECT FIELDS(ALL) FROM Account" + where;
        String order = " ORDER BY SystemModstamp, Id LIMIT " + limit;
        JsonNode page = crm.get(DATA + "query?q=" + Caller.encoded(soql + order)).json();
        List<String> ids = new ArrayList<>();
        while (true) {
            page.path("records").forEach(record -> ids.add(record.path("Id").asString()));
            if (page.path("done").asBoolean()) {
                return ids;
            }
            page = crm.get(page.path("nextRecordsUrl").asString()).json();
        }
    }
}
