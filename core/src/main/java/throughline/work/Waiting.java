package throughline.work;

import java.util.List;
import throughline.engagement.AgreementEvent.RecordHeld;
import throughline.engagement.Event;
import throughline.engagement.Turn;
import throughline.observed.CanonicalRecord;

/** Keeps work that came before its contract. */
final class Waiting {

    private Waiting() {}

    /**
     * Holds a record until there is a contract, unless it says nothing new or nothing that counts.
     */
    static List<Event> held(Turn turn, CanonicalRecord record, boolean counts) {
        var before = turn.state().work().held().get(record.key().toString());
        return record.equals(before) || (before == null && !counts)
                ? List.of()
                : List.of(new RecordHeld(record));
    }
}
