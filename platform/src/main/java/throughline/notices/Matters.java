package throughline.notices;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.insight.Promise;
import throughline.landscape.ClockPolicy;
import throughline.landscape.Release;
import throughline.landscape.Unit;
import throughline.money.Money;
import throughline.notices.Matter.Level;

/** Finds what nobody was told yet. */
final class Matters {

    private static final int MOST = 5_000;
    private static final String NOT_TOLD =
            """
             and not exists (select from notice_told t where t.level = :level
                and t.subject = x.engagement || '|' || x.key || '|' || x.opened_sequence)
            """;
    private static final String EXCEPTIONS =
            """
            select x.engagement, x.key, x.opened_sequence, x.code, x.sentence, x.fingerprint,
                x.owner, x.opened, x.due, x.at_stake_currency, x.at_stake_minor, e.name
            from exception_item x join engagement e on e.id = x.engagement
            left join exception_care c on c.engagement = x.engagement and c.key = x.key
            where x.closed is null
                and not coalesce(c.snoozed_until > current_date
                    or c.snoozed_sequence >= e.sequence, false)
            """;

    private static final String NEWS =
            EXCEPTIONS + NOT_TOLD + " order by x.opened, x.engagement, x.key limit :most";
    private static final String TOO_LONG =
            EXCEPTIONS
                    + " and (%s < :now or x.opened < :before)".formatted(Promise.DEADLINE)
                    + NOT_TOLD
                    + " order by x.opened, x.engagement, x.key limit :most";
    private static final String CLOCKS =
            """
            select k.engagement, k.clock, k.started_sequence, k.started, k.due, k.stood_micros,
                k.at_stake_currency, k.at_stake_minor, e.name, e.unit
            from clock k join engagement e on e.id = k.engagement
            where k.stopped is null and k.paused_since is null and not exists (
                select from notice_told t
                where t.level = 'late' and t.subject = k.engagement || '|' || k.clock || '|'
                    || k.started_sequence)
            order by k.due limit :most
            """;
    private static final String INCIDENTS =
            """
            select i.area, i.code, i.sentence, i.opened_at, %1$s as occurrence from incident i
            where i.closed_at is null and not exists (select from notice_told t
                where t.level = 'incident' and t.subject = %1$s)
            order by i.opened_at limit :most
            """
                    .formatted(NoticeStore.OCCURRENCE);

    private final JdbcClient database;
    private final Release release;
    private final Instant now;

    Matters(JdbcClient database, Release release, Instant now) {
        this.database = database;
        this.release = release;
        this.now = now;
    }

    /** All of it; escalations of what waits longer than this, or past its deadline. */
    List<Matter> all(Duration patience) {
        List<Matter> matters = new ArrayList<>();
        matters.addAll(
                database.sql(NEWS)
                        .param("level", Level.NEW.word())
                        .param("most", MOST)
                        .query((row, number) -> exception(Level.NEW, row))
                        .list());
        matters.addAll(
                database.sql(TOO_LONG)
                        .param("level", Level.ESCALATED.word())
                        .param("now", Timestamp.from(now))
                        .param("before", Timestamp.from(now.minus(patience)))
                        .param("most", MOST)
                        .query((row, number) -> exception(Level.ESCALATED, row))
                        .list());
        database.sql(CLOCKS)
                .param("most", MOST)
                .query((row, number) -> clock(row))
                .list()
                .forEach(each -> each.ifPresent(matters::add));
        matters.addAll(
                database.sql(INCIDENTS)
                        .param("most", MOST)
                        .query((row, number) -> incident(row))
                        .list());
        return matters;
    }

    private static Matter exception(Level level, ResultSet row) throws SQLException {
        return new Matter(
                level,
                row.getString("engagement")
                        + "|"
                        + row.getString("key")
                        + "|"
                        + row.getLong("opened_sequence"),
                row.getString("owner"),
                row.getString("fingerprint"),
                row.getString("sentence"),
                row.getString("name"),
                money(row),
                row.getTimestamp("opened").toInstant(),
                Optional.ofNullable(row.getTimestamp("due")).map(Timestamp::toInstant),
                "/exceptions?cause=" + encoded(row.getString("fingerprint")));
    }

    /** A running clock that is late, or about to be; empty for one with time enough. */
    private Optional<Matter> clock(ResultSet row) throws SQLException {
        String name = row.getString("clock").split(":", 2)[0];
        @Nullable String unitName = row.getString("unit");
        Unit unit =
                Optional.ofNullable(unitName)
                        .flatMap(release::unit)
                        .orElseGet(release::defaultUnit);
        Optional<ClockPolicy> policy =
                unit.clocks().stream().filter(each -> each.name().equals(name)).findFirst();
        Instant started = row.getTimestamp("started").toInstant();
        Instant due = row.getTimestamp("due").toInstant();
        boolean late = !due.isAfter(now);
        Duration stood = Duration.of(row.getLong("stood_micros"), ChronoUnit.MICROS);
        boolean near =
                policy.map(each -> !warnAt(unit, each, started, stood).isAfter(now)).orElse(false);
        if (!late && !near) {
            return Optional.empty();
        }
        Level level = late ? Level.LATE : Level.WARNING;
        String subject =
                row.getString("engagement")
                        + "|"
                        + row.getString("clock")
                        + "|"
                        + row.getLong("started_sequence");
        return told(level, subject)
                ? Optional.empty()
                : Optional.of(
                        new Matter(
                                level,
                                subject,
                                policy.map(ClockPolicy::owner).orElse("operators"),
                                "clock:" + name,
                                late
                                        ? "The promise %s is broken since %s."
                                                .formatted(name, seconds(due))
                                        : "The promise %s will be broken at %s."
                                                .formatted(name, seconds(due)),
                                row.getString("name"),
                                money(row),
                                started,
                                Optional.of(due),
                                "/engagements/" + encoded(row.getString("engagement"))));
    }

    /** When a share of the target has passed in business time, besides what it stood still. */
    static Instant warnAt(Unit unit, ClockPolicy policy, Instant started, Duration stood) {
        Duration share = policy.target().multipliedBy(policy.warnAt()).dividedBy(100);
        return unit.calendar().plus(started, share.plus(stood));
    }

    private boolean told(Level level, String subject) {
        return database.sql(
                        "select exists (select from notice_told where level = ? and subject = ?)")
                .params(level.word(), subject)
                .query(Boolean.class)
                .single();
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Matter incident(ResultSet row) throws SQLException {
        return new Matter(
                Level.INCIDENT,
                row.getString("occurrence"),
                "operators",
                row.getString("area") + ":" + row.getString("code"),
                row.getString("sentence"),
                "",
                Optional.empty(),
                row.getTimestamp("opened_at").toInstant(),
                Optional.empty(),
                "/incidents");
    }

    private static Optional<Money> money(ResultSet row) throws SQLException {
        @Nullable String currency = row.getString("at_stake_currency");
        long minor = row.getLong("at_stake_minor");
        return currency == null || row.wasNull()
                ? Optional.empty()
                : Optional.of(Money.ofMinor(currency, minor));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
