package throughline.exposure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How long others took for the same step.
 *
 * @param ended how long those took that came to its end, in seconds, ascending
 * @param open how long those have been at it that did not, in seconds, ascending
 */
record History(long[] ended, long[] open) {

    static final History NONE = new History(List.of(), List.of());

    private static final int DIGITS = 6;

    History(List<Long> ended, List<Long> open) {
        this(sorted(ended), sorted(open));
    }

    private static long[] sorted(List<Long> seconds) {
        return seconds.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /** How many came to the end. */
    int size() {
        return ended.length;
    }

    /**
     * How likely something ends in time: the share of those that had come as far as this one and
     * then did, with one case more that is as likely to end in time as the time that is left is a
     * part of what it would have taken then. Without that one, what nobody has seen yet would be
     * certain; with it, what has waited long is told to wait long. Those of which nobody can tell
     * yet count for nothing.
     *
     * @param soFar how long this one has been at it
     * @param left how much time there is
     */
    BigDecimal inTime(Duration soFar, Duration left) {
        long from = Math.max(0, soFar.toSeconds());
        long time = Math.max(0, left.toSeconds());
        if (time == 0) {
            return BigDecimal.ZERO;
        }
        long until = from + time;
        long good = Arrays.stream(ended).filter(each -> each >= from && each <= until).count();
        long bad =
                Arrays.stream(ended).filter(each -> each > until).count()
                        + Arrays.stream(open).filter(each -> each > until).count();
        BigDecimal one =
                BigDecimal.valueOf(time)
                        .divide(BigDecimal.valueOf(until), DIGITS, RoundingMode.HALF_UP);
        return BigDecimal.valueOf(good)
                .add(one)
                .divide(BigDecimal.valueOf(good + bad + 1), DIGITS, RoundingMode.HALF_UP);
    }

    /** What so many of a hundred took at most; nothing when none ended. */
    Duration percentile(int percent) {
        return ended.length == 0
                ? Duration.ZERO
                : Duration.ofSeconds(
                        ended[Math.min(ended.length - 1, ended.length * percent / 100)]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof History(var hers, var still)
                && Arrays.equals(ended, hers)
                && Arrays.equals(open, still);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ended) * 31 + Arrays.hashCode(open);
    }

    @Override
    public String toString() {
        return ended.length + " ended, " + open.length + " open";
    }
}
