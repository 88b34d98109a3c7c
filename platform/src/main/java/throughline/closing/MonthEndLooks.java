package throughline.closing;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import throughline.insight.Remembered;
import throughline.insight.Remembered.Told;
import throughline.landscape.Release;

/**
 * Looks at month ends for whoever asks. In large books a checklist may be a moment old, and tells
 * how old. One that says that everything is settled is never old: a month is closed on its word.
 *
 * <p><b>Threads</b>: safe for any number.
 */
public final class MonthEndLooks {

    private final DataSource database;
    private final InstantSource clock;
    private final Remembered<MonthEnd> remembered;

    /** Looks into a database. */
    public MonthEndLooks(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.remembered = new Remembered<>(database);
    }

    /**
     * The checklist with its age.
     *
     * @param anew whether it is to be looked at now, however long that takes
     */
    public Told<MonthEnd> look(Release release, MonthEndQuestion asked, boolean anew) {
        List<Object> key = List.of(release.id(), asked.entity().code(), asked.period().id());
        Supplier<MonthEnd> look =
                () ->
                        new MonthEndDesk(database, release)
                                .look(asked.entity(), asked.period(), clock.instant());
        if (anew) {
            return new Told<>(remembered.anew(key, look), Duration.ZERO);
        }
        Told<MonthEnd> told = remembered.told(key, look);
        return told.value().settled() && told.age().isPositive()
                ? new Told<>(remembered.anew(key, look), Duration.ZERO)
                : told;
    }
}
