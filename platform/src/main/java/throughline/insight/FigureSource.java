package throughline.insight;

import java.time.InstantSource;
import java.util.function.Supplier;
import javax.sql.DataSource;
import throughline.landscape.Release;

/**
 * What figures of an installation are made from: its database, what is in force at the moment, and
 * the clock.
 */
public record FigureSource(
        DataSource database,
        Supplier<Settings> settings,
        Supplier<Release> release,
        InstantSource clock) {}
