package throughline.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import throughline.journal.RawJson;
import throughline.landscape.Lookup;
import throughline.landscape.RecordVersion;
import throughline.landscape.Release;
import throughline.landscape.Translation;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;
import tools.jackson.core.JacksonException;

/**
 * Records as they stood at a moment of the past, translated from their raw messages by a release. A
 * kind of which there are few is read as a whole, others one by one.
 *
 * <p><b>Threads</b>: one.
 */
final class PastRecords implements RecordLookup {

    /** More messages than this of one kind are not read as a whole. */
    private static final int FEW = 20_000;

    private static final int MOST = 60_000;

    private static final String COUNT =
            "select count(*) from (select from message where system = ? and type = ? limit ?) m";
    private static final String OF_KIND =
            """
            select id, system, type, external_id, received_at, body from message
            where system = ? and type = ? order by id
            """;
    private static final String OF_RECORD =
            """
            select id, system, type, external_id, received_at, body from message
            where system = ? and type = ? and external_id = ? order by id
            """;

    private final DataSource database;
    private final Release release;
    private final Map<String, Boolean> whole = new HashMap<>();
    private final Set<RecordKey> underWay = new HashSet<>();
    private final Map<RecordKey, List<Version>> versions =
            new LinkedHashMap<>(1024, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<RecordKey, List<Version>> eldest) {
                    return size() > MOST && !whole.getOrDefault(kind(eldest.getKey()), false);
                }
            };
    private Instant at = Instant.MAX;
    private Map<RecordKey, Long> seen = Map.of();

    PastRecords(DataSource database, Release release) {
        this.database = database;
        this.release = release;
    }

    /** From now on, records as they were received up to this moment. */
    void at(Instant moment) {
        at(moment, Map.of());
    }

    /**
     * The same for somebody who saw less.
     *
     * @param newest the newest message that was seen of some records; 0 where there was none
     */
    void at(Instant moment, Map<RecordKey, Long> newest) {
        at = moment;
        seen = newest;
    }

    @Override
    public Optional<KnownRecords.Found> find(RecordKey key) {
        if (!underWay.add(key)) {
            return Optional.empty();
        }
        try {
            return inForce(versionsOf(key), seen.getOrDefault(key, Long.MAX_VALUE));
        } finally {
            underWay.remove(key);
        }
    }

    private Optional<KnownRecords.Found> inForce(List<Version> all, long last) {
        KnownRecords.@Nullable Found newest = null;
        for (Version version : all) {
            if (version.received.isAfter(at) || version.message > last) {
                break;
            }
            Optional<KnownRecords.Found> found = translated(version);
            if (found.isPresent()
                    && (newest == null
                            || newest.givesWayTo(found.get().version(), version.message))) {
                newest = found.get();
            }
        }
        return Optional.ofNullable(newest);
    }

    private Optional<KnownRecords.Found> translated(Version version) {
        Made made = version.made;
        if (made == null || !made.stands(this)) {
            made = make(version);
            version.made = made;
        }
        return made.found();
    }

    private Made make(Version version) {
        Map<RecordKey, Long> seen = new HashMap<>();
        Lookup lookup =
                key -> {
                    Optional<KnownRecords.Found> found = find(key);
                    seen.put(key, found.map(KnownRecords.Found::messageId).orElse(0L));
                    return found.map(KnownRecords.Found::record);
                };
        Optional<Translation> translation =
                release.mapping(version.key.system(), version.key.type())
                        .flatMap(
                                mapping -> raw(version).map(raw -> mapping.translate(raw, lookup)));
        Optional<KnownRecords.Found> found =
                translation.flatMap(
                        made ->
                                made instanceof Translation.Translated(var record, var of, _, _)
                                        ? Optional.of(
                                                new KnownRecords.Found(record, of, version.message))
                                        : Optional.empty());
        return new Made(found, seen);
    }

    private static Optional<Map<String, Object>> raw(Version version) {
        try {
            return Optional.of(RawJson.object(version.body));
        } catch (JacksonException | RawJson.NoObjectException unreadable) {
            return Optional.empty();
        }
    }

    private List<Version> versionsOf(RecordKey key) {
        List<Version> known = versions.get(key);
        if (known != null) {
            return known;
        }
        try {
            if (!whole.containsKey(kind(key))) {
                boolean few = isFew(key);
                whole.put(kind(key), few);
                if (few) {
                    read(OF_KIND, key.system(), key.type())
                            .forEach(
                                    version ->
                                            versions.computeIfAbsent(
                                                            version.key, _ -> new ArrayList<>())
                                                    .add(version));
                    return versions.getOrDefault(key, List.of());
                }
            }
            if (whole.getOrDefault(kind(key), false)) {
                return List.of();
            }
            List<Version> read = read(OF_RECORD, key.system(), key.type(), key.id());
            versions.put(key, read);
            return read;
        } catch (SQLException e) {
            throw new DatabaseTroubleException(e);
        }
    }

    private boolean isFew(RecordKey key) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setString(1, key.system());
            statement.setString(2, key.type());
            statement.setInt(3, FEW + 1);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1) <= FEW;
            }
        }
    }

    /** The newest records of a kind, moment after moment at which one of them was received. */
    List<Received> everyVersion(String system, String type) {
        try {
            List<Received> all = new ArrayList<>();
            for (Version version : read(OF_KIND, system, type)) {
                at(version.received);
                translated(version)
                        .ifPresent(found -> all.add(new Received(version.received, found)));
            }
            return all;
        } catch (SQLException e) {
            throw new DatabaseTroubleException(e);
        }
    }

    private List<Version> read(String sql, String... parameters) throws SQLException {
        List<Version> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(
                            new Version(
                                    rows.getLong(1),
                                    new RecordKey(
                                            rows.getString(2),
                                            rows.getString(3),
                                            rows.getString(4)),
                                    rows.getObject(5, OffsetDateTime.class).toInstant(),
                                    rows.getBytes(6)));
                }
            }
        }
        return found;
    }

    private static String kind(RecordKey key) {
        return key.system() + ":" + key.type();
    }

    @Override
    public void fetch(Collection<RecordKey> keys) {
        // Each is read when it is asked for: most are not asked for at all.
    }

    @Override
    public void learn(
            CanonicalRecord record, RecordVersion version, long messageId, boolean widely) {
        // Everything that was ever received is known already.
    }

    /** A version that was received at a moment. */
    record Received(Instant at, KnownRecords.Found found) {}

    /** What a translation came to, and which messages of other records it saw. */
    private record Made(Optional<KnownRecords.Found> found, Map<RecordKey, Long> seen) {
        boolean stands(PastRecords now) {
            for (Map.Entry<RecordKey, Long> each : seen.entrySet()) {
                long newest = now.find(each.getKey()).map(KnownRecords.Found::messageId).orElse(0L);
                if (newest != each.getValue()) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final class Version {
        private final long message;
        private final RecordKey key;
        private final Instant received;
        private final byte[] body;
        private @Nullable Made made;

        Version(long message, RecordKey key, Instant received, byte[] body) {
            this.message = message;
            this.key = key;
            this.received = received;
            this.body = body;
        }
    }
}
