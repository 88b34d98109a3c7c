package throughline.api;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Visitor;
import throughline.approvals.Approvals;
import throughline.decisions.Deciding;
import throughline.decisions.WouldActivate;
import throughline.engine.Parked;
import throughline.journal.RawJson;
import throughline.people.Actor;
import throughline.people.RefusedToPersonException;
import tools.jackson.core.JacksonException;

/** For operators: parked messages and incidents. For everybody: would this deal activate? */
@RestController
public final class OperatingRoutes {

    private static final int MOST = 500;

    /** By when they were opened: being seen again or closed moves none to another page. */
    private static final String INCIDENTS =
            """
            select area, subject, code, sentence, seen, opened_at as opened, last_at as last,
                closed_at as closed
            from incident
            where (:open = '' or :open = (closed_at is null)::text)
                and (:first or opened_at < :opened or opened_at = :opened
                    and (area, subject, code) > (:area, :subject, :code))
            order by opened_at desc, area, subject, code limit :limit
            """;

    private final Parked parked;
    private final WouldActivate gates;
    private final Deciding deciding;
    private final JdbcClient database;

    /** Routes over an installation. */
    public OperatingRoutes(
            DataSource database, Parked parked, WouldActivate gates, Deciding deciding) {
        this.database = JdbcClient.create(database);
        this.parked = parked;
        this.gates = gates;
        this.deciding = deciding;
    }

    /**
     * Messages that were put aside, and why, in the order in which they came.
     *
     * @param after {@code next} of the page before
     */
    @GetMapping(path = "/api/v1/parked", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> parked(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "100") int limit) {
        int size = Math.clamp(limit, 1, MOST);
        long number = PageCursor.number(PageCursor.read(after, 1).getFirst());
        List<Parked.Message> found = parked.after(code, number, size);
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("counts", parked.counts());
        page.put("messages", found.stream().map(OperatingRoutes::told).toList());
        page.put(
                "next",
                found.size() < size
                        ? null
                        : PageCursor.of(List.of(Long.toString(found.getLast().id()))));
        return page;
    }

    /** One of them: as it came, and as it would be understood now. */
    @GetMapping(path = "/api/v1/parked/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> story(@PathVariable long id) {
        Parked.Story story = parked.story(id);
        Map<String, @Nullable Object> map = told(story.message());
        map.put("raw", story.raw());
        map.put("translated", story.translated());
        map.put("why", story.why());
        return map;
    }

    /** Takes one of them up again. */
    @PostMapping(path = "/api/v1/parked/{id}/requeue", produces = MediaType.APPLICATION_JSON_VALUE)
    public String requeue(
            @PathVariable long id,
            @RequestBody Map<String, String> given,
            @RequestHeader(name = "Idempotency-Key", defaultValue = "") String key) {
        Actor by = Visitor.current().acting();
        String reason = Approvals.reason(given.getOrDefault("reason", ""));
        return deciding.once()
                .of(
                        by,
                        key,
                        List.of("requeue", Long.toString(id), reason),
                        deciding.clock().instant(),
                        () -> {
                            parked.requeue(by, id, reason, deciding.clock().instant());
                            return "{\"requeued\":" + id + "}";
                        });
    }

    /**
     * What failed technically, what was opened last first.
     *
     * @param open whether those that are open or those that are over; without a word, both
     * @param after {@code next} of the page before
     */
    @GetMapping(path = "/api/v1/incidents", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> incidents(
            @RequestParam(required = false) @Nullable Boolean open,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "100") int limit) {
        int size = Math.clamp(limit, 1, MOST);
        List<String> last = PageCursor.read(after, 4);
        Instant opened = after.isEmpty() ? Instant.EPOCH : PageCursor.instant(last.get(0));
        List<Map<String, @Nullable Object>> found =
                QueryRows.of(
                        database.sql(INCIDENTS)
                                .param("open", open == null ? "" : open.toString())
                                .param("first", after.isEmpty())
                                .param("opened", Timestamp.from(opened))
                                .param("area", last.get(1))
                                .param("subject", last.get(2))
                                .param("code", last.get(3))
                                .param("limit", size));
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("incidents", found);
        page.put("next", found.size() < size ? null : next(found.getLast()));
        return page;
    }

    private static String next(Map<String, @Nullable Object> incident) {
        return PageCursor.of(
                List.of("opened", "area", "subject", "code").stream()
                        .map(name -> String.valueOf(incident.get(name)))
                        .toList());
    }

    /** Would this deal activate? Nothing is kept. */
    @PostMapping(
            path = "/api/v1/would-activate",
            // A form would be read as something else than was sent.
            consumes = "!" + MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> wouldActivate(@RequestBody byte[] body) {
        // Read by our own hand: numbers stay exact decimals.
        Map<String, Object> asked;
        try {
            asked = RawJson.object(body);
        } catch (JacksonException | RawJson.NoObjectException unreadable) {
            throw faulty();
        }
        List<WouldActivate.Raw> with = new ArrayList<>();
        if (asked.get("with") instanceof List<?> others) {
            for (Object each : others) {
                if (!(each instanceof Map<?, ?> map)) {
                    throw faulty();
                }
                with.add(raw(map));
            }
        }
        return gates.of(Visitor.current().acting(), raw(asked), with);
    }

    private WouldActivate.Raw raw(Map<?, ?> given) {
        List<String> deals = gates.deals();
        String[] only = deals.size() == 1 ? deals.getFirst().split(":", 2) : new String[] {"", ""};
        if (!(given.get("record") instanceof Map<?, ?> content)) {
            throw faulty();
        }
        Map<String, Object> record = new LinkedHashMap<>();
        content.forEach((name, value) -> record.put(String.valueOf(name), value));
        return new WouldActivate.Raw(
                given.get("system") instanceof String system ? system : only[0],
                given.get("type") instanceof String type ? type : only[1],
                record);
    }

    private static RefusedToPersonException faulty() {
        return RefusedToPersonException.faulty(
                "record-missing",
                "Cannot say: send {\"system\": .., \"type\": .., \"record\": {..}}, and other"
                        + " records that are not here yet alike in a list \"with\".");
    }

    private static Map<String, @Nullable Object> told(Parked.Message message) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("id", message.id());
        map.put("record", message.record().toString());
        map.put("code", message.code());
        map.put("sentence", message.sentence());
        map.put("waits-for", message.waitsFor());
        map.put("incident", message.incident());
        map.put("attempts", message.attempts());
        map.put("since", message.since().toString());
        map.put("origin", message.origin());
        return map;
    }
}
