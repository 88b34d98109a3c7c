package throughline.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;
import throughline.connectors.Calls;
import throughline.connectors.Incidents;
import throughline.engagement.Signal;

/**
 * Everything that is sent to one system. One thread decides what goes next and claims it in
 * batches; calls run on virtual threads, as many at once as the limits allow.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final String AWAY = "system-away";
    private static final int CAPACITY = 20_000;
    private static final int BATCH = 512;
    private static final int LOOKED_FOR = CAPACITY / 2;
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration BUSY = Duration.ofMillis(20);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration TAKE_OVER = Duration.ofSeconds(5);

    /** One part in so many of a lane's time goes into looking, at most. */
    private static final int LOOKING_SHARE = 200;

    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    private final Parts parts;
    private final LaneQueue queue = new LaneQueue(CAPACITY);
    private final Concurrency concurrency;
    private final Slots slots;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final Map<ActionKey, Instant> handedIn = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile @Nullable Dispatch dispatch;
    private volatile String lastFailure = "";
    private volatile boolean stopping;
    private Instant nextLook = Instant.MIN;
    private Instant nextTakeOver = Instant.MIN;

    /** What a lane is made of. */
    record Parts(
            String system,
            LaneLimits limits,
            Attempt attempt,
            Breaker breaker,
            Budget budget,
            Pauses pauses,
            Concurrency concurrency,
            ActionStore store,
            Outcomes outcomes,
            IntPredicate ours,
            Incidents incidents,
            InstantSource clock) {}

    Lane(Parts parts) {
        this.parts = parts;
        this.concurrency = parts.concurrency();
        this.slots = new Slots(concurrency, parts.pauses());
        this.thread = Thread.ofVirtual().name("lane-" + parts.system()).unstarted(this::run);
    }

    String system() {
        return parts.system();
    }

    void start(Dispatch whole) {
        dispatch = whole;
        parts.breaker().telling(() -> beside(this::leftAlone), () -> beside(this::back));
        thread.start();
    }

    /** Not while a call ends: its outcome must not wait for the news, nor be lost with it. */
    private void beside(Runnable news) {
        try {
            calls.execute(news);
        } catch (RejectedExecutionException closing) {
            LOG.debug("lane {} ends without telling how the system is", parts.system());
        }
    }

    private void back() {
        parts.incidents().close(parts.system(), AWAY);
    }

    private void leftAlone() {
        parts.incidents()
                .raise(
                        parts.system(),
                        AWAY,
                        "Most calls to "
                                + parts.system()
                                + " fail, so it is left alone and tried again by itself. Last: "
                                + lastFailure);
    }

    boolean full() {
        return queue.size() >= CAPACITY;
    }

    boolean offer(Pending pending) {
        return queue.offer(pending);
    }

    void done(Pending pending) {
        handedIn.remove(pending.action().key());
        queue.done(pending);
    }

    private void run() {
        while (!stopping) {
            try {
                look();
                turn();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The database is away, most likely: nothing is lost, it is looked for again.
                LOG.warn("lane {} stumbles and goes on: {}", parts.system(), e.toString());
                rest(PATIENCE);
            }
        }
    }

    private void turn() throws InterruptedException {
        Duration pause = parts.pauses().left();
        begin();
        int room = Math.min(slots.room(), BATCH);
        if (pause.isPositive() || room <= 0) {
            rest(
                    pause.isPositive() && pause.compareTo(PATIENCE) < 0
                            ? pause
                            : Duration.ofMillis(5));
            return;
        }
        List<Pending> permitted = permitted(queue.take(room, PATIENCE));
        if (permitted.isEmpty()) {
            return;
        }
        Instant claimedAt = parts.clock().instant();
        Set<ActionKey> unclaimed = new HashSet<>();
        permitted.forEach(each -> unclaimed.add(each.action().key()));
        try {
            for (Pending claimed : claimed(permitted)) {
                unclaimed.remove(claimed.action().key());
                slots.add(new Slots.Claimed(claimed, claimedAt));
            }
            begin();
        } finally {
            // Withdrawn, claimed by another node, or waiting for something that is not confirmed.
            unclaimed.forEach(this::giveUp);
        }
    }

    private void begin() {
        slots.begin(claimed -> calls.execute(claimed.traced(this::call)));
    }

    /** What was claimed and never sent goes when the next lane opens; one in doubt stays so. */
    private void giveBack(Slots.Claimed claimed) {
        Pending pending = claimed.pending();
        String why = "the lane closed before it was sent";
        try {
            switch (pending.stage()) {
                case TO_SEND -> parts.store().planAgain(pending, Duration.ZERO, why);
                case IN_DOUBT, LEFT_BEHIND ->
                        parts.store().searchLater(pending, Duration.ZERO, why);
            }
        } catch (RuntimeException away) {
            // It stays claimed by a process that will be gone, and is looked up then.
            LOG.warn("{} cannot be given back: {}", pending.action().key(), away.toString());
        }
    }

    private List<Pending> claimed(List<Pending> permitted) {
        return parts.store().claim(permitted, whole().confirmations(), parts.limits().claim());
    }

    private void giveUp(ActionKey key) {
        parts.breaker().unused();
        whole().release(key);
    }

    /** As many as the breaker and the budget let go; the rest goes back to the queue. */
    private List<Pending> permitted(List<Pending> taken) {
        List<Pending> permitted = new ArrayList<>(taken.size());
        for (Pending each : taken) {
            if (parts.breaker().permits()) {
                permitted.add(each);
            } else {
                queue.putBack(each);
            }
        }
        int affordable = permitted.isEmpty() ? 0 : parts.budget().take(permitted.size());
        while (permitted.size() > affordable) {
            parts.breaker().unused();
            queue.putBack(permitted.removeLast());
        }
        if (affordable < taken.size()) {
            rest(PATIENCE);
        }
        return permitted;
    }

    private void call(Pending pending, Instant claimedAt) {
        boolean made = false;
        boolean stillOurs =
                Duration.between(claimedAt, parts.clock().instant())
                                .compareTo(parts.limits().claim().dividedBy(2))
                        < 0;
        try {
            if (!stillOurs) {
                giveUp(pending.action().key());
                return;
            }
            Calls.sinceLastAsked();
            long began = System.nanoTime();
            Ending ending = parts.attempt().of(pending);
            long took = System.nanoTime() - began;
            sent.incrementAndGet();
            parts.breaker().ended(ending, took);
            parts.budget().called(Calls.sinceLastAsked());
            if (ending instanceof Ending.Ended && answered.compareAndSet(false, true)) {
                // A process that was lost may have left word that the system is away.
                beside(this::back);
            }
            settle(pending, ending);
            made = true;
            concurrency.ended(pending.action().kind(), ending, took);
        } catch (RuntimeException e) {
            // It stays marked as sent, so that it is searched for when its claim has run out.
            LOG.warn("{} is in doubt after {}", pending.action().key(), e.toString());
            whole().release(pending.action().key());
        } finally {
            if (!made) {
                concurrency.unused();
            }
            begin();
        }
    }

    private void settle(Pending pending, Ending ending) {
        boolean exhausted =
                pending.attempts() >= parts.limits().attempts() && parts.breaker().closed();
        switch (ending) {
            case Ending.Ended(var outcome) -> conclude(pending, outcome);
            case Ending.SendAgain again when exhausted && !again.away() ->
                    conclude(pending, pending.tired(again.sentence()));
            case Ending.SendAgain again -> {
                lastFailure = again.sentence();
                if (again.kind() == throughline.connectors.ConnectorException.Kind.LIMITED) {
                    parts.pauses().asked(again.after());
                }
                parts.store().planAgain(pending, again.after(), again.sentence());
                queue.later(pending.at(Pending.Stage.TO_SEND), again.after());
            }
            case Ending.SearchLater search when exhausted ->
                    conclude(pending, pending.tired(search.sentence()));
            case Ending.SearchLater search -> {
                lastFailure = search.sentence();
                parts.store().searchLater(pending, search.after(), search.sentence());
                queue.later(pending.at(Pending.Stage.IN_DOUBT), search.after());
            }
        }
    }

    private void conclude(Pending pending, ActionOutcome outcome) {
        Instant now = parts.clock().instant();
        handedIn.put(pending.action().key(), now);
        Signal.ActionEnded signal = new Signal.ActionEnded(pending.action().key(), outcome, now);
        Instant until = now.plus(parts.limits().claim().dividedBy(2));
        // A busy engine holds the call's slot, so that no more is sent than is taken in.
        while (!takenIn(pending, signal, until)) {
            LockSupport.parkNanos(BUSY.toNanos());
        }
    }

    /** False while the engine is busy; throws when it has been for too long. */
    private boolean takenIn(Pending pending, Signal.ActionEnded signal, Instant until) {
        try {
            parts.outcomes().ended(pending.engagement(), signal);
            return true;
        } catch (RuntimeException busy) {
            if (stopping || parts.clock().instant().isAfter(until)) {
                throw busy;
            }
            return false;
        }
    }

    /** Looks in the database for what was not handed over. */
    private void look() {
        Instant now = parts.clock().instant();
        if (now.isBefore(nextLook) || queue.size() >= BATCH) {
            return;
        }
        nextLook = now.plus(LOOK);
        long began = System.nanoTime();
        if (!now.isBefore(nextTakeOver)) {
            nextTakeOver = now.plus(TAKE_OVER);
            parts.store().takeOver(parts.system());
        }
        // The engine took an outcome and did not keep it, as when a partition went to another node.
        Instant tooLong = now.minus(parts.limits().claim());
        handedIn.forEach(
                (key, at) -> {
                    if (at.isBefore(tooLong)) {
                        whole().release(key);
                    }
                });
        List<Pending> found = parts.store().due(parts.system(), LOOKED_FOR, parts.ours());
        found.forEach(each -> whole().admit(this, each));
        // Where there is more than one look brings, the lane looks again as soon as it runs short.
        nextLook =
                found.size() == LOOKED_FOR
                        ? now
                        : now.plus(untilNextLook(Duration.ofNanos(System.nanoTime() - began)));
    }

    /** Looking takes longer the more is open, while almost all of it was handed over already. */
    static Duration untilNextLook(Duration took) {
        Duration pause = took.multipliedBy(LOOKING_SHARE);
        return pause.compareTo(LOOK) < 0
                ? LOOK
                : pause.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : pause;
    }

    LaneView view() {
        return new LaneView(
                parts.system(),
                parts.breaker().state(),
                queue.size(),
                concurrency.underWay(),
                concurrency.limit(),
                sent.get(),
                parts.pauses().asked(),
                parts.pauses().maintained(),
                lastFailure);
    }

    void stop() {
        stopping = true;
        queue.nudge();
    }

    void join(Duration patience) {
        try {
            thread.join(patience);
            slots.close().forEach(this::giveBack);
            calls.shutdown();
            if (!calls.awaitTermination(
                    patience.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
                calls.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            calls.shutdownNow();
        }
    }

    private Dispatch whole() {
        Dispatch known = dispatch;
        if (known == null) {
            throw new IllegalStateException("the lane was not started");
        }
        return known;
    }

    private void rest(Duration howLong) {
        try {
            queue.rest(howLong);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }
}
