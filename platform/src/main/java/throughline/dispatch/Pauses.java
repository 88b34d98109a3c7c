package throughline.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import throughline.landscape.Maintenance;

/** When nothing may be sent to a system: because it asked for it, or is being worked on. */
final class Pauses {

    private final InstantSource clock;
    private final Maintenance maintenance;
    private volatile Instant askedUntil = Instant.MIN;

    Pauses(InstantSource clock, Maintenance maintenance) {
        this.clock = clock;
        this.maintenance = maintenance;
    }

    /** The system asked to be left alone. */
    void asked(Duration howLong) {
        askedUntil = clock.instant().plus(howLong);
    }

    /** For how long it asked to be left alone from now on. */
    Duration asked() {
        return left(clock.instant(), askedUntil);
    }

    /** When the work on it ends, if it is being worked on now. */
    Optional<Instant> maintained() {
        return maintenance.until(clock.instant());
    }

    /** For how long nothing may be sent; zero when something may. */
    Duration left() {
        Instant now = clock.instant();
        Instant worked = maintenance.until(now).orElse(Instant.MIN);
        return left(now, worked.isAfter(askedUntil) ? worked : askedUntil);
    }

    private static Duration left(Instant now, Instant until) {
        return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    }
}
