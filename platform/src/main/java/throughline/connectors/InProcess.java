package throughline.connectors;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import throughline.align.Action;

/**
 * A system that lives in this process and answers at once: for benchmarks, tests and trying a
 * landscape without any system. Holds one record per natural key, as a good system would.
 */
public final class InProcess implements Connector {

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
        return Documents.ALL_BY_NATURAL_KEY;
    }

    @Override
    public Answer write(Action action, String idempotencyKey) {
        writes.incrementAndGet();
        return records.computeIfAbsent(identity(action), key -> made(action));
    }

    @Override
    public Probe probe(Action action) {
        if (!capabilities().probes().contains(action.kind())) {
            return Probe.notSearched(action);
        }
        Answer.Confirmed held = records.get(identity(action));
        return held == null
                ? new Probe.NotFound()
                : new Probe.Found(held.externalId(), held.facts());
    }

    @Override
    public Page read(String type, Watermark after) {
        throw new IllegalStateException(system + " is written only, it is never polled");
    }

    /** Whether it holds what an action asks for. */
    public boolean holds(Action action) {
        return records.containsKey(identity(action));
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
        return action.kind() + "/" + action.naturalKey();
    }

    private Answer.Confirmed made(Action action) {
        String id = system + "-" + next.incrementAndGet();
        return new Answer.Confirmed(
                Documents.changed(action).orElse(id), Documents.facts(action, id));
    }
}
