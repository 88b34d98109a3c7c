package throughline.contracts;

import java.util.Collection;
import java.util.Locale;

/** Whether something holds; that nobody could check it is an answer of its own. */
public enum Verdict {
    /** It was checked, and holds. */
    VERIFIED,
    /** It could not be checked. */
    UNVERIFIED,
    /** It was checked, and does not hold. */
    BROKEN;

    /** As it is written in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The worst of several; nothing to check is not verified. */
    public static Verdict worst(Collection<Verdict> verdicts) {
        return verdicts.stream().max(Verdict::compareTo).orElse(UNVERIFIED);
    }
}
