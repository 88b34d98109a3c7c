package throughline.connectors;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import throughline.align.Action;
import throughline.align.ActionKind;

/**
 * A system that lives in this process and answers at once: for benchmarks, tests and trying a
 * landscape without any system. Holds one record per natural key, as a good system would.
 */
public final class InProcess implements Connector {

    private static final Capabilities ALL =
            new Capabilities(
                    EnumSet.allOf(ActionKind.class),
                    EnumSet.allOf(ActionKind.class),
                    EnumSet.allOf(ActionKind.class),
                    Set.of(),
                    Duration.ZERO);

    private final String system;
    private final Map<String, Answer.Confirmed> records = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();

    /** A system without records. */
    public InProcess(String system) {
        this.system = system;
    }

    @Override
    public Capabilities capabilities() {
        return ALL;
    }

    @Override
    public Answer write(Action action, String idempotencyKey) {
        writes.incrementAndGet();
        return records.computeIfAbsent(identity(action), key -> made(action));
    }

    @Override
    public Probe probe(Action action) {
        Answer.Confirmed held = records.get(identity(action));
        return held == null
                ? new Probe.NotFound()
                : new Probe.Found(held.externalId(), held.facts());
    }

    @Override
    public Page read(String type, Watermark after) {
        throw new IllegalStateException(system + " is written only, it is never polled");
    }

    /** How many records it holds. */
    public int records() {
        return records.size();
    }

    /** How many writes reached it, repeated ones included. */
    public long writes() {
        return writes.get();
    }

    private static String identity(Action action) {
        // A write-back changes a record that is there already: each is a change of its own.
        return action.kind() == ActionKind.WRITE_BACK
                ? action.key().value()
                : action.kind() + "/" + action.naturalKey();
    }

    private Answer.Confirmed made(Action action) {
        String id = system + "-" + next.incrementAndGet();
        return new Answer.Confirmed(id, Documents.facts(action, id));
    }
}
