package throughline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.observed.RecordKey;

/** A deal looked a customer up while the customer's newer version had been received already. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotingWhatWasNotSeenTest {

    private static final RecordKey CUSTOMER = new RecordKey("crm", "Account", "C-1");
    private static final String DEAL = "crm:Opportunity:D-1";
    private static final long OF_THE_DEAL = 2;
    private static final Instant FIRST = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant SECOND = FIRST.plusMillis(20);

    private Database opened;
    private DataSource database;

    @BeforeAll
    void open(@TempDir Path folder) {
        opened = Databases.open(new Home(folder), Optional.empty());
        database = opened.dataSource();
    }

    @AfterAll
    void close() {
        opened.close();
    }

    @BeforeEach
    void empty() throws Exception {
        Pipeline.empty(database);
        run("truncate unseen");
    }

    @Test
    void is_noted_when_it_looks_again_though_the_process_died_before_it_told_anybody()
            throws Exception {
        looksUp(1, FIRST);
        // The newer version is taken in, and the process dies before anybody is told of it.
        newerOne(3);
        looksUp(3, SECOND);

        assertThat(noted())
                .singleElement()
                .satisfies(
                        note -> {
                            assertThat(note.watcher()).isEqualTo(DEAL);
                            assertThat(note.watched()).isEqualTo(CUSTOMER);
                            assertThat(note.seen()).isEqualTo(1);
                            assertThat(note.until()).isEqualTo(SECOND);
                        });
    }

    @Test
    void is_noted_once_however_often_it_looks() throws Exception {
        looksUp(1, FIRST);
        newerOne(3);
        looksUp(3, SECOND);
        looksUp(3, SECOND);

        assertThat(noted()).hasSize(1);
    }

    @Test
    void is_noted_until_it_looked_again_though_somebody_told_it_later() throws Exception {
        looksUp(1, FIRST);
        newerOne(3);
        List<WatchStore.Stale> told = stale();
        told(told, SECOND.plusSeconds(1));
        looksUp(3, SECOND);
        assertThat(noted()).extracting(Unseen::until).containsExactly(SECOND);

        // Whoever was about to tell it comes too late.
        run("truncate unseen");
        told(told, SECOND.plusSeconds(1));
        assertThat(noted()).isEmpty();
    }

    @Test
    void is_no_matter_when_what_it_saw_was_the_newest() throws Exception {
        looksUp(1, FIRST);
        looksUp(1, FIRST);

        assertThat(noted()).isEmpty();
    }

    @Test
    void is_no_matter_when_the_newer_one_came_long_after_it_had_looked() throws Exception {
        looksUp(1, FIRST);
        run("update watch set at = now() - interval '1 hour'");
        newerOne(3);
        looksUp(3, SECOND);

        assertThat(noted()).isEmpty();
    }

    private void newerOne(long message) throws Exception {
        run(
                """
                insert into message
                    (id, system, type, external_id, received_at, dedupe, source, origin, body)
                overriding system value
                values (%d, 'crm', 'Account', 'C-1', now(), gen_random_uuid(), 'file', 'a:1', '')
                """
                        .formatted(message),
                """
                insert into record (system, type, external_id, message_id, sequence, canonical)
                values ('crm', 'Account', 'C-1', %d, 0, '')
                """
                        .formatted(message));
    }

    private void looksUp(long seen, Instant known) throws Exception {
        try (Connection connection = database.getConnection()) {
            WatchStore.keep(
                    connection,
                    Map.of(new BatchRun.Watching(CUSTOMER, DEAL, OF_THE_DEAL), seen),
                    known);
        }
    }

    private List<WatchStore.Stale> stale() throws Exception {
        try (Connection connection = database.getConnection()) {
            return WatchStore.stale(connection, List.of(CUSTOMER));
        }
    }

    private void told(List<WatchStore.Stale> stale, Instant takenIn) throws Exception {
        try (Connection connection = database.getConnection()) {
            Unseen.keep(connection, stale, takenIn);
        }
    }

    private List<Unseen> noted() throws Exception {
        try (Connection connection = database.getConnection()) {
            return Unseen.of(connection, List.of(OF_THE_DEAL), List.of());
        }
    }

    private void run(String... statements) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
