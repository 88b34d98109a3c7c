package throughline.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import throughline.journal.KeptRecord;
import throughline.journal.RecordStore;
import throughline.landscape.RecordVersion;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/**
 * What translations look up: a bounded part of the newest records, and of those that are known not
 * to be there. What is on its way to the database counts already, since its message is durable.
 *
 * <p><b>Threads</b>: one, the router's; only {@link #forget} may be called from others.
 */
final class KnownRecords implements RecordLookup {

    private static final int MOST = 30_000;

    private final DataSource database;
    private final ConcurrentLinkedQueue<RecordKey> outdated = new ConcurrentLinkedQueue<>();
    private final Map<RecordKey, Optional<Found>> known =
            new LinkedHashMap<>(1024, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<RecordKey, Optional<Found>> eldest) {
                    return size() > MOST;
                }
            };

    KnownRecords(DataSource database) {
        this.database = database;
    }

    /** A record as it was found. */
    record Found(CanonicalRecord record, RecordVersion version, long messageId) {
        boolean givesWayTo(RecordVersion newer, long message) {
            return Versions.replaces(newer, message, version, messageId);
        }
    }

    /** Others have changed this record: what is known of it does not count any more. */
    void forget(RecordKey key) {
        outdated.add(key);
    }

    /** Begins a round of translations. */
    void refresh(boolean alone) {
        if (!alone) {
            known.clear();
        }
        for (RecordKey key = outdated.poll(); key != null; key = outdated.poll()) {
            known.remove(key);
        }
    }

    void clear() {
        known.clear();
    }

    @Override
    public Optional<Found> find(RecordKey key) {
        Optional<Found> found = known.get(key);
        if (found == null) {
            fetch(List.of(key));
            found = known.getOrDefault(key, Optional.empty());
        }
        return found;
    }

    @Override
    public void fetch(Collection<RecordKey> keys) {
        Set<RecordKey> missing = new HashSet<>();
        for (RecordKey key : keys) {
            if (!known.containsKey(key)) {
                missing.add(key);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            Map<RecordKey, KeptRecord> found = RecordStore.find(connection, missing, false);
            for (RecordKey key : missing) {
                @Nullable KeptRecord kept = found.get(key);
                known.put(key, Optional.ofNullable(kept).map(KnownRecords::found));
            }
        } catch (SQLException e) {
            throw new DatabaseTroubleException(e);
        }
    }

    private static Found found(KeptRecord kept) {
        return new Found(kept.record(), kept.version(), kept.messageId());
    }

    @Override
    public void learn(
            CanonicalRecord record, RecordVersion version, long messageId, boolean widely) {
        Optional<Found> before = known.get(record.key());
        if (before == null && !widely) {
            return;
        }
        Optional<Found> inForce = before == null ? find(record.key()) : before;
        if (inForce.isEmpty() || inForce.get().givesWayTo(version, messageId)) {
            known.put(record.key(), Optional.of(new Found(record, version, messageId)));
        }
    }
}
