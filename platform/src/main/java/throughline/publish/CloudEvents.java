package throughline.publish;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import throughline.connectors.Json;

/**
 * Publications as CloudEvents 1.0 in JSON.
 *
 * @param source who publishes: {@code /throughline/} and the enterprise's name
 */
public record CloudEvents(URI source) {

    /** The media type of one event in structured mode. */
    public static final String MEDIA_TYPE = "application/cloudevents+json";

    /** Events of an enterprise. */
    public static CloudEvents of(String enterprise) {
        String name = URLEncoder.encode(enterprise, StandardCharsets.UTF_8).replace("+", "%20");
        return new CloudEvents(URI.create("/throughline/" + name));
    }

    /** The event in structured mode, in UTF-8. */
    public byte[] json(Publication publication) {
        CloudEvent event =
                CloudEventBuilder.v1()
                        .withId(publication.id())
                        .withSource(source)
                        .withType(publication.type())
                        .withSubject(publication.subject().value())
                        .withTime(publication.time().atOffset(ZoneOffset.UTC))
                        .withDataContentType("application/json")
                        .build();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("specversion", event.getSpecVersion().toString());
        document.put("id", event.getId());
        document.put("source", event.getSource().toString());
        document.put("type", event.getType());
        document.put("subject", publication.subject().value());
        document.put("time", publication.time().toString());
        document.put("datacontenttype", "application/json");
        document.put("data", publication.data());
        return Json.write(document);
    }
}
