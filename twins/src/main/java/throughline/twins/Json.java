package throughline.twins;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes JSON; decimals stay exact. */
final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    /** The objects in these bytes: one, or a list of them. */
    static List<ObjectNode> all(byte[] body) {
        try {
            JsonNode read = MAPPER.readTree(body);
            List<ObjectNode> objects = new ArrayList<>();
            for (JsonNode each : read.isArray() ? read : array().add(read)) {
                if (each instanceof ObjectNode object) {
                    objects.add(object);
                }
            }
            return objects;
        } catch (JacksonException e) {
            throw new Refused(Answer.error(400, "MALFORMED", "the body is not JSON"), e);
        }
    }

    /** The object in these bytes; an empty body is an empty object. */
    static ObjectNode read(byte[] body) {
        if (body.length == 0) {
            return object();
        }
        try {
            if (MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new Refused(Answer.error(400, "MALFORMED", "the body is not JSON"), e);
        }
        throw new Refused(Answer.error(400, "MALFORMED", "the body is not a JSON object"));
    }
}
