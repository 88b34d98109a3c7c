package throughline.landscape.build;

import java.util.Locale;
import java.util.Optional;
import throughline.landscape.expression.Words;
import throughline.wording.Kebab;

/** Words of which one must be said. */
final class Vocabularies {

    private Vocabularies() {}

    /** The constant that a text names, in any case, with {@code -} for {@code _}. */
    static <E extends Enum<E>> Optional<E> constant(
            Class<E> type, String text, Reading reading, String key) {
        String name = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return Optional.of(constant);
            }
        }
        if (!text.isEmpty()) {
            reading.defect(
                    key,
                    "bad-value",
                    "%s is %s. Use one of %s.".formatted(key, Words.kindOf(text), all(type)));
        }
        return Optional.empty();
    }

    private static <E extends Enum<E>> String all(Class<E> type) {
        return String.join(
                ", ",
                java.util.Arrays.stream(type.getEnumConstants())
                        .map(constant -> Kebab.of(constant))
                        .toList());
    }
}
