package throughline.billing;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import throughline.engagement.NextDay;

/**
 * Finds what is due in a list that is in the order of its days, without looking at all of it: what
 * was dealt with was dealt with in that order, so the rest of what is due stands at its end.
 *
 * @param items in the order of their days
 * @param on the day of one
 */
record Ordered<T>(List<? extends T> items, Function<T, LocalDate> on) {

    /** Those up to a day. */
    List<? extends T> upTo(LocalDate day) {
        return items.subList(0, countUpTo(day));
    }

    /** Those of some days, of which the first is empty when there are none. */
    List<? extends T> within(Optional<LocalDate> first, LocalDate last) {
        return first.isEmpty() || first.get().isAfter(last)
                ? List.of()
                : items.subList(countUpTo(first.get().minusDays(1)), countUpTo(last));
    }

    /**
     * The days on which something is, or was, to be dealt with: those that are past after the last
     * one that was, and the next one that was not dealt with before its time.
     */
    void dueDates(LocalDate today, Predicate<T> isDone, NextDay found) {
        int end = countUpTo(today);
        if (!found.isBeyond(today)) {
            for (int last = end; last > 0 && !isDone.test(items.get(last - 1)); last--) {
                found.accept(on.apply(items.get(last - 1)));
            }
        }
        for (int next = end; next < items.size(); next++) {
            LocalDate day = on.apply(items.get(next));
            if (!found.wants(day)) {
                return;
            }
            if (!isDone.test(items.get(next))) {
                found.accept(day);
                return;
            }
        }
    }

    private int countUpTo(LocalDate day) {
        int low = 0;
        int high = items.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (on.apply(items.get(middle)).isAfter(day)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
