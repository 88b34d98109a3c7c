package throughline.api;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Sight;
import throughline.engagement.Event;
import throughline.journal.EventCodec;
import throughline.rehearsal.AtOnce;
import throughline.rehearsal.CompensationStore;
import throughline.rehearsal.Cut;
import throughline.rehearsal.Findings;
import throughline.rehearsal.Progress;
import throughline.rehearsal.Rehearsal;
import throughline.rehearsal.RehearsalRows;
import throughline.rehearsal.RehearsalStore;
import throughline.rehearsal.Retelling;
import throughline.rehearsal.RunningRehearsals;
import throughline.wording.Kebab;

/** What rehearsals found: in sums, cut, at once, and why one engagement differs. */
@RestController
public final class RehearsalRoutes {

    private static final String BASE = "/api/v1/rehearsals";
    private static final int MOST = 500;

    private final DataSource database;
    private final RehearsalStore store;
    private final RunningRehearsals running;
    private final AtOnce atOnce;
    private final Retelling retelling;

    /** Routes over the rehearsals of an installation. */
    public RehearsalRoutes(DataSource database, InstantSource clock, RunningRehearsals running) {
        this.database = database;
        this.store = new RehearsalStore(database);
        this.running = running;
        this.atOnce = new AtOnce(database, clock);
        this.retelling = new Retelling(database, clock);
    }

    /** The newest of them. */
    @GetMapping(path = BASE, produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, Object> rehearsals() {
        return Map.of(
                "rehearsals", store.all().stream().limit(MOST).map(RehearsalRows::head).toList());
    }

    /** One: what it found in sums, or how far it has come. */
    @GetMapping(path = BASE + "/{number}", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> rehearsal(@PathVariable String number) {
        Rehearsal one = required(number);
        Map<String, @Nullable Object> told =
                RehearsalRows.summary(one, new Findings(database, one.number()));
        told.put(
                "compensation",
                RehearsalRows.compensations(new CompensationStore(database).of(one.number())));
        told.put(
                "progress",
                running.progress(one.number()).map(RehearsalRoutes::progress).orElse(null));
        return told;
    }

    private static Map<String, Object> progress(Progress progress) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("phase", progress.phase());
        told.put("done", progress.done());
        told.put("total", progress.total());
        return told;
    }

    /**
     * What it found, cut.
     *
     * @param after {@code next} of the page before
     */
    @GetMapping(path = BASE + "/{number}/findings", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> findings(
            @PathVariable String number,
            @RequestParam(defaultValue = "engagement") String by,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "200") int limit) {
        Rehearsal one = required(number);
        Findings findings = new Findings(database, one.number());
        Paged paged = new Paged(findings, after, Math.clamp(limit, 1, MOST));
        Cut cut = cut(by);
        Map<String, @Nullable Object> told =
                switch (cut) {
                    case ENGAGEMENT -> paged.cells(Findings.By.ENGAGEMENT);
                    case ACCOUNT -> paged.cells(Findings.By.ACCOUNT);
                    case PERIOD -> paged.cells(Findings.By.PERIOD);
                    case ENTITY -> paged.cells(Findings.By.ENTITY);
                    case UNIT -> paged.cells(Findings.By.UNIT);
                    case CURRENCY -> paged.cells(Findings.By.CURRENCY);
                    case WRITES -> paged.writes();
                    case EXCEPTIONS -> Paged.whole(RehearsalRows.attention(findings));
                    case COMPENSATION ->
                            Paged.whole(
                                    RehearsalRows.compensations(
                                            new CompensationStore(database).of(one.number())));
                };
        told.put("by", Kebab.of(cut));
        return told;
    }

    /** Rows of one page, and where the next one goes on. */
    private record Paged(Findings findings, String after, int size) {

        Map<String, @Nullable Object> cells(Findings.By by) {
            List<String> key = PageCursor.read(after, 3);
            Findings.Cell last = new Findings.Cell(key.get(0), key.get(1), key.get(2), 0, 0);
            List<Findings.Cell> cells = findings.amounts(by, last, size);
            return page(
                    cells.stream().map(RehearsalRows::cell).toList(),
                    cells.size() < size
                            ? Optional.empty()
                            : Optional.of(
                                    List.of(
                                            cells.getLast().part(),
                                            cells.getLast().account(),
                                            cells.getLast().currency())));
        }

        Map<String, @Nullable Object> writes() {
            List<String> key = PageCursor.read(after, 2);
            List<Findings.OneWrite> writes = findings.eachWrite(key.get(0), key.get(1), size);
            return page(
                    writes.stream().map(RehearsalRows::write).toList(),
                    writes.size() < size
                            ? Optional.empty()
                            : Optional.of(
                                    List.of(
                                            writes.getLast().engagement(),
                                            writes.getLast().write().purpose())));
        }

        static Map<String, @Nullable Object> whole(List<Map<String, @Nullable Object>> rows) {
            return page(rows, Optional.empty());
        }

        private static Map<String, @Nullable Object> page(
                List<Map<String, @Nullable Object>> rows, Optional<List<String>> next) {
            Map<String, @Nullable Object> page = new LinkedHashMap<>();
            page.put("rows", rows);
            page.put("next", next.map(PageCursor::of).orElse(null));
            return page;
        }
    }

    private static Cut cut(String by) {
        return Arrays.stream(Cut.values())
                .filter(each -> Kebab.of(each).equals(by))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ApiProblem(
                                        HttpStatus.BAD_REQUEST,
                                        "bad-parameter",
                                        "Cannot cut what a rehearsal found by that. Choose one of: "
                                                + Arrays.stream(Cut.values())
                                                        .map(Kebab::of)
                                                        .collect(Collectors.joining(", "))
                                                + ".",
                                        Map.of("parameter", "by")));
    }

    /** What putting its release in force now would change, of the first engagements that differ. */
    @GetMapping(path = BASE + "/{number}/at-once", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> atOnce(
            @PathVariable String number, @RequestParam(defaultValue = "500") int limit) {
        return RehearsalRows.atOnce(atOnce.of(required(number), Math.clamp(limit, 1, MOST)));
    }

    /** Why one engagement differs: what happens in one of its two histories only. */
    @GetMapping(path = BASE + "/{number}/why", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> why(
            @PathVariable String number, @RequestParam String engagement) {
        Rehearsal one = required(number);
        Optional<Retelling.Told> told = retelling.of(one, engagement);
        Map<String, @Nullable Object> both = new LinkedHashMap<>();
        both.put("engagement", engagement);
        both.put("against", one.against());
        both.put("release", one.release());
        both.put("retold", told.isPresent());
        both.put("onward", told.map(Retelling.Told::onward).orElse(false));
        both.put("inForce", events(told.map(Retelling.Told::inForce).orElse(List.of())));
        both.put("rehearsed", events(told.map(Retelling.Told::rehearsed).orElse(List.of())));
        return both;
    }

    private static List<Map<String, Object>> events(List<Event> events) {
        return events.stream().limit(MOST).map(EventCodec::told).toList();
    }

    /** Ends it before it is done; what it found so far stays, and counts for nothing. */
    @PostMapping(
            path = BASE + "/{number}/cancellation",
            produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, Object> cancel(@PathVariable String number) {
        Sight.requireWhole("a release");
        Rehearsal one = required(number);
        return Map.of("rehearsal", one.number(), "cancelled", running.cancel(one.number()));
    }

    private Rehearsal required(String number) {
        // A number that is none is no rehearsal's.
        long asked = number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
        return store.find(asked).orElseThrow(() -> ApiProblem.notFound("rehearsal", number));
    }
}
