package throughline.landscape.contract;

import java.util.Arrays;
import java.util.Optional;
import throughline.wording.Kebab;

/** How what arrives can be otherwise than what was declared. */
public enum DriftClass {
    /** A field that the contract does not have. */
    NEW_FIELD,
    /** A field that the contract says is always there is not. */
    MISSING,
    /** A value of another type than the contract says. */
    RETYPED,
    /** A value that is not in the contract's list. */
    NEW_VALUE,
    /** Far more records without a value than there used to be. */
    NULLS,
    /** Far more or fewer records in a week than there used to be. */
    VOLUME;

    /** As it is written in files and answers: {@code new-field}. */
    public String word() {
        return Kebab.of(this);
    }

    /** The class of a word. */
    public static Optional<DriftClass> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** Whether one record alone can show it. */
    public boolean ofOneRecord() {
        return switch (this) {
            case NEW_FIELD, MISSING, RETYPED, NEW_VALUE -> true;
            case NULLS, VOLUME -> false;
        };
    }
}
