package throughline.connectors;

import java.util.List;
import java.util.Optional;

/**
 * Some records of a type, as the system gave them.
 *
 * @param next where to go on; to be kept only after the records are durable with us
 * @param more whether the system has further records right now
 * @param anew whether records may come that came before, since each page is of what was heard of
 *     and none is the next one of a list
 * @param missed why something that was to be heard of is read instead, as long as it is
 */
public record Page(
        List<Raw> records, Watermark next, boolean more, boolean anew, Optional<String> missed) {

    public Page {
        records = List.copyOf(records);
    }

    /** A page of a list, in which a record comes once. */
    public Page(List<Raw> records, Watermark next, boolean more) {
        this(records, next, more, false, Optional.empty());
    }

    /**
     * One record.
     *
     * @param version the system's version of it; empty when it has none, then its content decides
     * @param body the JSON as the system gave it
     * @param over whether the body is only what changed of what we have of the record, since the
     *     system has no more of it
     */
    @SuppressWarnings("ArrayRecordComponent") // raw bytes are handed on, never compared
    public record Raw(String type, String id, String version, byte[] body, boolean over) {

        /** A whole record. */
        public Raw(String type, String id, String version, byte[] body) {
            this(type, id, version, body, false);
        }
    }
}
