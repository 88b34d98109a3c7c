package throughline.dispatch;

import io.github.bucket4j.distributed.BucketProxy;
import throughline.connectors.Calls;

/**
 * A budget that several nodes and systems draw on. What is left to others is a floor that this
 * system does not go below; two who draw at the same moment may go below it by what they draw.
 */
final class SharedBudget implements Budget {

    /** One part in so many of a full bucket is kept for writes. */
    private static final long FOR_WRITES = 4;

    private final BucketProxy bucket;
    private final long capacity;
    private final long left;
    private final long perMinute;
    private final long leftPerMinute;
    private final int reservePercent;

    SharedBudget(BucketProxy bucket, long capacity, LaneLimits.Allowance allowance) {
        this.bucket = bucket;
        this.capacity = capacity;
        this.perMinute = allowance.perMinute();
        this.left = capacity * allowance.reservePercent() / 100;
        this.leftPerMinute = perMinute * allowance.reservePercent() / 100;
        this.reservePercent = allowance.reservePercent();
    }

    @Override
    public int take(int wanted) {
        if (left == 0) {
            return (int) bucket.tryConsumeAsMuchAsPossible(wanted);
        }
        long free = Math.min(wanted, bucket.getAvailableTokens() - left);
        return free <= 0 ? 0 : (int) bucket.tryConsumeAsMuchAsPossible(free);
    }

    @Override
    public boolean takeSpare() {
        return bucket.getAvailableTokens() > Math.max(left, capacity / FOR_WRITES)
                && bucket.tryConsume(1);
    }

    @Override
    public void called(Calls.Made made) {
        if (made.calls() > 1) {
            bucket.consumeIgnoringRateLimits(made.calls() - 1);
        }
        boolean leftToOthers =
                made.left().orElse(Long.MAX_VALUE) <= leftPerMinute
                        || made.usedPercent().orElse(0) >= 100 - reservePercent;
        if (leftToOthers) {
            // Others use the account too: leave it to them for ten seconds.
            owing(perMinute / 6);
        }
    }

    private void owing(long calls) {
        long available = bucket.getAvailableTokens();
        if (available > -calls) {
            bucket.consumeIgnoringRateLimits(available + calls);
        }
    }
}
