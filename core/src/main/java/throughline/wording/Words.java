package throughline.wording;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Constants and codes as people read them: {@code CREATE_SOW} as create SOW. */
public final class Words {

    /** What nobody writes in small letters. */
    private static final Set<String> ACRONYMS =
            Set.of("api", "cpq", "crm", "erp", "psa", "sla", "sow");

    private Words() {}

    /** In small letters, but for acronyms. */
    public static String of(Enum<?> constant) {
        return of(constant.name());
    }

    /** In small letters, but for acronyms; dashes and underscores are spaces. */
    public static String of(String code) {
        return Arrays.stream(
                        code.toLowerCase(Locale.ROOT)
                                .replace('-', ' ')
                                .replace('_', ' ')
                                .split(" "))
                .map(word -> ACRONYMS.contains(word) ? word.toUpperCase(Locale.ROOT) : word)
                .collect(Collectors.joining(" "));
    }

    /** The same as a sentence or a title begins. */
    public static String capitalized(String code) {
        String text = of(code);
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
