package throughline.engagement;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import throughline.engagement.AttentionEvent.ClockPaused;
import throughline.engagement.AttentionEvent.ClockResumed;

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

        /**
         * Standing still.
         *
         * @param due the deadline as it was when it stopped running
         */
        record Paused(Instant at, Instant due, Instant since, List<String> reasons)
                implements Clock {
            public Paused {
                reasons = List.copyOf(reasons);
            }
        }

        /** Ended. */
        record Stopped(boolean met) implements Clock {}
    }

    /** Nothing to look at. */
    static final Attention NONE = new Attention(Entries.none(), Entries.none());

    public Attention {
        exceptions = Entries.of(exceptions);
        clocks = Entries.of(clocks);
    }

    /** The first deadline of a clock that has not ended; of one that stands still, as it was. */
    public Optional<Instant> nextDeadline() {
        return clocks.values().stream()
                .flatMap(
                        clock ->
                                switch (clock) {
                                    case Clock.Running(_, var due) -> Stream.of(due);
                                    case Clock.Paused(_, var due, _, _) -> Stream.of(due);
                                    case Clock.Stopped _ -> Stream.of();
                                })
                .min(Instant::compareTo);
    }

    /** Until when a person must decide about one: nothing while the clock it hangs on stands. */
    public Optional<Instant> deadline(BusinessException exception) {
        return exception.due().filter(due -> clocks.values().stream().noneMatch(stands(due)));
    }

    private static Predicate<Clock> stands(Instant until) {
        return clock -> clock instanceof Clock.Paused paused && paused.due().equals(until);
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

    Attention paused(ClockPaused event) {
        return switch (clocks.get(event.clock())) {
            case Clock.Running(var at, var due) -> standing(event, at, due);
            case Clock.Paused(var at, var due, _, _) -> standing(event, at, due);
            case Clock.Stopped _ -> this;
            case null -> this;
        };
    }

    private Attention standing(ClockPaused event, Instant at, Instant due) {
        Clock paused = new Clock.Paused(at, due, event.since(), event.reasons());
        return new Attention(exceptions, Entries.plus(clocks, event.clock(), paused));
    }

    /** It runs again, and what has its deadline for a deadline moves with it. */
    Attention resumed(ClockResumed event) {
        if (!(clocks.get(event.clock()) instanceof Clock.Paused paused)) {
            return this;
        }
        Map<String, BusinessException> moved = exceptions;
        for (BusinessException open : exceptions.values()) {
            if (open.due().equals(Optional.of(event.was()))) {
                moved = Entries.plus(moved, open.key(), open.dueAt(event.due()));
            }
        }
        return new Attention(moved, clocks).started(event.clock(), paused.at(), event.due());
    }

    Attention stopped(String clock, boolean met) {
        return new Attention(exceptions, Entries.plus(clocks, clock, new Clock.Stopped(met)));
    }
}
