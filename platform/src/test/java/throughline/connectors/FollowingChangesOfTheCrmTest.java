package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.database.SharedDatabase;
import throughline.intake.Intake;
import throughline.intake.PolledRecords;
import throughline.landscape.Release;
import throughline.releases.Releases;

/** What changes in the CRM is heard of, and read as it is. */
class FollowingChangesOfTheCrmTest extends FollowedCrm {

    @Test
    void a_change_is_read_as_soon_as_an_event_tells_of_it() {
        String id = account("Nordwind");
        hear();
        assertThat(name(id)).isEqualTo("Nordwind");

        rename(id, "Südwind");
        hear();
        assertThat(name(id)).isEqualTo("Südwind");
        assertThat(handed).hasValue(2);
        hear();
        assertThat(handed).as("what did not change is not read").hasValue(2);
    }

    @Test
    void a_change_of_a_part_brings_the_whole() {
        String deal = deal();
        String line = made("Line__c", Map.of("Name", "Build", "Opportunity__c", deal));
        String milestone = made("Milestone__c", Map.of("Name", "Kick-off", "Line__c", line));
        hear();
        assertThat(text(deal)).contains("Build", "Kick-off");

        person.patch(DATA + "Milestone__c/" + milestone, Map.of("Name", "Design"));
        hear();
        assertThat(text(deal)).contains("Design").doesNotContain("Kick-off");
        person.delete(DATA + "Line__c/" + line);
        hear();
        assertThat(text(deal)).contains("\"Lines__r\":null");
    }

    @Test
    void a_record_that_was_deleted_and_came_back_is_read_as_such() {
        String id = account("Nordwind");
        hear();
        person.delete(DATA + "Account/" + id);
        hear();
        assertThat(text(id)).contains("\"IsDeleted\":true", "Nordwind");
        twins.crm().undelete("Account", id);
        hear();
        assertThat(text(id)).contains("\"IsDeleted\":false");
    }

    @Test
    void a_record_that_no_query_finds_any_more_is_told_as_deleted() {
        String heard = account("Heard");
        String unheard = account("Unheard");
        hear();
        person.delete(DATA + "Account/" + heard);
        twins.crm().misbehave("{\"kind\": \"event-overflow\"}");
        person.delete(DATA + "Account/" + unheard);
        twins.crm().purge();

        until(
                () ->
                        text(heard).contains("\"IsDeleted\":true")
                                && text(unheard).contains("\"IsDeleted\":true"));
    }

    @Test
    void polls_ask_from_hour_to_hour_which_records_no_query_finds() {
        String id = account("Nordwind");
        until(() -> poll("Account") > 0);
        person.delete(DATA + "Account/" + id);
        twins.crm().purge();
        poll("Account");
        assertThat(text(id)).contains("\"IsDeleted\":false");

        JdbcClient.create(SharedDatabase.dataSource())
                .sql(
                        """
                        update throughline.watermark set watermark = regexp_replace(watermark,
                            '"!gone":"[^"]*"', '"!gone":"' || :then || '"') where type = 'Account'
                        """)
                .param("then", Instant.now().minusSeconds(3_601).toString())
                .update();
        poll("Account");
        assertThat(text(id)).contains("\"IsDeleted\":true", "Nordwind");
    }

    @Test
    void each_version_is_one_message_however_often_it_is_told() {
        Release release = Releases.sound(Path.of("../landscapes/consulting"));
        String id = account("Nordwind");
        twins.crm().misbehave("{\"kind\": \"event-duplicate\"}");
        try (Intake intake =
                new Intake(SharedDatabase.dataSource(), InstantSource.system(), _ -> {})) {
            Polling whole =
                    new Polling(
                            SharedDatabase.dataSource(), new PolledRecords(intake, () -> release));
            whole.run(followed("changeEvents"));
            for (String name : List.of("Südwind", "Westwind")) {
                rename(id, name);
                whole.run(followed("changeEvents"));
            }
            twins.crm().misbehave("{\"kind\": \"event-gap\"}");
            rename(id, "Nordwind");
            whole.run(followed("changeEvents"));
            until(() -> whole.run(followed("Account")) > 0);
            whole.run(followed("changeEvents"));
            person.delete(DATA + "Account/" + id);
            twins.crm().purge();
            whole.run(followed("changeEvents"));
            whole.run(followed("changeEvents"));
        }

        assertThat(
                        JdbcClient.create(SharedDatabase.dataSource())
                                .sql(
                                        """
                                        select convert_from(body, 'UTF8') from message
                                        where system = 'followed' and external_id = ? order by id
                                        """)
                                .param(id)
                                .query((row, number) -> String.valueOf(row.getString(1)))
                                .list())
                .extracting(
                        body ->
                                Json.text(
                                                        Json.object(
                                                                        body.getBytes(
                                                                                StandardCharsets
                                                                                        .UTF_8))
                                                                .orElseThrow(),
                                                        "Name")
                                                .orElse("")
                                        + (body.contains("\"IsDeleted\":true") ? " gone" : ""))
                .containsExactly("Nordwind", "Südwind", "Westwind", "Nordwind", "Nordwind gone");
    }

    private Polling.Poll followed(String type) {
        return new Polling.Poll("followed", crm, type, Duration.ofSeconds(1));
    }

    @Test
    void many_records_of_one_event_are_read_page_by_page() {
        List<Map<String, Object>> records = new java.util.ArrayList<>();
        for (int i = 0; i < 650; i++) {
            Map<String, Object> record = new HashMap<>(fields("Bulk " + i));
            record.put("attributes", Map.of("type", "Opportunity"));
            records.add(record);
        }
        for (int from = 0; from < records.size(); from += 200) {
            person.post(
                    "/services/data/v64.0/composite/sobjects",
                    Map.of("records", records.subList(from, Math.min(650, from + 200))));
        }

        until(() -> kept.size() == 650);
        assertThat(handed).hasValue(650);
    }
}
