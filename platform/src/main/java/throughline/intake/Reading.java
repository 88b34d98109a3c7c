package throughline.intake;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.journal.RawJson;
import throughline.landscape.Release;
import throughline.observed.RecordKey;

/** Makes messages of the records of one file. */
final class Reading {

    private final Release release;
    private final FileSource source;
    private final String file;
    private final RawMessage.Delivery whole;
    private long position;

    Reading(Release release, FileSource source, Path file, RawMessage.Delivery whole) {
        this.release = release;
        this.source = source;
        this.file = String.valueOf(file.getFileName());
        this.whole = whole;
    }

    String file() {
        return file;
    }

    /** The message of one record, or of the reason why there is none. */
    RawMessage message(Map<String, Object> raw, long line) {
        Optional<String> unstorable = RawJson.unstorable(raw);
        if (unstorable.isPresent()) {
            return unreadable(
                    line,
                    ErrorCode.BAD_ENCODING,
                    unstorable.get() + " holds a NUL or half of a character",
                    String.valueOf(raw));
        }
        Optional<String> type =
                source.type().or(() -> source.typeFrom().flatMap(name -> text(raw, name)));
        if (type.isEmpty()) {
            return unreadable(
                    line,
                    ErrorCode.MISSING_TYPE,
                    "it does not say what it is: give it a %s"
                            .formatted(source.typeFrom().orElse("type")),
                    RawJson.text(raw));
        }
        Optional<RecordKey> key =
                release.mapping(source.system(), type.get())
                        .flatMap(mapping -> mapping.key(raw))
                        .or(() -> declaredKey(raw, type.get()));
        if (key.isEmpty()) {
            return unreadable(
                    line,
                    ErrorCode.MISSING_ID,
                    "it does not say which %s it is: give it a %s"
                            .formatted(type.get(), source.idFrom().orElse("id")),
                    RawJson.text(raw));
        }
        if (Names.isTooLong(key.get())) {
            return unreadable(line, ErrorCode.BAD_ID, Names.sentence(key.get()), RawJson.text(raw));
        }
        return new RawMessage(
                key.get().system(),
                key.get().type(),
                key.get().id(),
                Optional.empty(),
                RawMessage.Source.FILE,
                file + ":" + line,
                RawJson.bytes(raw),
                next(),
                Optional.empty());
    }

    private Optional<RecordKey> declaredKey(Map<String, Object> raw, String type) {
        return source.idFrom()
                .flatMap(name -> text(raw, name))
                .filter(id -> !id.isBlank())
                .map(id -> new RecordKey(source.system(), type, id));
    }

    private static Optional<String> text(Map<String, Object> raw, String name) {
        return Optional.ofNullable(raw.get(name))
                .filter(value -> !(value instanceof Map) && !(value instanceof List))
                .map(Object::toString);
    }

    /** A line that cannot be read is kept as it is, until somebody looks at it. */
    RawMessage unreadable(long line, ErrorCode code, String why, String content) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", code.code());
        body.put(
                "sentence",
                "Cannot take in line %d of %s: %s. Mend the line and load the file again."
                        .formatted(line, file, why));
        body.put("content", storable(content));
        return new RawMessage(
                source.system(),
                RawMessage.UNREADABLE,
                file + ":" + line,
                Optional.empty(),
                RawMessage.Source.FILE,
                file + ":" + line,
                RawJson.bytes(body),
                next(),
                Optional.empty());
    }

    /** What can be stored of a line: whole characters. */
    private static String storable(String content) {
        return new String(content.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                .replace('\u0000', '\uFFFD');
    }

    private Optional<RawMessage.Delivery> next() {
        position++;
        return Optional.of(new RawMessage.Delivery(whole.file(), whole.token(), position));
    }
}
