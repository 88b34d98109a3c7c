package throughline.closing;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import throughline.insight.Remembered;
import throughline.insight.Remembered.Told;
import throughline.landscape.LegalEntity;
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

    /** Looks ahead at what people open first: of every entity, the period to be closed next. */
    public void ahead(Release release) {
        for (LegalEntity each : release.legalEntities()) {
            MonthEndQuestion asked = MonthEndQuestion.of(release, each.code(), "", clock.instant());
            remembered.ahead(key(release, asked), looking(release, asked));
        }
    }

    private static List<Object> key(Release release, MonthEndQuestion asked) {
        return List.of(release.id(), asked.entity().code(), asked.period().id());
    }

    private Supplier<MonthEnd> looking(Release release, MonthEndQuestion asked) {
        return () ->
                new MonthEndDesk(database, release)
                        .look(asked.entity(), asked.period(), clock.instant());
    }

    /**
     * The checklist with its age.
     *
     * @param anew whether it is to be looked at now, however long that takes
     */
    public Told<MonthEnd> look(Release release, MonthEndQuestion asked, boolean anew) {
        List<Object> key = key(release, asked);
        Supplier<MonthEnd> look = looking(release, asked);
        if (anew) {
            return new Told<>(remembered.anew(key, look), Duration.ZERO);
        }
        Told<MonthEnd> told = remembered.told(key, look);
        return told.value().settled() && told.age().isPositive()
                ? new Told<>(remembered.anew(key, look), Duration.ZERO)
                : told;
    }
}
