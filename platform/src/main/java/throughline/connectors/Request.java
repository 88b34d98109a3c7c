package throughline.connectors;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call to a vendor.
 *
 * @param operation what it asks, in words, for errors
 * @param path below the system's address, with its query
 * @param correlationId ties the call to our action in the vendor's logs
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the client, never compared
public record Request(
        String operation,
        String method,
        String path,
        byte @Nullable [] body,
        Map<String, String> headers,
        String correlationId) {

    /** Asks for something. */
    public static Request get(String operation, String path, String correlationId) {
        return new Request(operation, "GET", path, null, Map.of(), correlationId);
    }

    /** Sends an object, which makes something. */
    public static Request post(String operation, String path, Object body, String correlationId) {
        return new Request(operation, "POST", path, Json.write(body), Map.of(), correlationId);
    }

    /** Sends an object, which changes something. */
    public static Request patch(String operation, String path, Object body, String correlationId) {
        return new Request(operation, "PATCH", path, Json.write(body), Map.of(), correlationId);
    }

    /** The same with one more header. */
    public Request with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Request(operation, method, path, body, all, correlationId);
    }

    /** What its body is, unless a header of its own says so. */
    String contentType() {
        return "application/json";
    }

    /** How errors name it. */
    public ConnectorException.Call call(String system) {
        return new ConnectorException.Call(system, operation, correlationId);
    }

    /** A text as one part of a path or as a value in a query. */
    public static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
