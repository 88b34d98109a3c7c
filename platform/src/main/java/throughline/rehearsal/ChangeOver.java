package throughline.rehearsal;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.landscape.Release;
import throughline.landscape.Unit;
import throughline.releases.Activation;
import throughline.releases.KeptRelease;
import throughline.releases.KeptRelease.Staging;
import throughline.releases.RefusedReleaseException;
import throughline.releases.ReleaseStep;
import throughline.releases.ReleaseStore;

/**
 * Puts releases in force, for some units first or for all, and takes them back. Each rests on a
 * rehearsal of exactly that content against exactly what is in force, and where that moves much
 * money, on the word of a second person.
 */
public final class ChangeOver {

    /** What the rehearsal found, what happened since it began, and what belongs to nobody. */
    private static final String AGAIN =
            """
            insert into decide_again (release, engagement)
            select :release, e.id from engagement e
            left join rehearsed_engagement r on r.rehearsal = :rehearsal and r.engagement = e.id
            where (r.engagement is not null
                    or e.updated_at > (select started_at from rehearsal where id = :rehearsal))
                and (:all or coalesce(nullif(r.unit, ''), e.unit) = any(:units::text[]))
            union select :release, ''
            on conflict do nothing
            """;

    private final JdbcClient database;
    private final InstantSource clock;
    private final ReleaseStore releases;
    private final RehearsalStore rehearsals;
    private final CompensationStore compensations;

    /** That of a database. */
    public ChangeOver(DataSource database, InstantSource clock) {
        this.database = JdbcClient.create(database);
        this.clock = clock;
        this.releases = new ReleaseStore(database);
        this.rehearsals = new RehearsalStore(database);
        this.compensations = new CompensationStore(database);
    }

    /**
     * A second person agrees to exactly this content and what its rehearsal found.
     *
     * @throws RefusedReleaseException when it was not rehearsed, or the person made it
     */
    public Rehearsal approve(KeptRelease release, String by, String why) {
        Rehearsal rehearsal = rehearsed(release, inForce());
        FourEyes.check(release, by);
        releases.step(
                release.id(),
                ReleaseStep.APPROVED,
                by,
                why,
                Optional.of(rehearsal.number()),
                clock.instant());
        return rehearsal;
    }

    /**
     * Puts a release in force.
     *
     * @param units that go first; none for all
     * @return the change-over
     * @throws RefusedReleaseException when it may not be
     */
    public Activation apply(KeptRelease release, List<String> units, String by) {
        Activation inForce = inForce();
        if (inForce.release().equals(release.id())) {
            throw new RefusedReleaseException(
                    "already-in-force",
                    "Cannot apply release "
                            + release.id()
                            + ": it is in force since "
                            + inForce.at()
                            + ". There is nothing to do.");
        }
        Rehearsal rehearsal = rehearsed(release, inForce);
        agreed(release, rehearsal);
        return units.isEmpty()
                ? change(release.id(), Activation.Kind.APPLIED, List.of(), rehearsal, by)
                : stage(release, units, rehearsal, by);
    }

    /**
     * Goes back to a release that was in force before.
     *
     * @throws RefusedReleaseException when it never was, or nobody else agreed
     */
    public Activation rollBack(KeptRelease release, String by) {
        earlier(release);
        Rehearsal rehearsal = rehearsed(release, inForce());
        agreed(release, rehearsal);
        return change(release.id(), Activation.Kind.ROLLED_BACK, List.of(), rehearsal, by);
    }

    /**
     * Checks that one can go back to a release.
     *
     * @throws RefusedReleaseException when one cannot
     */
    public void earlier(KeptRelease release) {
        boolean was =
                database.sql("select exists (select from activation where release = ?)")
                        .param(release.id())
                        .query(Boolean.class)
                        .single();
        if (!was || release.inForce()) {
            throw new RefusedReleaseException(
                    "never-in-force",
                    "Cannot go back to release "
                            + release.id()
                            + (was ? ": it is in force now." : ": it never was in force.")
                            + " Choose an earlier one: throughline releases list.");
        }
    }

    /** The release that was in force before the one that is, if there was one. */
    public Optional<String> before() {
        return database.sql(
                        """
                        select a.release from activation a
                        join release r on r.id = a.release and r.staged_to is null
                        where a.release <> (select release from activation order by id desc limit 1)
                        order by a.id desc limit 1
                        """)
                .query(String.class)
                .optional();
    }

    private Activation stage(
            KeptRelease release, List<String> units, Rehearsal rehearsal, String by) {
        Release next = releases.release(release.id()).orElseThrow();
        List<String> known = next.units().stream().map(Unit::name).toList();
        for (String unit : units) {
            if (!known.contains(unit)) {
                throw new RefusedReleaseException(
                        "unknown-unit",
                        "Cannot apply release %s to unit %s first: it has no such unit. It has: %s."
                                .formatted(release.id(), unit, String.join(", ", known)));
            }
        }
        String from = base(inForce());
        KeptRelease staged =
                releases.stage(new Staging(from, release.id(), units), by, clock.instant());
        return change(staged.id(), Activation.Kind.STAGED, units, rehearsal, by);
    }

    private Activation change(
            String id, Activation.Kind kind, List<String> units, Rehearsal rehearsal, String by) {
        Activation inForce = inForce();
        releases.activate(
                new ReleaseStore.Wanted(
                        Optional.of(inForce.number()),
                        id,
                        kind,
                        Optional.of(rehearsal.number()),
                        by),
                clock.instant(),
                () -> {
                    database.sql(AGAIN)
                            .param("release", id)
                            .param("rehearsal", rehearsal.number())
                            .param("all", units.isEmpty())
                            .param("units", "{" + String.join(",", units) + "}")
                            .update();
                    if (kind == Activation.Kind.ROLLED_BACK) {
                        compensations.order(rehearsal.number(), by, clock.instant());
                    }
                });
        return inForce();
    }

    private Activation inForce() {
        return releases.inForce()
                .orElseThrow(
                        () ->
                                new RefusedReleaseException(
                                        "nothing-in-force",
                                        "Cannot change what is in force: nothing is yet. Load"
                                                + " history first, or serve."));
    }

    /** While some units go first, all others still decide under this one. */
    private String base(Activation inForce) {
        return releases.find(inForce.release())
                .flatMap(KeptRelease::staging)
                .map(Staging::from)
                .orElse(inForce.release());
    }

    private Rehearsal rehearsed(KeptRelease release, Activation inForce) {
        return rehearsals
                .newestOf(release.hash(), inForce.release())
                .or(() -> rehearsals.newestOf(release.hash(), base(inForce)))
                .orElseThrow(
                        () ->
                                new RefusedReleaseException(
                                        "not-rehearsed",
                                        ("Cannot put release %s in force: exactly this content was"
                                             + " not rehearsed on the whole history against release"
                                             + " %s, which is in force. Run throughline rehearse"
                                             + " %s.")
                                                .formatted(
                                                        release.id(),
                                                        inForce.release(),
                                                        release.id())));
    }

    private void agreed(KeptRelease release, Rehearsal rehearsal) {
        if (rehearsal.gate().isEmpty()) {
            return;
        }
        boolean agreed =
                database.sql(
                                """
                                select exists (select from release_step
                                where release = ? and hash = ? and step = 'approved'
                                    and rehearsal = ? and by <> ?)
                                """)
                        .params(release.id(), release.hash(), rehearsal.number(), release.author())
                        .query(Boolean.class)
                        .single();
        if (!agreed) {
            throw new RefusedReleaseException(
                    "needs-approval",
                    ("Cannot put release %s in force: rehearsal %d found that %s Somebody other"
                         + " than %s must agree: throughline releases approve %s --as NAME.")
                            .formatted(
                                    release.id(),
                                    rehearsal.number(),
                                    rehearsal.gate().get(),
                                    release.author(),
                                    release.id()));
        }
    }
}
