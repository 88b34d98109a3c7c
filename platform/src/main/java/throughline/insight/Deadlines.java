package throughline.insight;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.engagement.Attention.Clock;
import throughline.engagement.BusinessException;
import throughline.engagement.Engagement;

/** Holds clocks, and until when people must decide, to the state that events end in. */
final class Deadlines {

    private static final String CLOCKS =
            """
            select engagement, clock, due, paused_since, paused_for, stopped is not null as ended,
                met
            from clock
            """;
    private static final String EXCEPTIONS =
            "select engagement, key, due from exception_item where closed is null";

    private final Map<Place, String> clocks = new HashMap<>();
    private final Map<Place, String> exceptions = new HashMap<>();
    private final Tally standing =
            new Tally("clocks-follow-from-events", "each clock stands where its events say");
    private final Tally due =
            new Tally("deadlines-follow-from-events", "each open exception is due when they say");

    private record Place(String engagement, String name) {}

    Deadlines(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLOCKS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                clocks.put(new Place(rows.getString(1), rows.getString(2)), kept(rows));
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(EXCEPTIONS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                exceptions.put(
                        new Place(rows.getString(1), rows.getString(2)),
                        moment(rows.getTimestamp(3)));
            }
        }
    }

    private static String kept(ResultSet row) throws SQLException {
        if (row.getBoolean("ended")) {
            return ended(row.getBoolean("met"));
        }
        String until = moment(row.getTimestamp("due"));
        @Nullable Timestamp since = row.getTimestamp("paused_since");
        return since == null
                ? running(until)
                : paused(until, moment(since), reasons(row.getArray("paused_for")));
    }

    private static List<String> reasons(@Nullable Array names) throws SQLException {
        return names == null ? List.of() : List.of((String[]) names.getArray());
    }

    /** All events of an engagement were replayed. */
    void ended(Engagement state) {
        String id = state.id().value();
        state.attention()
                .clocks()
                .forEach((name, clock) -> look(standing, clocks, new Place(id, name), said(clock)));
        for (BusinessException open : state.attention().exceptions().values()) {
            look(due, exceptions, new Place(id, open.key()), moment(open.due()));
        }
    }

    private static void look(Tally tally, Map<Place, String> rows, Place place, String said) {
        String kept = rows.remove(place);
        tally.look(
                said.equals(kept),
                () ->
                        "%s of %s is %s, its events say %s"
                                .formatted(place.name(), place.engagement(), kept, said));
    }

    private static String said(Clock clock) {
        return switch (clock) {
            case Clock.Running(_, var until) -> running(moment(Optional.of(until)));
            case Clock.Paused(_, var until, var since, var reasons) ->
                    paused(moment(Optional.of(until)), moment(Optional.of(since)), reasons);
            case Clock.Stopped(var met) -> ended(met);
        };
    }

    private static String running(String until) {
        return "due " + until;
    }

    private static String paused(String until, String since, List<String> reasons) {
        return "paused since %s for %s, due %s".formatted(since, reasons, until);
    }

    private static String ended(boolean met) {
        return met ? "met" : "missed";
    }

    private static String moment(@Nullable Timestamp at) {
        return moment(Optional.ofNullable(at).map(Timestamp::toInstant));
    }

    /** To the microsecond, as rows hold it. */
    private static String moment(Optional<Instant> at) {
        return at.map(each -> each.truncatedTo(ChronoUnit.MICROS).toString()).orElse("open");
    }

    List<CheckResult> results() {
        clocks.forEach(
                (place, kept) ->
                        standing.look(
                                false,
                                () ->
                                        "%s of %s is %s and no event began it"
                                                .formatted(
                                                        place.name(), place.engagement(), kept)));
        return List.of(standing.result(), due.result());
    }
}
