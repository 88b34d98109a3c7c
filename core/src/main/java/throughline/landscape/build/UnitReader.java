package throughline.landscape.build;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import throughline.landscape.DecisionTable;
import throughline.landscape.GatePolicy;
import throughline.landscape.NearMiss;
import throughline.wording.Counted;

/** Reads business units: a base, and overlays that change what the base allows. */
final class UnitReader {

    private final Parts parts;
    private final Defects defects;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();

    /**
     * What units are made of.
     *
     * @param tables by name, and {@code UNIT/name} for those of one unit
     */
    record Parts(
            Map<String, DecisionTable> tables,
            Tree gates,
            Tree clocks,
            Tree calendar,
            Set<String> entities,
            PolicyReader policies,
            Ownership ownership) {}

    /** A unit as its file says it. */
    private record Draft(
            String name,
            Optional<String> base,
            boolean usual,
            List<String> entities,
            List<String> allowed,
            Map<String, Tree> changes,
            List<String> tables,
            Reading file) {

        Place place() {
            return file.place();
        }

        Place at(String key) {
            return file.name(key);
        }
    }

    UnitReader(Parts parts, Defects defects) {
        this.parts = parts;
        this.defects = defects;
    }

    void read(Tree file) {
        Reading reading = Reading.of(file, "A unit", defects);
        String name = reading.text("name");
        Map<String, Tree> changes = new LinkedHashMap<>();
        for (String key : List.of("gates", "clocks", "calendar")) {
            reading.tree(key).ifPresent(tree -> changes.put(key, tree));
        }
        List<String> entities = reading.texts("entities");
        for (String entity : entities) {
            if (!parts.entities().contains(entity)) {
                reading.unless(
                        "entities/" + entity,
                        "entities",
                        "unknown-reference",
                        "There is no legal entity %s. Declare it in landscape.yaml."
                                .formatted(entity));
            }
        }
        Draft draft =
                new Draft(
                        name,
                        reading.optional("base"),
                        reading.truth("default", false),
                        entities,
                        reading.texts("variations"),
                        changes,
                        reading.texts("tables"),
                        reading);
        String owner = reading.optional("owner").orElse("");
        reading.done();
        if (name.isEmpty()) {
            return; // which is told, and nothing can be said of a unit without a name
        }
        parts.ownership().part("units/" + name, owner, reading.place());
        Draft before = drafts.putIfAbsent(name, draft);
        if (before != null) {
            defects.add(
                    reading.place("name"),
                    "duplicate",
                    "The unit %s is declared at %s already. Keep one, or rename it."
                            .formatted(name, before.place()));
        }
    }

    /** All units with their overlays applied. */
    Map<String, CompiledUnit> units() {
        Map<String, CompiledUnit> result = new LinkedHashMap<>();
        for (Draft draft : drafts.values()) {
            chain(draft).ifPresent(chain -> result.put(draft.name(), unit(chain)));
        }
        return result;
    }

    /** The unit that takes deals naming none. */
    String usual() {
        List<Draft> marked = drafts.values().stream().filter(Draft::usual).toList();
        if (drafts.isEmpty()) {
            return ""; // there is no unit, which is told
        }
        if (marked.size() == 1 || drafts.size() == 1) {
            return (marked.isEmpty() ? drafts.values().iterator().next() : marked.getFirst())
                    .name();
        }
        Place place =
                !marked.isEmpty()
                        ? marked.getLast().place()
                        : drafts.values().stream()
                                .map(Draft::place)
                                .min(Comparator.naturalOrder())
                                .orElse(Place.of("units"));
        defects.unless(
                "units/",
                place,
                "missing",
                "%s default: true. Exactly one must, to take deals that name none."
                        .formatted(Counted.of(marked.size(), "unit says", "units say")));
        return "";
    }

    /** The unit's bases and itself, the furthest base first. */
    private Optional<List<Draft>> chain(Draft draft) {
        List<Draft> chain = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        Draft next = draft;
        while (seen.add(next.name())) {
            chain.addFirst(next);
            if (next.base().isEmpty()) {
                return Optional.of(chain);
            }
            Draft base = drafts.get(next.base().get());
            if (base == null) {
                defects.unless(
                        "units/" + next.base().get(),
                        next.at("base"),
                        "unknown-reference",
                        "There is no unit %s to be the base of %s. Correct the name, or add it."
                                .formatted(next.base().get(), next.name()));
                return Optional.empty();
            }
            next = base;
        }
        defects.add(
                draft.at("base"),
                "cycle",
                "The unit %s is its own base: %s. Break the circle."
                        .formatted(next.name(), String.join(" -> ", seen) + " -> " + next.name()));
        return Optional.empty();
    }

    private CompiledUnit unit(List<Draft> chain) {
        Draft last = chain.getLast();
        Tree gates = parts.gates();
        Tree clocks = parts.clocks();
        Tree calendar = parts.calendar();
        Map<String, DecisionTable> tables = baseTables();
        List<String> variations = new ArrayList<>();
        for (Draft draft : chain) {
            gates = merged(gates, draft, "gates");
            clocks = clocks(clocks, draft);
            calendar = merged(calendar, draft, "calendar");
            own(draft, tables);
            if (draft.base().isPresent()) {
                variations.addAll(changesOf(draft));
            }
        }
        if (last.base().isPresent()) {
            allowed(last, chain.get(chain.size() - 2));
        }
        List<String> entities =
                chain.reversed().stream()
                        .map(Draft::entities)
                        .filter(codes -> !codes.isEmpty())
                        .findFirst()
                        .orElse(List.of());
        List<GatePolicy> gatePolicies = parts.policies().gates(gates, parts.ownership());
        return new CompiledUnit(
                last.name(),
                entities,
                variations,
                tables,
                gatePolicies,
                parts.policies().clocks(clocks, gatePolicies, parts.ownership()),
                CalendarReader.read(calendar, defects));
    }

    private Map<String, DecisionTable> baseTables() {
        Map<String, DecisionTable> tables = new HashMap<>();
        parts.tables()
                .forEach(
                        (name, table) -> {
                            if (!name.contains("/")) {
                                tables.put(name, table);
                            }
                        });
        return tables;
    }

    private static Tree merged(Tree base, Draft draft, String key) {
        Tree change = draft.changes().get(key);
        return change == null ? base : Merge.over(base, change);
    }

    /** A clock that is changed, and that nobody made, is a name written wrongly. */
    private Tree clocks(Tree base, Draft draft) {
        if (!(base instanceof Tree.Section below)
                || !(draft.changes().get("clocks") instanceof Tree.Section change)) {
            return merged(base, draft, "clocks");
        }
        Set<String> known = new TreeSet<>(below.entries().keySet());
        Map<String, Tree> changed = new LinkedHashMap<>();
        change.entries()
                .forEach(
                        (name, clock) -> {
                            if (known.contains(name) || makesOne(clock)) {
                                changed.put(name, clock);
                            } else {
                                unknownClock(draft, name, clock.place(), known);
                            }
                        });
        return Merge.over(base, new Tree.Section(changed, change.place()));
    }

    private static boolean makesOne(Tree clock) {
        return clock instanceof Tree.Section section
                && (section.entries().containsKey("from") || section.entries().containsKey("to"));
    }

    private void unknownClock(Draft draft, String name, Place place, Set<String> known) {
        defects.unless(
                "slas.yaml",
                place,
                "unknown-reference",
                ("The unit %s changes the clock %s, and there is none.%s Name one of %s, or make it"
                                + " by from, to and target.")
                        .formatted(
                                draft.name(),
                                name,
                                NearMiss.hint(name, known),
                                known.isEmpty() ? "slas.yaml" : String.join(", ", known)));
    }

    private void own(Draft draft, Map<String, DecisionTable> tables) {
        for (String name : draft.tables()) {
            DecisionTable own = parts.tables().get(draft.name() + "/" + name);
            if (own == null) {
                defects.unless(
                        "tables/" + draft.name() + "/" + name,
                        draft.at("tables"),
                        "unknown-reference",
                        "There is no tables/%s/%s.csv, which the unit %s says it has. Add it."
                                .formatted(draft.name(), name, draft.name()));
            } else {
                tables.put(name, own);
            }
        }
    }

    private static List<String> changesOf(Draft draft) {
        List<String> changes = new ArrayList<>();
        draft.tables().forEach(table -> changes.add("tables/" + table));
        draft.changes()
                .forEach(
                        (key, tree) -> {
                            if (tree instanceof Tree.Section section && !key.equals("calendar")) {
                                section.entries()
                                        .keySet()
                                        .forEach(name -> changes.add(key + "/" + name));
                            } else {
                                changes.add(key);
                            }
                        });
        return changes;
    }

    private void allowed(Draft draft, Draft base) {
        for (String change : changesOf(draft)) {
            boolean allowed =
                    base.allowed().stream()
                            .anyMatch(
                                    pattern ->
                                            pattern.equals(change)
                                                    || pattern.endsWith("*")
                                                            && change.startsWith(
                                                                    pattern.substring(
                                                                            0,
                                                                            pattern.length() - 1)));
            if (!allowed) {
                defects.add(
                        draft.at(change.replaceFirst("/.*", "")),
                        "variation-not-allowed",
                        ("The unit %s changes %s, which %s does not allow. Add"
                                        + " it to variations of %s, or take it out.")
                                .formatted(draft.name(), change, base.name(), base.name()));
            }
        }
    }
}
