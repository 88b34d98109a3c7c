package throughline.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;
import throughline.correlation.Trace;
import throughline.engagement.EngagementId;

/**
 * Sends what the engine plans, one lane per live system. Systems in shadow have no lane: what would
 * be sent to them stays recorded and never leaves.
 */
public final class Dispatch implements Handover, AutoCloseable {

    /** How long calls that are under way may take to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private volatile Map<String, Lane> lanes;
    private final Map<ActionKey, Pending> open = new ConcurrentHashMap<>();
    private final Map<ActionKey, List<Pending>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong arrivals = new AtomicLong();
    private final Confirmations confirmations = new Confirmations();

    Dispatch(List<Lane> lanes) {
        this.lanes = with(Map.of(), lanes);
    }

    private static Map<String, Lane> with(Map<String, Lane> these, List<Lane> others) {
        Map<String, Lane> all = new LinkedHashMap<>(these);
        others.forEach(lane -> all.put(lane.system(), lane));
        return all;
    }

    /** Begins to send. */
    public void start() {
        lanes.values().forEach(lane -> lane.start(this));
    }

    /**
     * Sends to other systems from now on. Lanes that end finish the calls that are under way; what
     * they had in hand is found again by those that come after.
     */
    synchronized void replace(Set<String> ended, List<Lane> fresh) {
        Map<String, Lane> before = lanes;
        Map<String, Lane> staying = new LinkedHashMap<>(before);
        staying.keySet().removeAll(ended);
        lanes = staying;
        List<Lane> old =
                before.values().stream().filter(each -> ended.contains(each.system())).toList();
        old.forEach(Lane::stop);
        old.forEach(lane -> lane.join(PATIENCE));
        for (Pending each : List.copyOf(open.values())) {
            if (ended.contains(each.action().system())) {
                release(each.action().key());
            }
        }
        lanes = with(staying, fresh);
        fresh.forEach(lane -> lane.start(this));
    }

    @Override
    public void planned(EngagementId engagement, Action action, Trace trace) {
        Lane lane = lanes.get(action.system());
        if (lane != null) {
            admit(
                    lane,
                    new Pending(
                            engagement,
                            action,
                            0,
                            Pending.Stage.TO_SEND,
                            arrivals.incrementAndGet(),
                            trace));
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
        @Nullable Lane lane = lanes.get(pending.action().system());
        @Nullable ActionKey missing = missing(pending.action());
        boolean waits = missing != null && waitFor(missing, pending);
        if (!waits && (lane == null || !lane.offer(pending))) {
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
        lanes.values().forEach(lane -> lane.join(PATIENCE));
    }
}
