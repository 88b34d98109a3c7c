package throughline.dispatch;

import java.time.Duration;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.connectors.Answer;
import throughline.connectors.Capabilities;
import throughline.connectors.Connector;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Page;
import throughline.connectors.Probe;
import throughline.connectors.Watermark;

/**
 * A system in memory that makes a further document for every write that reaches it, as bad systems
 * do, and fails as it is told.
 */
class FaultySystem implements Connector {

    /** What happens to a write. */
    enum Fault {
        NONE,
        TIMED_OUT_BEFORE,
        TIMED_OUT_AFTER,
        UNREACHABLE,
        LIMITED,
        REFUSED
    }

    private final Capabilities capabilities;
    private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
    private final Map<String, AtomicInteger> documents = new ConcurrentHashMap<>();
    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger searches = new AtomicInteger();
    final Deque<String> order = new ConcurrentLinkedDeque<>();
    final Map<String, Map<String, Object>> bodies = new ConcurrentHashMap<>();

    /** Writes wait here until somebody lets them go on. */
    volatile CountDownLatch gate = new CountDownLatch(0);

    volatile boolean down;
    volatile boolean blind;

    FaultySystem(Set<ActionKind> probed, Set<ActionKind> repeatable) {
        capabilities =
                new Capabilities(
                        EnumSet.complementOf(EnumSet.of(ActionKind.POST_CREDIT_NOTE)),
                        probed,
                        repeatable,
                        Set.of(),
                        Duration.ZERO);
    }

    static FaultySystem searchable() {
        return new FaultySystem(
                EnumSet.complementOf(
                        EnumSet.of(ActionKind.WRITE_BACK, ActionKind.POST_CREDIT_NOTE)),
                EnumSet.of(ActionKind.WRITE_BACK));
    }

    FaultySystem failing(Fault... next) {
        faults.addAll(List.of(next));
        return this;
    }

    int documents(Action action) {
        return documents.getOrDefault(action.naturalKey(), new AtomicInteger()).get();
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Answer write(Action action, String idempotencyKey) {
        if (!capabilities.writes().contains(action.kind())) {
            return Answer.notWritten(action);
        }
        calls.incrementAndGet();
        waitAtGate();
        if (down) {
            return new Answer.Retryable(Kind.UNREACHABLE, "it is down", Optional.empty());
        }
        Fault fault = faults.poll();
        return switch (fault == null ? Fault.NONE : fault) {
            case NONE -> made(action);
            case TIMED_OUT_BEFORE -> new Answer.Ambiguous(Kind.TIMED_OUT, "no answer in time");
            case TIMED_OUT_AFTER -> {
                made(action);
                yield new Answer.Ambiguous(Kind.TIMED_OUT, "no answer in time");
            }
            case UNREACHABLE ->
                    new Answer.Retryable(Kind.UNREACHABLE, "it is down", Optional.empty());
            case LIMITED ->
                    new Answer.Retryable(
                            Kind.LIMITED, "too many", Optional.of(Duration.ofMillis(300)));
            case REFUSED -> new Answer.Rejected("tax-code", "there is no such tax code");
        };
    }

    private void waitAtGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer made(Action action) {
        documents
                .computeIfAbsent(action.naturalKey(), key -> new AtomicInteger())
                .incrementAndGet();
        order.add(action.key().value());
        bodies.put(action.key().value(), action.body());
        return new Answer.Confirmed("X-" + action.naturalKey(), Map.of("number", "1"));
    }

    @Override
    public Probe probe(Action action) {
        searches.incrementAndGet();
        if (blind || down) {
            return new Probe.CannotTell("it does not answer");
        }
        return documents(action) > 0
                ? new Probe.Found("X-" + action.naturalKey(), Map.of("number", "1"))
                : new Probe.NotFound();
    }

    @Override
    public Page read(String type, Watermark after) {
        throw new IllegalStateException("not polled");
    }
}
