package throughline.revenue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.Entries;

/**
 * What was done on a line, by day, in the unit of its measure: hours, or cost in major units.
 *
 * <p>One more fact costs the same however many there are. The days stay, so that what was done
 * before a change of terms is right also when a fact about it comes late.
 *
 * @param total the sum of all days
 * @param byDay by ISO day
 */
public record Done(BigDecimal total, Map<String, BigDecimal> byDay) {

    /** Nothing. */
    public static final Done NOTHING = new Done(BigDecimal.ZERO, Entries.none());

    public Done {
        byDay = Entries.of(byDay);
    }

    /** With more done on a day, or less when it is negative. */
    Done plus(LocalDate day, BigDecimal more) {
        String key = day.toString();
        BigDecimal sum = byDay.getOrDefault(key, BigDecimal.ZERO).add(more);
        return new Done(
                total.add(more),
                sum.signum() == 0 ? Entries.minus(byDay, key) : Entries.plus(byDay, key, sum));
    }

    /** What was done before a day; all of it when there is none. */
    BigDecimal before(Optional<LocalDate> day) {
        if (day.isEmpty()) {
            return total;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (var entry : byDay.entrySet()) {
            if (LocalDate.parse(entry.getKey()).isBefore(day.get())) {
                sum = sum.add(entry.getValue());
            }
        }
        return sum;
    }
}
