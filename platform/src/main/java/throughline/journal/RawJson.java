package throughline.journal;

import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as texts, exact decimals, truth values, lists, maps and nulls. No number becomes a double.
 *
 * <p><b>Errors</b>: reading refuses what is no JSON, is nested deeper than 100, or names a field
 * twice, with a {@link JacksonException} that tells line and column.
 */
public final class RawJson {

    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(100).build())
                    .build();

    private RawJson() {}

    /** A parser of a whole file, as strict as the rest. */
    public static JsonParser parser(InputStream json) {
        return FACTORY.createParser(ObjectReadContext.empty(), json);
    }

    /**
     * Where a value holds a text that nobody can store: one with a NUL, or with half of a character
     * that takes two.
     *
     * @return the path, as {@code lines[0].name}; empty when all is well
     */
    public static Optional<String> unstorable(@Nullable Object value) {
        return switch (value) {
            case String text -> isStorable(text) ? Optional.empty() : Optional.of("");
            case Map<?, ?> map -> {
                for (Map.Entry<?, ?> each : map.entrySet()) {
                    String name = String.valueOf(each.getKey());
                    Optional<String> below =
                            isStorable(name) ? unstorable(each.getValue()) : Optional.of("");
                    if (below.isPresent()) {
                        yield Optional.of(joined(name, below.get()));
                    }
                }
                yield Optional.empty();
            }
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    Optional<String> below = unstorable(list.get(i));
                    if (below.isPresent()) {
                        yield Optional.of(joined("[" + i + "]", below.get()));
                    }
                }
                yield Optional.empty();
            }
            case null, default -> Optional.empty();
        };
    }

    private static String joined(String outer, String inner) {
        return inner.isEmpty() || inner.startsWith("[") ? outer + inner : outer + "." + inner;
    }

    private static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == 0 || Character.isLowSurrogate(each)) {
                return false;
            }
            if (Character.isHighSurrogate(each)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Reads one object, which must be all there is. */
    public static Map<String, Object> object(byte[] json) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new NoObjectException();
            }
            Map<String, Object> object = fields(in);
            if (in.nextToken() != null) {
                throw new NoObjectException();
            }
            return object;
        }
    }

    /** Reads the value that begins at the parser's current token. */
    public static @Nullable Object read(JsonParser in) {
        return switch (in.currentToken()) {
            case START_OBJECT -> fields(in);
            case START_ARRAY -> items(in);
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new BigDecimal(in.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("no value begins here: " + in.currentToken());
        };
    }

    @SuppressWarnings("NullAway") // raw JSON has nulls, and mappings expect them
    private static Map<String, Object> fields(JsonParser in) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.nextToken();
            object.put(name, read(in));
        }
        return object;
    }

    private static List<@Nullable Object> items(JsonParser in) {
        List<@Nullable Object> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            list.add(read(in));
        }
        return list;
    }

    /** Texts, numbers, truth values, lists, maps and nulls as UTF-8; anything else as its text. */
    public static byte[] bytes(Object value) {
        JsonText out = JsonText.begin();
        out.value(value, false);
        return out.toBytes();
    }

    /** One value as text. */
    public static String text(Object value) {
        JsonText out = JsonText.begin();
        out.value(value, false);
        return out.toString();
    }

    /** The bytes are JSON, but not one object. */
    public static final class NoObjectException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoObjectException() {
            super("expected one JSON object and nothing after it");
        }
    }
}
