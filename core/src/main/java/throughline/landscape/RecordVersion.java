package throughline.landscape;

import java.util.Optional;

/**
 * Which version of its record a message carries. The newest wins, whatever the order of arrival.
 *
 * @param stated the source's own version in a form that sorts as text (instants, dates and numbers
 *     are padded by the mapping); empty when the source states none, and then of two different
 *     bodies the one received later is the newer
 */
public record RecordVersion(Optional<String> stated) {

    /** The source states none. */
    public static final RecordVersion UNSTATED = new RecordVersion(Optional.empty());

    /**
     * Whether this version, received later, replaces one in force: not when the source itself says
     * that it is older.
     */
    public boolean replaces(RecordVersion inForce) {
        return stated.isEmpty()
                || inForce.stated.isEmpty()
                || stated.get().compareTo(inForce.stated.get()) >= 0;
    }
}
