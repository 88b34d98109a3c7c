package throughline.intake;

import throughline.observed.RecordKey;
import throughline.wording.Counted;

/** How long the name of a record may be: it is looked up, and no index takes a whole text. */
final class Names {

    /** More than any vendor's ids have. */
    static final int LONGEST = 500;

    private Names() {}

    static boolean isTooLong(RecordKey key) {
        return key.id().length() > LONGEST || key.type().length() > LONGEST;
    }

    static String sentence(RecordKey key) {
        return "its %s has %s, and %d are the most. Correct it"
                .formatted(
                        key.id().length() > LONGEST ? "id" : "type",
                        Counted.of(Math.max(key.id().length(), key.type().length()), "character"),
                        LONGEST);
    }

    /** Short enough to be kept, whatever it was: a message is never dropped for its name. */
    static String kept(String name) {
        return name.length() <= LONGEST
                ? name
                : name.substring(0, LONGEST / 2) + " and more, " + name.hashCode();
    }
}
