package throughline.insight;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import throughline.engagement.Event;
import throughline.journal.EventCodec;
import throughline.observed.RecordKey;

/** From an event back to the raw message, and the file and line that it stands in. */
final class Trail {

    private static final String MESSAGE =
            """
            select m.id, m.system, m.type, m.external_id, m.source, m.origin, m.received_at,
                substring(m.body from 1 for 400) as start
            from message m where m.id = ?
            """;
    private static final String OF_RECORD =
            """
            select m.id, m.system, m.type, m.external_id, m.source, m.origin, m.received_at,
                substring(m.body from 1 for 400) as start
            from record r join message m on m.id = r.message_id
            where r.system = ? and r.type = ? and r.external_id = ?
            """;
    private static final String WRITE =
            """
            select system, kind, status, natural_key, external_id, facts from action where key = ?
            """;
    private static final int SHOWN = 240;
    private static final Pattern FILE_AND_LINE = Pattern.compile("(.+):(\\d+)");

    private final Connection connection;
    private final MappingPages mappings;
    private final Map<String, Optional<Explanation>> messages = new HashMap<>();

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
            byte[] payload,
            String release,
            String known,
            Optional<String> cause,
            long message) {

        /** The columns sequence, type, payload, release, known, cause, cause_message from here. */
        static Stored read(ResultSet row, int first) throws SQLException {
            return new Stored(
                    row.getLong(first),
                    row.getString(first + 1),
                    row.getBytes(first + 2),
                    row.getString(first + 3),
                    row.getTimestamp(first + 4).toInstant().toString(),
                    Optional.ofNullable(row.getString(first + 5)),
                    row.getLong(first + 6));
        }

        Event event() {
            return EventCodec.read(type, payload);
        }
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
        message(stored, event).ifPresent(children::add);
        return new Explanation("event", stored.type(), facts, children);
    }

    private static Optional<String> row(Event event) {
        if (event instanceof Event.TimeApproved time) {
            return Optional.of(time.rateSource());
        }
        if (event instanceof Event.TimeTakenBack back) {
            return Optional.of(back.rateSource());
        }
        return event instanceof Event.ExpenseCounted expense
                ? Optional.of(expense.rule())
                : Optional.empty();
    }

    private static Optional<RecordKey> unit(Event event) {
        if (event instanceof Event.TimeApproved time) {
            return Optional.of(time.unit());
        }
        if (event instanceof Event.TimeTakenBack back) {
            return Optional.of(back.unit());
        }
        if (event instanceof Event.ExpenseCounted expense) {
            return Optional.of(expense.unit());
        }
        if (event instanceof Event.UsageCounted usage) {
            return Optional.of(usage.unit());
        }
        return event instanceof Event.CapacityKnown capacity
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

    /** The message that caused it, or that the unit of work it speaks of came with. */
    /** Several postings come of one message: it is looked up once. */
    private Optional<Explanation> message(Stored stored, Event event) throws SQLException {
        Optional<RecordKey> unit = unit(event);
        String key =
                unit.map(RecordKey::toString).orElse("")
                        + ' '
                        + stored.message()
                        + ' '
                        + stored.release();
        Optional<Explanation> known = messages.get(key);
        if (known == null) {
            known = message(stored, unit);
            messages.put(key, known);
        }
        return known;
    }

    private Optional<Explanation> message(Stored stored, Optional<RecordKey> unit)
            throws SQLException {
        if (unit.isPresent()) {
            try (PreparedStatement statement = connection.prepareStatement(OF_RECORD)) {
                statement.setString(1, unit.get().system());
                statement.setString(2, unit.get().type());
                statement.setString(3, unit.get().id());
                Optional<Explanation> found = record(statement, stored.release());
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        if (stored.message() == 0) {
            return Optional.empty();
        }
        try (PreparedStatement statement = connection.prepareStatement(MESSAGE)) {
            statement.setLong(1, stored.message());
            return record(statement, stored.release());
        }
    }

    private Optional<Explanation> record(PreparedStatement statement, String release)
            throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            String system = row.getString("system");
            String type = row.getString("type");
            Map<String, String> raw = new LinkedHashMap<>();
            raw.put("origin", row.getString("origin"));
            Matcher place = FILE_AND_LINE.matcher(row.getString("origin"));
            if (place.matches()) {
                raw.put("file", place.group(1));
                raw.put("line", place.group(2));
            }
            raw.put("source", row.getString("source"));
            raw.put("received", row.getTimestamp("received_at").toInstant().toString());
            raw.put("begins", beginning(row.getBytes("start")));
            Explanation message =
                    new Explanation("message", row.getString("origin"), raw, List.of());
            List<Explanation> children = new ArrayList<>();
            mappings.of(release, system, type).ifPresent(children::add);
            children.add(message);
            String key = system + ":" + type + ":" + row.getString("external_id");
            return Optional.of(new Explanation("record", key, Map.of(), children));
        }
    }

    private static String beginning(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
