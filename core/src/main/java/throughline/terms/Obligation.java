package throughline.terms;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import throughline.money.Money;

/**
 * What one line promises and what of the transaction price is allocated to it, through all changes
 * of terms.
 *
 * @param versions in the order of the days from which they count; never empty
 */
public record Obligation(List<Version> versions) {

    public Obligation {
        versions = List.copyOf(versions);
    }

    /**
     * The promise from a day on.
     *
     * @param from the day of the change; empty for what was promised first
     * @param treatment how the change counts; empty for what was promised first
     * @param allocated the transaction price allocated to all of it; empty where nothing is
     *     committed
     */
    public record Version(
            Optional<LocalDate> from,
            Optional<Treatment> treatment,
            Line line,
            Optional<Money> allocated) {

        /** Whether it begins anew with what is left. */
        public boolean isProspective() {
            return treatment.filter(Treatment.PROSPECTIVE::equals).isPresent();
        }

        /** Whether it counts on a day. */
        public boolean countsOn(LocalDate day) {
            return from.map(first -> !first.isAfter(day)).orElse(true);
        }
    }

    /** The newest version. */
    public Version last() {
        return versions.getLast();
    }
}
