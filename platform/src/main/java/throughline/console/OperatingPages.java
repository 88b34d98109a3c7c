package throughline.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Visitor;
import throughline.approvals.Approvals;
import throughline.decisions.Deciding;
import throughline.engine.Parked;
import throughline.journal.RawJson;
import throughline.landscape.Release;
import throughline.people.Actor;
import throughline.wording.GroupedAmounts;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Incidents and parked messages, for whoever operates the installation. */
@RestController
public final class OperatingPages {

    private static final int MOST = 200;
    private static final String INCIDENTS =
            """
            select area, subject, code, sentence, seen, opened_at, last_at, closed_at
            from incident order by closed_at is not null, last_at desc limit 200
            """;

    private final Pages pages = new Pages();
    private final JdbcClient database;
    private final Parked parked;
    private final Deciding deciding;
    private final Supplier<Release> release;

    /** Pages over an installation. */
    public OperatingPages(
            DataSource database, Parked parked, Deciding deciding, Supplier<Release> release) {
        this.database = JdbcClient.create(database);
        this.parked = parked;
        this.deciding = deciding;
        this.release = release;
    }

    /** What failed technically. */
    @GetMapping(path = "/incidents", produces = MediaType.TEXT_HTML_VALUE)
    public String incidents() {
        Instant now = deciding.clock().instant();
        List<OperatingView.Incident> incidents =
                database.sql(INCIDENTS)
                        .query(
                                (row, number) ->
                                        new OperatingView.Incident(
                                                row.getString("area"),
                                                row.getString("subject"),
                                                row.getString("code"),
                                                GroupedAmounts.in(row.getString("sentence")),
                                                row.getLong("seen"),
                                                Wording.ago(
                                                        row.getTimestamp("opened_at").toInstant(),
                                                        now),
                                                Wording.ago(
                                                        row.getTimestamp("last_at").toInstant(),
                                                        now),
                                                row.getTimestamp("closed_at") == null))
                        .list();
        return pages.render(
                "incidents",
                new OperatingView(
                        page("Incidents", "/incidents"), incidents, List.of(), List.of()));
    }

    /** Messages that were put aside. */
    @GetMapping(path = "/parked", produces = MediaType.TEXT_HTML_VALUE)
    public String parked(@RequestParam(defaultValue = "") String code) {
        Instant now = deciding.clock().instant();
        List<OperatingView.Reason> reasons = new ArrayList<>();
        parked.counts()
                .forEach(
                        (each, count) ->
                                reasons.add(
                                        new OperatingView.Reason(
                                                each,
                                                "/parked?code=" + ExceptionList.encoded(each),
                                                count,
                                                each.equals(code))));
        List<OperatingView.Message> messages =
                parked.list(code, MOST).stream()
                        .map(
                                each ->
                                        new OperatingView.Message(
                                                each.record().toString(),
                                                "/parked/" + each.id(),
                                                each.code(),
                                                GroupedAmounts.in(each.sentence()),
                                                Wording.origin(each.origin()),
                                                Wording.ago(each.since(), now)))
                        .toList();
        return pages.render(
                "parked",
                new OperatingView(page("Parked", "/parked"), List.of(), reasons, messages));
    }

    /** One of them: as it came, and as it would be understood now. */
    @GetMapping(path = "/parked/{id}", produces = MediaType.TEXT_HTML_VALUE)
    public String story(@PathVariable long id) {
        Parked.Story story = parked.story(id);
        Parked.Message message = story.message();
        List<OperatingView.Field> fields = new ArrayList<>();
        story.translated()
                .forEach(
                        (path, value) ->
                                fields.add(
                                        new OperatingView.Field(path, GroupedAmounts.in(value))));
        return pages.render(
                "parkedMessage",
                new OperatingView.Story(
                        page("Parked message", "/parked"),
                        id,
                        message.record().toString(),
                        message.code(),
                        GroupedAmounts.in(message.sentence()),
                        Wording.origin(message.origin()),
                        Wording.moment(message.received()),
                        message.attempts(),
                        message.waitsFor(),
                        indented(story.raw()),
                        fields,
                        GroupedAmounts.in(story.why()),
                        UUID.randomUUID().toString()));
    }

    private static String indented(String raw) {
        try {
            Object content = RawJson.object(raw.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(content);
        } catch (JacksonException | RawJson.NoObjectException asItIs) {
            return raw;
        }
    }

    /** Takes one of them up again. */
    @PostMapping(path = "/parked/{id}/requeue", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> requeue(
            @PathVariable long id,
            @RequestParam String once,
            @RequestParam(defaultValue = "") String reason) {
        Actor by = Visitor.current().acting();
        String why = Approvals.reason(reason);
        deciding.once()
                .of(
                        by,
                        once,
                        List.of("requeue", Long.toString(id), why),
                        deciding.clock().instant(),
                        () -> {
                            parked.requeue(by, id, why, deciding.clock().instant());
                            return "requeued";
                        });
        return ResponseEntity.status(303).header("Location", "/parked").build();
    }

    private Page page(String title, String here) {
        return new Page(title, release.get().name(), here);
    }
}
