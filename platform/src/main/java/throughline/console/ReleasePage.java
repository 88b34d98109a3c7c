package throughline.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import throughline.access.Visitor;
import throughline.landscape.Release;
import throughline.landscape.Unit;
import throughline.people.Person;
import throughline.people.Right;
import throughline.rehearsal.ChangeOver;
import throughline.rehearsal.Rehearsal;
import throughline.rehearsal.RehearsalStore;
import throughline.releases.Activation;
import throughline.releases.AppliedReleases;
import throughline.releases.Change;
import throughline.releases.Changes;
import throughline.releases.Environment;
import throughline.releases.KeptRelease;
import throughline.releases.ReadResult;
import throughline.releases.Rebase;
import throughline.releases.ReleaseStep;
import throughline.releases.ReleaseStore;
import throughline.releases.Releases;
import throughline.releases.Weighing;
import throughline.wording.Counted;
import throughline.wording.GroupedAmounts;
import throughline.wording.Words;

/** Releases, as their pages show them. */
final class ReleasePage {

    private final DataSource database;
    private final ReleaseStore store;
    private final RehearsalStore rehearsals;
    private final ChangeOver changeOver;

    ReleasePage(DataSource database, ChangeOver changeOver) {
        this.database = database;
        this.changeOver = changeOver;
        this.store = new ReleaseStore(database);
        this.rehearsals = new RehearsalStore(database);
    }

    static String href(String release) {
        return "/releases/" + URLEncoder.encode(release, StandardCharsets.UTF_8);
    }

    ReleasesView all(Page page) {
        Map<String, String> forWhom = new AppliedReleases(database).forWhom();
        Environment bound = store.inForce().map(Activation::environment).orElse(Environment.NONE);
        return new ReleasesView(
                page,
                store.all().stream().map(each -> row(each, forWhom)).toList(),
                rehearsals.all().stream().map(ReleasePage::row).toList(),
                bound.name(),
                bound.sentences());
    }

    private static ReleasesView.Row row(KeptRelease release, Map<String, String> forWhom) {
        String whom = forWhom.get(release.id());
        return new ReleasesView.Row(
                release.id(),
                href(release.id()),
                whom == null ? lower(release.stands()) : "in force " + whom,
                whom == null ? tone(release) : "good",
                release.author().toString(),
                release.reason(),
                Wording.moment(release.madeAt()),
                release.inForce());
    }

    private static String tone(KeptRelease release) {
        return release.inForce()
                ? "good"
                : release.stands() == ReleaseStep.APPROVED
                                || release.stands() == ReleaseStep.REHEARSED
                        ? "accent"
                        : "";
    }

    private static ReleasesView.Rehearsed row(Rehearsal rehearsal) {
        return new ReleasesView.Rehearsed(
                rehearsal.number(),
                "/rehearsals/" + rehearsal.number(),
                rehearsal.release(),
                rehearsal.scope(),
                lower(rehearsal.state()),
                extent(rehearsal),
                rehearsal.by(),
                Wording.moment(rehearsal.startedAt()),
                rehearsal.gate().isPresent());
    }

    static String extent(Rehearsal rehearsal) {
        return "%s, %s in %s s"
                .formatted(
                        Counted.grouped(rehearsal.engagements(), "engagement"),
                        Counted.grouped(rehearsal.events(), "event"),
                        String.format(Locale.ENGLISH, "%.1f", rehearsal.millis() / 1e3));
    }

    static String lower(Enum<?> value) {
        return Words.of(value);
    }

    /** What was asked for here, and what came of it. */
    record Said(String refused, String done) {
        static final Said NOTHING = new Said("", "");
    }

    ReleaseView one(Page page, KeptRelease release, Said said) {
        Optional<Release> compiled = store.release(release.id());
        Optional<Rehearsal> rehearsed = changeOver.counting(release);
        return new ReleaseView(
                page,
                release.id(),
                release.hash(),
                lower(release.stands()),
                tone(release),
                release.inForce(),
                release.author().toString(),
                release.reason(),
                Wording.moment(release.madeAt()),
                release.staging()
                        .map(
                                staging ->
                                        "%s decides under %s, everything else under %s"
                                                .formatted(
                                                        String.join(", ", staging.units()),
                                                        staging.to(),
                                                        staging.from()))
                        .orElse(""),
                said.refused(),
                said.done(),
                release.parent().orElse(""),
                release.staging().isPresent() ? List.of() : changes(release),
                store.life(release.id()).stream().map(ReleasePage::lived).toList(),
                rehearsals.of(release.id()).stream().map(ReleasePage::row).toList(),
                compiled.map(Release::units).orElse(List.of()).stream().map(Unit::name).toList(),
                rehearsed.map(each -> Long.toString(each.number())).orElse(""),
                rehearsed.map(this::found),
                asks(release, rehearsed));
    }

    private ReleaseView.Asks asks(KeptRelease release, Optional<Rehearsal> rehearsed) {
        Person reader = Visitor.current().person();
        boolean decides = reader.may(Right.DECIDE) && release.staging().isEmpty();
        boolean was =
                store.life(release.id()).stream()
                        .anyMatch(lived -> lived.step() == ReleaseStep.ACTIVE);
        boolean open = decides && !release.inForce() && rehearsed.isPresent();
        boolean waits =
                changeOver.waiting().stream()
                        .anyMatch(each -> each.release().id().equals(release.id()));
        String hindered =
                open && waits
                        ? changeOver.hindrance(release, Visitor.current().acting()).orElse("")
                        : "";
        return new ReleaseView.Asks(
                decides,
                open && waits && hindered.isEmpty(),
                hindered,
                open && !was,
                open && was,
                decides && !was ? stale(release) : List.of(),
                open && waits ? "It waits for a second person, and is refused until then." : "");
    }

    private List<String> stale(KeptRelease release) {
        return store.inForce()
                .flatMap(now -> store.find(now.release()))
                .map(now -> now.staging().map(KeptRelease.Staging::from).orElse(now.id()))
                .map(base -> new Rebase(database).takenBack(release, base))
                .orElse(List.of());
    }

    private ReleaseView.Found found(Rehearsal rehearsal) {
        return new ReleaseView.Found(
                rehearsal.number(),
                "/rehearsals/" + rehearsal.number(),
                GroupedAmounts.in(rehearsal.gate().orElse("")),
                ReleaseCards.willHappen(database, rehearsal),
                new RehearsalPage(database).charts(rehearsal.number()));
    }

    private static ReleaseView.Lived lived(ReleaseStore.Lived lived) {
        return new ReleaseView.Lived(
                lower(lived.step()),
                Wording.moment(lived.at()),
                lived.by().toString(),
                lived.why());
    }

    /** What it says otherwise than the release that was in force when it was made. */
    private List<ReleaseView.Changed> changes(KeptRelease release) {
        Optional<ReadResult.Released> next = read(release.id());
        Optional<ReadResult.Released> old = release.parent().flatMap(this::read);
        if (next.isEmpty() || old.isEmpty()) {
            return List.of();
        }
        List<Change> changes =
                Changes.between(
                        new Changes.Side(old.get().release(), old.get().files()),
                        new Changes.Side(next.get().release(), next.get().files()),
                        next.get().verdicts());
        return new Weighing(database, old.get().release())
                .weighed(changes).stream().map(ReleasePage::changed).toList();
    }

    private Optional<ReadResult.Released> read(String id) {
        return Releases.read(store.files(id)) instanceof ReadResult.Released released
                ? Optional.of(released)
                : Optional.empty();
    }

    private static ReleaseView.Changed changed(Change change) {
        return new ReleaseView.Changed(
                change.part(),
                change.what(),
                lower(change.verdict()),
                switch (change.verdict()) {
                    case CHECKED -> "good";
                    case BROKEN -> "bad";
                    case NOT_CHECKABLE -> "warn";
                },
                change.why(),
                change.owner(),
                change.weight()
                        .untold()
                        .map(why -> "not checkable: " + GroupedAmounts.in(why))
                        .orElseGet(() -> through(change.weight())),
                change.reach());
    }

    private static String through(Change.Weight weight) {
        return Counted.of(weight.engagements(), "engagement")
                + (weight.money().isEmpty()
                        ? ""
                        : "; " + GroupedAmounts.in(String.join(", ", weight.money())));
    }
}
