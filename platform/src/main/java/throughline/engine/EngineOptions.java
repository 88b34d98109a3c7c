package throughline.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * How an engine runs.
 *
 * @param workers threads that decide; each has partitions of its own (default 2)
 * @param batch how many signals share a transaction at most (default 512)
 * @param cachedEngagements states kept in memory over all workers (default 20,000)
 * @param lease for how long a partition is this engine's without being renewed (default 6 seconds)
 * @param tickEvery how often the calendar is looked at; empty for never by itself (default 5
 *     seconds)
 */
public record EngineOptions(
        int workers,
        int batch,
        int cachedEngagements,
        Duration lease,
        Optional<Duration> tickEvery) {

    /** What suits a server. */
    public static final EngineOptions SERVING =
            new EngineOptions(
                    2, 512, 20_000, Duration.ofSeconds(6), Optional.of(Duration.ofSeconds(5)));

    /** For loading history: the calendar moves once, when everything is in. */
    public static final EngineOptions LOADING =
            new EngineOptions(2, 512, 20_000, Duration.ofSeconds(6), Optional.empty());
}
