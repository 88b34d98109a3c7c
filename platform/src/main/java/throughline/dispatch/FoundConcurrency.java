package throughline.dispatch;

import java.util.EnumMap;
import java.util.Map;
import throughline.align.ActionKind;
import throughline.connectors.ConnectorException.Kind;

/**
 * Finds out how many calls a system bears whose file does not say: one more for each round that
 * went well while all were used, a part fewer when the system says that it is too much, does not
 * answer, or answers much slower than it can (additive increase, multiplicative decrease). How fast
 * it can is looked up now and then by sending half as much for a while. What was begun before the
 * last step down says nothing about the limit since.
 */
final class FoundConcurrency implements Concurrency {

    static final int FIRST = 8;
    static final int MOST = 64;

    private static final double LESS = 0.7;
    private static final double SLIGHTLY_LESS = 0.9;
    private static final double MUCH_SLOWER = 1.6;
    private static final long NOTHING_TO_SPEAK_OF = 5_000_000;

    /** After so many calls it is looked how fast the system can be: it may have become slower. */
    private static final int REMEMBERED = 2_000;

    private static final int LOOKED_AT = 60;

    private final Map<ActionKind, Pace> paces = new EnumMap<>(ActionKind.class);
    private double limit = FIRST;
    private double limitAfterLooking;
    private int untilLook = REMEMBERED;
    private int looking;
    private int underWay;
    private int fromBefore;
    private int endedInRound;
    private int mostUnderWay;

    @Override
    public synchronized int free() {
        return (int) limit - underWay;
    }

    @Override
    public synchronized void begun() {
        underWay++;
        mostUnderWay = Math.max(mostUnderWay, underWay);
    }

    @Override
    public synchronized void unused() {
        underWay--;
    }

    @Override
    public synchronized void ended(ActionKind kind, Ending ending, long nanos) {
        underWay--;
        Verdict verdict = judged(kind, ending, nanos);
        if (fromBefore > 0) {
            fromBefore--;
            return;
        }
        if (isLooking()) {
            return;
        }
        switch (verdict) {
            case TOO_MUCH -> step(LESS);
            case SLOW -> step(SLIGHTLY_LESS);
            case NOTHING -> {}
            case WELL -> {
                if (mostUnderWay >= (int) limit) {
                    limit = Math.min(MOST, limit + 1 / limit);
                }
            }
        }
        endedInRound++;
        if (endedInRound >= limit) {
            mostUnderWay = underWay;
            endedInRound = 0;
        }
    }

    /** Sends half as much for a while, and as much as before afterwards. */
    private boolean isLooking() {
        if (looking == 0) {
            untilLook--;
            if (untilLook > 0 || limit < 2) {
                return false;
            }
            limitAfterLooking = limit;
            limit = limit / 2;
            looking = LOOKED_AT;
            paces.values().forEach(Pace::anew);
            return true;
        }
        looking--;
        if (looking == 0) {
            limit = limitAfterLooking;
            untilLook = REMEMBERED;
            mostUnderWay = underWay;
            endedInRound = 0;
        }
        return true;
    }

    /** One step for all that were under way together. */
    private void step(double factor) {
        limit = Math.max(1, limit * factor);
        fromBefore = underWay;
        mostUnderWay = underWay;
        endedInRound = 0;
    }

    private enum Verdict {
        WELL,
        SLOW,
        TOO_MUCH,
        NOTHING
    }

    private Verdict judged(ActionKind kind, Ending ending, long nanos) {
        return switch (ending) {
            case Ending.Ended _ ->
                    paces.computeIfAbsent(kind, each -> new Pace()).isSlow(nanos)
                            ? Verdict.SLOW
                            : Verdict.WELL;
            case Ending.SendAgain again ->
                    again.kind() == Kind.LIMITED ? Verdict.TOO_MUCH : of(again);
            case Ending.SearchLater _ -> Verdict.TOO_MUCH;
        };
    }

    /** A system that is away altogether is the breaker's affair. */
    private static Verdict of(Ending.SendAgain again) {
        return switch (again.kind()) {
            case LIMITED, TIMED_OUT, FAILED, UNDONE -> Verdict.TOO_MUCH;
            case UNREACHABLE, UNAUTHORIZED, REFUSED, DROPPED, UNREADABLE -> Verdict.NOTHING;
        };
    }

    @Override
    public synchronized int underWay() {
        return underWay;
    }

    @Override
    public synchronized int limit() {
        return (int) limit;
    }

    /** How long answers take of late, and how long at their best. */
    private static final class Pace {
        private static final double WEIGHT = 0.03;
        private static final int SETTLED = 33;

        private double smooth;
        private double best = Double.MAX_VALUE;
        private double bestBefore = Double.MAX_VALUE;
        private int counted;

        boolean isSlow(long nanos) {
            counted++;
            smooth += (nanos - smooth) * Math.max(WEIGHT, 1.0 / counted);
            if (counted < SETTLED) {
                return false;
            }
            best = Math.min(best, smooth);
            return smooth > NOTHING_TO_SPEAK_OF + MUCH_SLOWER * Math.min(best, bestBefore);
        }

        /** What was best up to here counts once more, until it is known how it is now. */
        void anew() {
            bestBefore = best;
            best = Double.MAX_VALUE;
        }
    }
}
