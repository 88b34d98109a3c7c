package throughline.dispatch;

import throughline.align.ActionKind;

/**
 * How many calls may be under way at once.
 *
 * <p><b>Threads</b>: safe for any number.
 */
interface Concurrency {

    /** How many more may begin now. */
    int free();

    /** One begins. */
    void begun();

    /** One ended without having been made. */
    void unused();

    /** One ended like this, after so long. */
    void ended(ActionKind kind, Ending ending, long nanos);

    /** How many are under way. */
    int underWay();

    /** How many may be at once, as it stands now. */
    int limit();
}
