package throughline.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.engagement.AttentionEvent;
import throughline.engagement.EngagementId;
import throughline.money.Money;

/** What a batch's events mean for business clocks, and for deadlines that hang on them. */
final class ClockRows {

    private static final String START =
            """
            insert into clock (engagement, clock, started_sequence, started, due,
                at_stake_currency, at_stake_minor)
            select * from unnest(?::text[], ?::text[], ?::int8[], ?::timestamptz[], \
            ?::timestamptz[],
                ?::text[], ?::int8[])
            """;
    // Said in a way that no partial index fits: looking through all that is open, for each row,
    // costs more than the few rows under one key.
    private static final String STOP =
            """
            update clock c set stopped = r.at, met = r.met
            from (select u.*, (select max(k.started_sequence) from clock k
                    where k.engagement = u.engagement and k.clock = u.clock
                        and coalesce(k.stopped, 'infinity') = 'infinity') as started
                from unnest(?::text[], ?::text[], ?::timestamptz[], ?::bool[])
                    as u(engagement, clock, at, met)) r
            where c.engagement = r.engagement and c.clock = r.clock
                and c.started_sequence = r.started
            """;
    private static final String STAND =
            """
            update clock c set due = coalesce(r.due, c.due), paused_since = r.since,
                paused_for = string_to_array(r.reasons, chr(31)),
                stood_micros = c.stood_micros + r.stood
            from (select u.*, (select max(k.started_sequence) from clock k
                    where k.engagement = u.engagement and k.clock = u.clock
                        and coalesce(k.stopped, 'infinity') = 'infinity') as started
                from unnest(?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[],
                    ?::int8[]) as u(engagement, clock, due, since, reasons, stood)) r
            where c.engagement = r.engagement and c.clock = r.clock
                and c.started_sequence = r.started
            """;
    private static final String MOVE =
            """
            update exception_item set due = ? where engagement = ? and due = ?
                and coalesce(closed, 'infinity') = 'infinity'
            """;

    private final Columns started =
            new Columns("text", "text", "int8", "timestamptz", "timestamptz", "text", "int8");
    private final Columns stopped = new Columns("text", "text", "timestamptz", "bool");

    /** How a clock stands at the end of the batch: a statement finds each row once. */
    private final Map<Named, Standing> standing = new LinkedHashMap<>();

    /** One after the other, since what moved once may move again. */
    private final List<Moved> moved = new ArrayList<>();

    private record Named(String engagement, String clock) {}

    private record Moved(String engagement, Instant was, Instant due) {}

    private record Standing(
            @Nullable Instant due, @Nullable Instant since, List<String> reasons, Duration stood) {}

    void start(EngagementId engagement, long sequence, AttentionEvent.ClockStarted clock) {
        Optional<Money> money = clock.atStake();
        started.row(
                engagement.value(),
                clock.clock(),
                sequence,
                clock.at(),
                clock.due(),
                money.map(each -> each.currency().getCode()).orElse(null),
                money.map(Money::minor).orElse(null));
    }

    void pause(EngagementId engagement, AttentionEvent.ClockPaused clock) {
        standing.merge(
                new Named(engagement.value(), clock.clock()),
                new Standing(null, clock.since(), clock.reasons(), Duration.ZERO),
                ClockRows::then);
    }

    void resume(EngagementId engagement, AttentionEvent.ClockResumed clock) {
        standing.merge(
                new Named(engagement.value(), clock.clock()),
                new Standing(clock.due(), null, List.of(), clock.stood()),
                ClockRows::then);
        moved.add(new Moved(engagement.value(), clock.was(), clock.due()));
    }

    private static Standing then(Standing before, Standing after) {
        return new Standing(
                after.due() == null ? before.due() : after.due(),
                after.since(),
                after.reasons(),
                before.stood().plus(after.stood()));
    }

    void stop(EngagementId engagement, AttentionEvent.ClockStopped clock) {
        stopped.row(engagement.value(), clock.clock(), clock.at(), clock.met());
    }

    /** In an order in which a clock that began and ended in one batch is there before it ends. */
    void send(Connection connection) throws SQLException {
        started.update(connection, START);
        Columns stands = new Columns("text", "text", "timestamptz", "timestamptz", "text", "int8");
        standing.forEach(
                (clock, now) ->
                        stands.row(
                                clock.engagement(),
                                clock.clock(),
                                now.due(),
                                now.since(),
                                now.since() == null ? null : String.join("\u001f", now.reasons()),
                                now.stood().toNanos() / 1_000));
        stands.update(connection, STAND);
        move(connection);
        stopped.update(connection, STOP);
    }

    /** As columns are written: what is finer is cut off. */
    private static Timestamp micros(Instant instant) {
        return Timestamp.from(instant.truncatedTo(ChronoUnit.MICROS));
    }

    /** One by one, since each is found by its engagement whatever the plan for many would be. */
    private void move(Connection connection) throws SQLException {
        if (moved.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
            for (Moved each : moved) {
                statement.setTimestamp(1, micros(each.due()));
                statement.setString(2, each.engagement());
                statement.setTimestamp(3, micros(each.was()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
