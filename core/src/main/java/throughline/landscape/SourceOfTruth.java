package throughline.landscape;

/**
 * Which system is believed about a field of an object.
 *
 * @param object a canonical type, {@code project}
 * @param field as the canonical type calls it; {@code *} for all
 * @param phase of the contract: {@code proposed}, {@code booked}, {@code active}, {@code
 *     cancelled}; {@code *} for all
 * @param source the system whose edits are facts
 * @param drift what becomes of another system's edits
 */
public record SourceOfTruth(String object, String field, String phase, String source, Drift drift) {

    /** What becomes of an edit that was not the editing system's to make. */
    public enum Drift {
        /** A person is asked. */
        RAISE,
        /** The system is told again what it should hold, once for each edit. */
        RESTORE
    }

    /** Whether this says something about a field in a phase. */
    public boolean covers(String type, String name, String when) {
        return object.equals(type)
                && (field.equals("*") || field.equals(name))
                && (phase.equals("*") || phase.equals(when));
    }

    /** The more it names, the more it counts; the field before the phase. */
    public int weight() {
        return (field.equals("*") ? 0 : 2) + (phase.equals("*") ? 0 : 1);
    }
}
