package throughline.rehearsal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.audit.AuditLog;
import throughline.database.OneTransaction;
import throughline.landscape.Release;
import throughline.landscape.Unit;
import throughline.people.Actor;
import throughline.releases.Activation;
import throughline.releases.Environment;
import throughline.releases.KeptRelease;
import throughline.releases.KeptRelease.Staging;
import throughline.releases.Rebase;
import throughline.releases.RefusedReleaseException;
import throughline.releases.ReleaseStep;
import throughline.releases.ReleaseStore;
import throughline.releases.Signature;

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
                and (:all or coalesce(nullif(r.unit, ''), e.unit, :usual) = any(:units::text[]))
            union select :release, ''
            on conflict do nothing
            """;

    private final JdbcClient database;
    private final InstantSource clock;
    private final ReleaseStore releases;
    private final CompensationStore compensations;
    private final Grounds grounds;
    private final Rebase rebase;
    private final AuditLog audit;
    private final OneTransaction transaction;

    /** That of a database. */
    public ChangeOver(DataSource database, InstantSource clock) {
        this.database = JdbcClient.create(database);
        this.clock = clock;
        this.releases = new ReleaseStore(database);
        this.grounds = new Grounds(database, releases);
        this.rebase = new Rebase(database);
        this.compensations = new CompensationStore(database);
        this.audit = new AuditLog(database);
        this.transaction = new OneTransaction(database);
    }

    /**
     * A second person agrees to exactly this content and what its rehearsal found.
     *
     * @throws RefusedReleaseException when it was not rehearsed, or the person made it
     */
    public Rehearsal approve(KeptRelease release, Actor by, String why) {
        return approve(release, by, why, Optional.empty());
    }

    /**
     * The same, of somebody who has seen a certain rehearsal.
     *
     * @param seen its number; empty for the newest
     * @throws RefusedReleaseException also when it is not the one that counts now
     */
    public Rehearsal approve(KeptRelease release, Actor by, String why, Optional<Long> seen) {
        Activation inForce = inForce();
        if (inForce.release().equals(release.id())) {
            throw inForceAlready("approve", release, inForce);
        }
        boolean back = grounds.wasInForce(release);
        Rehearsal rehearsal =
                back
                        ? grounds.rehearsedBack(release, inForce)
                        : grounds.rehearsed(release, inForce);
        seen.ifPresent(number -> grounds.saw(number, release, rehearsal));
        Signature one = Signature.of(by);
        Instant now = clock.instant();
        try {
            FourEyes.check(release, back, one);
        } catch (RefusedReleaseException own) {
            tried(release, by, own, now);
            throw own;
        }
        Optional<Long> found = Optional.of(rehearsal.number());
        return transaction.of(
                () -> {
                    if (grounds.hasAgreed(release, rehearsal, one)) {
                        return rehearsal;
                    }
                    releases.step(release.id(), ReleaseStep.APPROVED, one, why, found, now);
                    audit.add(
                            by.did(
                                    "release-approved",
                                    "release " + release.id(),
                                    why,
                                    "",
                                    "rehearsal " + rehearsal.number()),
                            now);
                    return rehearsal;
                });
    }

    /** Somebody tried to be both pairs of eyes: told whatever becomes of the call. */
    private void tried(KeptRelease release, Actor by, RefusedReleaseException own, Instant now) {
        String why = String.valueOf(own.getMessage());
        String subject = "release " + release.id();
        transaction.apart(() -> audit.add(by.did("approval-refused", subject, why, "", ""), now));
    }

    /**
     * A release that a second person has to agree to before it may be put in force.
     *
     * @param rehearsal what an agreement would be to
     */
    public record Waiting(KeptRelease release, Rehearsal rehearsal) {}

    /** Those that wait for a second person now. */
    public List<Waiting> waiting() {
        List<Waiting> waiting = new ArrayList<>();
        if (releases.inForce().isEmpty()) {
            return waiting;
        }
        for (KeptRelease each : releases.all()) {
            if (!each.inForce() && each.staging().isEmpty()) {
                counting(each)
                        .filter(found -> found.gate().isPresent())
                        .filter(found -> !grounds.isAgreed(each, found, each.author()))
                        .ifPresent(found -> waiting.add(new Waiting(each, found)));
            }
        }
        return waiting;
    }

    /** The rehearsal that counts for putting a release in force now, if there is one. */
    public Optional<Rehearsal> counting(KeptRelease release) {
        return releases.inForce().flatMap(inForce -> grounds.counting(release, inForce));
    }

    /** Why somebody cannot agree to a release; empty when they can. */
    public Optional<String> hindrance(KeptRelease release, Actor by) {
        try {
            FourEyes.check(release, grounds.wasInForce(release), Signature.of(by));
            return Optional.empty();
        } catch (RefusedReleaseException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    /**
     * Puts a release in force, in the environment that is bound already.
     *
     * @param units that go first; none for all
     * @return the change-over
     * @throws RefusedReleaseException when it may not be
     */
    public Activation apply(KeptRelease release, List<String> units, Actor by) {
        return apply(release, units, by, Optional.empty());
    }

    /**
     * The same, in an environment. The release that is in force already can be bound in another
     * one: that changes no rule, so nothing is rehearsed.
     *
     * @param environment what is bound with it; empty for what is bound already
     */
    public Activation apply(
            KeptRelease release, List<String> named, Actor by, Optional<Environment> environment) {
        // In one order and once: otherwise the same units were another content.
        List<String> units = named.stream().distinct().sorted().toList();
        if (units.stream().anyMatch(String::isBlank)) {
            throw new RefusedReleaseException(
                    "unknown-unit",
                    "Cannot apply release %s to a unit without a name. Name units, or none for all."
                            .formatted(release.id()));
        }
        Activation inForce = inForce();
        if (inForce.release().equals(release.id())) {
            Environment other =
                    environment
                            .filter(each -> !each.equals(inForce.environment()))
                            .orElseThrow(() -> inForceAlready("apply", release, inForce));
            return bind(inForce, other, by);
        }
        grounds.staging(inForce).ifPresent(first -> first.mayBeFollowedBy(release, units));
        if (!grounds.wasInForce(release)) {
            rebase.check(release, grounds.base(inForce));
        }
        Rehearsal rehearsal = grounds.rehearsed(release, inForce);
        grounds.agreed(release, rehearsal, release.author());
        Wish wish = new Wish(inForce, rehearsal, by, environment);
        return units.isEmpty()
                ? change(release.id(), Activation.Kind.APPLIED, List.of(), wish)
                : stage(release, units, wish);
    }

    private Activation bind(Activation inForce, Environment environment, Actor by) {
        Instant now = clock.instant();
        releases.activate(
                new ReleaseStore.Wanted(
                        Optional.of(inForce.number()),
                        inForce.release(),
                        Activation.Kind.BOUND,
                        Optional.empty(),
                        Signature.of(by),
                        Optional.of(environment)),
                now,
                () ->
                        audit.add(
                                by.did(
                                        "environment-bound",
                                        "release " + inForce.release(),
                                        "",
                                        inForce.environment().name(),
                                        environment.name()
                                                + ": "
                                                + String.join("; ", environment.sentences())),
                                now));
        return inForce();
    }

    private static RefusedReleaseException inForceAlready(
            String what, KeptRelease release, Activation inForce) {
        return new RefusedReleaseException(
                "already-in-force",
                "Cannot %s release %s: it is in force since %s. There is nothing to do."
                        .formatted(what, release.id(), inForce.at()));
    }

    /**
     * Goes back to a release that was in force before.
     *
     * @throws RefusedReleaseException when it never was, or nobody else agreed
     */
    public Activation rollBack(KeptRelease release, Actor by) {
        earlier(release);
        Activation inForce = inForce();
        Rehearsal rehearsal = grounds.rehearsedBack(release, inForce);
        grounds.agreed(release, rehearsal, Signature.of(by));
        return change(
                release.id(),
                Activation.Kind.ROLLED_BACK,
                List.of(),
                new Wish(inForce, rehearsal, by, Optional.empty()));
    }

    /** What was in force when a change-over was found right, what it rests on, and who wants it. */
    private record Wish(
            Activation inForce, Rehearsal rehearsal, Actor by, Optional<Environment> environment) {
        Signature signature() {
            return Signature.of(by);
        }
    }

    /**
     * Checks that one can go back to a release.
     *
     * @throws RefusedReleaseException when one cannot
     */
    public void earlier(KeptRelease release) {
        boolean was = grounds.wasInForce(release);
        boolean now =
                releases.inForce().map(each -> each.release().equals(release.id())).orElse(false);
        if (!was || now) {
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

    private Activation stage(KeptRelease release, List<String> units, Wish wish) {
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
        String from = grounds.base(wish.inForce());
        KeptRelease staged =
                releases.stage(
                        new Staging(from, release.id(), units), wish.signature(), clock.instant());
        if (staged.id().equals(wish.inForce().release())) {
            throw new RefusedReleaseException(
                    "already-in-force",
                    "Cannot apply release %s to %s first: it is in force for %2$s since %s."
                                    .formatted(
                                            release.id(),
                                            String.join(", ", units),
                                            wish.inForce().at())
                            + " There is nothing to do.");
        }
        return change(staged.id(), Activation.Kind.STAGED, units, wish);
    }

    private Activation change(String id, Activation.Kind kind, List<String> units, Wish wish) {
        long rehearsal = wish.rehearsal().number();
        Instant now = clock.instant();
        releases.activate(
                new ReleaseStore.Wanted(
                        Optional.of(wish.inForce().number()),
                        id,
                        kind,
                        Optional.of(rehearsal),
                        wish.signature(),
                        wish.environment()),
                now,
                () -> {
                    audit.add(
                            wish.by()
                                    .did(
                                            "release-" + kind.stored(),
                                            "release " + id,
                                            "rehearsal " + rehearsal,
                                            wish.inForce().release(),
                                            units.isEmpty() ? id : id + " for " + units),
                            now);
                    database.sql(AGAIN)
                            .param("release", id)
                            .param("rehearsal", rehearsal)
                            .param("all", units.isEmpty())
                            .param("usual", usual(id, units))
                            .param("units", "{" + String.join(",", units) + "}")
                            .update();
                    if (kind == Activation.Kind.ROLLED_BACK) {
                        compensations.order(
                                rehearsal,
                                releases.release(id).orElseThrow(),
                                wish.signature(),
                                now);
                    }
                });
        return inForce();
    }

    /** The unit of engagements that name none. */
    private String usual(String id, List<String> units) {
        return units.isEmpty() ? "" : releases.release(id).orElseThrow().defaultUnit().name();
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
}
