package throughline.contracts;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.intake.Arrived;
import throughline.landscape.Release;
import throughline.landscape.contract.Deviation;
import throughline.landscape.contract.DriftClass;
import throughline.landscape.contract.DriftPolicy;
import throughline.landscape.contract.VendorContract;
import throughline.observed.RecordKey;

/**
 * Says which records must wait because they are otherwise than their contract declares. Whether a
 * record deviates is told by it alone; only that a type was stopped is remembered.
 *
 * <p><b>Threads</b>: one.
 */
public final class Holding {

    /** A record that deviates itself. */
    public static final String DEVIATES = "contract-deviates";

    /** A record that waits because others of its type deviate. */
    public static final String STOPPED = "contract-stopped";

    private final JdbcClient database;
    private final boolean live;
    private final Map<Long, String> parked = new HashMap<>();
    private Set<Finding> accepted = Set.of();
    private Set<String> stopped = new HashSet<>();
    private boolean loaded;

    private Holding(DataSource database, boolean live) {
        this.database = JdbcClient.create(database);
        this.live = live;
    }

    /** Looks again before every chunk of records, and remembers types that are stopped. */
    public static Holding live(DataSource database) {
        return new Holding(database, true);
    }

    /**
     * For deciding history again: what was taken in under another contract was taken in, and only
     * what waits for a contract now can go on waiting.
     */
    public static Holding again(DataSource database) {
        return new Holding(database, false);
    }

    /** What a record waits for. */
    public record Held(String code, String sentence, String waitsFor) {}

    /** What people accepted is looked up, where a contract of the release can hold anything. */
    public void refresh(Release release) {
        if (loaded && !live || !matters(release)) {
            return;
        }
        loaded = true;
        accepted =
                database.sql(
                                "select system, type, contract, path, class, value from"
                                        + " drift_accepted")
                        .query(
                                (row, number) ->
                                        new Finding(
                                                row.getString(1),
                                                row.getString(2),
                                                row.getString(3),
                                                row.getString(4),
                                                DriftClass.of(row.getString(5)).orElseThrow(),
                                                row.getString(6)))
                        .set();
        stopped =
                new HashSet<>(
                        database.sql(
                                        "select system || ':' || type || ' ' || contract from"
                                                + " drift_stop")
                                .query((row, number) -> row.getString(1))
                                .list());
        if (!live) {
            database.sql("select message_id, code from parked where code in (?, ?)")
                    .params(DEVIATES, STOPPED)
                    .query(
                            row -> {
                                parked.put(row.getLong(1), row.getString(2));
                            });
        }
    }

    private static boolean matters(Release release) {
        return !release.contracts().isEmpty();
    }

    /** Why a record must wait; empty when it need not. */
    public Optional<Held> check(Arrived message, Map<String, Object> raw, Release release) {
        RecordKey key = message.key();
        Optional<VendorContract> contract = release.contract(key.system());
        if (contract.isEmpty() || !contract.get().holds(key.type())) {
            return Optional.empty();
        }
        if (!live && !parked.containsKey(message.id())) {
            return Optional.empty();
        }
        String kind = key.system() + ":" + key.type();
        String waitsFor = "contract:" + kind;
        List<Deviation> deviations =
                contract.get().deviations(key.type(), raw).stream()
                        .filter(each -> each.policy().holds())
                        .filter(
                                each ->
                                        !accepted.contains(
                                                Finding.of(
                                                        key.system(),
                                                        key.type(),
                                                        contract.get().fingerprint(),
                                                        each)))
                        .toList();
        if (!deviations.isEmpty() && live && wasTaken(message)) {
            return Optional.empty();
        }
        if (!deviations.isEmpty()) {
            String sentence = sentence(key, deviations);
            if (live && deviations.stream().anyMatch(each -> each.policy() == DriftPolicy.STOP)) {
                stop(key, contract.get(), sentence);
            }
            return Optional.of(new Held(DEVIATES, sentence, waitsFor));
        }
        if (stopped.contains(kind + " " + contract.get().fingerprint()) && !wasTaken(message)) {
            return Optional.of(
                    new Held(
                            STOPPED,
                            ("%s waits with all of its type: others deviate from the contract and"
                                            + " the landscape says to stop. It is taken in when"
                                            + " that is accepted (throughline drift).")
                                    .formatted(key),
                            waitsFor));
        }
        return Optional.empty();
    }

    /** What was taken in under an earlier contract and is decided again is not held afterwards. */
    private boolean wasTaken(Arrived message) {
        return database.sql(
                        """
                        select exists (select from record where system = ? and type = ?
                            and external_id = ? and message_id = ?)
                        """)
                .params(
                        message.key().system(),
                        message.key().type(),
                        message.key().id(),
                        message.id())
                .query(Boolean.class)
                .single();
    }

    private static String sentence(RecordKey key, List<Deviation> deviations) {
        return ("%s is otherwise than its contract says: %s. Put a contract that says so into the"
                        + " landscape, or accept it as it is (throughline drift accept).")
                .formatted(
                        key,
                        deviations.stream()
                                .map(Deviation::sentence)
                                .limit(5)
                                .collect(Collectors.joining("; ")));
    }

    /** Known before the record is put aside: a crash between the two leaves it in the inbox. */
    private void stop(RecordKey key, VendorContract contract, String because) {
        String name = key.system() + ":" + key.type() + " " + contract.fingerprint();
        if (stopped.add(name)) {
            new DriftStore(database)
                    .stop(key.system(), key.type(), contract.fingerprint(), because, Instant.now());
        }
    }
}
