package throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import throughline.correlation.Trace;
import throughline.database.SharedDatabase;
import throughline.engagement.AttentionEvent.ClockPaused;
import throughline.engagement.AttentionEvent.ClockResumed;
import throughline.engagement.AttentionEvent.ClockStarted;
import throughline.engagement.AttentionEvent.ClockStopped;
import throughline.engagement.AttentionEvent.ExceptionRaised;
import throughline.engagement.BusinessException;
import throughline.engagement.EngagementId;
import throughline.engagement.Event;
import throughline.money.Money;

/** The rows of clocks and of deadlines follow from events, however these come in batches. */
@ResourceLock(value = SharedDatabase.KEPT, mode = ResourceAccessMode.READ)
class KeepingClocksTest {

    private static final String ROWS =
            """
            select engagement || ' ' || clock || ' ' || started || ' ' || due || ' '
                || coalesce(paused_since::text, 'running') || ' '
                || coalesce(paused_for::text, '-') || ' ' || stood_micros || ' '
                || coalesce(met::text, 'open')
            from clock
            union all select engagement || ' ' || key || ' ' || opened_sequence || ' ' || due
            from exception_item where closed is null
            order by 1
            """;

    /** An event of an engagement at its place. */
    private record Told(String engagement, long sequence, Instant known, Event event) {}

    @Test
    void one_by_one_or_all_at_once() throws SQLException {
        for (long seed = 1; seed <= 40; seed++) {
            RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            List<Told> history = new ArrayList<>();
            for (String engagement : List.of("e1", "e2", "e3")) {
                history.addAll(history(engagement, random));
            }
            List<String> oneByOne = kept(history, 1);
            assertThat(oneByOne).as("seed " + seed).isNotEmpty();
            assertThat(kept(history, history.size())).as("seed " + seed).isEqualTo(oneByOne);
            assertThat(kept(history, 3)).as("seed " + seed).isEqualTo(oneByOne);
        }
    }

    @Test
    void what_stood_still_says_since_when_why_and_how_long_before() throws SQLException {
        Instant nine = Instant.parse("2026-03-06T09:00:00.123456789Z");
        Instant due = nine.plus(Duration.ofHours(4));
        Duration stood = Duration.ofMinutes(90);
        Instant later = nine.plus(stood);
        List<Event> events =
                List.of(
                        new ClockStarted("a", nine, due, Optional.of(Money.parse("EUR 5.00"))),
                        new ClockPaused("a", nine, List.of("first")),
                        raised(due),
                        new ClockResumed("a", later, due, due.plus(stood), stood),
                        new ClockPaused("a", later, List.of("second", "third")));
        List<Told> history = new ArrayList<>();
        events.forEach(each -> history.add(new Told("e1", history.size() + 1, nine, each)));
        assertThat(kept(history, 2))
                .containsExactly(
                        "e1 a 2026-03-06 01:00:00.123456-08 2026-03-06 06:30:00.123456-08"
                                + " 2026-03-06 02:30:00.123456-08 {second,third} 5400000000 open",
                        "e1 late 3 2026-03-06 06:30:00.123456-08");
    }

    private static List<Told> history(String engagement, RandomGenerator random) {
        List<Told> told = new ArrayList<>();
        Instant now = Instant.parse("2026-03-06T09:00:00Z").plusNanos(random.nextInt(1_000_000));
        Instant due = now.plus(Duration.ofHours(4));
        Optional<Instant> since = Optional.empty();
        List<Event> events = new ArrayList<>();
        events.add(new ClockStarted("a", now, due, Optional.empty()));
        for (int i = 0; i < random.nextInt(12); i++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(60)));
            switch (random.nextInt(4)) {
                case 0 -> events.add(raised(due));
                case 1, 2 -> {
                    since = since.isEmpty() ? Optional.of(now) : since;
                    events.add(new ClockPaused("a", since.get(), List.of("reason-" + i)));
                }
                default -> {
                    if (since.isPresent()) {
                        Duration stood = Duration.between(since.get(), now);
                        events.add(new ClockResumed("a", now, due, due.plus(stood), stood));
                        due = due.plus(stood);
                        since = Optional.empty();
                    }
                }
            }
        }
        if (since.isEmpty() && random.nextBoolean()) {
            events.add(new ClockStopped("a", now, true));
        }
        for (Event event : events) {
            told.add(new Told(engagement, told.size() + 1, now, event));
        }
        return told;
    }

    private static Event raised(Instant due) {
        return new ExceptionRaised(
                new BusinessException(
                        "late",
                        "late",
                        "Decide.",
                        Map.of(),
                        Optional.empty(),
                        "desk",
                        "late",
                        Optional.of(due)));
    }

    /** The rows after all of it, in batches of so many. */
    private static List<String> kept(List<Told> history, int batch) throws SQLException {
        try (Connection connection = SharedDatabase.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("truncate clock, exception_item");
            for (int from = 0; from < history.size(); from += batch) {
                EffectRows rows = new EffectRows();
                for (Told each : history.subList(from, Math.min(history.size(), from + batch))) {
                    rows.add(
                            new EngagementId(each.engagement()),
                            each.sequence(),
                            each.event(),
                            each.known(),
                            Trace.named("test"));
                }
                rows.send(connection);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(ROWS)) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
            statement.execute("truncate clock, exception_item");
            return found;
        }
    }
}
