package throughline.server;

import java.time.Instant;
import java.time.InstantSource;

/** A time that stands until it is set to another one. */
public final class SetClock implements InstantSource {

    private volatile Instant now;

    /** It is then. */
    public SetClock(String now) {
        this.now = Instant.parse(now);
    }

    /** From now on it is then. */
    public void set(String instant) {
        now = Instant.parse(instant);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
