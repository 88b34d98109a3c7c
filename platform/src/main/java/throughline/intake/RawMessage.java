package throughline.intake;

import java.util.Optional;
import java.util.UUID;
import throughline.correlation.Trace;

/**
 * One record as an outside system gave it.
 *
 * @param version as the source states it; when it states none, the content decides what is the same
 * @param source webhook, poll, file or topic
 * @param origin where a person finds it: file and line, webhook id, poll
 * @param body one JSON object
 * @param delivery of which file it is a part, so that the same file again brings nothing new
 * @param trace what its sender follows it by, if he does
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes are handed on, never compared
public record RawMessage(
        String system,
        String type,
        String externalId,
        Optional<String> version,
        Source source,
        String origin,
        byte[] body,
        Optional<Delivery> delivery,
        Optional<Trace> trace) {

    /** A message that comes by itself. */
    public RawMessage(
            String system,
            String type,
            String externalId,
            Optional<String> version,
            Source source,
            String origin,
            byte[] body) {
        this(
                system,
                type,
                externalId,
                version,
                source,
                origin,
                body,
                Optional.empty(),
                Optional.empty());
    }

    /** The same, followed by its sender under a trace. */
    RawMessage traced(Optional<Trace> followed) {
        return new RawMessage(
                system, type, externalId, version, source, origin, body, delivery, followed);
    }

    /**
     * A place in a file.
     *
     * @param file the same for the same name
     * @param token the same for the same content
     * @param position counted from 1 in the order of the file
     */
    public record Delivery(UUID file, UUID token, long position) {}

    /** The type under which something unreadable is kept until a person looks at it. */
    public static final String UNREADABLE = "unreadable";

    /** How it came. */
    public enum Source {
        WEBHOOK,
        POLL,
        FILE,
        TOPIC
    }
}
