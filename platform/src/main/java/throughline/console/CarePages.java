package throughline.console;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Sight;
import throughline.access.Visitor;
import throughline.care.ExceptionCare;
import throughline.care.ExceptionCare.Seen;
import throughline.care.ExceptionCare.Standing;
import throughline.care.ExceptionCare.Which;
import throughline.decisions.Deciding;
import throughline.insight.Promise;
import throughline.insight.Written;
import throughline.landscape.Release;
import throughline.people.Actor;
import throughline.people.People;
import throughline.people.Person;
import throughline.people.RefusedToPersonException;
import throughline.people.RefusedToPersonException.Kind;
import throughline.repairs.Repairs;
import throughline.repairs.Repairs.Repair;
import throughline.wording.GroupedAmounts;

/** Caring for exceptions: one by one, and one cause in all places. */
@RestController
public final class CarePages {

    private static final String ONE =
            """
            select x.code, x.sentence, x.owner, x.opened, %s as due, x.at_stake_currency,
              x.at_stake_minor, coalesce(e.name, e.id) as name
            from exception_item x join engagement e on e.id = x.engagement
            where x.engagement = :engagement and x.key = :key and x.closed is null
              and in_scope(e.unit, e.legal_entity, :units, :entities)
            """
                    .formatted(Promise.DEADLINE);

    private final Pages pages = new Pages();
    private final JdbcClient database;
    private final ExceptionCare care;
    private final Repairs repairs;
    private final Deciding deciding;
    private final People people;
    private final Supplier<Release> release;
    private final InstantSource clock;

    /** Pages over an installation's exceptions. */
    public CarePages(
            DataSource database, Deciding deciding, Repairs repairs, Supplier<Release> release) {
        this.database = JdbcClient.create(database);
        this.care = new ExceptionCare(database);
        this.repairs = repairs;
        this.deciding = deciding;
        this.people = new People(database);
        this.release = release;
        this.clock = deciding.clock();
    }

    /** One exception. */
    @GetMapping(path = "/exceptions/care", produces = MediaType.TEXT_HTML_VALUE)
    public String care(
            @RequestParam String engagement,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String done) {
        Which which = new Which(engagement, key);
        Standing standing = care.standing(which);
        CareView view =
                database.sql(ONE)
                        .param("engagement", engagement)
                        .param("key", key)
                        .params(Sight.parameters(Sight.current()))
                        .query((row, number) -> view(row, which, standing, done))
                        .optional()
                        .orElseThrow(CarePages::notOpen);
        return pages.render("care", view);
    }

    private CareView view(ResultSet row, Which which, Standing standing, String done)
            throws SQLException {
        List<CareView.Said> said = new ArrayList<>();
        for (ExceptionCare.Comment comment : care.comments(which)) {
            said.add(new CareView.Said(comment.by(), Wording.moment(comment.at()), comment.text()));
        }
        List<CareView.Choice> choices = new ArrayList<>();
        for (Person person : people.all()) {
            if (person.active()) {
                boolean chosen = person.login().equals(standing.assignee());
                choices.add(new CareView.Choice(person.login(), person.name(), chosen));
            }
        }
        java.sql.@Nullable Timestamp due = row.getTimestamp("due");
        boolean rests = standing.snoozedUntil() != null || standing.snoozedSequence() != null;
        return new CareView(
                page("Exception"),
                which.engagement(),
                which.key(),
                row.getString("name"),
                EngagementList.href(which.engagement()),
                row.getString("code"),
                GroupedAmounts.in(row.getString("sentence")),
                row.getString("owner"),
                Wording.ago(row.getTimestamp("opened").toInstant(), clock.instant()),
                due == null ? "no deadline" : Wording.moment(due.toInstant()),
                Wording.amount(
                        row.getString("at_stake_currency"),
                        row.getObject("at_stake_minor", Long.class)),
                standing.assignee(),
                standing.told(),
                rests,
                standing.version(),
                choices,
                said,
                UUID.randomUUID().toString(),
                done.isEmpty() ? "" : "Kept.");
    }

    /** Says who looks after it. */
    @PostMapping(path = "/exceptions/assign", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> assign(
            @RequestParam String engagement,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String assignee,
            @RequestParam long version) {
        Actor by = seeing(engagement);
        care.assign(by, new Which(engagement, key), assignee, version, clock.instant());
        return back(engagement, key);
    }

    /** Lets it rest, or wakes it. */
    @PostMapping(path = "/exceptions/snooze", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> snooze(
            @RequestParam String engagement,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String how,
            @RequestParam long version) {
        Actor by = seeing(engagement);
        Optional<LocalDate> day = how.equals("day") ? Optional.of(day(until)) : Optional.empty();
        Seen seen = new Seen(version, clock.instant());
        care.snooze(by, new Which(engagement, key), day, how.equals("fact"), seen);
        return back(engagement, key);
    }

    private static LocalDate day(String text) {
        try {
            return Written.day(text);
        } catch (DateTimeException unreadable) {
            throw RefusedToPersonException.faulty(
                    "day-unfit", "Nothing was changed: write the day as 2026-03-31.");
        }
    }

    /** Says something about it. */
    @PostMapping(path = "/exceptions/comment", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> comment(
            @RequestParam String engagement,
            @RequestParam String key,
            @RequestParam String once,
            @RequestParam(defaultValue = "") String text) {
        Actor by = seeing(engagement);
        Which which = new Which(engagement, key);
        deciding.once()
                .of(
                        by,
                        once,
                        List.of("comment", which.toString(), text),
                        clock.instant(),
                        () -> {
                            care.comment(by, which, text, clock.instant());
                            return "said";
                        });
        return back(engagement, key);
    }

    /** What mending one cause would do in all places. */
    @GetMapping(path = "/repairs/new", produces = MediaType.TEXT_HTML_VALUE)
    public String repair(@RequestParam String cause) {
        Actor by = Visitor.current().acting();
        return pages.render(
                "repairPreview",
                RepairView.preview(
                        page("One cause"),
                        cause,
                        repairs.preview(by, cause),
                        UUID.randomUUID().toString()));
    }

    /** Mends it in one place. */
    @PostMapping(path = "/repairs", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> begin(
            @RequestParam String cause,
            @RequestParam String engagement,
            @RequestParam String once,
            @RequestParam(defaultValue = "") String reason) {
        Actor by = Visitor.current().acting();
        String id =
                deciding.once()
                        .of(
                                by,
                                once,
                                List.of("repair", cause, engagement, reason),
                                clock.instant(),
                                () ->
                                        Long.toString(
                                                repairs.begin(by, cause, engagement, reason).id()));
        return ResponseEntity.status(303).header("Location", "/repairs/" + id).build();
    }

    /** What became of every place, and what is left. */
    @GetMapping(path = "/repairs/{id}", produces = MediaType.TEXT_HTML_VALUE)
    public String outcome(@PathVariable long id) {
        Actor by = Visitor.current().acting();
        Repair repair = repairs.find(by, id);
        return pages.render(
                "repair",
                RepairView.outcome(
                        page("One cause"),
                        repair,
                        repairs.outcomes(repair),
                        repairs.left(by, repair).size()));
    }

    /** Mends it in all places that are left. */
    @PostMapping(path = "/repairs/{id}/rest", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> rest(@PathVariable long id) {
        repairs.rest(Visitor.current().acting(), id);
        return ResponseEntity.status(303).header("Location", "/repairs/" + id).build();
    }

    private Actor seeing(String engagement) {
        Actor by = Visitor.current().acting();
        if (!new Sight(database).sees(by.person().scope(), engagement)) {
            throw notOpen();
        }
        return by;
    }

    private static RefusedToPersonException notOpen() {
        return new RefusedToPersonException(
                Kind.NOT_THERE,
                "not-open",
                "There is no such open exception. It closes by itself when its cause is gone.");
    }

    private static ResponseEntity<String> back(String engagement, String key) {
        return ResponseEntity.status(303)
                .header(
                        "Location",
                        "/exceptions/care?engagement="
                                + ExceptionList.encoded(engagement)
                                + "&key="
                                + ExceptionList.encoded(key)
                                + "&done=1")
                .build();
    }

    private Page page(String title) {
        return new Page(title, release.get().name(), "/exceptions");
    }
}
