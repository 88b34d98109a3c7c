package throughline.engine;

import java.util.Collection;
import java.util.Optional;
import throughline.engagement.EngagementId;
import throughline.observed.RecordKey;

/** Which engagement an object of an outside system belongs to. */
interface EngagementLookup {

    /** An engagement begins with this record. */
    void learn(RecordKey key, EngagementId engagement);

    /** The engagement of an object that was fetched, when it has one. */
    Optional<EngagementId> find(RecordKey key);

    /** Looks several up at once; {@link #find} knows only those. */
    void fetch(Collection<RecordKey> keys);
}
