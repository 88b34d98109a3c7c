package throughline.releases;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import throughline.wording.Kebab;

/**
 * A change-over: from here on, everything is decided under a release.
 *
 * @param number counted upwards; the newest is in force
 * @param rehearsal the one that it rests on
 * @param environment what was bound with it
 */
public record Activation(
        long number,
        String release,
        Kind kind,
        Optional<Long> rehearsal,
        Instant at,
        String by,
        Environment environment) {

    /** Why the change-over was made. */
    public enum Kind {
        /** The first of an installation. */
        INSTALLED,
        /** For some units first. */
        STAGED,
        /** For all. */
        APPLIED,
        /** Back to an earlier one. */
        ROLLED_BACK,
        /** The same one, in another environment. */
        BOUND;

        /** As it is kept. */
        public String stored() {
            return Kebab.of(this);
        }

        static Kind of(String stored) {
            return valueOf(stored.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
