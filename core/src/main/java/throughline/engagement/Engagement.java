package throughline.engagement;

import java.time.LocalDate;
import java.util.Optional;

/** Everything known and decided about one deal or person. Immutable; the fold of its events. */
public record Engagement(EngagementId id, long sequence, Optional<LocalDate> nextWake) {

    /** An engagement of which nothing is known yet. */
    public static Engagement empty(EngagementId id) {
        return new Engagement(id, 0, Optional.empty());
    }
}
