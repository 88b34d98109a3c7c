package throughline.twins;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Changes as the vendor streams them: replayed, merged, with gaps, and to nobody unknown. */
class StreamingChangesOfTheCrmTest {

    private static final String DATA = "/services/data/v64.0/sobjects/";
    private static final String ALL = "/data/ChangeEvents";

    private Twins twins;
    private Caller crm;
    private String client = "";
    private String cookie = "";

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
    void an_event_names_what_changed_and_where_in_the_stream_it_stands() throws Exception {
        subscribe(ALL, "-1");
        String id = account("Nordwind");
        crm.call("PATCH", DATA + "Account/" + id, "{\"Website\":\"nordwind.example\"}");

        List<JsonNode> events = connect();

        assertThat(events).hasSize(2);
        JsonNode header = events.get(1).at("/data/payload/ChangeEventHeader");
        assertThat(header.path("entityName").asString()).isEqualTo("Account");
        assertThat(header.path("changeType").asString()).isEqualTo("UPDATE");
        assertThat(header.at("/recordIds/0").asString()).isEqualTo(id);
        assertThat(header.path("changedFields").toString())
                .isEqualTo("[\"Website\",\"LastModifiedDate\"]");
        assertThat(Instant.ofEpochMilli(header.path("commitTimestamp").asLong()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(2));
        assertThat(events.get(1).at("/data/payload/Website").asString())
                .isEqualTo("nordwind.example");
        assertThat(replayId(events.get(1))).isGreaterThan(replayId(events.get(0)));
    }

    @Test
    void who_was_away_has_what_came_after_the_last_event_he_saw() throws Exception {
        subscribe(ALL, "-1");
        account("A");
        long seen = replayId(connect().getFirst());
        account("B");
        account("C");

        subscribe(ALL, Long.toString(seen));
        assertThat(connect()).hasSize(2);
        subscribe("/data/AccountChangeEvent", "-2");
        assertThat(connect()).hasSize(3);
        subscribe("/data/Line__ChangeEvent", "-2");
        assertThat(connect()).isEmpty();

        twins.crm().forgetEvents();
        assertThat(error(subscription(ALL, Long.toString(seen)))).contains("replayId {" + seen);
        assertThat(error(subscription("/data/CarChangeEvent", "-1"))).contains("does not exist");
    }

    @Test
    void what_goes_together_is_one_event_and_comes_back_as_it_went() throws Exception {
        String deal =
                id(
                        "Opportunity",
                        "{\"Name\":\"D\",\"StageName\":\"Proposal\",\"CloseDate\":\"2026-03-31\"}");
        for (int i = 0; i < 2; i++) {
            id("Line__c", "{\"Name\":\"L\",\"Opportunity__c\":\"" + deal + "\"}");
        }
        subscribe(ALL, "-1");
        crm.call("DELETE", DATA + "Opportunity/" + deal, "");
        List<JsonNode> gone = connect();
        twins.crm().undelete("Opportunity", deal);

        assertThat(types(gone)).containsExactlyInAnyOrder("DELETE", "DELETE");
        assertThat(gone.stream().mapToInt(each -> header(each).path("recordIds").size()).sum())
                .isEqualTo(3);
        assertThat(gone.stream().map(each -> header(each).path("transactionKey").asString()))
                .containsOnly(header(gone.getFirst()).path("transactionKey").asString());
        assertThat(types(connect())).containsExactly("UNDELETE", "UNDELETE", "UNDELETE");
    }

    @Test
    void faults_lose_double_and_swap_events_and_leave_gaps() throws Exception {
        subscribe(ALL, "-1");
        fault("event-lose");
        account("lost");
        fault("event-duplicate");
        account("twice");
        fault("event-reorder");
        String late = account("late");
        String next = account("next");
        fault("event-gap");
        account("gap");
        fault("event-overflow");
        account("overflow");

        List<JsonNode> events = connect();

        assertThat(types(events))
                .containsExactly(
                        "CREATE", "CREATE", "CREATE", "CREATE", "GAP_CREATE", "GAP_OVERFLOW");
        assertThat(replayId(events.get(0))).isEqualTo(replayId(events.get(1)));
        assertThat(header(events.get(2)).at("/recordIds/0").asString()).isEqualTo(next);
        assertThat(header(events.get(3)).at("/recordIds/0").asString()).isEqualTo(late);
        assertThat(events.get(4).at("/data/payload").size()).isOne();
        assertThat(header(events.get(5)).at("/recordIds/0").asString())
                .isEqualTo("000000000000000AAA");
    }

    @Test
    void nobody_is_told_who_is_not_known_or_comes_without_his_cookie() throws Exception {
        subscribe(ALL, "-1");
        String kept = cookie;
        cookie = "BAYEUX_BROWSER=other";
        assertThat(error(last(meta("connect", connecting(0))))).startsWith("400::Client");
        cookie = kept;
        twins.crm().forgetSubscribers();
        JsonNode unknown = last(meta("connect", connecting(0)));
        assertThat(error(unknown)).isEqualTo("403::Unknown client");
        assertThat(unknown.at("/advice/reconnect").asString()).isEqualTo("handshake");

        subscribe(ALL, "-1");
        twins.crm().endSessions();
        JsonNode ended = last(meta("connect", connecting(0)));
        assertThat(error(ended)).isEqualTo("401::Authentication invalid");
        assertThat(ended.at("/advice/reconnect").asString()).isEqualTo("none");
        JsonNode denied = last(meta("handshake", handshaking()));
        assertThat(error(denied)).isEqualTo("403::Handshake denied");
        assertThat(denied.at("/ext/sfdc/failureReason").asString())
                .isEqualTo("401::Authentication invalid");
    }

    @Test
    void a_call_waits_for_what_is_to_come() throws Exception {
        subscribe(ALL, "-1");
        assertThat(connect()).isEmpty();
        CompletableFuture<List<JsonNode>> waiting =
                CompletableFuture.supplyAsync(() -> events(meta("connect", connecting(15_000))));
        TimeUnit.MILLISECONDS.sleep(200);
        long began = System.nanoTime();
        account("Nordwind");

        assertThat(waiting.get(10, TimeUnit.SECONDS)).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void what_was_deleted_is_told_also_when_no_query_finds_it() throws Exception {
        String id = account("Nordwind");
        crm.call("DELETE", DATA + "Account/" + id, "");
        twins.crm().purge();

        Instant now = Instant.now();
        assertThat(deleted(now.minusSeconds(600), now.plusSeconds(120)).toString()).contains(id);
        assertThat(deleted(now.minusSeconds(600), now.minusSeconds(300)).path("deletedRecords"))
                .isEmpty();
        assertThat(deleted(now, now).toString()).contains("INVALID_REPLICATION_DATE");
        assertThat(deleted(now.minus(Duration.ofDays(20)), now).toString())
                .contains("INVALID_REPLICATION_DATE");
    }

    private JsonNode deleted(Instant start, Instant end) throws Exception {
        return crm.get(DATA + "Account/deleted/?start=" + start + "&end=" + end).json();
    }

    private void fault(String kind) {
        twins.crm().misbehave("{\"kind\":\"" + kind + "\",\"count\":1}");
    }

    private String account(String name) throws Exception {
        return id("Account", "{\"Name\":\"" + name + "\"}");
    }

    private String id(String object, String body) throws Exception {
        return crm.post(DATA + object, body).json().path("id").asString();
    }

    private void subscribe(String channel, String replay) {
        JsonNode reply = subscription(channel, replay);
        assertThat(reply.path("successful").asBoolean()).as("%s", reply).isTrue();
    }

    private JsonNode subscription(String channel, String replay) {
        JsonNode hand = last(meta("handshake", handshaking()));
        client = hand.path("clientId").asString();
        return last(
                meta(
                        "subscribe",
                        "\"subscription\":\"%s\",\"ext\":{\"replay\":{\"%s\":%s}}"
                                .formatted(channel, channel, replay)));
    }

    private static String handshaking() {
        return "\"version\":\"1.0\",\"supportedConnectionTypes\":[\"long-polling\"]";
    }

    private static String connecting(int millis) {
        return "\"connectionType\":\"long-polling\",\"advice\":{\"timeout\":" + millis + "}";
    }

    private List<JsonNode> connect() {
        JsonNode replies = meta("connect", connecting(0));
        assertThat(last(replies).path("successful").asBoolean()).as("%s", replies).isTrue();
        return events(replies);
    }

    private JsonNode meta(String channel, String more) {
        String message =
                "[{\"channel\":\"/meta/%s\",\"id\":\"1\",\"clientId\":\"%s\",%s}]"
                        .formatted(channel, client, more);
        try {
            Caller.Reply reply =
                    crm.call("POST", "/cometd/64.0", message, "Cookie", cookie + "; other=1");
            reply.response()
                    .headers()
                    .firstValue("Set-Cookie")
                    .ifPresent(set -> cookie = set.split(";")[0]);
            return reply.json();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> events(JsonNode replies) {
        List<JsonNode> events = new ArrayList<>();
        StreamSupport.stream(replies.spliterator(), false)
                .filter(each -> each.has("data"))
                .forEach(events::add);
        return events;
    }

    private static JsonNode last(JsonNode replies) {
        return replies.path(replies.size() - 1);
    }

    private static String error(JsonNode reply) {
        return reply.path("error").asString("");
    }

    private static JsonNode header(JsonNode event) {
        return event.at("/data/payload/ChangeEventHeader");
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(each -> header(each).path("changeType").asString()).toList();
    }

    private static long replayId(JsonNode event) {
        return event.at("/data/event/replayId").asLong();
    }
}
