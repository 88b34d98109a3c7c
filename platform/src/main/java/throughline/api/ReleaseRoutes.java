package throughline.api;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Sight;
import throughline.access.Visitor;
import throughline.decisions.Once;
import throughline.journal.RawJson;
import throughline.people.Actor;
import throughline.people.RefusedToPersonException;
import throughline.rehearsal.ChangeOver;
import throughline.rehearsal.Rehearsal;
import throughline.rehearsal.RehearsalRows;
import throughline.rehearsal.RehearsalStore;
import throughline.rehearsal.RunningRehearsals;
import throughline.rehearsal.Scope;
import throughline.releases.Activation;
import throughline.releases.AppliedReleases;
import throughline.releases.Environment;
import throughline.releases.KeptRelease;
import throughline.releases.Rebase;
import throughline.releases.ReleaseRows;
import throughline.releases.ReleaseStore;
import throughline.releases.Signature;

/** Releases: what there are, agreeing to one, putting it in force and going back. */
@RestController
public final class ReleaseRoutes {

    private static final String BASE = "/api/v1/releases";
    private static final String KEY = "Idempotency-Key";

    private final DataSource database;
    private final InstantSource clock;
    private final ReleaseStore store;
    private final ChangeOver changeOver;
    private final RunningRehearsals running;
    private final Once once;

    /** Routes over the releases of an installation. */
    public ReleaseRoutes(DataSource database, InstantSource clock, RunningRehearsals running) {
        this.database = database;
        this.clock = clock;
        this.store = new ReleaseStore(database);
        this.changeOver = new ChangeOver(database, clock);
        this.running = running;
        this.once = new Once(database);
    }

    /** All of them, the newest first. */
    @GetMapping(path = BASE, produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> releases() {
        Environment bound = store.inForce().map(Activation::environment).orElse(Environment.NONE);
        return ReleaseRows.all(
                ReleaseRows.each(store, new AppliedReleases(database).forWhom()), bound);
    }

    /** One, its life, its rehearsals, and what stands between it and being in force. */
    @GetMapping(path = BASE + "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> release(@PathVariable String id) {
        KeptRelease kept = required(id);
        Map<String, @Nullable Object> told = ReleaseRows.one(store, kept);
        told.put(
                "rehearsals",
                new RehearsalStore(database)
                        .of(kept.id()).stream().map(RehearsalRows::head).toList());
        told.put("counting", changeOver.counting(kept).map(Rehearsal::number).orElse(null));
        told.put("hindrance", changeOver.hindrance(kept, Visitor.current().acting()).orElse(null));
        return told;
    }

    /** Begins to rehearse it, on everything or on a stated part. */
    @PostMapping(path = BASE + "/{id}/rehearsals", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<Map<String, Long>> rehearse(
            @PathVariable String id, @RequestBody Map<String, String> given) {
        Sight.requireWhole("a release");
        KeptRelease kept = required(id);
        Scope scope =
                Scope.of(given.getOrDefault("percent", "100"), given.getOrDefault("unit", ""));
        long begun = running.start(kept, scope, Signature.of(Visitor.current().acting()));
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/rehearsals/" + begun))
                .body(Map.of("rehearsal", begun));
    }

    /** Agrees to exactly this content and what a rehearsal of it found. */
    @PostMapping(path = BASE + "/{id}/approval", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> approve(
            @PathVariable String id, @RequestBody Map<String, String> given) {
        Sight.requireWhole("a release");
        KeptRelease kept = required(id);
        String seen = given.getOrDefault("rehearsal", "");
        if (!seen.matches("[0-9]{1,18}")) {
            throw RefusedToPersonException.faulty(
                    "bad-parameter",
                    "Nothing was decided: send the number of the rehearsal that you saw as"
                            + " rehearsal, so that you agree to what it found and to nothing"
                            + " else.");
        }
        changeOver.approve(
                kept,
                Visitor.current().acting(),
                given.getOrDefault("reason", ""),
                Optional.of(Long.parseLong(seen)));
        return release(id);
    }

    /**
     * What is asked to be put in force.
     *
     * @param units that go first; nothing for all
     */
    public record Wish(@Nullable List<String> units) {
        List<String> first() {
            return units == null ? List.of() : units;
        }
    }

    /** Puts it in force, for some units first or for all. */
    @PostMapping(path = BASE + "/{id}/application", produces = MediaType.APPLICATION_JSON_VALUE)
    public String apply(
            @PathVariable String id,
            @RequestBody Wish wish,
            @RequestHeader(name = KEY, defaultValue = "") String key) {
        Sight.requireWhole("a release");
        KeptRelease kept = required(id);
        Actor by = Visitor.current().acting();
        return once.of(
                by,
                key,
                List.of("apply", kept.hash(), wish.first().toString()),
                clock.instant(),
                () -> told(changeOver.apply(kept, wish.first(), by)));
    }

    /** Goes back to it. */
    @PostMapping(path = BASE + "/{id}/roll-back", produces = MediaType.APPLICATION_JSON_VALUE)
    public String rollBack(
            @PathVariable String id, @RequestHeader(name = KEY, defaultValue = "") String key) {
        Sight.requireWhole("a release");
        KeptRelease kept = required(id);
        Actor by = Visitor.current().acting();
        return once.of(
                by,
                key,
                List.of("roll-back", kept.hash()),
                clock.instant(),
                () -> told(changeOver.rollBack(kept, by)));
    }

    /** Makes a draft of what it changes, against what is in force by now. */
    @PostMapping(path = BASE + "/{id}/rebase", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> rebase(@PathVariable String id) {
        Sight.requireWhole("a release");
        KeptRelease made =
                new Rebase(database)
                        .rebased(
                                required(id),
                                Signature.of(Visitor.current().acting()),
                                clock.instant());
        return ReleaseRows.one(store, made);
    }

    private static String told(Activation activation) {
        return RawJson.text(ReleaseRows.changed(activation));
    }

    private KeptRelease required(String id) {
        return store.find(id).orElseThrow(() -> ApiProblem.notFound("release", id));
    }
}
