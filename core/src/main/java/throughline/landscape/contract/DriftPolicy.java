package throughline.landscape.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is to be done about what deviates, the mildest first. */
public enum DriftPolicy {
    /** It is counted; nobody is told. */
    ACCEPT,
    /** The owner is told; records are taken in. */
    WARN,
    /** The record waits until the contract is accepted. */
    PARK,
    /** All records of the type wait until the contract is accepted. */
    STOP;

    /** As it is written in files and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The policy of a word. */
    public static Optional<DriftPolicy> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** Whether records wait. */
    public boolean holds() {
        return this == PARK || this == STOP;
    }
}
