package throughline.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import throughline.journal.RawJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** JSON files: one array of objects, or objects one after another. */
final class JsonContent {

    private JsonContent() {}

    /** Reads through to the end, so that a file that breaks off half-way is not begun. */
    static void check(Path file, Reading reading) throws IOException, BrokenFileException {
        try (InputStream bytes = Files.newInputStream(file);
                JsonParser in = RawJson.parser(bytes)) {
            JsonToken first = in.nextToken();
            if (first == null) {
                throw broken(reading, "it is empty");
            }
            int depth = 0;
            for (JsonToken token = first; token != null; token = in.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
            if (depth != 0) {
                throw broken(reading, "it breaks off before its end");
            }
        } catch (JacksonException e) {
            throw broken(reading, e.getOriginalMessage() + " at line " + line(e));
        }
    }

    private static int line(JacksonException e) {
        return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
    }

    static void read(Path file, Reading reading, Consumer<RawMessage> messages)
            throws IOException, BrokenFileException {
        try (InputStream bytes = Files.newInputStream(file);
                JsonParser in = RawJson.parser(bytes)) {
            JsonToken token = in.nextToken();
            boolean list = token == JsonToken.START_ARRAY;
            if (list) {
                token = in.nextToken();
            }
            while (token != null && token != JsonToken.END_ARRAY) {
                long line = in.currentTokenLocation().getLineNr();
                messages.accept(message(RawJson.read(in), line, reading));
                token = in.nextToken();
            }
        }
    }

    private static RawMessage message(@Nullable Object value, long line, Reading reading) {
        if (!(value instanceof Map<?, ?> map)) {
            return reading.unreadable(
                    line,
                    ErrorCode.INVALID_JSON,
                    "it is no object",
                    RawJson.text(value == null ? "null" : value));
        }
        Map<String, Object> raw = new LinkedHashMap<>();
        map.forEach((name, each) -> put(raw, String.valueOf(name), each));
        return reading.message(raw, line);
    }

    @SuppressWarnings("NullAway") // raw JSON has nulls, and mappings expect them
    private static void put(Map<String, Object> raw, String name, @Nullable Object value) {
        raw.put(name, value);
    }

    private static BrokenFileException broken(Reading reading, String why) {
        return new BrokenFileException(
                ErrorCode.INVALID_JSON,
                "Cannot take in %s: %s. Nothing of it was taken in. Give it one array of objects."
                        .formatted(reading.file(), why));
    }
}
