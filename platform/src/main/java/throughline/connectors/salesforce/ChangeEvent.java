package throughline.connectors.salesforce;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.connectors.Json;

/**
 * That records changed, as the vendor streams it. It only names them: what they are now is asked.
 *
 * <p><b>Source</b>: "ChangeEventHeader Fields", "Gap Events" and "Overflow Events" of its Change
 * Data Capture guide.
 *
 * @param replayId its place in the stream, in whatever form the vendor has it
 * @param entity the object whose records changed; empty for an event of another kind
 * @param ids of the records; meaningless when not all are named
 * @param deleted whether they were deleted
 * @param extent whether all that changed are named
 */
record ChangeEvent(
        Object replayId,
        String entity,
        List<String> ids,
        boolean deleted,
        Extent extent,
        Optional<Instant> committed) {

    private static final String NOBODY = "000000000000000";

    /** Which records an event is about. */
    enum Extent {
        /** Those that it names. */
        NAMED,
        /** Some that changed at that time and are not named, since they are too many. */
        SINCE_THEN,
        /** All records of the object, whenever they changed last. */
        ALL
    }

    ChangeEvent {
        ids = List.copyOf(ids);
    }

    /** The event within a message; empty when that is none. */
    static Optional<ChangeEvent> of(Map<String, Object> message) {
        Map<String, Object> data = Json.child(message, "data");
        Object replayId = Json.child(data, "event").get("replayId");
        if (replayId == null) {
            return Optional.empty();
        }
        Map<String, Object> header = Json.child(Json.child(data, "payload"), "ChangeEventHeader");
        List<String> ids =
                header.get("recordIds") instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : List.of();
        String change = Json.text(header, "changeType").orElse("");
        return Optional.of(
                new ChangeEvent(
                        replayId,
                        Json.text(header, "entityName").orElse(""),
                        ids,
                        change.endsWith("DELETE") && !change.endsWith("UNDELETE"),
                        extent(change, ids),
                        Json.text(header, "commitTimestamp")
                                .filter(text -> text.matches("\\d{1,15}"))
                                .map(text -> Instant.ofEpochMilli(Long.parseLong(text)))));
    }

    private static Extent extent(String change, List<String> ids) {
        if (ids.stream().anyMatch(id -> id.endsWith("*"))) {
            // A field was converted: every record has another value, under the stamp that it had.
            return Extent.ALL;
        }
        boolean named = !ids.isEmpty() && ids.stream().noneMatch(id -> id.startsWith(NOBODY));
        return named && !change.endsWith("OVERFLOW") ? Extent.NAMED : Extent.SINCE_THEN;
    }
}
