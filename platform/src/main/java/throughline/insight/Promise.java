package throughline.insight;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.money.Money;

/**
 * One business clock of an engagement.
 *
 * @param clock its name in the landscape
 * @param about the milestone or the invoice that it is about; empty for the engagement as a whole
 * @param due its deadline; of one that stands still, as it was when it stopped running
 * @param pausedSince when it stopped running; empty unless it stands still
 * @param pausedFor the names of the pauses that hold
 * @param met whether it was kept; empty until it ended
 */
public record Promise(
        String clock,
        String about,
        Instant started,
        Instant due,
        Optional<Instant> pausedSince,
        List<String> pausedFor,
        Optional<Boolean> met,
        Optional<Money> atStake) {

    /** Until when an exception {@code x} must be decided, in SQL; none while its clock stands. */
    public static final String DEADLINE =
            """
            case when (x.engagement, x.due) in (select k.engagement, k.due from clock k
                where k.paused_since is not null) then null else x.due end\
            """;

    private static final String ALL =
            """
            select clock, started, due, paused_since, paused_for, met, at_stake_currency,
                at_stake_minor
            from clock where engagement = ? order by stopped desc nulls first, due, clock limit ?
            """;
    private static final int MOST = 200;

    /** How a promise stands. */
    public enum State {
        RUNNING,
        LATE,
        PAUSED,
        MET,
        MISSED;

        /** As interfaces and commands write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Those of an engagement: first what is open, the nearest deadline first. */
    public static List<Promise> of(JdbcClient database, String engagement) {
        return database.sql(ALL)
                .params(engagement, MOST)
                .query((row, number) -> promise(row))
                .list();
    }

    private static Promise promise(ResultSet row) throws SQLException {
        String[] name = row.getString("clock").split(":", 2);
        @Nullable Array reasons = row.getArray("paused_for");
        boolean met = row.getBoolean("met");
        Optional<Boolean> ended = row.wasNull() ? Optional.empty() : Optional.of(met);
        @Nullable String currency = row.getString("at_stake_currency");
        long minor = row.getLong("at_stake_minor");
        return new Promise(
                name[0],
                name.length > 1 ? name[1] : "",
                row.getTimestamp("started").toInstant(),
                row.getTimestamp("due").toInstant(),
                Optional.ofNullable(row.getTimestamp("paused_since")).map(Timestamp::toInstant),
                reasons == null ? List.of() : List.of((String[]) reasons.getArray()),
                ended,
                currency == null ? Optional.empty() : Optional.of(Money.ofMinor(currency, minor)));
    }

    /** How it stands at a moment. */
    public State state(Instant now) {
        if (met.isPresent()) {
            return met.get() ? State.MET : State.MISSED;
        }
        return pausedSince.isPresent()
                ? State.PAUSED
                : due.isBefore(now) ? State.LATE : State.RUNNING;
    }
}
