package throughline.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/**
 * Where the next page of a list goes on: after the row that was the last of the page before, by
 * what tells it from all others, so that rows that come and go between two pages make none appear
 * twice or never. Opaque for whoever sends it back.
 */
final class PageCursor {

    private static final String SEPARATOR = ".";

    private PageCursor() {}

    /** After a row with this key. */
    static String of(List<String> key) {
        return key.stream()
                .map(
                        part ->
                                Base64.getUrlEncoder()
                                        .withoutPadding()
                                        .encodeToString(part.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining(SEPARATOR));
    }

    /**
     * The parts of a key; empty texts for the first page.
     *
     * @throws ApiProblem when it is none that was given out
     */
    static List<String> read(String cursor, int parts) {
        if (cursor.isEmpty()) {
            return Collections.nCopies(parts, "");
        }
        List<String> key = new ArrayList<>();
        for (String part : cursor.split("\\.", -1)) {
            key.add(text(part));
        }
        if (key.size() != parts) {
            throw bad();
        }
        return key;
    }

    private static String text(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)) + "";
            if (text.indexOf(0) < 0) {
                return text;
            }
        } catch (IllegalArgumentException | CharacterCodingException noText) {
            throw bad();
        }
        throw bad();
    }

    /** A number of a key; 0 for the first page. */
    static long number(String part) {
        try {
            return part.isEmpty() ? 0 : Long.parseLong(part);
        } catch (NumberFormatException none) {
            throw bad();
        }
    }

    /** An instant of a key. */
    static Instant instant(String part) {
        try {
            Instant instant = Instant.parse(part);
            // What the database keeps ends far before what a program can write.
            if (Math.abs(instant.getEpochSecond()) < 1L << 40) {
                return instant;
            }
        } catch (DateTimeException none) {
            throw bad();
        }
        throw bad();
    }

    /** What was sent back is none that was given out for this list. */
    static ApiProblem bad() {
        return new ApiProblem(
                HttpStatus.BAD_REQUEST,
                "bad-parameter",
                "Cannot go on after that: send next of the page before as it was given, or leave"
                        + " after out.",
                Map.of("parameter", "after"));
    }
}
