package throughline.flow;

import java.time.InstantSource;
import java.util.function.Supplier;
import javax.sql.DataSource;
import throughline.insight.Remembered;
import throughline.insight.Remembered.Told;
import throughline.landscape.Release;

/**
 * The flow between systems, added up once for pages and programs alike.
 *
 * <p><b>Threads</b>: safe for any number.
 */
public final class FlowDesk {

    private final FlowFigures figures;
    private final Remembered<Flow> remembered;
    private final Supplier<Release> release;
    private final InstantSource clock;

    /**
     * A desk over an installation.
     *
     * @param release the one in force, whose systems are told of
     */
    public FlowDesk(DataSource database, Supplier<Release> release, InstantSource clock) {
        this.figures = new FlowFigures(database);
        this.remembered = new Remembered<>(database);
        this.release = release;
        this.clock = clock;
    }

    /** As it stands now, or, of large books, as it stood a moment ago. */
    public Told<Flow> told() {
        Release now = release.get();
        return remembered.told(now.id(), () -> figures.of(now.systems(), clock.instant()));
    }
}
