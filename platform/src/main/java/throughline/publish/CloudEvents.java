package throughline.publish;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import throughline.connectors.Json;
import throughline.correlation.Trace;

/**
 * Publications as CloudEvents 1.0, in structured and in binary mode.
 *
 * @param source who publishes: {@code /throughline/} and the enterprise's name
 */
public record CloudEvents(URI source) {

    /** The media type of one event in structured mode. */
    public static final String MEDIA_TYPE = "application/cloudevents+json";

    /** The media type of the data, which is the body in binary mode. */
    public static final String DATA_TYPE = "application/json";

    /** Events of an enterprise. */
    public static CloudEvents of(String enterprise) {
        String name = URLEncoder.encode(enterprise, StandardCharsets.UTF_8).replace("+", "%20");
        return new CloudEvents(URI.create("/throughline/" + name));
    }

    /** What is said of the event beside its data, without the type of the data. */
    public Map<String, String> attributes(Publication publication) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", publication.id());
        attributes.put("source", source.toString());
        attributes.put("type", publication.type());
        attributes.put("subject", publication.subject().value());
        attributes.put("time", publication.time().toString());
        publication.traceparent().ifPresent(parent -> attributes.put(Trace.TRACEPARENT, parent));
        return attributes;
    }

    /** The event's data, in UTF-8. */
    public byte[] data(Publication publication) {
        return Json.write(publication.data());
    }

    /** The event in structured mode, in UTF-8. */
    public byte[] json(Publication publication) {
        Map<String, Object> document = new LinkedHashMap<>(attributes(publication));
        document.put("datacontenttype", DATA_TYPE);
        document.put("data", publication.data());
        return Json.write(document);
    }

    /**
     * An attribute as a header of HTTP carries it: a space, a quote, a percent sign and everything
     * that is no printable ASCII are written as their bytes in UTF-8, {@code %e2%82%ac} for the
     * euro.
     *
     * <p><b>Source</b>: CloudEvents 1.0, HTTP protocol binding, 3.1.3.2.
     */
    static String header(String attribute) {
        StringBuilder header = new StringBuilder(attribute.length());
        for (byte each : attribute.getBytes(StandardCharsets.UTF_8)) {
            int octet = each & 0xff;
            if (octet <= ' ' || octet == '"' || octet == '%' || octet > '~') {
                header.append('%').append(String.format("%02X", octet));
            } else {
                header.append((char) octet);
            }
        }
        return header.toString();
    }
}
