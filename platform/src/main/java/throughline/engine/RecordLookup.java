package throughline.engine;

import java.util.Collection;
import java.util.Optional;
import throughline.landscape.RecordVersion;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/** What translations look up: other records, as they stand when the translation is made. */
interface RecordLookup {

    /** A record, when there is one. */
    Optional<KnownRecords.Found> find(RecordKey key);

    /** Looks several up at once, so that they need not be looked up one by one. */
    void fetch(Collection<RecordKey> keys);

    /**
     * A record was translated.
     *
     * @param widely whether others are likely to look it up
     */
    void learn(CanonicalRecord record, RecordVersion version, long messageId, boolean widely);
}
