package throughline.rehearsal;

import java.util.List;
import throughline.engagement.EngagementId;

/**
 * What is kept of one engagement.
 *
 * @param steps what reached it, in the order in which it was decided
 * @param inForce how it stands
 */
record Kept(EngagementId id, Label label, List<Step> steps, Standing inForce) {

    /** How people know it; empty texts where it has none. */
    record Label(String name, String unit, String legalEntity) {
        static final Label NONE = new Label("", "", "");
    }
}
