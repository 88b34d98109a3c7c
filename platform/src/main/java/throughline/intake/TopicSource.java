package throughline.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;

/**
 * A topic that brings records of a system, as the landscape says under {@code sources} of the
 * system.
 *
 * @param broker the system that is the broker
 * @param shape how a message holds its record, as a notification does
 */
record TopicSource(String broker, String topic, WebhookSource shape) {

    /** All that a release declares of a broker. */
    static List<TopicSource> of(Release release, String broker) {
        List<TopicSource> topics = new ArrayList<>();
        for (SystemDeclaration system : release.systems()) {
            if (system.settings().get("sources") instanceof List<?> sources) {
                sources.forEach(each -> declared(system.name(), each).ifPresent(topics::add));
            }
        }
        return topics.stream().filter(each -> each.broker().equals(broker)).toList();
    }

    private static Optional<TopicSource> declared(String system, Object declared) {
        if (!(declared instanceof Map<?, ?> source) || !"topic".equals(source.get("kind"))) {
            return Optional.empty();
        }
        return Optional.of(
                new TopicSource(
                        String.valueOf(source.get("broker")),
                        String.valueOf(source.get("topic")),
                        WebhookSource.declared(system, source)));
    }
}
