package throughline.rehearsal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import throughline.engagement.EngagementId;
import throughline.engine.Unseen;

/**
 * What is kept of one engagement.
 *
 * @param steps what reached it, in the order in which it was decided
 * @param inForce how it stands
 * @param reached how far it has come
 * @param unseen what its messages could not see yet when they were decided
 */
record Kept(
        EngagementId id,
        Label label,
        List<Step> steps,
        Standing inForce,
        Reached reached,
        List<Unseen> unseen) {

    /**
     * How far an engagement has come.
     *
     * @param sequence of its newest event; 0 when it has none
     * @param nextWake the first day on which the calendar alone changes something
     */
    record Reached(long sequence, Optional<LocalDate> nextWake) {
        static final Reached NOTHING = new Reached(0, Optional.empty());

        /** Whether something is due that was not done yet. */
        boolean isBehind(LocalDate day) {
            return nextWake.map(due -> !due.isAfter(day)).orElse(false);
        }
    }

    /** How people know it; empty texts where it has none. */
    record Label(String name, String unit, String legalEntity) {
        static final Label NONE = new Label("", "", "");
    }
}
