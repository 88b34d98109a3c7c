package throughline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.database.SharedDatabase;

/** Whoever looks at a page is told of every change, also of one that was committed late. */
@ResourceLock(value = SharedDatabase.KEPT, mode = ResourceAccessMode.READ)
class TellingOpenPagesTest {

    private static final String INSERT =
            """
            insert into engagement (id, partition, kind, sequence, name, status, attributes,
                release, created_at, updated_at)
            values (?, 0, 'deal', 1, ?, 'active', '{}', 'r', ?, ?)
            """;

    private final JdbcClient database = JdbcClient.create(SharedDatabase.dataSource());
    private final ChangeStream stream = new ChangeStream(database);

    @AfterEach
    void end() {
        stream.close();
        database.sql("delete from engagement where id like 'page-%'").update();
    }

    @Test
    void what_is_committed_behind_a_later_change_is_told_and_told_once() throws SQLException {
        stream.changed();
        Instant now = Instant.now();
        try (Connection slow = SharedDatabase.dataSource().getConnection()) {
            slow.setAutoCommit(false);
            insert(slow, "page-slow", now.minusSeconds(2));
            try (Connection quick = SharedDatabase.dataSource().getConnection()) {
                insert(quick, "page-quick", now);
            }
            assertThat(stream.changed())
                    .contains("changed", ChangeStream.topic("page-quick"))
                    .doesNotContain(ChangeStream.topic("page-slow"));
            slow.commit();
            slow.setAutoCommit(true);
        }
        assertThat(stream.changed())
                .contains("changed", ChangeStream.topic("page-slow"))
                .doesNotContain(ChangeStream.topic("page-quick"));
        assertThat(stream.changed())
                .doesNotContain(ChangeStream.topic("page-slow"), ChangeStream.topic("page-quick"));
    }

    @Test
    void where_more_changed_than_can_be_named_every_page_is_told() throws SQLException {
        stream.changed();
        try (Connection quick = SharedDatabase.dataSource().getConnection()) {
            for (int i = 0; i < 60; i++) {
                insert(quick, "page-" + i, Instant.now());
            }
        }
        assertThat(stream.changed()).containsExactly("changed", "many");
    }

    private static void insert(Connection connection, String id, Instant at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, id);
            statement.setString(2, id);
            statement.setTimestamp(3, Timestamp.from(at));
            statement.setTimestamp(4, Timestamp.from(at));
            statement.executeUpdate();
        }
    }
}
