package throughline.releases;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import throughline.landscape.GatePolicy;
import throughline.landscape.Lineage;
import throughline.landscape.Mapping;
import throughline.landscape.Part;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.Unit;
import throughline.releases.Change.Weight;
import throughline.wording.Kebab;

/** Who answers for each part of a landscape, and who uses it. */
public final class Register {

    private final Release release;

    /** That of a release. */
    public Register(Release release) {
        this.release = release;
    }

    /**
     * A part and its users.
     *
     * @param users in words of the landscape: other parts, and what the business does with it
     * @param weight what went through it in the last ninety days
     */
    public record Entry(Part part, List<String> users, Weight weight) {
        public Entry {
            users = List.copyOf(users);
        }
    }

    /** All parts, without what went through them. */
    public List<Entry> entries() {
        return entries(part -> Weight.UNKNOWN);
    }

    /** All parts. */
    public List<Entry> entries(Function<String, Weight> weight) {
        return release.parts().stream()
                .map(part -> new Entry(part, users(part), weight.apply(part.name())))
                .toList();
    }

    /** Parts that are on their way out, each in a sentence, those first whose time is over. */
    public List<String> farewells(LocalDate today) {
        List<String> over = new ArrayList<>();
        List<String> farewells = new ArrayList<>();
        for (Part part : release.parts()) {
            Optional<Part.Deprecation> deprecation = part.deprecation();
            if (deprecation.isPresent()) {
                List<String> users = users(part);
                boolean late = deprecation.get().isOver(today);
                (late ? over : farewells)
                        .add(
                                "%s %s until %s%s%s: %s."
                                        .formatted(
                                                part.name(),
                                                late ? "was deprecated" : "is deprecated",
                                                deprecation.get().until(),
                                                late ? ", which is over" : "",
                                                deprecation
                                                        .get()
                                                        .instead()
                                                        .map(other -> ", use " + other)
                                                        .orElse(""),
                                                users.isEmpty()
                                                        ? "nothing uses it any more, remove it"
                                                        : "still used by "
                                                                + String.join(", ", users)));
            }
        }
        over.addAll(farewells);
        return over;
    }

    private List<String> users(Part part) {
        String name = part.ownName();
        return switch (part.kind()) {
            case "tables" -> table(name);
            case "mappings" -> mapping(name);
            case "systems" -> system(name);
            case "objects" -> object(name);
            case "fields" -> Reach.by(name, release);
            case "policies" -> policy(name);
            case "clocks" -> clock(name);
            case "entities" -> entity(name);
            case "units" -> unit(name);
            case "metrics" -> List.of("throughline metrics " + name);
            default -> List.of();
        };
    }

    private List<String> table(String table) {
        List<String> users = new ArrayList<>();
        Reach.through(table, release).forEach(kind -> users.add("mappings/" + slashed(kind)));
        users.addAll(Reach.ofTable(table));
        return users;
    }

    private List<String> mapping(String name) {
        String kind = name.replaceFirst("/", ":");
        Set<String> users = new TreeSet<>();
        for (Mapping mapping : release.mappings()) {
            String other = mapping.system() + ":" + mapping.type();
            if (other.equals(kind)) {
                users.add("objects/" + mapping.canonical());
            }
            for (Lineage lineage : mapping.lineage()) {
                if (lineage.records().contains(kind)) {
                    users.add("mappings/" + slashed(other));
                }
            }
        }
        return List.copyOf(users);
    }

    private List<String> system(String name) {
        List<String> users = new ArrayList<>();
        release.mappings().stream()
                .filter(mapping -> mapping.system().equals(name))
                .forEach(mapping -> users.add("mappings/" + name + "/" + mapping.type()));
        release.systems().stream()
                .filter(system -> system.name().equals(name))
                .map(SystemDeclaration::writes)
                .forEach(writes -> users.addAll(new TreeSet<>(writes)));
        return users;
    }

    private List<String> object(String name) {
        List<String> users = new ArrayList<>();
        for (Mapping mapping : release.mappings()) {
            if (mapping.canonical().equals(name)) {
                users.add("mappings/" + mapping.system() + "/" + mapping.type());
            }
        }
        users.addAll(Reach.by(name, release));
        return users;
    }

    private List<String> policy(String name) {
        List<String> users = new ArrayList<>();
        for (Unit unit : release.units()) {
            for (GatePolicy gate : unit.gates()) {
                if (word(gate).equals(name) && gate.enabled()) {
                    users.add("units/" + unit.name());
                }
            }
        }
        return users;
    }

    private static String word(GatePolicy gate) {
        return Kebab.of(gate.gate());
    }

    private List<String> clock(String name) {
        return release.units().stream()
                .filter(unit -> unit.clocks().stream().anyMatch(clock -> clock.name().equals(name)))
                .map(unit -> "units/" + unit.name())
                .toList();
    }

    private List<String> entity(String code) {
        List<String> users = new ArrayList<>();
        release.systems().stream()
                .filter(system -> system.entities().contains(code))
                .forEach(system -> users.add("systems/" + system.name()));
        release.units().stream()
                .filter(unit -> unit.sellingEntities().contains(code))
                .forEach(unit -> users.add("units/" + unit.name()));
        return users;
    }

    private List<String> unit(String name) {
        List<String> users = new ArrayList<>(List.of("deals of " + name));
        release.systems().stream()
                .filter(system -> system.units().contains(name))
                .forEach(system -> users.add("systems/" + system.name()));
        return users;
    }

    private static String slashed(String kind) {
        return kind.replaceFirst(":", "/");
    }
}
