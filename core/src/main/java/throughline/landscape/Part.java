package throughline.landscape;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Something of a landscape that somebody answers for.
 *
 * @param name its kind and its own name: {@code tables/rate-card}, {@code objects/deal}, {@code
 *     fields/deal.amount}, {@code metrics/bookings}
 * @param owner never blank
 * @param deprecation when it is not to be used any more
 */
public record Part(String name, String owner, Optional<Deprecation> deprecation) {

    /**
     * It still works, and is on its way out.
     *
     * @param until the first day on which it need not work any more
     * @param instead what to use in its place
     */
    public record Deprecation(LocalDate until, Optional<String> instead, Optional<String> note) {

        /** Whether its time is over: whoever still uses it is late. */
        public boolean isOver(LocalDate today) {
            return !today.isBefore(until);
        }
    }

    /** What it is: {@code tables}, {@code objects}. */
    public String kind() {
        return name.substring(0, name.indexOf('/'));
    }

    /** Its name among those of its kind. */
    public String ownName() {
        return name.substring(name.indexOf('/') + 1);
    }
}
