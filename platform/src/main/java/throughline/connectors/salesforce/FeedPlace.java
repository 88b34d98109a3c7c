package throughline.connectors.salesforce;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.connectors.Json;
import throughline.connectors.Page;
import throughline.connectors.Watermark;

/**
 * How far changes were heard of, and which of these are still to be read. It is kept together with
 * what was read, so that what was heard and not read is read by whoever goes on.
 *
 * @param replayId the last event; empty when there was none since subscribing
 * @param committed when the newest change was made that was heard of
 * @param named by object and id: records to be read, each with since when it is deleted, if it is
 * @param types by type: where its changes are to be read from, since not all were named
 * @param missed why not all were named; said until all of it is read
 */
record FeedPlace(
        Optional<Object> replayId,
        Optional<Instant> committed,
        Map<String, Map<String, Optional<Instant>>> named,
        Map<String, Rest> types,
        Optional<String> missed) {

    FeedPlace {
        // In one order: a place that did not move is written as it was.
        named = Collections.unmodifiableMap(new TreeMap<>(named));
        types = Collections.unmodifiableMap(new TreeMap<>(types));
        missed = types.isEmpty() ? Optional.empty() : missed;
    }

    /** The same when only some types are read. */
    FeedPlace of(Set<String> read) {
        Map<String, Rest> left = new TreeMap<>(types);
        left.keySet().retainAll(read);
        return new FeedPlace(replayId, committed, named, left, missed);
    }

    /**
     * What is to be read of a type.
     *
     * @param from since when; empty for all there is
     * @param place how far it was read
     * @param until changes were told again from this second on
     * @param notBefore when to go on
     */
    record Rest(Optional<Instant> from, Watermark place, Instant until, Instant notBefore) {

        static Rest begun(Optional<Instant> from, Instant until) {
            Watermark place =
                    from.map(at -> new Place(Map.of(Place.ROOT, at), List.of()).watermark())
                            .orElse(Watermark.START);
            return new Rest(from, place, until, Instant.EPOCH);
        }

        Rest after(Page page) {
            return new Rest(from, page.next(), until, notBefore);
        }

        /** What changed in the second that ran when this was read can be read when that is over. */
        Rest onceMore(Page page) {
            return new Rest(from, page.next(), until, until.plusSeconds(1));
        }

        boolean last() {
            return notBefore.isAfter(until);
        }
    }

    static FeedPlace parse(Watermark watermark) {
        Map<String, Object> whole =
                Json.object(watermark.text().getBytes(StandardCharsets.UTF_8)).orElse(Map.of());
        Map<String, Map<String, Optional<Instant>>> named = new LinkedHashMap<>();
        Json.child(whole, "named")
                .forEach(
                        (entity, ids) -> {
                            Map<String, Optional<Instant>> read = new LinkedHashMap<>();
                            Json.child(Json.child(whole, "named"), entity)
                                    .forEach((id, since) -> read.put(id, instant(since)));
                            named.put(entity, read);
                        });
        Map<String, Rest> types = new LinkedHashMap<>();
        Json.child(whole, "types")
                .forEach(
                        (type, rest) -> {
                            Map<String, Object> each = Json.child(Json.child(whole, "types"), type);
                            types.put(
                                    type,
                                    new Rest(
                                            instant(each.get("from")),
                                            new Watermark(Json.text(each, "place").orElse("")),
                                            instant(each.get("until")).orElse(Instant.EPOCH),
                                            instant(each.get("notBefore")).orElse(Instant.EPOCH)));
                        });
        return new FeedPlace(
                Optional.ofNullable(whole.get("replayId")),
                Json.text(whole, "committed").map(Instant::parse),
                named,
                types,
                Json.text(whole, "missed"));
    }

    private static Optional<Instant> instant(@Nullable Object text) {
        return text instanceof String written && !written.isEmpty()
                ? Optional.of(Instant.parse(written))
                : Optional.empty();
    }

    Watermark watermark() {
        Map<String, Object> whole = new LinkedHashMap<>();
        replayId.ifPresent(id -> whole.put("replayId", id));
        committed.ifPresent(at -> whole.put("committed", at.toString()));
        Map<String, Object> ids = new LinkedHashMap<>();
        named.forEach(
                (entity, some) -> {
                    Map<String, String> written = new LinkedHashMap<>();
                    some.forEach(
                            (id, since) ->
                                    written.put(id, since.map(Instant::toString).orElse("")));
                    ids.put(entity, written);
                });
        whole.put("named", ids);
        Map<String, Object> rests = new LinkedHashMap<>();
        types.forEach(
                (type, rest) ->
                        rests.put(
                                type,
                                Map.of(
                                        "from",
                                        rest.from().map(Instant::toString).orElse(""),
                                        "place",
                                        rest.place().text(),
                                        "until",
                                        rest.until().toString(),
                                        "notBefore",
                                        rest.notBefore().toString())));
        whole.put("types", rests);
        missed.ifPresent(why -> whole.put("missed", why));
        return new Watermark(new String(Json.write(whole), StandardCharsets.UTF_8));
    }
}
