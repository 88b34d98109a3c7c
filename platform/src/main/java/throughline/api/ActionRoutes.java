package throughline.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Sight;
import throughline.dispatch.LaneView;
import throughline.insight.Write;
import throughline.insight.Writes;
import tools.jackson.databind.json.JsonMapper;

/** Writes to outside systems, what became of them and what was tried. */
@RestController
public final class ActionRoutes {

    private static final int MOST = 500;

    private final Writes writes;
    private final Supplier<List<LaneView>> lanes;
    private final JsonMapper json = JsonMapper.shared();

    /** Routes over a database. */
    public ActionRoutes(DataSource database, Supplier<List<LaneView>> lanes) {
        this.writes = new Writes(database);
        this.lanes = lanes;
    }

    /** Those of an engagement, a system or a status; without a status, all that are not done. */
    @GetMapping(path = "/api/v1/actions", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> actions(
            @RequestParam Optional<String> engagement,
            @RequestParam Optional<String> system,
            @RequestParam Optional<String> status,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "0") long from,
            @RequestParam(defaultValue = "100") int limit) {
        if (status.isPresent() && !Writes.STATUSES.contains(status.get())) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "bad-parameter",
                    "No write stands %s. Use one of %s."
                            .formatted(status.get(), String.join(", ", Writes.STATUSES)),
                    Map.of("known", Writes.STATUSES));
        }
        Writes.Wanted wanted =
                new Writes.Wanted(
                        engagement.filter(ActionRoutes::sayable),
                        system.filter(ActionRoutes::sayable),
                        status,
                        false,
                        PageCursor.read(after, 1).getFirst(),
                        Math.max(0, from),
                        Math.clamp(limit, 1, MOST));
        List<Write> found = writes.list(wanted, Sight.current());
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("counts", writes.counts(wanted.system(), Sight.current()));
        answer.put("actions", found.stream().map(Write::values).toList());
        answer.put(
                "next",
                found.size() < wanted.limit()
                        ? null
                        : PageCursor.of(List.of(found.getLast().key())));
        answer.put("lanes", lanes.get().stream().map(ActionRoutes::told).toList());
        return answer;
    }

    private static Map<String, @Nullable Object> told(LaneView lane) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("system", lane.system());
        told.put("breaker", lane.breaker().toLowerCase(Locale.ROOT).replace('_', '-'));
        told.put("waiting", lane.queued());
        told.put("underWay", lane.underWay());
        told.put("atOnce", lane.atOnce());
        told.put("tried", lane.sent());
        told.put("leftAloneMillis", lane.pausedFor().toMillis());
        told.put("maintainedUntil", lane.maintainedUntil().map(Instant::toString).orElse(null));
        told.put("lastFailure", lane.lastFailure());
        return told;
    }

    private static boolean sayable(String text) {
        return text.indexOf(0) < 0;
    }

    /** One with what is to be written and its attempts that did not simply succeed. */
    @GetMapping(path = "/api/v1/actions/one", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> one(@RequestParam String key) {
        Write write =
                writes.one(key, Sight.current())
                        .orElseThrow(() -> ApiProblem.notFound("write", key));
        Map<String, @Nullable Object> answer = write.values();
        answer.put("body", json.readTree(writes.body(write)));
        answer.put("tried", writes.attempts(write).stream().map(Write.Attempt::values).toList());
        return answer;
    }
}
