package throughline.rehearsal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.releases.Activation;
import throughline.releases.KeptRelease;
import throughline.releases.KeptRelease.Staging;
import throughline.releases.RefusedReleaseException;
import throughline.releases.ReleaseStep;
import throughline.releases.ReleaseStore;
import throughline.releases.Signature;

/**
 * What a change-over rests on: a rehearsal of that very content, and where needed a second word.
 */
final class Grounds {

    private final JdbcClient database;
    private final ReleaseStore releases;
    private final RehearsalStore rehearsals;

    Grounds(DataSource database, ReleaseStore releases) {
        this.database = JdbcClient.create(database);
        this.releases = releases;
        this.rehearsals = new RehearsalStore(database);
    }

    /**
     * The rehearsal that counts. While some units go first under a release, that one's rehearsal
     * against what everybody else decides under still counts for letting the others follow; nothing
     * else was held against what these units have become. What other code of Throughline computed
     * does not count: what this one would decide, nobody has seen.
     */
    Optional<Rehearsal> counting(KeptRelease release, Activation inForce) {
        return newest(release, inForce).filter(Rehearsal::isOfThisCode);
    }

    private Optional<Rehearsal> newest(KeptRelease release, Activation inForce) {
        return rehearsals
                .newestOf(release.hash(), inForce.release())
                .or(
                        () ->
                                staging(inForce)
                                        .filter(first -> first.staging().to().equals(release.id()))
                                        .flatMap(
                                                first ->
                                                        rehearsals.newestOf(
                                                                release.hash(),
                                                                first.staging().from())));
    }

    /** The same, to put a release in force. */
    Rehearsal rehearsed(KeptRelease release, Activation inForce) {
        return rehearsed(release, inForce, "throughline rehearse " + release.id());
    }

    /** The same, to go back to one that was in force before. */
    Rehearsal rehearsedBack(KeptRelease release, Activation inForce) {
        return rehearsed(
                release, inForce, "throughline rollback %s without --now".formatted(release.id()));
    }

    private Rehearsal rehearsed(KeptRelease release, Activation inForce, String command) {
        Rehearsal newest =
                newest(release, inForce).orElseThrow(() -> notRehearsed(release, inForce, command));
        if (!newest.isOfThisCode()) {
            throw new RefusedReleaseException(
                    "rehearsed-by-other-code",
                    ("Cannot put release %s in force: rehearsal %d was made by another version of"
                                    + " Throughline than runs now, and what this one would decide"
                                    + " nobody has seen. Rehearse it again: %s.")
                            .formatted(release.id(), newest.number(), command));
        }
        return newest;
    }

    private static RefusedReleaseException notRehearsed(
            KeptRelease release, Activation inForce, String command) {
        return new RefusedReleaseException(
                "not-rehearsed",
                ("Cannot put release %s in force: exactly this content was not rehearsed on the"
                                + " whole history against release %s, which is in force. Run %s.")
                        .formatted(release.id(), inForce.release(), command));
    }

    /**
     * Somebody who agrees has seen the rehearsal that counts.
     *
     * @param seen its number, as they say
     * @throws RefusedReleaseException when it is none, another release's, or does not count now
     */
    void saw(long seen, KeptRelease release, Rehearsal counting) {
        if (seen == counting.number()) {
            return;
        }
        String id = release.id();
        Optional<Rehearsal> found = rehearsals.find(seen);
        if (found.isEmpty() || !found.get().hash().equals(release.hash())) {
            throw new RefusedReleaseException(
                    "no-such-rehearsal",
                    ("Cannot approve release %s: %s. What counts is rehearsal %d: look at it, then"
                                    + " agree to that.")
                            .formatted(
                                    id,
                                    found.map(
                                                    other ->
                                                            "rehearsal %d is one of release %s"
                                                                    .formatted(
                                                                            seen, other.release()))
                                            .orElse("there is no rehearsal " + seen),
                                    counting.number()));
        }
        if (seen < counting.number()) {
            throw new RefusedReleaseException(
                    "rehearsed-again",
                    ("Cannot approve release %s: you have seen rehearsal %d, and rehearsal %d was"
                                    + " made since. Look at that one, then agree.")
                            .formatted(id, seen, counting.number()));
        }
        throw new RefusedReleaseException(
                "does-not-count",
                ("Cannot approve release %s: rehearsal %d is no finished one of the whole history"
                                + " against what is in force. What counts is rehearsal %d: look at"
                                + " it, then agree to that.")
                        .formatted(id, seen, counting.number()));
    }

    /** Somebody else than this one agreed to what was found, if that is needed. */
    void agreed(KeptRelease release, Rehearsal rehearsal, Signature one) {
        if (rehearsal.gate().isEmpty()) {
            return;
        }
        if (!isAgreed(release, rehearsal, one)) {
            throw new RefusedReleaseException(
                    "needs-approval",
                    ("Cannot put release %s in force: rehearsal %d found that %s Somebody other"
                                    + " than %s must agree: throughline releases approve %s.")
                            .formatted(
                                    release.id(),
                                    rehearsal.number(),
                                    rehearsal.gate().get(),
                                    one,
                                    release.id()));
        }
    }

    boolean isAgreed(KeptRelease release, Rehearsal rehearsal, Signature one) {
        return whoAgreed(release, rehearsal).anyMatch(each -> !each.isSameHuman(one));
    }

    /** Whether this very person agreed to it before; of two at once the second waits. */
    boolean hasAgreed(KeptRelease release, Rehearsal rehearsal, Signature one) {
        database.sql("select id from release where id = ? for no key update")
                .param(release.id())
                .query(String.class)
                .single();
        return whoAgreed(release, rehearsal).anyMatch(one::equals);
    }

    private Stream<Signature> whoAgreed(KeptRelease release, Rehearsal rehearsal) {
        return releases.life(release.id()).stream()
                .filter(lived -> lived.step() == ReleaseStep.APPROVED)
                .filter(lived -> lived.rehearsal().equals(Optional.of(rehearsal.number())))
                .map(ReleaseStore.Lived::by);
    }

    /** Whether it ever was in force. */
    boolean wasInForce(KeptRelease release) {
        return database.sql("select exists (select from activation where release = ?)")
                .param(release.id())
                .query(Boolean.class)
                .single();
    }

    /** While some units go first, all others still decide under this one. */
    String base(Activation inForce) {
        return staging(inForce).map(first -> first.staging().from()).orElse(inForce.release());
    }

    /** Which units go first now, if some do. */
    Optional<First> staging(Activation inForce) {
        return releases.find(inForce.release()).flatMap(KeptRelease::staging).map(First::new);
    }

    /** Units that decide under a release before all others. */
    record First(Staging staging) {

        /**
         * Others may follow these, and nobody is left behind or taken along to a third release
         * unseen.
         *
         * @throws RefusedReleaseException when units would go back, or two changes would be under
         *     way at once
         */
        void mayBeFollowedBy(KeptRelease release, List<String> units) {
            String first = String.join(", ", staging.units());
            boolean same = staging.to().equals(release.id());
            if (!same && !units.isEmpty()) {
                throw new RefusedReleaseException(
                        "units-under-way",
                        ("Cannot apply release %s to %s first: release %s is in force for %s first."
                             + " Apply that to all (throughline apply %s) or take it back"
                             + " (throughline rollback), then begin again.")
                                .formatted(
                                        release.id(),
                                        String.join(", ", units),
                                        staging.to(),
                                        first,
                                        staging.to()));
            }
            if (same && !units.isEmpty() && !units.containsAll(staging.units())) {
                throw new RefusedReleaseException(
                        "units-under-way",
                        ("Cannot apply release %s to %s only: %s decides under it already, and"
                             + " would go back. Name these units too, or take the release back:"
                             + " throughline rollback.")
                                .formatted(release.id(), String.join(", ", units), first));
            }
        }
    }
}
