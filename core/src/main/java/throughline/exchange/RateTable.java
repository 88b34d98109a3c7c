package throughline.exchange;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import throughline.wording.Counted;

/**
 * Rates as they were published: how much of each currency one unit of the base is worth, day by
 * day. Banks are closed on some days; then the last day before counts, and never one after.
 */
public final class RateTable {

    /** Without any rate. */
    public static final RateTable EMPTY = new RateTable(Optional.empty(), Map.of());

    private final Optional<String> base;
    private final Map<String, NavigableMap<LocalDate, BigDecimal>> published;

    /**
     * A table.
     *
     * @param base what one unit is of; empty when nothing was published
     * @param published by currency and day
     */
    public RateTable(
            Optional<String> base,
            Map<String, ? extends NavigableMap<LocalDate, BigDecimal>> published) {
        this.base = base;
        Map<String, NavigableMap<LocalDate, BigDecimal>> copy = new HashMap<>();
        published.forEach((currency, days) -> copy.put(currency, new TreeMap<>(days)));
        this.published = Map.copyOf(copy);
    }

    /**
     * The last rate known on a day.
     *
     * @param oldestDays how many days before it may be published
     */
    public Worth on(LocalDate day, String from, String to, int oldestDays) {
        if (from.equals(to)) {
            return Worth.Rate.ONE;
        }
        Optional<BigDecimal> below = last(from, day, oldestDays);
        Optional<BigDecimal> above = last(to, day, oldestDays);
        return below.isPresent() && above.isPresent()
                ? new Worth.Rate(above.get(), below.get())
                : unknown(below.isEmpty() ? from : to, from, to, day, oldestDays);
    }

    /**
     * The mean of the rates of a month, each day's weighing the same; where none was published in
     * it until then, the last one known on the day.
     */
    public Worth average(LocalDate day, String from, String to, int oldestDays) {
        if (from.equals(to)) {
            return Worth.Rate.ONE;
        }
        LocalDate first = day.withDayOfMonth(1);
        LocalDate next = first.plusMonths(1);
        SortedSet<LocalDate> days = new TreeSet<>(days(from, first, next));
        if (isBase(from)) {
            days.addAll(days(to, first, next));
        } else if (!isBase(to)) {
            days.retainAll(days(to, first, next));
        }
        if (days.isEmpty()) {
            return on(day, from, to, oldestDays);
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (LocalDate each : days) {
            sum = sum.add(at(to, each).divide(at(from, each), MathContext.DECIMAL128));
        }
        return new Worth.Rate(sum, BigDecimal.valueOf(days.size()));
    }

    private Worth unknown(String currency, String from, String to, LocalDate day, int oldestDays) {
        Optional<LocalDate> last =
                Optional.ofNullable(published.get(currency)).map(days -> days.floorKey(day));
        String why =
                last.map(
                                known ->
                                        "the last one of %s is of %s, more than %s before"
                                                .formatted(
                                                        currency,
                                                        known,
                                                        Counted.of(oldestDays, "day")))
                        .orElse("none of %s was published until then".formatted(currency));
        return new Worth.Unknown(
                ("No rate from %s to %s is known on %s: %s. Publish one for that day, or one"
                                + " before it.")
                        .formatted(from, to, day, why));
    }

    private boolean isBase(String currency) {
        return base.filter(currency::equals).isPresent();
    }

    private Optional<BigDecimal> last(String currency, LocalDate day, int oldestDays) {
        if (isBase(currency)) {
            return Optional.of(BigDecimal.ONE);
        }
        return Optional.ofNullable(published.get(currency))
                .map(days -> days.floorEntry(day))
                .filter(entry -> !entry.getKey().isBefore(day.minusDays(oldestDays)))
                .map(Map.Entry::getValue);
    }

    private BigDecimal at(String currency, LocalDate day) {
        if (isBase(currency)) {
            return BigDecimal.ONE;
        }
        BigDecimal rate = published.getOrDefault(currency, new TreeMap<>()).get(day);
        if (rate == null) {
            throw new IllegalStateException(currency + " has no rate of " + day);
        }
        return rate;
    }

    private SortedSet<LocalDate> days(String currency, LocalDate from, LocalDate until) {
        NavigableMap<LocalDate, BigDecimal> days = published.get(currency);
        return days == null
                ? new TreeSet<>()
                : days.subMap(from, true, until, false).navigableKeySet();
    }
}
