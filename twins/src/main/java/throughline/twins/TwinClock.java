package throughline.twins;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What time a twin believes it is. Every reading is later than the one before by at least a
 * millisecond, so that modification stamps order changes.
 */
final class TwinClock {

    private final InstantSource real;
    private @Nullable Instant set;
    private Instant last = Instant.EPOCH;

    TwinClock(InstantSource real) {
        this.real = real;
    }

    /** Lives in the past from here on. */
    synchronized void set(Instant instant) {
        set = instant;
        last = instant.minusMillis(1);
    }

    /** Lives in the present again. */
    synchronized void release() {
        set = null;
    }

    /** Whether it lives in the past. */
    synchronized boolean inThePast() {
        return set != null;
    }

    synchronized Instant stamp() {
        Instant now = set == null ? real.instant() : set;
        Instant next = now.truncatedTo(ChronoUnit.MILLIS);
        last = next.isAfter(last) ? next : last.plusMillis(1);
        return last;
    }

    /** How all twins write an instant. */
    static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS)
                .atOffset(java.time.ZoneOffset.UTC)
                .format(
                        java.time.format.DateTimeFormatter.ofPattern(
                                "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'"));
    }
}
