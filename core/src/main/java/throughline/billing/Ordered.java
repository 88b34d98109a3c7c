package throughline.billing;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

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

    /** Those up to a day that come after the last one that was dealt with. */
    List<? extends T> left(LocalDate day, Predicate<T> isDone) {
        int end = countUpTo(day);
        int from = end;
        while (from > 0 && !isDone.test(items.get(from - 1))) {
            from--;
        }
        return items.subList(from, end);
    }

    /** The first one after a day that was not dealt with before its time. */
    Optional<T> next(LocalDate day, Predicate<T> isDone) {
        for (int next = countUpTo(day); next < items.size(); next++) {
            T item = items.get(next);
            if (!isDone.test(item)) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    /**
     * The days on which something is, or was, to be dealt with: all that are past, and the next.
     */
    void dueDates(LocalDate today, Predicate<T> isDone, Consumer<LocalDate> found) {
        for (T item : left(today, isDone)) {
            found.accept(on.apply(item));
        }
        next(today, isDone).map(on).ifPresent(found);
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
