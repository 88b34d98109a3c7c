package throughline.twins;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call as a twin sees it.
 *
 * @param path without the query
 * @param uri as it was sent: escaped, with its query
 * @param headers by lower-case name
 */
record Request(
        String method,
        String path,
        String uri,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] bytes) {

    /** What fault rules are matched against. */
    String operation() {
        return method + " " + path;
    }

    ObjectNode body() {
        return Json.read(bytes);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** The part of the path after a prefix, cut at slashes. */
    String[] after(String prefix) {
        return path.substring(prefix.length()).split("/");
    }
}
