package throughline.connectors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as maps, lists, texts and exact decimals: no number ever becomes a double. */
public final class Json {

    private static final int NESTING = 100;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(NESTING)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private Json() {}

    /** The value as JSON, in UTF-8. */
    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** An object; empty when the bytes are none. */
    public static Optional<Map<String, Object>> object(byte[] bytes) {
        return value(bytes).flatMap(Json::asObject);
    }

    /** Any value; empty when the bytes are no JSON. */
    public static Optional<Object> value(byte[] bytes) {
        try {
            return Optional.ofNullable(MAPPER.readValue(bytes, Object.class));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** A list of objects below a name; empty when there is none. */
    public static List<Map<String, Object>> objects(Map<String, Object> from, String name) {
        return from.get(name) instanceof List<?> list
                ? list.stream().flatMap(each -> asObject(each).stream()).toList()
                : List.of();
    }

    /** The objects of a list below a name, each with its bytes, nulls and all. */
    static List<Item> items(Map<String, Object> whole, String name) {
        List<?> list = whole.get(name) instanceof List<?> found ? found : List.of();
        return list.stream()
                .flatMap(
                        each ->
                                asObject(each)
                                        .map(object -> new Item(object, write(each)))
                                        .stream())
                .toList();
    }

    /** An object without its nulls, and its bytes with them. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Item(Map<String, Object> object, byte[] bytes) {}

    /** A text or number below a name, as text. */
    public static Optional<String> text(Map<String, Object> from, String name) {
        return Optional.ofNullable(from.get(name))
                .filter(value -> !(value instanceof Map) && !(value instanceof List))
                .map(Object::toString);
    }

    /** The value at a dotted path. */
    public static Optional<Object> at(Map<String, Object> from, String path) {
        int dot = path.indexOf('.');
        return dot < 0
                ? Optional.ofNullable(from.get(path))
                : at(child(from, path.substring(0, dot)), path.substring(dot + 1));
    }

    /** An object below a name; empty when there is none. */
    public static Map<String, Object> child(Map<String, Object> from, String name) {
        return asObject(from.get(name)).orElse(Map.of());
    }

    private static Optional<Map<String, Object>> asObject(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach(
                (name, child) -> {
                    if (name instanceof String text && child != null) {
                        result.put(text, child);
                    }
                });
        return Optional.of(result);
    }
}
