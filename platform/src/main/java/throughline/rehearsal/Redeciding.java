package throughline.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import throughline.engagement.Event;
import throughline.engine.Replay;
import throughline.landscape.Release;

/**
 * Decides the kept history of engagements once more, every step under the release that decided it
 * in life, and lets somebody hear what happens. Nothing is written.
 *
 * <p><b>Threads</b>: one at a time.
 */
public final class Redeciding {

    private final Replay replay;
    private final Derivation.Past past;

    /**
     * Of what a database keeps.
     *
     * @param inForce the release in force, which decides what waits for the last
     */
    public Redeciding(
            Connection connection, DataSource database, Release inForce, InstantSource clock)
            throws SQLException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        this.replay = new Replay(database, inForce);
        this.past =
                new Derivation.Past(Days.read(connection, today), Timeline.read(database, inForce));
    }

    /** Hears what happens. */
    @FunctionalInterface
    public interface Hearer {
        /** These events of an engagement happened at once. */
        void hear(String engagement, Instant known, List<Event> events);
    }

    /** Decides some engagements, one after the other. */
    public void of(Connection connection, List<String> engagements, Hearer hearer)
            throws SQLException {
        for (Kept kept : KeptStore.read(connection, engagements, Map.of())) {
            Derivation.of(
                    replay,
                    past,
                    kept,
                    (known, events) -> hearer.hear(kept.id().value(), known, events));
        }
    }
}
