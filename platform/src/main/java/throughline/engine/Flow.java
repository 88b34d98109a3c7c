package throughline.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import throughline.intake.Arrived;

/**
 * What is under way in this engine, so that nothing is taken up twice and one can wait for quiet.
 * It is bounded: what does not fit stays in the inbox, where it is found a little later.
 */
final class Flow {

    private static final int MOST = 8_000;

    private final Set<Long> messages = ConcurrentHashMap.newKeySet();
    private final Set<Long> decisions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger signals = new AtomicInteger();
    private final LinkedBlockingQueue<List<Arrived>> arrivals = new LinkedBlockingQueue<>();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private volatile boolean behind = true;

    final AtomicLong decided = new AtomicLong();
    final AtomicLong events = new AtomicLong();
    final AtomicLong outdated = new AtomicLong();
    final AtomicLong batches = new AtomicLong();

    /** Messages became durable: takes them up, unless there is too much under way already. */
    void arrived(List<Arrived> all) {
        if (behind || messages.size() > MOST) {
            behind = true;
            return;
        }
        List<Arrived> fresh = takeUp(all);
        if (!fresh.isEmpty()) {
            arrivals.add(fresh);
        }
    }

    /** Marks messages as under way; those that are already are left out. */
    List<Arrived> takeUp(List<Arrived> all) {
        List<Arrived> fresh = all.stream().filter(each -> messages.add(each.id())).toList();
        taken.addAndGet(fresh.size());
        return fresh;
    }

    /**
     * How much was ever taken up. Who saw the same number twice, and nothing under way either time,
     * knows that nothing was under way in between.
     */
    long everTaken() {
        return taken.get();
    }

    @Nullable List<Arrived> next(long millis) throws InterruptedException {
        return arrivals.poll(millis, TimeUnit.MILLISECONDS);
    }

    boolean isBehind() {
        return behind;
    }

    void caughtUp() {
        behind = false;
    }

    void fellBehind() {
        behind = true;
    }

    boolean takeUpDecision(long id) {
        return decisions.add(id);
    }

    /** A decision that was taken up could not be handed in: it is found again. */
    void leftAside(long decision) {
        decisions.remove(decision);
    }

    void signalled() {
        signals.incrementAndGet();
        taken.incrementAndGet();
    }

    /** These are over, however they ended. */
    void over(Collection<? extends Work> works) {
        for (Work work : works) {
            if (work instanceof Work.Signalled signalled) {
                decisions.remove(signalled.decision());
                signals.decrementAndGet();
            } else {
                messages.remove(work.messageId());
            }
        }
    }

    /**
     * These were not decided, since a partition of one of them is not this node's any more.
     * Messages are found again in the inbox; of signals one only knows that some were lost.
     */
    void lost(Collection<? extends Work> works) {
        if (works.stream().anyMatch(Work.Signalled.class::isInstance)) {
            lost.incrementAndGet();
        }
        over(works);
        fellBehind();
    }

    /** How often signals were lost, ever. */
    long lossesOfSignals() {
        return lost.get();
    }

    /** The messages that are under way at this moment. */
    Set<Long> messagesUnderWay() {
        return Set.copyOf(messages);
    }

    /** Waits until each of these was decided or put aside, and is durable as that. */
    void awaitOver(Set<Long> underWay, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        for (Long each : underWay) {
            while (messages.contains(each) && System.nanoTime() < until) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    boolean isQuiet() {
        return arrivals.isEmpty() && messages.isEmpty() && signals.get() == 0;
    }

    int underWay() {
        return messages.size() + signals.get();
    }
}
