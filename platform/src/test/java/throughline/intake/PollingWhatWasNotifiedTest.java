package throughline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Json;
import throughline.connectors.Page;
import throughline.database.SharedDatabase;
import throughline.landscape.Release;
import throughline.releases.Releases;

@ResourceLock(value = SharedDatabase.KEPT, mode = ResourceAccessMode.READ)
class PollingWhatWasNotifiedTest {

    private static final String PERIOD =
            """
            {"type": "period", "id": "2031-03", "company": "%s", "from": "2031-03-01",
             "until": "2031-04-01", "state": "open", "note": null, "share": 1.50, "version": 1,
             "modifiedAt": "2026-01-01T00:00:00.000Z"}\
            """;

    private final Release release = Releases.sound(Path.of("../landscapes/consulting"));
    private final List<Arrived> arrived = new ArrayList<>();

    @Test
    void the_same_version_by_both_ways_is_one_message_and_companies_stay_apart() throws Exception {
        String german = PERIOD.formatted("DE01");
        try (Intake intake =
                new Intake(SharedDatabase.dataSource(), InstantSource.system(), arrived::addAll)) {
            intake.accept(List.of(notified(german)));
            new PolledRecords(intake, () -> release)
                    .accept("erp", "poll", List.of(raw(german), raw(PERIOD.formatted("US01"))));
        }

        assertThat(
                        JdbcClient.create(SharedDatabase.dataSource())
                                .sql(
                                        """
                                        select external_id || ' ' || source from message
                                        where external_id like '%/2031-03' order by 1
                                        """)
                                .query((row, number) -> String.valueOf(row.getString(1)))
                                .list())
                .containsExactly("DE01/2031-03 webhook", "US01/2031-03 poll");
    }

    private RawMessage notified(String record) throws RefusedException {
        WebhookSource source =
                WebhookSource.of(
                                release.systems().stream()
                                        .filter(system -> system.name().equals("erp"))
                                        .findFirst()
                                        .orElseThrow())
                        .orElseThrow();
        String body = "{\"type\": \"period\", \"id\": \"2031-03\", \"record\": " + record + "}";
        return new Notification(
                        source,
                        "msg_1",
                        "1",
                        "v1,x",
                        body.getBytes(StandardCharsets.UTF_8),
                        Optional.empty())
                .message(release);
    }

    private static Page.Raw raw(String record) {
        // As a connector gives it: parsed out of an answer and written again.
        byte[] bytes =
                Json.write(Json.value(record.getBytes(StandardCharsets.UTF_8)).orElseThrow());
        return new Page.Raw("period", "2031-03", "1", bytes);
    }
}
