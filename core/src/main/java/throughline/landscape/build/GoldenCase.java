package throughline.landscape.build;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import throughline.landscape.DecisionTable;
import throughline.landscape.Fault;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.landscape.Translation;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/**
 * An example with its right answer, kept with the landscape and run at every plan.
 *
 * @param expected by path; what the case does not mention may be anything
 */
public record GoldenCase(String name, Place place, Subject subject, Map<String, String> expected) {

    public GoldenCase {
        expected = Map.copyOf(expected);
    }

    /** What is asked. */
    public sealed interface Subject {

        /** What a mapping makes of a record, with others known. */
        record Translate(Given given, List<Given> known) implements Subject {
            public Translate {
                known = List.copyOf(known);
            }
        }

        /** What a table decides for a unit. */
        record Decide(String table, Optional<String> unit, LocalDate on, Map<String, String> inputs)
                implements Subject {
            public Decide {
                inputs = Map.copyOf(inputs);
            }
        }
    }

    /** A raw record. */
    public record Given(String system, String type, Map<String, Object> record) {}

    /**
     * How it went.
     *
     * @param differences empty when it is as expected
     */
    public record Verdict(GoldenCase golden, List<String> differences) {
        public Verdict {
            differences = List.copyOf(differences);
        }

        /** Whether the answer is the expected one. */
        public boolean passed() {
            return differences.isEmpty();
        }
    }

    /** Asks the release. */
    public Verdict run(Release release) {
        Map<String, String> actual =
                switch (subject) {
                    case Subject.Translate translate -> translate(release, translate);
                    case Subject.Decide decide -> decide(release, decide);
                };
        List<String> differences = new ArrayList<>();
        for (String path : new TreeSet<>(expected.keySet())) {
            String wanted = expected.get(path);
            String found = actual.getOrDefault(path, "nothing");
            if (!found.equals(wanted)) {
                differences.add("%s is %s, expected %s".formatted(path, found, wanted));
            }
        }
        if (!differences.isEmpty() && actual.containsKey("why")) {
            differences.add(actual.get("why"));
        }
        return new Verdict(this, differences);
    }

    private static Map<String, String> decide(Release release, Subject.Decide decide) {
        Optional<DecisionTable> table =
                decide.unit()
                        .map(release::unit)
                        .orElse(Optional.of(release.defaultUnit()))
                        .flatMap(unit -> unit.table(decide.table()));
        Optional<DecisionTable.Row> row =
                table.flatMap(found -> found.decide(decide.inputs(), decide.on()));
        return row.map(DecisionTable.Row::outputs)
                .orElse(Map.of("why", "no row of " + decide.table() + " matches"));
    }

    private static Map<String, String> translate(Release release, Subject.Translate translate) {
        Map<RecordKey, CanonicalRecord> records = new HashMap<>();
        for (Given known : translate.known()) {
            if (ask(release, known, records) instanceof Translation.Translated found) {
                records.put(found.record().key(), found.record());
            }
        }
        Translation answer = ask(release, translate.given(), records);
        return switch (answer) {
            case null -> Map.of("outcome", "unmapped", "why", "there is no mapping for it");
            case Translation.Translated found -> {
                Map<String, String> values = new HashMap<>(Flattened.of(found.record()));
                values.put("outcome", "translated");
                values.put("route", found.route().toString());
                yield values;
            }
            case Translation.Waiting waiting ->
                    Map.of("outcome", "waiting", "why", waiting.sentence());
            case Translation.Refused refused -> refused(refused);
            case Translation.Ignored ignored ->
                    Map.of("outcome", "ignored", "why", ignored.reason());
        };
    }

    private static Map<String, String> refused(Translation.Refused refused) {
        Map<String, String> values = new HashMap<>();
        values.put("outcome", "refused");
        refused.faults().forEach(fault -> values.put("faults." + fault.path(), fault.code()));
        values.put(
                "why", String.join("; ", refused.faults().stream().map(Fault::sentence).toList()));
        return values;
    }

    private static @Nullable Translation ask(
            Release release, Given given, Map<RecordKey, CanonicalRecord> records) {
        Optional<Mapping> mapping = release.mapping(given.system(), given.type());
        return mapping.map(
                        found ->
                                found.translate(
                                        given.record(),
                                        key -> Optional.ofNullable(records.get(key))))
                .orElse(null);
    }
}
