package throughline.insight;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Entitlements of one line by day, and what consumed them: the oldest first. */
final class OpenWork {

    private final Fact sample;
    private final NavigableMap<LocalDate, BigDecimal> entitled = new TreeMap<>();
    private final NavigableMap<LocalDate, BigDecimal> consumed = new TreeMap<>();

    OpenWork(Fact sample) {
        this.sample = sample;
    }

    record Key(String engagement, String line, String currency) {}

    static Key key(Fact fact) {
        return new Key(fact.engagement(), fact.line(), fact.currency());
    }

    /** A fact with the labels of this line. */
    Fact sample() {
        return sample;
    }

    void take(Fact fact) {
        BigDecimal both = fact.increases().add(fact.decreases());
        switch (fact.kind()) {
            case "entitlement" -> {
                entitled.merge(fact.day(), fact.increases(), BigDecimal::add);
                consumed.merge(fact.day(), fact.decreases().negate(), BigDecimal::add);
            }
            case "credit-posted" -> consumed.merge(fact.day(), both.negate(), BigDecimal::add);
            default -> consumed.merge(fact.day(), both, BigDecimal::add);
        }
    }

    /**
     * What is open at the end of the day before, by age.
     *
     * @param cutoffDays after the end of a month, in which its work is billed
     */
    Map<String, BigDecimal> open(LocalDate end, boolean pastCutoffOnly, int cutoffDays) {
        BigDecimal used =
                consumed.headMap(end, false).values().stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        Map<String, BigDecimal> open = new HashMap<>();
        for (Map.Entry<LocalDate, BigDecimal> lot : entitled.headMap(end, false).entrySet()) {
            BigDecimal taken = used.min(lot.getValue());
            used = used.subtract(taken);
            BigDecimal left = lot.getValue().subtract(taken);
            LocalDate cutoff = lot.getKey().withDayOfMonth(1).plusMonths(1).plusDays(cutoffDays);
            if (left.signum() != 0 && (!pastCutoffOnly || cutoff.isBefore(end))) {
                open.merge(age(lot.getKey(), end), left, BigDecimal::add);
            }
        }
        return open;
    }

    private static String age(LocalDate day, LocalDate end) {
        long days = ChronoUnit.DAYS.between(day, end) - 1;
        return days <= 30 ? "0-30" : days <= 60 ? "31-60" : days <= 90 ? "61-90" : "over-90";
    }
}
