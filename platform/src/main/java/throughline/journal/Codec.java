package throughline.journal;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Writes values of one type as JSON and reads them back.
 *
 * <p><b>Threads</b>: safe for any number of threads.
 */
interface Codec {

    /** Writes a value. */
    void write(JsonText out, Object value);

    /** Reads the value whose first token is the parser's current one. */
    Object read(JsonParser in);

    /** Whether a value is left out of its record altogether: empty ones are. */
    default boolean absent(Object value) {
        return false;
    }

    /** What a record's field is when the text has none; null when it must not be missing. */
    default @Nullable Object missing() {
        return null;
    }
}
