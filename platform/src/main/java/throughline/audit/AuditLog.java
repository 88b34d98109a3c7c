package throughline.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.database.OneTransaction;

/**
 * The log of what people did. An entry belongs to the transaction of what it tells, so neither can
 * be there without the other.
 *
 * <p><b>Threads</b>: safe for any number; writers wait for each other.
 */
public final class AuditLog {

    /** Any number will do that nobody else locks. */
    private static final long LOCK = 0x61756469_74L;

    private static final byte[] BEGINNING = new byte[32];
    private static final String COLUMNS =
            "position, at, who, through, what, subject, why, before, after, hash";

    private final JdbcClient database;
    private final OneTransaction transaction;

    /** The log of a database. */
    public AuditLog(DataSource database) {
        this.database = JdbcClient.create(database);
        this.transaction = new OneTransaction(database);
    }

    /**
     * What was done, before it has its place in the log.
     *
     * @param why empty when nobody is asked for a reason
     */
    public record Deed(
            String who,
            String through,
            String what,
            String subject,
            String why,
            String before,
            String after) {}

    /** Adds an entry, in the transaction that is open, or else in one of its own. */
    public AuditEntry add(Deed deed, Instant at) {
        return transaction.of(() -> added(deed, at));
    }

    private AuditEntry added(Deed deed, Instant at) {
        database.sql("select pg_advisory_xact_lock(?)").param(LOCK).query(row -> {});
        Optional<Link> last =
                database.sql("select position, hash from audit order by position desc limit 1")
                        .query((row, number) -> new Link(row.getLong(1), row.getBytes(2)))
                        .optional();
        AuditEntry entry =
                new AuditEntry(
                        last.map(Link::position).orElse(0L) + 1,
                        at,
                        clean(deed.who()),
                        clean(deed.through()),
                        clean(deed.what()),
                        clean(deed.subject()),
                        clean(deed.why()),
                        clean(deed.before()),
                        clean(deed.after()));
        database.sql("insert into audit (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        entry.position(),
                        Timestamp.from(entry.at()),
                        entry.who(),
                        entry.through(),
                        entry.what(),
                        entry.subject(),
                        entry.why(),
                        entry.before(),
                        entry.after(),
                        entry.hash(last.map(Link::hash).orElse(BEGINNING)))
                .update();
        return entry;
    }

    /** PostgreSQL keeps no zero character, and half a surrogate has no bytes of its own. */
    private static String clean(String text) {
        String whole = text.replace('\u0000', '\uFFFD');
        return new String(
                whole.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    private record Link(long position, byte[] hash) {}

    /**
     * Entries from the newest to the oldest.
     *
     * @param before only those before this position
     * @param words a part of who, what or subject; empty for all
     */
    public List<AuditEntry> list(long before, String words, int most) {
        return database.sql(
                        """
                        select position, at, who, through, what, subject, why, before, after
                        from audit
                        where position < :before and (:words = ''
                            or position(lower(:words) in lower(who)) > 0
                            or position(lower(:words) in lower(what)) > 0
                            or position(lower(:words) in lower(subject)) > 0)
                        order by position desc limit :most
                        """)
                .param("before", before)
                .param("words", words)
                .param("most", most)
                .query((row, number) -> entry(row))
                .list();
    }

    /** What was done to one thing, newest first. */
    public List<AuditEntry> about(String subject, int most) {
        return database.sql(
                        """
                        select position, at, who, through, what, subject, why, before, after
                        from audit where subject = ? order by position desc limit ?
                        """)
                .params(subject, most)
                .query((row, number) -> entry(row))
                .list();
    }

    /**
     * What verifying found.
     *
     * @param head the hash of the last sound entry; whoever notes it can tell later whether the log
     *     was cut off behind it
     * @param fault what is wrong, and where; empty when the chain is whole
     */
    public record Verdict(long entries, String head, Optional<String> fault) {}

    /**
     * Computes the whole chain again.
     *
     * @param noted a head that was noted earlier; the log must still hold it
     */
    public Verdict verify(Optional<String> noted) {
        // Rows come in pieces only inside of a transaction.
        return transaction.of(() -> verified(noted));
    }

    private Verdict verified(Optional<String> noted) {
        AtomicReference<byte[]> previous = new AtomicReference<>(BEGINNING);
        long[] seen = {0};
        boolean[] found = {noted.isEmpty()};
        AtomicReference<Optional<String>> fault = new AtomicReference<>(Optional.empty());
        database.sql("select " + COLUMNS + " from audit order by position")
                .withFetchSize(2_000)
                .query(
                        row -> {
                            if (fault.get().isPresent()) {
                                return;
                            }
                            AuditEntry entry = entry(row);
                            fault.set(broken(entry, seen[0] + 1, row.getBytes("hash"), previous));
                            if (fault.get().isEmpty()) {
                                seen[0]++;
                                found[0] |= noted.equals(Optional.of(hex(previous.get())));
                            }
                        });
        if (fault.get().isEmpty() && !found[0]) {
            fault.set(
                    Optional.of(
                            "The log is sound in itself but does not hold the noted head: it was"
                                    + " cut off or replaced since then."));
        }
        return new Verdict(seen[0], hex(previous.get()), fault.get());
    }

    private static Optional<String> broken(
            AuditEntry entry, long expected, byte[] stored, AtomicReference<byte[]> previous) {
        if (entry.position() != expected) {
            return Optional.of(
                    "Entry %d is missing: the log goes on with %d."
                            .formatted(expected, entry.position()));
        }
        byte[] computed = entry.hash(previous.get());
        if (!Arrays.equals(computed, stored)) {
            return Optional.of(
                    "Entry %d (%s by %s at %s) was changed after it was written, or one was put in"
                                    .formatted(expected, entry.what(), entry.who(), entry.at())
                            + " before it.");
        }
        previous.set(computed);
        return Optional.empty();
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("position"),
                row.getTimestamp("at").toInstant(),
                row.getString("who"),
                row.getString("through"),
                row.getString("what"),
                row.getString("subject"),
                row.getString("why"),
                row.getString("before"),
                row.getString("after"));
    }
}
