package throughline.connectors;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A watermark by instant of change: where a run began, the newest change seen, and the vendor's
 * place in a result that is being read page by page.
 *
 * @param newest the newest instant of change that was seen, as the vendor writes it
 * @param began the same at the beginning of the run
 * @param cursor empty between runs
 */
record Since(String newest, String began, String cursor) {

    private static final String EPOCH = "1970-01-01T00:00:00.000Z";
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final char BETWEEN = '|';

    static Since parse(Watermark watermark) {
        if (watermark.isStart()) {
            return new Since(EPOCH, EPOCH, "");
        }
        String text = watermark.text();
        int first = text.indexOf(BETWEEN);
        int second = text.indexOf(BETWEEN, first + 1);
        if (first < 0 || second < 0) {
            return new Since(text, text, "");
        }
        return new Since(
                text.substring(0, first),
                text.substring(first + 1, second),
                text.substring(second + 1));
    }

    Watermark watermark() {
        return new Watermark(
                cursor.isEmpty() ? newest : newest + BETWEEN + began + BETWEEN + cursor);
    }

    /** From when to ask: a little before what was seen, for changes that became visible late. */
    String from(Duration overlap) {
        return newest.equals(EPOCH) ? EPOCH : MILLIS.format(Instant.parse(newest).minus(overlap));
    }

    /** After a page: the next place, or the end of the run. */
    Since read(String newestSeen, String next) {
        return next.isEmpty()
                ? new Since(newestSeen, newestSeen, "")
                : new Since(newestSeen, began, next);
    }

    /** The same run from its beginning. */
    Since restarted() {
        return new Since(began, began, "");
    }
}
