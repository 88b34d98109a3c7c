package throughline.contracts;

import throughline.landscape.contract.Deviation;
import throughline.landscape.contract.DriftClass;

/**
 * What deviates, whichever record it was seen in.
 *
 * @param contract the first characters of the hash of what the contract describes: another contract
 *     makes another finding of the same
 * @param value what was seen; empty where that says nothing more
 */
public record Finding(
        String system, String type, String contract, String path, DriftClass drift, String value) {

    static Finding of(String system, String type, String contract, Deviation deviation) {
        return new Finding(
                system, type, contract, deviation.path(), deviation.drift(), deviation.value());
    }

    /** As people name it: {@code psa:time-card hours retyped text}. */
    @Override
    public String toString() {
        return (system + ":" + type + " " + path + " " + drift.word() + " " + value).strip();
    }
}
