package throughline.console;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import throughline.access.Sight;
import throughline.console.ExceptionList.Resting;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.landscape.Release;

/** The pages by their addresses. A {@code part} asks for what a live page replaces. */
@RestController
public final class ConsoleRoutes implements AutoCloseable {

    private final Pages pages = new Pages();
    private final Supplier<Release> release;
    private final InstantSource clock;
    private final OverviewFigures overview;
    private final EngagementList engagements;
    private final EngagementPage engagement;
    private final ExceptionList exceptions;
    private final ChangeStream changes;
    private final Sight sight;

    /**
     * The console of an installation.
     *
     * @param states an engagement as the journal tells it
     * @param release the one in force
     */
    public ConsoleRoutes(
            DataSource source,
            Function<EngagementId, Optional<Engagement>> states,
            Supplier<Release> release,
            InstantSource clock) {
        JdbcClient database = JdbcClient.create(source);
        this.release = release;
        this.clock = clock;
        this.overview = new OverviewFigures(source);
        this.engagements = new EngagementList(source);
        this.engagement = new EngagementPage(database, states, release);
        this.exceptions = new ExceptionList(database);
        this.changes = new ChangeStream(database);
        this.sight = new Sight(database);
    }

    /** From signed to collected, at a glance. */
    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> overview(@RequestParam(defaultValue = "") String part) {
        // Its figures are of the whole enterprise; whoever sees a part begins at the part.
        if (!Sight.current().isWhole()) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .header("Location", "/engagements")
                    .build();
        }
        OverviewView view = overview.view(page("Overview", "/"), clock::instant);
        return ResponseEntity.ok(
                pages.render(part.equals("figures") ? "overviewFigures" : "overview", view));
    }

    /** All engagements, searched and sorted. */
    @GetMapping(path = "/engagements", produces = MediaType.TEXT_HTML_VALUE)
    public String engagements(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String stage,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "0") long from,
            @RequestParam(defaultValue = "") String part) {
        EngagementsView view =
                engagements.view(
                        page("Engagements", "/engagements"),
                        new EngagementList.Search(q.strip(), stage, sort, Math.max(0, from)));
        return pages.render(part.equals("rows") ? "engagementRows" : "engagements", view);
    }

    /** One engagement as one story. */
    @GetMapping(path = "/engagements/{id}", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> engagement(
            @PathVariable String id, @RequestParam(defaultValue = "") String part) {
        return Optional.of(id)
                .filter(each -> sight.sees(Sight.current(), each))
                .flatMap(each -> engagement.view(each, release.get().name(), clock.instant()))
                .map(
                        view ->
                                pages.render(
                                        part.equals("body") ? "engagementBody" : "engagement",
                                        view))
                .map(ResponseEntity::ok)
                .orElseGet(() -> missing(id));
    }

    /**
     * What waits for a person.
     *
     * @param snoozed {@code true} for those that rest, {@code any} for them and the others
     */
    @GetMapping(path = "/exceptions", produces = MediaType.TEXT_HTML_VALUE)
    public String exceptions(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String cause,
            @RequestParam(defaultValue = "") String entity,
            @RequestParam(defaultValue = "false") String snoozed,
            @RequestParam(defaultValue = "0") long from) {
        return pages.render(
                "exceptions",
                exceptions.view(
                        page("Exceptions", "/exceptions"),
                        new ExceptionList.Asked(
                                code, cause, entity, Resting.of(snoozed), Math.max(0, from)),
                        clock.instant()));
    }

    /** The same for a spreadsheet. */
    @GetMapping(path = "/exceptions.csv", produces = "text/csv;charset=UTF-8")
    public ResponseEntity<String> spreadsheet(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String cause,
            @RequestParam(defaultValue = "") String entity,
            @RequestParam(defaultValue = "false") String snoozed) {
        return ResponseEntity.ok()
                .header("Content-Disposition", "attachment; filename=exceptions.csv")
                .body(
                        exceptions.csv(
                                new ExceptionList.Asked(
                                        code, cause, entity, Resting.of(snoozed), 0)));
    }

    /** Names of what changed, for pages that are open. */
    @GetMapping(path = "/console/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    public SseEmitter stream() {
        return changes.listen();
    }

    @Override
    public void close() {
        changes.close();
    }

    private ResponseEntity<String> missing(String id) {
        MissingView view = new MissingView(page("Not found", "/engagements"), id);
        return ResponseEntity.status(HttpStatus.NOT_FOUND).body(pages.render("missing", view));
    }

    private Page page(String title, String here) {
        return new Page(title, release.get().name(), here);
    }
}
