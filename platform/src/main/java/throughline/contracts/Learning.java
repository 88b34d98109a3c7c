package throughline.contracts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import throughline.schema.JsonSchema;
import throughline.wording.Counted;

/**
 * Learns from records what a system sends: which fields there are, of which types, how often they
 * have a value and which. A function of the records as a set: neither their order nor who asks
 * changes what is learned.
 */
public final class Learning {

    private final Map<String, LearnedValue> types = new TreeMap<>();
    private final Map<String, Map<LocalDate, Long>> weeks = new TreeMap<>();
    private long records;

    /** Looks at one record. */
    public void see(String type, Instant received, Map<String, Object> raw) {
        types.computeIfAbsent(type, _ -> new LearnedValue()).see(raw);
        weeks.computeIfAbsent(type, _ -> new TreeMap<>())
                .merge(Comparing.week(received), 1L, Long::sum);
        records++;
    }

    /** How many records were seen of each type. */
    public Map<String, Long> seen() {
        Map<String, Long> seen = new TreeMap<>();
        weeks.forEach(
                (type, each) ->
                        seen.put(type, each.values().stream().mapToLong(Long::longValue).sum()));
        return seen;
    }

    /** What was learned, as a JSON Schema with one definition for each type. */
    public Map<String, Object> contract(String system) {
        Map<String, Object> contract = new LinkedHashMap<>();
        contract.put("$schema", JsonSchema.DIALECT);
        contract.put("title", "What %s sent".formatted(system));
        contract.put(
                "version", "learned from %s%s".formatted(Counted.of(records, "record"), until()));
        Map<String, Object> definitions = new LinkedHashMap<>();
        types.forEach(
                (type, value) -> {
                    Map<String, Object> described = new LinkedHashMap<>(value.described());
                    described.put("x-records", seen().getOrDefault(type, 0L));
                    // One week alone says nothing about what is usual.
                    Map<LocalDate, Long> byWeek = weeks.getOrDefault(type, Map.of());
                    if (byWeek.size() > 1) {
                        described.put("x-records-per-week", perWeek(byWeek));
                    }
                    definitions.put(type, described);
                });
        contract.put("$defs", definitions);
        return contract;
    }

    private String until() {
        Set<LocalDate> all = new TreeSet<>();
        weeks.values().forEach(each -> all.addAll(each.keySet()));
        return all.isEmpty() ? "" : " until the week of " + ((TreeSet<LocalDate>) all).last();
    }

    private static long perWeek(Map<LocalDate, Long> weeks) {
        long all = weeks.values().stream().mapToLong(Long::longValue).sum();
        return BigDecimal.valueOf(all)
                .divide(BigDecimal.valueOf(weeks.size()), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
