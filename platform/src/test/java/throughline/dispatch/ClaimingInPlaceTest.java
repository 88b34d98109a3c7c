package throughline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;

/** What sending costs the database, which does it twice for every write. */
class ClaimingInPlaceTest {

    @Test
    void no_index_looks_at_what_a_claim_or_its_end_changes(@TempDir Path folder) {
        try (Database database = Databases.open(new Home(folder), Optional.empty())) {
            var indexes =
                    JdbcClient.create(database.dataSource())
                            .sql(
                                    "select indexdef from pg_indexes where schemaname ="
                                            + " 'throughline' and tablename = 'action'")
                            .query(String.class)
                            .list();
            assertThat(indexes)
                    .hasSizeGreaterThan(2)
                    .allSatisfy(
                            index ->
                                    assertThat(index)
                                            .doesNotContain(
                                                    "status",
                                                    "attempts",
                                                    "sent_at",
                                                    "next_attempt",
                                                    "claimed_by",
                                                    "external_id",
                                                    "facts",
                                                    "concluded_at"));
        }
    }

    @Test
    void looking_for_open_writes_takes_a_small_part_of_the_time_however_many_there_are() {
        assertThat(Lane.untilNextLook(Duration.ofMillis(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(Lane.untilNextLook(Duration.ofMillis(10))).isEqualTo(Duration.ofSeconds(2));
        assertThat(Lane.untilNextLook(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(5));
    }
}
