package throughline.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import throughline.engagement.EngagementId;
import throughline.journal.RecordStore;
import throughline.observed.RecordKey;

/**
 * Which engagement an object belongs to: a bounded part of the identity index. Only what is there
 * is remembered, since an object never changes hands but may find its engagement at any time.
 *
 * <p><b>Threads</b>: one, the router's.
 */
final class KnownEngagements implements EngagementLookup {

    private static final int MOST = 100_000;

    private final DataSource database;
    private final Map<RecordKey, EngagementId> known =
            new LinkedHashMap<>(1024, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<RecordKey, EngagementId> eldest) {
                    return size() > MOST;
                }
            };

    KnownEngagements(DataSource database) {
        this.database = database;
    }

    /** An engagement begins with this record; it is on its way to the database. */
    @Override
    public void learn(RecordKey key, EngagementId engagement) {
        known.put(key, engagement);
    }

    @Override
    public Optional<EngagementId> find(RecordKey key) {
        return Optional.ofNullable(known.get(key));
    }

    @Override
    public void fetch(Collection<RecordKey> keys) {
        List<RecordKey> missing = keys.stream().filter(key -> !known.containsKey(key)).toList();
        if (missing.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            RecordStore.engagementsOf(connection, missing)
                    .forEach((key, id) -> known.put(key, new EngagementId(id)));
        } catch (SQLException e) {
            throw new DatabaseTroubleException(e);
        }
    }

    void clear() {
        known.clear();
    }
}
