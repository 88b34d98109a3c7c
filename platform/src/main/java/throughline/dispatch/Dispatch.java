package throughline.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;
import throughline.engagement.EngagementId;

/**
 * Sends what the engine plans, one lane per live system. Systems in shadow have no lane: what would
 * be sent to them stays recorded and never leaves.
 */
public final class Dispatch implements Handover, AutoCloseable {

    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Map<ActionKey, Pending> open = new ConcurrentHashMap<>();
    private final Map<ActionKey, List<Pending>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong arrivals = new AtomicLong();
    private final Confirmations confirmations = new Confirmations();

    Dispatch(List<Lane> lanes) {
        lanes.forEach(lane -> this.lanes.put(lane.system(), lane));
    }

    /** Begins to send. */
    public void start() {
        lanes.values().forEach(lane -> lane.start(this));
    }

    @Override
    public void planned(EngagementId engagement, Action action) {
        Lane lane = lanes.get(action.system());
        if (lane != null) {
            admit(
                    lane,
                    new Pending(
                            engagement,
                            action,
                            0,
                            Pending.Stage.TO_SEND,
                            arrivals.incrementAndGet()));
        }
    }

    /** Takes a write in, to go when what it depends on is confirmed; false when it is known. */
    boolean admit(Lane lane, Pending pending) {
        ActionKey key = pending.action().key();
        if (lane.full() || open.putIfAbsent(key, pending) != null) {
            return false;
        }
        @Nullable ActionKey missing = missing(pending.action());
        if (missing != null && waitFor(missing, pending)) {
            return true;
        }
        return lane.offer(pending) || forget(key);
    }

    private boolean forget(ActionKey key) {
        open.remove(key);
        return false;
    }

    private @Nullable ActionKey missing(Action action) {
        for (ActionKey needed : action.dependsOn()) {
            if (open.containsKey(needed)) {
                return needed;
            }
        }
        return null;
    }

    /** False when it was concluded in the meantime, so that nobody would wake the waiting one. */
    private boolean waitFor(ActionKey needed, Pending pending) {
        List<Pending> added =
                waiting.compute(
                        needed,
                        (key, others) -> {
                            if (!open.containsKey(key)) {
                                return others;
                            }
                            List<Pending> all = others == null ? new ArrayList<>(2) : others;
                            all.add(pending);
                            return all;
                        });
        return added != null && added.contains(pending);
    }

    @Override
    public void concluded(ActionKey key, ActionOutcome outcome) {
        Pending ended = open.get(key);
        if (ended != null) {
            confirmations.note(ended.action(), outcome);
        }
        release(key);
    }

    /** What was confirmed lately. */
    Confirmations confirmations() {
        return confirmations;
    }

    /** It is out of our hands: concluded, or left to the database. Wakes what waited for it. */
    void release(ActionKey key) {
        Pending gone = open.remove(key);
        if (gone != null) {
            Lane lane = lanes.get(gone.action().system());
            if (lane != null) {
                lane.done(gone);
            }
        }
        List<Pending> woken = waiting.remove(key);
        if (woken != null) {
            woken.forEach(this::goOn);
        }
    }

    private void goOn(Pending pending) {
        Lane lane = lanes.get(pending.action().system());
        @Nullable ActionKey missing = missing(pending.action());
        if (lane != null
                && (missing == null || !waitFor(missing, pending))
                && !lane.offer(pending)) {
            open.remove(pending.action().key());
        }
    }

    long arrival() {
        return arrivals.incrementAndGet();
    }

    /** How the lanes are doing. */
    public List<LaneView> lanes() {
        return lanes.values().stream().map(Lane::view).toList();
    }

    /**
     * Ends after the calls that are under way, for a while at most; what is left is found again.
     */
    @Override
    public void close() {
        lanes.values().forEach(Lane::stop);
        lanes.values().forEach(lane -> lane.join(Duration.ofSeconds(15)));
    }
}
