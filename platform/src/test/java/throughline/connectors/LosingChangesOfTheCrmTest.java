package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.database.SharedDatabase;

/** Whatever becomes of events, and of who hears them: no change is missed. */
class LosingChangesOfTheCrmTest extends FollowedCrm {

    @ParameterizedTest
    @ValueSource(strings = {"event-duplicate", "event-reorder", "event-gap", "event-overflow"})
    void whatever_becomes_of_events_each_record_is_read_in_its_newest_version(String fault) {
        String first = account("First");
        String deal = deal();
        String line = made("Line__c", Map.of("Name", "Build", "Opportunity__c", deal));
        hear();
        twins.crm().misbehave("{\"kind\": \"" + fault + "\"}");

        String second = account("Second");
        for (int i = 0; i < 6; i++) {
            rename(first, "First " + i);
            rename(second, "Second " + i);
            person.patch(DATA + "Line__c/" + line, Map.of("Name", "Build " + i));
        }
        twins.crm().behave();
        rename(second, "Last");

        until(
                () ->
                        name(first).equals("First 5")
                                && name(second).equals("Last")
                                && text(deal).contains("Build 5"));
    }

    @Test
    void an_event_that_is_lost_is_made_good_by_the_next_poll() {
        twins.crm().misbehave("{\"kind\": \"event-lose\"}");
        String id = account("Unheard");
        hear();
        assertThat(kept).doesNotContainKey(id);

        until(() -> poll("Account") > 0 && name(id).equals("Unheard"));
    }

    @Test
    void a_place_that_is_not_kept_there_any_more_has_all_read_that_changed_since() {
        String id = account("Before");
        hear();
        twins.crm().misbehave("{\"kind\": \"event-lose\"}");
        rename(id, "In between");
        String deal = deal();
        twins.crm().behave();
        twins.crm().forgetEvents();
        twins.crm().forgetSubscribers();

        until(() -> name(id).equals("In between") && kept.containsKey(deal));
        assertThat(watermark()).doesNotContain("replayId");
        rename(id, "After");
        until(() -> name(id).equals("After"));
        assertThat(watermark()).contains("replayId");
        until(() -> watermark().contains("\"types\":{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-overflow", ""})
    void operators_hear_of_a_gap_until_what_was_missed_is_read(String fault) {
        String id = account("Before");
        hear();
        assertThat(incident()).as("of one that was closed before").isNotEqualTo("open");
        if (fault.isEmpty()) {
            twins.crm().misbehave("{\"kind\": \"event-lose\"}");
            rename(id, "In between");
            twins.crm().behave();
            twins.crm().forgetEvents();
            twins.crm().forgetSubscribers();
        } else {
            twins.crm().misbehave("{\"kind\": \"" + fault + "\", \"count\": 1}");
            rename(id, "In between");
        }

        hear();
        assertThat(incident()).isEqualTo("open");
        assertThat(sentence())
                .startsWith("Cannot hear from crm wh")
                .contains(" is read instead, of Account")
                .endsWith("this ends by itself when that is done.");
        long seen = seen();
        hear();
        assertThat(seen()).as("the same gap, however often it is looked at").isEqualTo(seen);
        until(() -> incident().equals("over"));
        assertThat(name(id)).isEqualTo("In between");
        assertThat(watermark()).doesNotContain("missed");
    }

    private String incident() {
        return of("case when closed_at is null then 'open' else 'over' end", "never");
    }

    private String sentence() {
        return of("sentence", "");
    }

    private long seen() {
        return Long.parseLong(of("seen::text", "0"));
    }

    private static String of(String what, String otherwise) {
        return JdbcClient.create(SharedDatabase.dataSource())
                .sql(
                        "select "
                                + what
                                + " from throughline.incident where area = 'poll'"
                                + " and subject = 'poll crm changeEvents'"
                                + " and code = 'changes-missed'")
                .query(String.class)
                .optional()
                .orElse(otherwise);
    }

    @Test
    void what_was_told_and_not_kept_is_read_by_whoever_goes_on() throws Exception {
        String id = account("Nordwind");
        dies = true;
        assertThatThrownBy(this::hear).hasMessage("the process is gone");
        assertThat(kept).doesNotContainKey(id);
        dies = false;

        crm.close();
        crm = opened();
        hear();
        assertThat(name(id)).isEqualTo("Nordwind");
    }

    @Test
    void what_was_told_and_whose_place_was_not_kept_is_told_again() {
        String id = account("Nordwind");
        hear();
        rename(id, "Südwind");
        Page lost = crm.read("changeEvents", new Watermark(watermark()));
        assertThat(lost.next().text()).contains(id);

        hear();
        assertThat(name(id)).isEqualTo("Südwind");
    }

    @Test
    void what_was_told_to_a_call_that_failed_is_told_again() {
        String id = account("Nordwind");
        hear();
        rename(id, "Südwind");
        twins.crm()
                .misbehave(
                        "{\"operation\": \"POST /cometd/.*\", \"kind\": \"drop-connection\","
                                + " \"count\": 1}");
        assertThatThrownBy(this::hear)
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        dropped ->
                                assertThat(dropped.kind())
                                        .isEqualTo(ConnectorException.Kind.DROPPED));

        hear();
        assertThat(name(id)).isEqualTo("Südwind");
    }

    @Test
    void a_subscriber_that_is_not_known_and_a_session_that_ended_are_begun_anew() {
        String id = account("Nordwind");
        hear();
        twins.crm().forgetSubscribers();
        rename(id, "Südwind");
        hear();
        assertThat(name(id)).isEqualTo("Südwind");

        twins.crm().endSessions();
        person = signedIn();
        rename(id, "Westwind");
        hear();
        assertThat(name(id)).isEqualTo("Westwind");
        twins.crm().endSessions();
        twins.crm().forgetSubscribers();
        person = signedIn();
        rename(id, "Ostwind");
        hear();
        assertThat(name(id)).isEqualTo("Ostwind");
    }
}
