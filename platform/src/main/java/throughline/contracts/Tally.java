package throughline.contracts;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.landscape.contract.Deviation;
import throughline.landscape.contract.DriftPolicy;
import throughline.landscape.contract.VendorContract;
import throughline.schema.SchemaSet;

/** What some messages add to the counts: sums and smallest numbers, so that no order matters. */
final class Tally {

    private final Map<Kind, List<String>> watched = new HashMap<>();
    final Map<Kind, Long> records = new TreeMap<>();
    final Map<Absent, Long> absent = new TreeMap<>();
    final Map<Deviating, Seen> deviating = new TreeMap<>();

    /** Records of a type, in a week, by the contract that they were held against. */
    record Kind(String system, String type, LocalDate week, String contract)
            implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            return sorted().compareTo(other.sorted());
        }

        private String sorted() {
            return String.join("\u0000", system, type, week.toString(), contract);
        }
    }

    /** A field that a mapping reads, without a value. */
    record Absent(Kind kind, String path) implements Comparable<Absent> {
        @Override
        public int compareTo(Absent other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : path.compareTo(other.path);
        }
    }

    /** What deviated in a week. */
    record Deviating(Kind kind, String path, String drift, String value)
            implements Comparable<Deviating> {
        @Override
        public int compareTo(Deviating other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0
                    ? byKind
                    : String.join("\u0000", path, drift, value)
                            .compareTo(String.join("\u0000", other.path, other.drift, other.value));
        }
    }

    /**
     * In how many records, and one of them.
     *
     * @param example the message of the lowest number
     */
    record Seen(Deviation deviation, DriftPolicy policy, long records, long example) {
        Seen and(long message) {
            return new Seen(deviation, policy, records + 1, Math.min(example, message));
        }
    }

    void record(Kind kind, VendorContract contract, Map<String, Object> raw, long message) {
        records.merge(kind, 1L, Long::sum);
        for (String path : watched.computeIfAbsent(kind, _ -> watched(kind, contract))) {
            if (!has(raw, path)) {
                absent.merge(new Absent(kind, path), 1L, Long::sum);
            }
        }
        List<Deviation> deviations = contract.deviations(kind.type(), raw);
        Set<Deviating> once = new HashSet<>();
        for (Deviation each : deviations) {
            Deviating what = new Deviating(kind, each.path(), each.drift().word(), each.value());
            if (once.add(what)) {
                Seen seen = deviating.get(what);
                deviating.put(
                        what,
                        seen == null
                                ? new Seen(each, each.policy(), 1, message)
                                : seen.and(message));
            }
        }
    }

    /** The fields that a mapping reads and the contract describes, lists left out. */
    private static List<String> watched(Kind kind, VendorContract contract) {
        return contract.reads(kind.type()).stream()
                .filter(path -> !path.contains("["))
                .filter(
                        path ->
                                contract.schemas().at(kind.type(), path)
                                        instanceof SchemaSet.Found.Described)
                .toList();
    }

    private static boolean has(Map<String, Object> raw, String path) {
        @Nullable Object here = raw;
        for (String step : path.split("\\.", -1)) {
            here = here instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return here != null && !(here instanceof String text && text.isBlank());
    }
}
