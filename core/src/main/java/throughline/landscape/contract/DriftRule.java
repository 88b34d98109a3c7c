package throughline.landscape.contract;

import java.util.Optional;

/**
 * What is to be done about one kind of deviation.
 *
 * @param type of records; empty for all
 * @param field a path as {@code Lines[].Amount}, or the beginning of one with {@code *} at its end;
 *     empty for all
 * @param drift empty for all classes
 */
public record DriftRule(
        Optional<String> type,
        Optional<String> field,
        Optional<DriftClass> drift,
        DriftPolicy policy) {

    boolean fits(String ofType, String path, DriftClass ofClass) {
        return type.map(ofType::equals).orElse(true)
                && field.map(pattern -> matches(pattern, path)).orElse(true)
                && drift.map(each -> each == ofClass).orElse(true);
    }

    /** Whether nothing is left for the other one when this one stands before it. */
    public boolean covers(DriftRule other) {
        return type.map(name -> other.type.equals(Optional.of(name))).orElse(true)
                && field.map(pattern -> other.field.map(one -> within(pattern, one)).orElse(false))
                        .orElse(true)
                && drift.map(each -> other.drift.equals(Optional.of(each))).orElse(true);
    }

    private static boolean within(String pattern, String other) {
        return other.endsWith("*")
                ? pattern.endsWith("*")
                        && other.startsWith(pattern.substring(0, pattern.length() - 1))
                : matches(pattern, other);
    }

    private static boolean matches(String pattern, String path) {
        return pattern.endsWith("*")
                ? path.startsWith(pattern.substring(0, pattern.length() - 1))
                : path.equals(pattern);
    }
}
