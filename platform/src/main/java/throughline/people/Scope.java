package throughline.people;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the enterprise somebody sees.
 *
 * @param units names of business units; {@code *} for all
 * @param entities codes of legal entities; {@code *} for all
 */
public record Scope(Set<String> units, Set<String> entities) {

    private static final String ALL = "*";
    private static final int LONGEST = 200;

    /** Everything. */
    public static final Scope WHOLE = new Scope(Set.of(ALL), Set.of(ALL));

    public Scope {
        units = Set.copyOf(units);
        entities = Set.copyOf(entities);
    }

    /** Whether it is the whole enterprise. */
    public boolean isWhole() {
        return allUnits() && allEntities();
    }

    /** Whether every unit is seen. */
    public boolean allUnits() {
        return units.contains(ALL);
    }

    /** Whether every entity is seen. */
    public boolean allEntities() {
        return entities.contains(ALL);
    }

    /** Whether something of a unit and an entity is seen; what names none is seen by all-seers. */
    public boolean sees(@Nullable String unit, @Nullable String entity) {
        return (allUnits() || unit != null && units.contains(unit))
                && (allEntities() || entity == null || entities.contains(entity));
    }

    /** Whether each part has a name that can be one. */
    boolean isNamed() {
        return Stream.concat(units.stream(), entities.stream())
                .allMatch(
                        name ->
                                !name.isBlank()
                                        && name.length() <= LONGEST
                                        && name.chars().noneMatch(Character::isISOControl));
    }

    /** What both see. */
    Scope and(Scope other) {
        return new Scope(both(units, other.units), both(entities, other.entities));
    }

    private static Set<String> both(Set<String> left, Set<String> right) {
        if (left.contains(ALL)) {
            return right;
        }
        if (right.contains(ALL)) {
            return left;
        }
        Set<String> both = new TreeSet<>(left);
        both.retainAll(right);
        return both;
    }

    @Override
    public String toString() {
        return "units " + new TreeSet<>(units) + " entities " + new TreeSet<>(entities);
    }
}
