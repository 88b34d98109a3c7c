package throughline.journal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.engagement.WorkEvent;
import throughline.landscape.RecordVersion;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/**
 * The newest version of a record, as it is kept.
 *
 * @param messageId the raw message that carried it
 * @param engagement whose it is; null for master data
 * @param sequence the engagement's when this version took effect
 * @param approvedSequence of the approval in force for this unit; 0 when there is none
 * @param approved that approval, once it was looked up
 */
public record KeptRecord(
        RecordKey key,
        RecordVersion version,
        long messageId,
        @Nullable String engagement,
        long sequence,
        long approvedSequence,
        Optional<WorkEvent.TimeApproved> approved,
        Canonical canonical) {

    /** The record itself. */
    public CanonicalRecord record() {
        return canonical.record();
    }

    /** The same with another approval in force; 0 and empty when it was taken back. */
    public KeptRecord approvedAt(long sequence, Optional<WorkEvent.TimeApproved> approval) {
        return new KeptRecord(
                key, version, messageId, engagement, this.sequence, sequence, approval, canonical);
    }

    /** Belongs to nobody any more: it moved to another engagement. */
    public KeptRecord released() {
        return new KeptRecord(key, version, messageId, null, 0, 0, Optional.empty(), canonical);
    }
}
