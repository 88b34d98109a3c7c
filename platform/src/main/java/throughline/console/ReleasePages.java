package throughline.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Sight;
import throughline.access.Visitor;
import throughline.landscape.Release;
import throughline.people.Actor;
import throughline.people.RefusedToPersonException;
import throughline.people.RefusedToPersonException.Kind;
import throughline.rehearsal.AtOnce;
import throughline.rehearsal.ChangeOver;
import throughline.rehearsal.Rehearsal;
import throughline.rehearsal.RehearsalStore;
import throughline.rehearsal.RunningRehearsals;
import throughline.rehearsal.Scope;
import throughline.releases.KeptRelease;
import throughline.releases.Rebase;
import throughline.releases.RefusedReleaseException;
import throughline.releases.ReleaseStore;
import throughline.releases.Signature;

/** Releases and rehearsals; agreeing to one, putting it in force and going back. */
@RestController
public final class ReleasePages {

    private static final String HERE = "/releases";

    private final Pages pages = new Pages();
    private final Supplier<Release> release;
    private final ReleaseStore store;
    private final RehearsalStore rehearsals;
    private final ChangeOver changeOver;
    private final RunningRehearsals running;
    private final ReleasePage page;
    private final RehearsalPage found;
    private final WhyPage why;
    private final AtOnce atOnce;
    private final Rebase rebase;
    private final InstantSource clock;

    /** Routes over the releases of an installation. */
    public ReleasePages(
            DataSource database,
            Supplier<Release> release,
            InstantSource clock,
            RunningRehearsals running) {
        this.release = release;
        this.clock = clock;
        this.rebase = new Rebase(database);
        this.running = running;
        this.store = new ReleaseStore(database);
        this.rehearsals = new RehearsalStore(database);
        this.changeOver = new ChangeOver(database, clock);
        this.page = new ReleasePage(database, changeOver);
        this.found = new RehearsalPage(database);
        this.why = new WhyPage(database, clock);
        this.atOnce = new AtOnce(database, clock);
    }

    /** All of them. */
    @GetMapping(path = "/releases", produces = MediaType.TEXT_HTML_VALUE)
    public String releases() {
        return pages.render("releases", page.all(page("Releases")));
    }

    /** One: what it changes, its life, its rehearsals. */
    @GetMapping(path = "/releases/{id}", produces = MediaType.TEXT_HTML_VALUE)
    public String release(@PathVariable String id, @RequestParam(defaultValue = "") String done) {
        return shown(required(id), new ReleasePage.Said("", done(done)));
    }

    private static String done(String what) {
        return switch (what) {
            case "approve" -> "You agreed to exactly this content and what its rehearsal found.";
            case "apply" -> "It is in force. What is decided from here on is decided under it.";
            case "roll-back" ->
                    "It is in force again, and the credits of the plan are ordered. Its rehearsal"
                            + " tells what came of each.";
            case "rebase" ->
                    "This is a draft of what it changes, against what is in force. Rehearse it.";
            default -> "";
        };
    }

    /** What a rehearsal found, or how far it has come. */
    @GetMapping(path = "/rehearsals/{number}", produces = MediaType.TEXT_HTML_VALUE)
    public String rehearsal(@PathVariable String number) {
        Rehearsal one = known(number);
        return pages.render(
                "rehearsal",
                found.view(page("Rehearsal " + one.number()), one, running.progress(one.number())));
    }

    /** How far it has come, for a page that waits; the whole page again when it has ended. */
    @GetMapping(path = "/rehearsals/{number}/progress", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> progress(@PathVariable String number) {
        Rehearsal one = known(number);
        return running.progress(one.number())
                .map(
                        now ->
                                ResponseEntity.ok(
                                        pages.render("progress", RehearsalPage.underWay(one, now))))
                .orElseGet(() -> ResponseEntity.ok().header("HX-Refresh", "true").body(""));
    }

    /** What putting its release in force now would change, for its page, which waits for it. */
    @GetMapping(path = "/rehearsals/{number}/at-once", produces = MediaType.TEXT_HTML_VALUE)
    public String atOnce(@PathVariable String number) {
        return pages.render("atOnce", AtOnceView.of(atOnce, known(number)));
    }

    /** Begins to rehearse a release, on everything or on a stated part. */
    @PostMapping(path = "/releases/{id}/rehearse", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> rehearse(
            @PathVariable String id,
            @RequestParam(defaultValue = "100") String percent,
            @RequestParam(defaultValue = "") String unit) {
        Sight.requireWhole("a release");
        KeptRelease kept = required(id);
        try {
            long begun =
                    running.start(
                            kept,
                            Scope.of(percent, unit),
                            Signature.of(Visitor.current().acting()));
            return there("/rehearsals/" + begun);
        } catch (RefusedReleaseException refused) {
            return refused(kept, refused);
        }
    }

    /** Ends a rehearsal before it is done; what it found so far stays, and counts for nothing. */
    @PostMapping(path = "/rehearsals/{number}/cancel", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> cancel(@PathVariable String number) {
        Sight.requireWhole("a release");
        Rehearsal one = known(number);
        running.cancel(one.number());
        return there("/rehearsals/" + one.number());
    }

    private Rehearsal known(String number) {
        return rehearsals.find(numbered(number)).orElseThrow(() -> missing("rehearsal"));
    }

    /** A number that is none is no rehearsal's. */
    private static long numbered(String number) {
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
    }

    /** Why one engagement differs: its history, told under both releases. */
    @GetMapping(path = "/rehearsals/{number}/why", produces = MediaType.TEXT_HTML_VALUE)
    public String why(@PathVariable String number, @RequestParam String engagement) {
        Rehearsal one = known(number);
        return pages.render(
                "why", why.view(page("Why " + engagement + " differs"), one, engagement));
    }

    /** A second person agrees, on the page of the release or in the inbox. */
    @PostMapping(path = "/releases/{id}/approve", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> approve(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String why,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String seen) {
        String because = (why + " " + reason).strip();
        Optional<Long> rehearsal = seen.isEmpty() ? Optional.empty() : Optional.of(numbered(seen));
        return tried(id, "approve", (kept, by) -> changeOver.approve(kept, by, because, rehearsal));
    }

    /** Puts it in force, for some units first or for all. */
    @PostMapping(path = "/releases/{id}/apply", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> apply(
            @PathVariable String id, @RequestParam(defaultValue = "") List<String> units) {
        return tried(id, "apply", (kept, by) -> changeOver.apply(kept, units, by));
    }

    /** Goes back to it. */
    @PostMapping(path = "/releases/{id}/roll-back", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> rollBack(@PathVariable String id) {
        return tried(id, "roll-back", (kept, by) -> changeOver.rollBack(kept, by));
    }

    /** Makes a draft of what it changes, against what is in force by now. */
    @PostMapping(path = "/releases/{id}/rebase", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> rebase(@PathVariable String id) {
        Sight.requireWhole("a release");
        KeptRelease kept = required(id);
        try {
            KeptRelease made =
                    rebase.rebased(kept, Signature.of(Visitor.current().acting()), clock.instant());
            return there(ReleasePage.href(made.id()) + "?done=rebase");
        } catch (RefusedReleaseException refused) {
            return refused(kept, refused);
        }
    }

    @FunctionalInterface
    private interface Asked {
        void of(KeptRelease release, Actor by);
    }

    /** What is refused is said on the page from which it was asked. */
    private ResponseEntity<String> tried(String id, String what, Asked asked) {
        Sight.requireWhole("a release");
        KeptRelease kept = required(id);
        try {
            asked.of(kept, Visitor.current().acting());
        } catch (RefusedReleaseException refused) {
            return refused(kept, refused);
        }
        return there(
                ReleasePage.href(kept.id())
                        + "?done="
                        + URLEncoder.encode(what, StandardCharsets.UTF_8));
    }

    private ResponseEntity<String> refused(KeptRelease kept, RefusedReleaseException refused) {
        String why = String.valueOf(refused.getMessage());
        return ResponseEntity.status(HttpStatus.CONFLICT)
                .body(shown(kept, new ReleasePage.Said(why, "")));
    }

    private static ResponseEntity<String> there(String location) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).header("Location", location).build();
    }

    private String shown(KeptRelease kept, ReleasePage.Said said) {
        return pages.render("release", page.one(page("Release " + kept.id()), kept, said));
    }

    private KeptRelease required(String id) {
        return store.find(id).orElseThrow(() -> missing("release"));
    }

    private static RefusedToPersonException missing(String what) {
        return new RefusedToPersonException(
                Kind.NOT_THERE,
                "not-found",
                "There is no such %s here. The page of releases lists all.".formatted(what));
    }

    private Page page(String title) {
        return new Page(title, release.get().name(), HERE);
    }
}
