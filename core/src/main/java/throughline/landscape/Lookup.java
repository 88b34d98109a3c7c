package throughline.landscape;

import java.util.Optional;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/** What is known of other records while one is translated. */
public interface Lookup {

    /** The newest known version of a record, translated; empty while it has not arrived. */
    Optional<CanonicalRecord> find(RecordKey key);

    /** Knows nothing. */
    static Lookup empty() {
        return key -> Optional.empty();
    }
}
