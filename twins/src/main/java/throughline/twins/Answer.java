package throughline.twins;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a twin answers.
 *
 * @param body absent for an answer without content
 */
record Answer(int status, @Nullable JsonNode body, Map<String, String> headers) {

    static Answer ok(JsonNode body) {
        return new Answer(200, body, Map.of());
    }

    static Answer created(JsonNode body) {
        return new Answer(201, body, Map.of());
    }

    static Answer empty() {
        return new Answer(204, null, Map.of());
    }

    /** A refusal in the ERP's shape. */
    static Answer error(int status, String code, String message) {
        return new Answer(
                status, Json.object().put("code", code).put("message", message), Map.of());
    }

    Answer with(String header, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, body, Map.copyOf(more));
    }
}
