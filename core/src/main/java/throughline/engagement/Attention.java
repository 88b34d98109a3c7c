package throughline.engagement;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What people must look at: open exceptions and business clocks.
 *
 * @param exceptions the open ones by key
 * @param clocks by name; one that stopped stays, so that it never starts twice
 */
public record Attention(Map<String, BusinessException> exceptions, Map<String, Clock> clocks) {

    /** A business clock. */
    public sealed interface Clock {
        /** Running towards its deadline. */
        record Running(Instant at, Instant due) implements Clock {}

        /** Ended. */
        record Stopped(boolean met) implements Clock {}
    }

    /** Nothing to look at. */
    static final Attention NONE = new Attention(Entries.none(), Entries.none());

    public Attention {
        exceptions = Entries.of(exceptions);
        clocks = Entries.of(clocks);
    }

    /** The first deadline of a running clock. */
    public Optional<Instant> nextDeadline() {
        return clocks.values().stream()
                .flatMap(
                        clock ->
                                clock instanceof Clock.Running(_, var due)
                                        ? Stream.of(due)
                                        : Stream.of())
                .min(Instant::compareTo);
    }

    Attention raised(BusinessException exception) {
        return new Attention(Entries.plus(exceptions, exception.key(), exception), clocks);
    }

    Attention closed(String key) {
        return new Attention(Entries.minus(exceptions, key), clocks);
    }

    Attention started(String clock, Instant at, Instant due) {
        return new Attention(exceptions, Entries.plus(clocks, clock, new Clock.Running(at, due)));
    }

    Attention stopped(String clock, boolean met) {
        return new Attention(exceptions, Entries.plus(clocks, clock, new Clock.Stopped(met)));
    }
}
