package throughline.landscape.contract;

/**
 * One thing in a record that its contract does not say.
 *
 * @param path in the record, {@code Lines[].Amount}
 * @param value what was seen: the type for {@code RETYPED}, the value for {@code NEW_VALUE}; empty
 *     otherwise
 * @param expected in words
 * @param read whether a mapping reads the field
 */
public record Deviation(
        String path,
        DriftClass drift,
        String value,
        String expected,
        boolean read,
        DriftPolicy policy) {

    /** In words, without whose it is. */
    public String sentence() {
        return switch (drift) {
            case NEW_FIELD -> "%s is not in the contract".formatted(path);
            case MISSING -> "%s is not there, which the contract says always is".formatted(path);
            case RETYPED -> "%s is %s where the contract says %s".formatted(path, value, expected);
            case NEW_VALUE -> "%s is %s, which the contract does not list".formatted(path, value);
            case NULLS, VOLUME -> "%s: %s, expected %s".formatted(path, value, expected);
        };
    }
}
