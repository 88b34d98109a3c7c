package throughline.insight;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.database.OneTransaction;

/**
 * The identities of the books, looked at again and again while others write, and what the last look
 * came to. A look reads one consistent view; what is kept is replaced whole.
 *
 * <p><b>Threads</b>: safe for any number, of any number of processes.
 */
public final class KeptChecks {

    private final DataSource source;
    private final JdbcClient database;

    /** Those of a database. */
    public KeptChecks(DataSource source) {
        this.source = source;
        this.database = JdbcClient.create(source);
    }

    /** What the last look came to. */
    public record Kept(Instant at, List<CheckResult> results) {
        public Kept {
            results = List.copyOf(results);
        }

        /** Whether everything held. */
        public boolean holds() {
            return results.stream().allMatch(CheckResult::holds);
        }
    }

    /** The last look; empty when nobody has looked yet. */
    public Optional<Kept> last() {
        List<Row> rows =
                database.sql("select * from books_check order by ordinal")
                        .query(
                                (row, number) ->
                                        new Row(
                                                row.getTimestamp("at").toInstant(),
                                                new CheckResult(
                                                        row.getString("name"),
                                                        row.getString("formula"),
                                                        row.getLong("checked"),
                                                        row.getLong("failures"),
                                                        List.of(
                                                                (String[])
                                                                        row.getArray("examples")
                                                                                .getArray()))))
                        .list();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Kept(rows.getFirst().at(), rows.stream().map(Row::result).toList()));
    }

    private record Row(Instant at, CheckResult result) {}

    /** Looks at every identity and keeps what it came to. */
    public Kept look(Instant now) {
        List<CheckResult> results = OneView.of(source, BooksCheck::run);
        return new OneTransaction(source)
                .of(
                        () -> {
                            database.sql("delete from books_check").update();
                            for (int i = 0; i < results.size(); i++) {
                                keep(i, results.get(i), now);
                            }
                            return new Kept(now, results);
                        });
    }

    private void keep(int ordinal, CheckResult result, Instant now) {
        database.sql(
                        """
                        insert into books_check
                            (ordinal, name, formula, checked, failures, examples, at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (name) do update set checked = excluded.checked,
                            failures = excluded.failures, examples = excluded.examples,
                            at = excluded.at
                        """)
                .params(
                        ordinal,
                        result.name(),
                        result.formula(),
                        result.checked(),
                        result.failures(),
                        result.examples().toArray(String[]::new),
                        Timestamp.from(now))
                .update();
    }

    /** Whether something was posted since the last look. */
    public boolean due() {
        return database.sql(
                        """
                        select coalesce((select max(updated_at) from engagement)
                            > (select min(at) from books_check), true)
                        """)
                .query(Boolean.class)
                .single();
    }
}
