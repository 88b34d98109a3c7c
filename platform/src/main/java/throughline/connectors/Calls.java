package throughline.connectors;

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
     */
    public record Made(int calls, OptionalLong left) {
        private static final Made NONE = new Made(0, OptionalLong.empty());
    }

    /** What this thread called since it asked last. */
    public static Made sinceLastAsked() {
        Made made = SO_FAR.get();
        SO_FAR.remove();
        return made;
    }

    static void one() {
        Made before = SO_FAR.get();
        SO_FAR.set(new Made(before.calls() + 1, before.left()));
    }

    static void left(long calls) {
        SO_FAR.set(new Made(SO_FAR.get().calls(), OptionalLong.of(calls)));
    }
}
