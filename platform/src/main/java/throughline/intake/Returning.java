package throughline.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import throughline.intake.RawMessage.Delivery;
import throughline.journal.Columns;
import throughline.observed.RecordKey;

/**
 * Tells a record that went back to an earlier content from a delivery that is only repeated: what
 * is the newest content already is repeated, and so is what the same file or the same notification
 * brought before.
 */
final class Returning {

    private static final String NEWEST =
            """
            select k.ord, m.dedupe, m.body, exists (
                select from message n where n.system = k.system and n.type = k.type
                    and n.external_id = k.external_id and n.origin = k.origin)
            from unnest(?::int4[], ?::text[], ?::text[], ?::text[], ?::text[])
                as k(ord, system, type, external_id, origin)
            cross join lateral (
                select dedupe, body from message n where n.system = k.system and n.type = k.type
                    and n.external_id = k.external_id
                order by id desc limit 1) m
            """;
    private static final String TAKEN =
            "select file, token, taken from delivery where file = any (?)";
    private static final String TAKE =
            """
            insert into delivery as d (file, token, taken)
            select * from unnest(?::uuid[], ?::uuid[], ?::int8[])
            on conflict (file) do update set token = excluded.token,
                taken = case when d.token = excluded.token
                    then greatest(d.taken, excluded.taken) else excluded.taken end
            """;

    private final Connection connection;

    Returning(Connection connection) {
        this.connection = connection;
    }

    private record Newest(UUID dedupe, byte[] body, boolean sameOrigin) {}

    /**
     * Messages whose content was known, and that are news all the same.
     *
     * @param known by their places in the batch; only the last message of a record counts
     * @return fingerprints for them, by the same places
     */
    Map<Integer, UUID> news(Map<Integer, RawMessage> known) throws SQLException {
        if (known.isEmpty()) {
            return Map.of();
        }
        Map<Integer, Newest> newest = newest(known);
        Map<UUID, Delivery> taken = taken(known.values());
        Map<Integer, UUID> news = new LinkedHashMap<>();
        known.forEach(
                (place, message) -> {
                    Newest last = newest.get(place);
                    if (last != null
                            && !Arrays.equals(last.body(), message.body())
                            && !isRepeated(message, last, taken)) {
                        news.put(
                                place,
                                Fingerprint.returned(Fingerprint.of(message), last.dedupe()));
                    }
                });
        return news;
    }

    private static boolean isRepeated(RawMessage message, Newest last, Map<UUID, Delivery> taken) {
        return switch (message.source()) {
            // A poll says what is so now.
            case POLL -> false;
            case WEBHOOK, TOPIC -> last.sameOrigin();
            case FILE ->
                    message.delivery()
                            .filter(part -> isWithin(part, taken.get(part.file())))
                            .isPresent();
        };
    }

    private static boolean isWithin(Delivery part, @Nullable Delivery before) {
        return before != null
                && before.token().equals(part.token())
                && part.position() <= before.position();
    }

    /** The place of the last message of each record. */
    static Map<RecordKey, Integer> last(List<RawMessage> messages) {
        Map<RecordKey, Integer> last = new HashMap<>();
        for (int i = 0; i < messages.size(); i++) {
            RawMessage each = messages.get(i);
            last.put(new RecordKey(each.system(), each.type(), each.externalId()), i);
        }
        return last;
    }

    private Map<Integer, Newest> newest(Map<Integer, RawMessage> known) throws SQLException {
        Columns rows = new Columns("int4", "text", "text", "text", "text");
        known.forEach(
                (place, message) ->
                        rows.row(
                                place,
                                message.system(),
                                message.type(),
                                message.externalId(),
                                message.origin()));
        Map<Integer, Newest> newest = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(NEWEST)) {
            rows.bind(statement);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    newest.put(
                            found.getInt(1),
                            new Newest(
                                    Objects.requireNonNull(found.getObject(2, UUID.class)),
                                    found.getBytes(3),
                                    found.getBoolean(4)));
                }
            }
        }
        return newest;
    }

    private Map<UUID, Delivery> taken(Collection<RawMessage> messages) throws SQLException {
        Object[] files =
                messages.stream()
                        .map(RawMessage::delivery)
                        .flatMap(Optional::stream)
                        .map(Delivery::file)
                        .distinct()
                        .toArray();
        Map<UUID, Delivery> taken = new HashMap<>();
        if (files.length > 0) {
            try (PreparedStatement statement = connection.prepareStatement(TAKEN)) {
                statement.setArray(1, connection.createArrayOf("uuid", files));
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        UUID file = Objects.requireNonNull(rows.getObject(1, UUID.class));
                        UUID token = Objects.requireNonNull(rows.getObject(2, UUID.class));
                        taken.put(file, new Delivery(file, token, rows.getLong(3)));
                    }
                }
            }
        }
        return taken;
    }

    /** Notes how far files were taken in. */
    void took(List<RawMessage> messages) throws SQLException {
        Map<UUID, Delivery> furthest = new LinkedHashMap<>();
        for (RawMessage message : messages) {
            message.delivery().ifPresent(part -> furthest.put(part.file(), part));
        }
        Columns rows = new Columns("uuid", "uuid", "int8");
        furthest.values().forEach(each -> rows.row(each.file(), each.token(), each.position()));
        rows.update(connection, TAKE);
    }
}
