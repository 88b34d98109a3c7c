package throughline.twins;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which records of an object were deleted within a time, also those that no query finds any more.
 */
final class CrmDeletions {

    private static final Duration KEPT = Duration.ofDays(15);
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private final CrmStore store;
    private final Supplier<Instant> clock;

    CrmDeletions(CrmStore store, Supplier<Instant> clock) {
        this.store = store;
        this.clock = clock;
    }

    Answer answer(Request request, CrmObject object) {
        Instant start = instant(request, "start");
        Instant end = instant(request, "end");
        Instant earliest = clock.get().minus(KEPT);
        if (start.isBefore(earliest)) {
            throw CrmRefusal.because(
                    400, "INVALID_REPLICATION_DATE", "startDate is before what is kept");
        }
        if (Duration.between(start, end).compareTo(SHORTEST) < 0) {
            throw CrmRefusal.because(
                    400,
                    "INVALID_REPLICATION_DATE",
                    "endDate must be at least one minute greater than the startDate");
        }
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("deletedRecords");
        store.gone(object).stream()
                .filter(each -> !each.deletedAt().isBefore(start) && each.deletedAt().isBefore(end))
                .forEach(
                        each ->
                                list.addObject()
                                        .put("id", each.id())
                                        .put("deletedDate", CrmValues.stamp(each.deletedAt())));
        answer.put("earliestDateAvailable", CrmValues.stamp(earliest));
        answer.put("latestDateCovered", CrmValues.stamp(end));
        return Answer.ok(answer);
    }

    /** The part below a minute is ignored. */
    private static Instant instant(Request request, String name) {
        return CrmValues.instant(
                        request.parameter(name)
                                .orElseThrow(
                                        () ->
                                                CrmRefusal.because(
                                                        400,
                                                        "MISSING_ARGUMENT",
                                                        name + " not specified")))
                .truncatedTo(ChronoUnit.MINUTES);
    }
}
