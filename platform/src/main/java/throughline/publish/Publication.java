package throughline.publish;

import java.time.Instant;
import java.util.Map;
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
 */
public record Publication(
        String id, String type, EngagementId subject, Instant time, Map<String, Object> data) {

    public Publication {
        data = Map.copyOf(data);
    }
}
