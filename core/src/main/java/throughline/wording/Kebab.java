package throughline.wording;

import java.util.Locale;

/** Constants as files, programs and tables write them: {@code NOT_CHECKABLE} as not-checkable. */
public final class Kebab {

    private Kebab() {}

    /** In small letters, with dashes between the words. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
