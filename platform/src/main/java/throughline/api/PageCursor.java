package throughline.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * Where the next page of a list goes on: after the row that was the last of the page before, by
 * what tells it from all others, so that rows that come and go between two pages make none appear
 * twice or never. Opaque for whoever sends it back.
 */
final class PageCursor {

    private static final String SEPARATOR = "\u001f";

    private PageCursor() {}

    /** After a row with this key. */
    static String of(List<String> key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, key).getBytes(StandardCharsets.UTF_8));
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
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            List<String> key = Arrays.asList(text.split(SEPARATOR, -1));
            if (key.size() == parts && text.indexOf(0) < 0) {
                return key;
            }
        } catch (IllegalArgumentException noBase64) {
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

    private static ApiProblem bad() {
        return new ApiProblem(
                HttpStatus.BAD_REQUEST,
                "bad-parameter",
                "Cannot go on after that: send next of the page before as it was given, or leave"
                        + " after out.",
                Map.of("parameter", "after"));
    }
}
