package throughline.connectors;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Counts the calls that a thread makes to vendors, so that whoever pays for them out of a budget
 * knows what one piece of work came to: a search and two steps are three calls.
 *
 * <p><b>Threads</b>: each counts for itself.
 */
public final class Calls {

    private static final ThreadLocal<Made> SO_FAR = ThreadLocal.withInitial(() -> Made.NONE);

    private Calls() {}

    /**
     * What was called.
     *
     * @param left how many calls the vendor said last are left in this minute, whoever makes them
     * @param usedPercent how much the vendor said last is used of what the account has for longer,
     *     as for a day, whoever uses it
     */
    public record Made(int calls, OptionalLong left, OptionalInt usedPercent) {
        private static final Made NONE = new Made(0, OptionalLong.empty());

        /** Calls to a vendor that says nothing about longer than a minute. */
        public Made(int calls, OptionalLong left) {
            this(calls, left, OptionalInt.empty());
        }
    }

    /** What this thread called since it asked last. */
    public static Made sinceLastAsked() {
        Made made = SO_FAR.get();
        SO_FAR.remove();
        return made;
    }

    static void one() {
        Made before = SO_FAR.get();
        SO_FAR.set(new Made(before.calls() + 1, before.left(), before.usedPercent()));
    }

    static void left(long calls) {
        Made before = SO_FAR.get();
        SO_FAR.set(new Made(before.calls(), OptionalLong.of(calls), before.usedPercent()));
    }

    /** Notes what an answer told of the account's use over longer than a minute. */
    public static void used(int percent) {
        Made before = SO_FAR.get();
        SO_FAR.set(new Made(before.calls(), before.left(), OptionalInt.of(percent)));
    }
}
