package throughline.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import throughline.engine.Replay;
import throughline.landscape.Release;

/**
 * A course that history takes: by whom it is decided, and which messages reach whom then.
 *
 * <p><b>Threads</b>: each works through its own {@link Walk}; {@link #goOn} is for when none does.
 */
final class Course {

    private final DataSource database;
    private final Further further;
    private final Derivation.Past past;
    private final Set<Derivation.Elsewhere> moved = ConcurrentHashMap.newKeySet();

    private Course(DataSource database, Further further, Derivation.Past past) {
        this.database = database;
        this.further = further;
        this.past = past;
    }

    /** One of several on the same history. */
    static Course of(Connection connection, DataSource database, Derivation.Past past)
            throws SQLException {
        Replay replay = new Replay(database, past.timeline().candidate());
        return new Course(database, Further.read(connection, replay), past);
    }

    /** Whether its release decides everything from the beginning. */
    boolean isThroughout() {
        return past.timeline().isThroughout();
    }

    /** What decides it in the end. */
    Release release() {
        return past.timeline().candidate();
    }

    Further further() {
        return further;
    }

    /** Whether the same messages reach everybody as on another one. */
    boolean readsAs(Course other) {
        return further.byEngagement().equals(other.further.byEngagement());
    }

    /** The engagements that messages were found to move to; they reach them from now on. */
    Collection<String> goOn() {
        further.add(moved);
        List<String> reached = moved.stream().map(each -> each.to().value()).distinct().toList();
        moved.clear();
        return reached;
    }

    /** One thread's way through it. */
    final class Walk {
        private final Replay replay = new Replay(database, release());

        Walk() {
            further.roots().forEach(replay::belongs);
        }

        List<Kept> read(Connection connection, List<String> ids) throws SQLException {
            return KeptStore.read(connection, ids, further.byEngagement());
        }

        Derivation.Outcome derive(Kept kept) {
            Derivation.Outcome outcome = Derivation.of(replay, past, kept);
            moved.addAll(outcome.elsewhere());
            return outcome;
        }

        Release release() {
            return Course.this.release();
        }

        Replay replay() {
            return replay;
        }
    }
}
