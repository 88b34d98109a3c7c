package throughline.publish;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import throughline.correlation.Trace;
import throughline.engagement.EngagementId;

/**
 * One business milestone that the outside world may hear of.
 *
 * @param id unique and derived from its event, so that the same milestone twice is one publication;
 *     holds no full stop, as signed webhook ids must not
 * @param type a CloudEvents type of {@link Milestones}, with its version
 * @param subject the engagement; publications of one subject are delivered in order
 * @param time when we learned of it
 * @param data texts, lists and maps; amounts as decimal texts beside their currency
 * @param trace of the message that led to it, where that is known
 */
public record Publication(
        String id,
        String type,
        EngagementId subject,
        Instant time,
        Map<String, Object> data,
        Optional<Trace> trace) {

    public Publication {
        data = Map.copyOf(data);
    }

    /** One that is followed by nothing yet. */
    public Publication(
            String id, String type, EngagementId subject, Instant time, Map<String, Object> data) {
        this(id, type, subject, time, data, Optional.empty());
    }

    /** How those who hear of it go on with the trace; the same each time it is told. */
    public Optional<String> traceparent() {
        return trace.map(each -> each.parent(id));
    }
}
