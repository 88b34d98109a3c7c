package throughline.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.engagement.Event;
import throughline.engine.Replay;
import throughline.landscape.Release;
import throughline.releases.ReleaseStore;

/**
 * Tells why an engagement differs: its history is decided once more, under what was in force and
 * under what was rehearsed, and what happens in one of the two only is what makes the difference.
 */
public final class Retelling {

    private final DataSource database;
    private final InstantSource clock;
    private final ReleaseStore releases;

    /** Of what a database keeps. */
    public Retelling(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.releases = new ReleaseStore(database);
    }

    /**
     * What happens in one of two histories only, in the order in which it happens.
     *
     * @param onward whether it is told of going on from where the engagement stands
     * @param inForce under what was in force
     * @param rehearsed under what was rehearsed
     */
    public record Told(boolean onward, List<Event> inForce, List<Event> rehearsed) {
        public Told {
            inForce = List.copyOf(inForce);
            rehearsed = List.copyOf(rehearsed);
        }
    }

    /** The two histories of one engagement; empty when one of the releases cannot be made. */
    public Optional<Told> of(Rehearsal rehearsal, String engagement) {
        Optional<Release> before = releases.release(rehearsal.against());
        Optional<Release> after = releases.release(rehearsal.release());
        if (before.isEmpty() || after.isEmpty()) {
            return Optional.empty();
        }
        Days days = days();
        boolean onward = new RehearsalStore(database).isOnward(rehearsal.number(), engagement);
        boolean throughout =
                rehearsal.baseline().equals(Optional.of(Baseline.BEGINNING)) && !onward;
        List<Event> one = history(past(days, before.get(), throughout), engagement);
        List<Event> other = history(past(days, after.get(), throughout), engagement);
        return Optional.of(new Told(onward, without(one, other), without(other, one)));
    }

    private Derivation.Past past(Days days, Release release, boolean throughout) {
        try {
            return new Derivation.Past(
                    days,
                    throughout
                            ? Timeline.throughout(database, release)
                            : Timeline.read(database, release));
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private Days days() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        try (Connection connection = database.getConnection()) {
            return Days.read(connection, today);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private List<Event> history(Derivation.Past past, String engagement) {
        List<Event> events = new ArrayList<>();
        Replay replay = new Replay(database, past.timeline().candidate());
        try (Connection connection = database.getConnection()) {
            Further further = Further.read(connection, replay);
            List<String> one = List.of(engagement);
            for (Kept kept : KeptStore.read(connection, one, further.byEngagement())) {
                Derivation.of(replay, past, kept, (known, all) -> events.addAll(all));
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
        return events;
    }

    private static DataAccessResourceFailureException unreadable(SQLException cause) {
        return new DataAccessResourceFailureException("the history cannot be read", cause);
    }

    /** What one has and the other has not, each as often as it is there more often. */
    private static List<Event> without(List<Event> one, List<Event> other) {
        Map<Event, Integer> there = new HashMap<>();
        other.forEach(event -> there.merge(event, 1, Integer::sum));
        List<Event> left = new ArrayList<>();
        for (Event event : one) {
            int more = there.merge(event, -1, Integer::sum);
            if (more < 0) {
                left.add(event);
            }
        }
        return left;
    }
}
