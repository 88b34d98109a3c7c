package throughline.schema;

import java.util.List;

/**
 * One thing that another description says otherwise.
 *
 * @param path the type and the way to the field: {@code deal.lines[].amount}
 * @param readsOld whether whoever goes by the new description can read what was written by the old
 * @param readsNew whether whoever goes by the old description can read what is written by the new
 */
public record Difference(
        String path, Kind kind, String sentence, boolean readsOld, boolean readsNew) {

    /** What kind of difference it is. */
    public enum Kind {
        TYPE_ADDED,
        TYPE_REMOVED,
        FIELD_ADDED,
        FIELD_REMOVED,
        RETYPED,
        FORMAT,
        NOW_REQUIRED,
        NOW_OPTIONAL,
        VALUES_ADDED,
        VALUES_REMOVED,
        DEPRECATED
    }

    /** What readers can rely on. */
    public enum Compatibility {
        /** Old readers read what is new, new readers what is old. */
        FULL,
        /** New readers read what is old; old readers cannot read all that is new. */
        BACKWARD,
        /** Old readers read what is new; new readers cannot read all that is old. */
        FORWARD,
        /** Neither. */
        BREAKING
    }

    /** What this one alone comes to. */
    public Compatibility compatibility() {
        return of(readsOld, readsNew);
    }

    /** What all of them come to together; full when there are none. */
    public static Compatibility together(List<Difference> differences) {
        return of(
                differences.stream().allMatch(Difference::readsOld),
                differences.stream().allMatch(Difference::readsNew));
    }

    private static Compatibility of(boolean readsOld, boolean readsNew) {
        return readsOld
                ? readsNew ? Compatibility.FULL : Compatibility.BACKWARD
                : readsNew ? Compatibility.FORWARD : Compatibility.BREAKING;
    }
}
