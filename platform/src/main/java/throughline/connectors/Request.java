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
record Request(
        String operation,
        String method,
        String path,
        byte @Nullable [] body,
        Map<String, String> headers,
        String correlationId) {

    static Request get(String operation, String path, String correlationId) {
        return new Request(operation, "GET", path, null, Map.of(), correlationId);
    }

    static Request post(String operation, String path, Object body, String correlationId) {
        return new Request(operation, "POST", path, Json.write(body), Map.of(), correlationId);
    }

    static Request patch(String operation, String path, Object body, String correlationId) {
        return new Request(operation, "PATCH", path, Json.write(body), Map.of(), correlationId);
    }

    Request with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Request(operation, method, path, body, all, correlationId);
    }

    String contentType() {
        return "application/json";
    }

    ConnectorException.Call call(String system) {
        return new ConnectorException.Call(system, operation, correlationId);
    }

    /** A text as one part of a path or as a value in a query. */
    static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
