package throughline.landscape;

import java.util.List;
import java.util.Set;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/** What a mapping makes of one raw record. */
public sealed interface Translation {

    /**
     * The record in the words of the domain.
     *
     * @param watches records whose first arrival or change asks for a translation anew
     */
    record Translated(
            CanonicalRecord record, RecordVersion version, Route route, Set<RecordKey> watches)
            implements Translation {
        public Translated {
            watches = Set.copyOf(watches);
        }
    }

    /**
     * It refers to records that have not arrived. A code that no map knows is awaited too, as
     * {@code landscape:TABLE:CODE}, and comes with the release that maps it.
     */
    record Waiting(Set<RecordKey> missing, String sentence) implements Translation {
        public Waiting {
            missing = Set.copyOf(missing);
        }
    }

    /** It is faulty; every fault that could be found is listed. */
    record Refused(List<Fault> faults) implements Translation {
        public Refused {
            faults = List.copyOf(faults);
        }
    }

    /** The mapping says that this record is none of our business. */
    record Ignored(String reason) implements Translation {}
}
