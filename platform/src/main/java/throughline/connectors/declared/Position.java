package throughline.connectors.declared;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import throughline.connectors.Json;
import throughline.connectors.Watermark;

/**
 * How far a poll has come.
 *
 * @param newest the newest change that was seen
 * @param began the newest change that was known when the run began
 * @param limit when the run began, by the system's clock: what changed later is read again next
 *     time, since it may have been behind us already
 * @param after from which change on this run asks
 * @param run names the run that a place in the middle belongs to; empty between runs
 * @param parent which of the parents is being read
 * @param place how far its list was read
 */
record Position(
        Instant newest,
        Instant began,
        Instant limit,
        Instant after,
        String run,
        int parent,
        Place place) {

    /** Between two runs. */
    static Position between(Instant newest) {
        return new Position(newest, newest, Instant.MAX, newest, "", 0, Place.START);
    }

    boolean isBetweenRuns() {
        return run.isEmpty();
    }

    static Position parse(Watermark watermark) {
        String text = watermark.text();
        if (watermark.isStart()) {
            return between(Instant.EPOCH);
        }
        if (!text.startsWith("{")) {
            return between(Instant.parse(text));
        }
        Map<String, Object> parts =
                Json.object(text.getBytes(StandardCharsets.UTF_8)).orElse(Map.of());
        return new Position(
                instant(parts, "newest"),
                instant(parts, "began"),
                instant(parts, "limit"),
                instant(parts, "after"),
                Json.text(parts, "run").orElse(""),
                number(parts, "parent"),
                new Place(
                        number(parts, "pages"),
                        number(parts, "offset"),
                        Json.text(parts, "cursor").orElse(""),
                        Json.text(parts, "mark").orElse("")));
    }

    private static Instant instant(Map<String, Object> parts, String name) {
        return Json.text(parts, name).map(Instant::parse).orElse(Instant.EPOCH);
    }

    private static int number(Map<String, Object> parts, String name) {
        return Json.text(parts, name).map(Integer::parseInt).orElse(0);
    }

    Watermark watermark() {
        if (isBetweenRuns()) {
            return new Watermark(newest.equals(Instant.EPOCH) ? "" : newest.toString());
        }
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("newest", newest.toString());
        parts.put("began", began.toString());
        parts.put("limit", limit.toString());
        parts.put("after", after.toString());
        parts.put("run", run);
        parts.put("parent", parent);
        parts.put("pages", place.pages());
        parts.put("offset", place.offset());
        parts.put("cursor", place.cursor());
        parts.put("mark", place.mark());
        return new Watermark(new String(Json.write(parts), StandardCharsets.UTF_8));
    }

    /** The beginning of a run that asks from a change on. */
    Position start(String name, Instant from) {
        return new Position(began, began, Instant.MAX, from, name, 0, Place.START);
    }

    /** The same, with the system's clock at its beginning. */
    Position limited(Instant now) {
        return limit.equals(Instant.MAX)
                ? new Position(newest, began, now, after, run, parent, place)
                : this;
    }

    /** The same with a newer change seen. */
    Position seen(Instant change) {
        return change.isAfter(newest)
                ? new Position(change, began, limit, after, run, parent, place)
                : this;
    }

    Position at(Place next) {
        return new Position(newest, began, limit, after, run, parent, next);
    }

    /** Goes on from a newer change instead of from a count of rows. */
    Position from(Instant change) {
        return new Position(newest, began, limit, change, run, parent, Place.START);
    }

    /** At the beginning of the next parent. */
    Position nextParent(Instant from) {
        return new Position(newest, began, limit, from, run, parent + 1, Place.START);
    }

    /** After the run. */
    Position ended() {
        Instant sure = newest.isAfter(limit) ? limit : newest;
        return between(sure.isBefore(began) ? began : sure);
    }
}
