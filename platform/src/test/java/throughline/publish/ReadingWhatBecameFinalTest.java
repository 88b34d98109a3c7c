package throughline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.publish.PublicationTable.publication;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import throughline.database.SharedDatabase;

@ResourceLock("the table of publications")
@ResourceLock(value = SharedDatabase.KEPT, mode = ResourceAccessMode.READ)
class ReadingWhatBecameFinalTest {

    private final PublicationTable table = new PublicationTable();
    private final PublicationStore store = new PublicationStore(table.database);

    @Test
    void misses_nothing_of_a_transaction_that_was_slower_to_end() throws SQLException {
        Position before = store.end();
        try (Connection slow = SharedDatabase.dataSource().getConnection()) {
            slow.setAutoCommit(false);
            PublicationTable.keep(
                    JdbcClient.create(new SingleConnectionDataSource(slow, true)),
                    publication("crm:opportunity:1", 1));
            table.keep(publication("crm:opportunity:2", 2));
            List<Published> early = store.after(before, Milestones.TYPES, 10);
            Position read = early.isEmpty() ? before : early.getLast().position();
            slow.commit();

            assertThat(early.size() + store.after(read, Milestones.TYPES, 10).size()).isEqualTo(2);
        }
    }

    @Test
    void goes_on_after_a_position_that_was_kept_as_text() {
        Position before = store.end();
        table.keep(publication("crm:opportunity:1", 1));
        table.keep(publication("crm:opportunity:1", 2));
        List<Published> both = store.after(before, Milestones.TYPES, 10);
        String kept = both.getFirst().position().toString();

        assertThat(store.after(Position.parse(kept).orElseThrow(), Milestones.TYPES, 10))
                .containsExactly(both.getLast());
        assertThat(Position.parse("nonsense")).isEmpty();
        assertThat(Position.parse("-1")).isEmpty();
    }

    @Test
    void keeps_the_same_milestone_once() {
        Position before = store.end();
        table.keep(publication("crm:opportunity:1", 1));
        table.keep(publication("crm:opportunity:1", 1));

        assertThat(store.after(before, Milestones.TYPES, 10)).hasSize(1);
    }
}
