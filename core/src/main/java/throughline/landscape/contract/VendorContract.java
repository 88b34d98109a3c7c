package throughline.landscape.contract;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import throughline.schema.Fingerprint;
import throughline.schema.SchemaSet;

/**
 * What one system is expected to send.
 *
 * <p><b>Threads</b>: safe for any number.
 */
public final class VendorContract {

    private final Declared declared;
    private final Map<String, Set<String>> reads;
    private final Map<String, RecordCheck> checks = new HashMap<>();
    private final String fingerprint;

    /**
     * What the files say.
     *
     * @param file path within the landscape
     * @param version as the vendor calls it; empty when nobody says
     * @param names what the file calls the types, where it calls them otherwise
     * @param schemas by the type's name in the landscape
     * @param rules the first that fits decides
     * @param absent by type and path: which share of records, 0 to 1, had no value when it was
     *     learned
     * @param perWeek by type: how many records a week brought when it was learned
     */
    public record Declared(
            String system,
            String file,
            String version,
            Map<String, String> names,
            SchemaSet schemas,
            List<DriftRule> rules,
            Map<String, BigDecimal> absent,
            Map<String, BigDecimal> perWeek) {
        public Declared {
            names = Map.copyOf(names);
            rules = List.copyOf(rules);
            absent = new TreeMap<>(absent);
            perWeek = new TreeMap<>(perWeek);
        }
    }

    /**
     * A contract.
     *
     * @param reads by type: the paths that the release's mapping reads
     */
    public VendorContract(Declared declared, Map<String, ? extends Collection<String>> reads) {
        this.declared = declared;
        this.reads = new HashMap<>();
        reads.forEach((type, paths) -> this.reads.put(type, Set.copyOf(paths)));
        for (String type : declared.schemas().types().keySet()) {
            checks.put(type, new RecordCheck(type, declared.schemas()));
        }
        this.fingerprint = Fingerprint.of(declared.schemas()).substring(0, 12);
    }

    /** What the files say. */
    public Declared declared() {
        return declared;
    }

    /** The system that it is of. */
    public String system() {
        return declared.system();
    }

    /** The descriptions, by type. */
    public SchemaSet schemas() {
        return declared.schemas();
    }

    /** The first characters of the hash of all descriptions. */
    public String fingerprint() {
        return fingerprint;
    }

    /** Whether it says anything about records of a type. */
    public boolean covers(String type) {
        return declared.schemas().types().containsKey(type);
    }

    /** Whether a record of a type can be made to wait by it. */
    public boolean holds(String type) {
        return covers(type)
                && (reads.containsKey(type)
                        || declared.rules().stream().anyMatch(rule -> rule.policy().holds()));
    }

    /** The paths that the mapping of a type reads. */
    public Set<String> reads(String type) {
        return reads.getOrDefault(type, Set.of());
    }

    /**
     * Everything in a record that the contract does not say, by path; nothing for a type that it
     * does not cover.
     */
    public List<Deviation> deviations(String type, Map<String, Object> raw) {
        RecordCheck check = checks.get(type);
        return check == null ? List.of() : check.of(raw, this);
    }

    /** What is to be done about a deviation; what no single record shows can park none. */
    public DriftPolicy policy(String type, String path, DriftClass drift) {
        DriftPolicy policy =
                declared.rules().stream()
                        .filter(rule -> rule.fits(type, path, drift))
                        .findFirst()
                        .map(DriftRule::policy)
                        .orElseGet(() -> usual(read(type, path), drift));
        return policy == DriftPolicy.PARK && !drift.ofOneRecord() ? DriftPolicy.WARN : policy;
    }

    /** A field that a mapping reads must not go or change without somebody having looked. */
    private static DriftPolicy usual(boolean read, DriftClass drift) {
        return switch (drift) {
            case MISSING, RETYPED -> read ? DriftPolicy.PARK : DriftPolicy.WARN;
            case NEW_FIELD, NEW_VALUE, NULLS, VOLUME -> DriftPolicy.WARN;
        };
    }

    /** Whether the mapping of a type reads what stands at a path, or below it. */
    public boolean read(String type, String path) {
        for (String each : reads(type)) {
            if (each.equals(path)
                    || each.startsWith(path)
                            && (each.charAt(path.length()) == '.'
                                    || each.charAt(path.length()) == '[')) {
                return true;
            }
        }
        return false;
    }
}
