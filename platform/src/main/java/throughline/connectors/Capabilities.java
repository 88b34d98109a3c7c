package throughline.connectors;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import throughline.align.ActionKind;

/**
 * What a connector can do with its system.
 *
 * @param writes kinds that it can write at all
 * @param probes kinds that it can search for by natural key
 * @param repeatable kinds that may be sent again without asking, because the system takes an
 *     idempotency key for them or because writing twice is the same as writing once
 * @param polls record types that it can read by watermark
 * @param settles how long after sending a search that finds nothing is not yet believed, since the
 *     system may still be at it
 */
public record Capabilities(
        Set<ActionKind> writes,
        Set<ActionKind> probes,
        Set<ActionKind> repeatable,
        Set<String> polls,
        Duration settles) {

    private static final Set<ActionKind> MOVES_MONEY =
            EnumSet.of(
                    ActionKind.POST_INVOICE, ActionKind.POST_CREDIT_NOTE, ActionKind.POST_JOURNAL);

    public Capabilities {
        writes = Set.copyOf(writes);
        probes = Set.copyOf(probes);
        repeatable = Set.copyOf(repeatable);
        polls = Set.copyOf(polls);
        if (!writes.containsAll(probes) || !writes.containsAll(repeatable)) {
            throw new IllegalArgumentException("a kind that is not written needs no safety");
        }
    }

    /** How to go on with a write of which nobody knows whether it arrived. */
    public Doubt inDoubt(ActionKind kind) {
        if (probes.contains(kind)) {
            return Doubt.PROBE;
        }
        if (repeatable.contains(kind) || !MOVES_MONEY.contains(kind)) {
            return Doubt.SEND_AGAIN;
        }
        return Doubt.ASK_A_PERSON;
    }

    /** What to do about a write whose outcome is not known. */
    public enum Doubt {
        /** Search for it, and send it again only when it is not there. */
        PROBE,
        /** Sending it twice does no harm. */
        SEND_AGAIN,
        /** Money would move twice or never: a person looks. */
        ASK_A_PERSON
    }
}
