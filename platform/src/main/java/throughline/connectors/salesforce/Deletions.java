package throughline.connectors.salesforce;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import throughline.connectors.ConnectorException;
import throughline.connectors.Json;
import throughline.connectors.Request;

/**
 * Which records of an object were deleted within a time, those that no query finds included.
 *
 * <p><b>Source</b>: "sObject Get Deleted" of its REST API guide: at most 15 days back, at least a
 * minute long, and the part of the points in time below a minute is ignored.
 */
final class Deletions {

    private static final Duration FURTHEST = Duration.ofDays(14);

    private Deletions() {}

    /**
     * What was deleted.
     *
     * @param ids and when each was
     * @param covered until when they are all there
     */
    record Deleted(Map<String, Instant> ids, Instant covered) {}

    /**
     * What was deleted of an object within a time.
     *
     * @throws ConnectorException when it does not say
     */
    static Deleted of(
            Org org, ConnectorException.Call call, String object, Instant from, Instant until) {
        Instant earliest = until.minus(FURTHEST);
        Instant start = (from.isBefore(earliest) ? earliest : from).truncatedTo(ChronoUnit.MINUTES);
        Instant end = until.truncatedTo(ChronoUnit.MINUTES).plus(2, ChronoUnit.MINUTES);
        Map<String, Object> answer =
                org.call(
                                org.get(
                                        call.operation(),
                                        "/sobjects/%s/deleted/?start=%s&end=%s"
                                                .formatted(
                                                        Request.escaped(object),
                                                        Request.escaped(start.toString()),
                                                        Request.escaped(end.toString())),
                                        call.correlationId()))
                        .object();
        Map<String, Instant> deleted = new LinkedHashMap<>();
        for (Map<String, Object> each : Json.objects(answer, "deletedRecords")) {
            deleted.put(
                    Json.text(each, "id").orElse(""),
                    Json.text(each, "deletedDate").map(Place::instant).orElse(until));
        }
        Instant covered =
                Json.text(answer, "latestDateCovered")
                        .map(Place::instant)
                        .filter(until::isAfter)
                        .orElse(until);
        return new Deleted(deleted, covered);
    }
}
