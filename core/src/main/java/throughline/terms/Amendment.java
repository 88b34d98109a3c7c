package throughline.terms;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.money.Money;

/**
 * An approved change of terms.
 *
 * @param id the change order's record
 * @param agreedOn the later of signature and approval
 * @param effective from when its terms count; may lie before the day on which it was agreed
 * @param kinds what it is commercially, in the published words
 * @param changes by line
 * @param purchaseOrder replaces the contract's, when it is there; so do entity and treatment
 * @param rescheduling how schedules follow a price that comes without one
 * @param contentHash names exactly what was approved
 */
public record Amendment(
        String id,
        String number,
        LocalDate agreedOn,
        LocalDate effective,
        List<String> kinds,
        List<Change> changes,
        Optional<String> purchaseOrder,
        Optional<String> legalEntity,
        Optional<String> taxTreatment,
        Rescheduling rescheduling,
        String contentHash) {

    /** By the day on which terms count, then by number: whatever the order of arrival. */
    public static final Comparator<Amendment> BY_EFFECT =
            Comparator.comparing(Amendment::effective)
                    .thenComparing(Amendment::number)
                    .thenComparing(Amendment::id);

    /** By the day on which a change exists for revenue. */
    static final Comparator<Amendment> BY_DAY =
            Comparator.comparing(Amendment::day).thenComparing(BY_EFFECT);

    /** Whether it comes after another one, by its day and by its effect. */
    public boolean isAfter(Amendment other) {
        return BY_DAY.compare(other, this) < 0 && BY_EFFECT.compare(other, this) < 0;
    }

    public Amendment {
        kinds = List.copyOf(kinds);
        changes = List.copyOf(changes);
    }

    /**
     * What becomes of one line.
     *
     * @param version the line from now on; empty when it ends or only pauses
     * @param scheduled whether the version brings a billing schedule of its own
     * @param what further happens to the line
     * @param facts what the treatment was decided by
     */
    public record Change(
            String line,
            Optional<Line> version,
            boolean scheduled,
            What what,
            Treatment treatment,
            Map<String, String> facts) {
        public Change {
            facts = Map.copyOf(facts);
        }

        /** With another treatment, as people decided. */
        public Change treated(Treatment other, Map<String, String> why) {
            return new Change(line, version, scheduled, what, other, why);
        }
    }

    /** What happens to a line besides a new version of it. */
    public sealed interface What {
        /** Nothing else. */
        record Revised() implements What {}

        /**
         * It ends for what was delivered of it.
         *
         * @param kept what stays committed; empty for a line without a price
         */
        record Ended(Optional<Money> kept) implements What {}

        /** Nothing is delivered until it goes on. */
        record Paused() implements What {}

        /** It goes on. */
        record Resumed() implements What {}
    }

    /** Whether something becomes of a line. */
    public boolean touches(String line) {
        return changes.stream().anyMatch(change -> change.line().equals(line));
    }

    /** From when it counts for revenue: a change exists once it is agreed (606-10-25-10). */
    public LocalDate day() {
        return agreedOn.isAfter(effective) ? agreedOn : effective;
    }
}
