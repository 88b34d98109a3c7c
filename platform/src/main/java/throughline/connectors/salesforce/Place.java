package throughline.connectors.salesforce;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.connectors.Json;
import throughline.connectors.Watermark;

/**
 * How far a type was read: the newest change that was seen, of its records and of each kind of
 * their children, and the results that are not read to their end.
 *
 * @param marks by path of relationships; the records themselves under the empty path
 * @param unread in the order in which they are to be read
 */
record Place(Map<String, Instant> marks, List<Unread> unread) {

    static final String ROOT = "";

    /** Until when it was asked which records are gone for good; no relationship is called so. */
    static final String GONE = "!gone";

    Place {
        marks = Map.copyOf(marks);
        unread = List.copyOf(unread);
    }

    /** The rest of a result: whose, and the vendor's place in it. */
    record Unread(String path, String cursor) {}

    static Place parse(Watermark watermark) {
        if (watermark.isStart()) {
            return new Place(Map.of(), List.of());
        }
        String text = watermark.text();
        if (!text.startsWith("{")) {
            // As earlier versions wrote it: the newest change, and what only they can go on with.
            return new Place(Map.of(ROOT, instant(text.split("\\|", 2)[0])), List.of());
        }
        Map<String, Object> whole =
                Json.object(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .orElse(Map.of());
        Map<String, Instant> marks = new LinkedHashMap<>();
        Json.child(whole, "marks")
                .forEach((path, mark) -> marks.put(path, Instant.parse(mark.toString())));
        List<Unread> unread = new ArrayList<>();
        for (Map<String, Object> each : Json.objects(whole, "unread")) {
            unread.add(
                    new Unread(
                            Json.text(each, "path").orElse(""),
                            Json.text(each, "cursor").orElse("")));
        }
        return new Place(marks, unread);
    }

    Watermark watermark() {
        Map<String, String> written = new java.util.TreeMap<>();
        marks.forEach((path, mark) -> written.put(path, mark.toString()));
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("marks", written);
        if (!unread.isEmpty()) {
            whole.put(
                    "unread",
                    unread.stream()
                            .map(each -> Map.of("path", each.path(), "cursor", each.cursor()))
                            .toList());
        }
        return new Watermark(
                new String(Json.write(whole), java.nio.charset.StandardCharsets.UTF_8));
    }

    Optional<Instant> mark(String path) {
        return Optional.ofNullable(marks.get(path));
    }

    /** When a record changed, as the vendor writes it: also with an offset without a colon. */
    static Instant instant(String stamp) {
        return OffsetDateTime.parse(stamp.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
                .toInstant();
    }
}
