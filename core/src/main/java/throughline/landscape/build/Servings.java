package throughline.landscape.build;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import throughline.landscape.SystemDeclaration;

/** Whom a system serves: only units and entities that exist, and nobody is served twice. */
final class Servings {

    private final Defects defects;
    private final Reading file;
    private final Place place;

    Servings(Defects defects, Reading file) {
        this.defects = defects;
        this.file = file;
        this.place = file.place();
    }

    void check(
            SystemDeclaration system,
            List<SystemDeclaration> others,
            Set<String> entities,
            Set<String> units) {
        known("legal entity", "entities", system.entities(), entities);
        known("unit", "units", system.units(), units);
        for (SystemDeclaration other : others) {
            if (other.name().equals(system.name())) {
                defects.add(
                        file.place("name"),
                        "duplicate",
                        "The system %s is declared twice. Rename one.".formatted(system.name()));
            } else if (bothWrite(system, other)) {
                defects.add(
                        place,
                        "duplicate",
                        ("%s and %s both are the %s of the same units and"
                                        + " entities, so nobody can say which one is written to."
                                        + " Narrow entities or units.")
                                .formatted(other.name(), system.name(), system.role()));
            }
        }
    }

    private void known(String what, String key, List<String> named, Set<String> existing) {
        for (String name : named) {
            if (!existing.contains(name)) {
                defects.unless(
                        key + "/" + name,
                        file.name(key),
                        "unknown-reference",
                        "There is no %s %s. Declare it, or correct the name."
                                .formatted(what, name));
            }
        }
    }

    private static boolean bothWrite(SystemDeclaration a, SystemDeclaration b) {
        return a.role() == b.role()
                && a.mode() == SystemDeclaration.Mode.LIVE
                && b.mode() == SystemDeclaration.Mode.LIVE
                && !a.writes().isEmpty()
                && !b.writes().isEmpty()
                && overlap(a.entities(), b.entities())
                && overlap(a.units(), b.units());
    }

    private static boolean overlap(Collection<String> a, Collection<String> b) {
        return a.isEmpty() || b.isEmpty() || !Collections.disjoint(a, b);
    }
}
