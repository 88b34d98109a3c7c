package throughline.console;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Visitor;
import throughline.contracts.DriftDesk;
import throughline.contracts.DriftView;
import throughline.landscape.Release;
import throughline.landscape.contract.DriftPolicy;
import throughline.people.Right;
import throughline.wording.Counted;
import throughline.wording.GroupedAmounts;

/** What arrives otherwise than contracts declare, by week. */
@RestController
public final class DriftPages {

    private static final String HERE = "/drift";
    private static final int WEEKS = 8;

    private final Pages pages = new Pages();
    private final JdbcClient database;
    private final DriftDesk desk;
    private final Supplier<Release> release;
    private final InstantSource clock;

    /** Pages over an installation. */
    public DriftPages(DataSource source, Supplier<Release> release, InstantSource clock) {
        this.database = JdbcClient.create(source);
        this.desk = new DriftDesk(source, release);
        this.release = release;
        this.clock = clock;
    }

    /** The page. */
    @GetMapping(path = HERE, produces = MediaType.TEXT_HTML_VALUE)
    public String drift(@RequestParam(defaultValue = "") String done) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        DriftView found = DriftView.of(database, release.get(), today.minusWeeks(WEEKS), today);
        return pages.render("drift", view(found, done.equals("accepted")));
    }

    private DriftPage view(DriftView found, boolean accepted) {
        Map<String, List<DriftPage.Row>> byWeek = new LinkedHashMap<>();
        for (DriftView.Row each : found.rows()) {
            byWeek.computeIfAbsent(each.week().week().toString(), _ -> new ArrayList<>())
                    .add(row(each));
        }
        List<DriftPage.Week> weeks = new ArrayList<>();
        byWeek.forEach((week, rows) -> weeks.add(new DriftPage.Week(week, rows)));
        List<String> waiting = new ArrayList<>();
        found.waiting().forEach((kind, records) -> waiting.add(waiting(kind, records)));
        return new DriftPage(
                new Page("Drift", release.get().name(), HERE),
                found.open().size(),
                found.contracts(),
                waiting,
                weeks,
                Visitor.current().acting().person().may(Right.DECIDE),
                accepted);
    }

    private static String waiting(String kind, long records) {
        return "%s of %s %s"
                .formatted(
                        Counted.of(records, "record"),
                        kind,
                        Counted.word(records, "waits", "wait"));
    }

    private static DriftPage.Row row(DriftView.Row row) {
        DriftPolicy policy = row.week().policy();
        return new DriftPage.Row(
                row.week().finding().system(),
                row.week().finding().type(),
                row.week().finding().path(),
                row.week().finding().drift().word(),
                row.week().finding().value(),
                GroupedAmounts.in(row.sentence()),
                row.read() ? "a mapping reads it" : "",
                row.week().records() + " of " + row.week().of() + " (" + row.share() + ")",
                policy.word(),
                row.open() && policy.holds() ? "bad" : row.open() ? "warn" : "",
                row.open()
                        ? row.stopped() ? "all of the type wait" : "open"
                        : row.accepted().isEmpty() ? "past" : "accepted by " + row.accepted(),
                row.owner(),
                row.open());
    }

    /** Accepts what deviates. */
    @PostMapping(path = "/drift/accept", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> accept(@RequestParam Map<String, String> given) {
        desk.accept(
                Visitor.current().acting(),
                new DriftDesk.Which(
                        given.getOrDefault("system", ""),
                        given.getOrDefault("type", ""),
                        given.getOrDefault("path", ""),
                        given.getOrDefault("class", ""),
                        given.getOrDefault("value", "")),
                given.getOrDefault("reason", ""),
                clock.instant());
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", HERE + "?done=accepted")
                .build();
    }
}
