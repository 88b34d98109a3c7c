package throughline.insight;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import throughline.engagement.Event;
import throughline.engagement.WorkEvent;
import throughline.journal.EventCodec;
import throughline.observed.RecordKey;

/** From an event back to the raw message, and the file and line that it stands in. */
final class Trail {

    private static final String EVENTS =
            """
            select sequence, type, payload, release, known, cause, coalesce(cause_message, 0)
            from event where engagement = ? and sequence = any(?)
            """;
    private static final String MESSAGES =
            """
            select m.id, m.system, m.type, m.external_id, m.source, m.origin, m.received_at,
                substring(m.body from 1 for 400) as start
            from message m where m.id = any(?)
            """;
    private static final String OF_RECORDS =
            """
            select m.id, m.system, m.type, m.external_id, m.source, m.origin, m.received_at,
                substring(m.body from 1 for 400) as start, r.system, r.type, r.external_id
            from unnest(?::text[], ?::text[], ?::text[]) u(system, type, id)
            join record r on r.system = u.system and r.type = u.type and r.external_id = u.id
            join message m on m.id = r.message_id
            """;
    private static final String WRITE =
            """
            select system, kind, status, natural_key, external_id, facts from action where key = ?
            """;
    private static final int SHOWN = 240;
    private static final Pattern FILE_AND_LINE = Pattern.compile("(.+):(\\d+)");

    private final Connection connection;
    private final MappingPages mappings;
    private final Map<RecordKey, Optional<Message>> byRecord = new HashMap<>();
    private final Map<Long, Optional<Message>> byId = new HashMap<>();
    private final Map<String, Map<Long, Stored>> ahead = new HashMap<>();

    private record Message(
            String system,
            String type,
            String externalId,
            String source,
            String origin,
            String received,
            String begins) {

        boolean isOfSameRecord(Message other) {
            return system.equals(other.system)
                    && type.equals(other.type)
                    && externalId.equals(other.externalId);
        }
    }

    Trail(Connection connection) {
        this.connection = connection;
        this.mappings = new MappingPages(connection);
    }

    /**
     * An event as it is kept.
     *
     * @param cause what led to it when it was no message
     */
    record Stored(
            long sequence,
            String type,
            Event event,
            String release,
            String known,
            Optional<String> cause,
            long message) {

        /** The columns sequence, type, payload, release, known, cause, cause_message from here. */
        static Stored read(ResultSet row, int first) throws SQLException {
            return new Stored(
                    row.getLong(first),
                    row.getString(first + 1),
                    EventCodec.read(row.getString(first + 1), row.getBytes(first + 2)),
                    row.getString(first + 3),
                    row.getTimestamp(first + 4).toInstant().toString(),
                    Optional.ofNullable(row.getString(first + 5)),
                    row.getLong(first + 6));
        }
    }

    /** Reads at once what will be asked for one part after the other. */
    void readAhead(String engagement, List<Long> sequences) throws SQLException {
        List<Stored> events = read(engagement, sequences);
        Map<Long, Stored> known = ahead.computeIfAbsent(engagement, _ -> new HashMap<>());
        events.forEach(each -> known.put(each.sequence(), each));
        learn(events);
    }

    /** What some events of an engagement rest on, by their sequence. */
    Map<Long, Explanation> of(String engagement, List<Long> sequences) throws SQLException {
        Map<Long, Stored> known = ahead.getOrDefault(engagement, Map.of());
        List<Stored> events =
                new ArrayList<>(
                        read(
                                engagement,
                                sequences.stream()
                                        .filter(each -> !known.containsKey(each))
                                        .toList()));
        sequences.stream().filter(known::containsKey).map(known::get).forEach(events::add);
        learn(events);
        Map<Long, Explanation> told = new HashMap<>();
        for (Stored each : events) {
            told.put(each.sequence(), of(each));
        }
        return told;
    }

    private List<Stored> read(String engagement, List<Long> sequences) throws SQLException {
        List<Stored> events = new ArrayList<>();
        if (sequences.isEmpty()) {
            return events;
        }
        try (PreparedStatement statement = connection.prepareStatement(EVENTS)) {
            statement.setString(1, engagement);
            statement.setArray(2, connection.createArrayOf("int8", sequences.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    events.add(Stored.read(row, 1));
                }
            }
        }
        return events;
    }

    /** Looks up what these rest on at once, and not one after the other as they are told. */
    void learn(List<Stored> events) throws SQLException {
        Set<RecordKey> records = new LinkedHashSet<>();
        Set<Long> messages = new LinkedHashSet<>();
        for (Stored each : events) {
            unit(each.event()).filter(unit -> !byRecord.containsKey(unit)).ifPresent(records::add);
            if (each.message() > 0 && !byId.containsKey(each.message())) {
                messages.add(each.message());
            }
        }
        records.forEach(record -> byRecord.put(record, Optional.empty()));
        messages.forEach(message -> byId.put(message, Optional.empty()));
        if (!records.isEmpty()) {
            learnRecords(List.copyOf(records));
        }
        if (!messages.isEmpty()) {
            learnMessages(List.copyOf(messages));
        }
    }

    private void learnRecords(List<RecordKey> records) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_RECORDS)) {
            statement.setArray(1, texts(records.stream().map(RecordKey::system).toList()));
            statement.setArray(2, texts(records.stream().map(RecordKey::type).toList()));
            statement.setArray(3, texts(records.stream().map(RecordKey::id).toList()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    byRecord.put(
                            new RecordKey(row.getString(9), row.getString(10), row.getString(11)),
                            Optional.of(message(row)));
                }
            }
        }
    }

    private void learnMessages(List<Long> messages) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MESSAGES)) {
            statement.setArray(1, connection.createArrayOf("int8", messages.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    byId.put(row.getLong(1), Optional.of(message(row)));
                }
            }
        }
    }

    private Array texts(List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getTimestamp(7).toInstant().toString(),
                beginning(row.getBytes(8)));
    }

    /** What an event rests on. */
    Explanation of(Stored stored) throws SQLException {
        Event event = stored.event();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("type", stored.type());
        facts.put("sequence", Long.toString(stored.sequence()));
        facts.put("known", stored.known());
        facts.put("release", stored.release());
        stored.cause().ifPresent(cause -> facts.put("cause", cause));
        row(event).ifPresent(row -> facts.put("table row", row));
        List<Explanation> children = new ArrayList<>();
        write(stored).ifPresent(children::add);
        children.addAll(records(stored, event));
        return new Explanation("event", stored.type(), facts, children);
    }

    private static Optional<String> row(Event event) {
        if (event instanceof WorkEvent.TimeApproved time) {
            return Optional.of(time.rateSource());
        }
        if (event instanceof WorkEvent.TimeTakenBack back) {
            return Optional.of(back.rateSource());
        }
        return event instanceof WorkEvent.ExpenseCounted expense
                ? Optional.of(expense.rule())
                : Optional.empty();
    }

    private static Optional<RecordKey> unit(Event event) {
        if (event instanceof WorkEvent.TimeApproved time) {
            return Optional.of(time.unit());
        }
        if (event instanceof WorkEvent.TimeTakenBack back) {
            return Optional.of(back.unit());
        }
        if (event instanceof WorkEvent.ExpenseCounted expense) {
            return Optional.of(expense.unit());
        }
        if (event instanceof WorkEvent.UsageCounted usage) {
            return Optional.of(usage.unit());
        }
        return event instanceof WorkEvent.CapacityKnown capacity
                ? Optional.of(capacity.unit())
                : Optional.empty();
    }

    private Optional<Explanation> write(Stored stored) throws SQLException {
        String cause = stored.cause().orElse("");
        if (!cause.startsWith("action ")) {
            return Optional.empty();
        }
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setString(1, cause.substring("action ".length()));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Map<String, String> facts = new LinkedHashMap<>();
                for (String name :
                        List.of(
                                "system",
                                "kind",
                                "status",
                                "natural_key",
                                "external_id",
                                "facts")) {
                    String value = row.getString(name);
                    facts.put(name.replace('_', '-'), value == null ? "" : value);
                }
                return Optional.of(
                        new Explanation(
                                "write", cause.substring("action ".length()), facts, List.of()));
            }
        }
    }

    /** The unit of work that it speaks of, and the record that caused it if that is another one. */
    private List<Explanation> records(Stored stored, Event event) throws SQLException {
        learn(List.of(stored));
        Optional<Message> unit =
                unit(event).flatMap(key -> byRecord.getOrDefault(key, Optional.empty()));
        Optional<Message> cause =
                byId.getOrDefault(stored.message(), Optional.empty())
                        .filter(it -> unit.filter(it::isOfSameRecord).isEmpty());
        List<Explanation> records = new ArrayList<>();
        for (Message each : Stream.concat(unit.stream(), cause.stream()).toList()) {
            records.add(record(each, stored.release()));
        }
        return records;
    }

    private Explanation record(Message message, String release) throws SQLException {
        Map<String, String> raw = new LinkedHashMap<>();
        raw.put("origin", message.origin());
        Matcher place = FILE_AND_LINE.matcher(message.origin());
        if (place.matches()) {
            raw.put("file", place.group(1));
            raw.put("line", place.group(2));
        }
        raw.put("source", message.source());
        raw.put("received", message.received());
        raw.put("begins", message.begins());
        List<Explanation> children = new ArrayList<>();
        mappings.of(release, message.system(), message.type()).ifPresent(children::add);
        children.add(new Explanation("message", message.origin(), raw, List.of()));
        String key = message.system() + ":" + message.type() + ":" + message.externalId();
        return new Explanation("record", key, Map.of(), children);
    }

    private static String beginning(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
