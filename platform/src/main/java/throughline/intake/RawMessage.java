package throughline.intake;

import java.util.Optional;

/**
 * One record as an outside system gave it.
 *
 * @param version as the source states it; when it states none, the content decides what is the same
 * @param source webhook, poll or file
 * @param origin where a person finds it: file and line, webhook id, poll
 * @param body one JSON object
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes are handed on, never compared
public record RawMessage(
        String system,
        String type,
        String externalId,
        Optional<String> version,
        Source source,
        String origin,
        byte[] body) {

    /** The type under which something unreadable is kept until a person looks at it. */
    public static final String UNREADABLE = "unreadable";

    /** How it came. */
    public enum Source {
        WEBHOOK,
        POLL,
        FILE
    }
}
