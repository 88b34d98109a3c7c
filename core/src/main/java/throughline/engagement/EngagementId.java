package throughline.engagement;

import throughline.observed.RecordKey;

/**
 * The canonical id of an engagement: the key of the record that it began with, as text.
 *
 * @param value {@code system:type:id}, for example {@code crm:opportunity:1C1I7A6R}
 */
public record EngagementId(String value) {

    /** The engagement that begins with this record. */
    public static EngagementId rootedIn(RecordKey root) {
        return new EngagementId(root.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
