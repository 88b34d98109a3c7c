package throughline.releases;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import throughline.landscape.Release;

/** What an installation decides under. */
public final class AppliedReleases {

    private final ReleaseStore store;

    /** That of a database. */
    public AppliedReleases(DataSource database) {
        this.store = new ReleaseStore(database);
    }

    /**
     * The release in force. The first landscape that an installation is used with is in force from
     * then on; a later content of it is put in force by being applied.
     *
     * @throws RefusedReleaseException when the landscape is another enterprise's
     */
    public Release inForceOr(ReadResult.Released folder, Instant now) {
        Optional<Activation> inForce = store.inForce();
        if (inForce.isEmpty()) {
            store.draft(folder, Signature.INSTALLATION, "the first landscape", now);
            String id = ReleaseStore.shortId(folder.release().id());
            store.activate(
                    new ReleaseStore.Wanted(
                            Optional.empty(),
                            id,
                            Activation.Kind.INSTALLED,
                            Optional.empty(),
                            Signature.INSTALLATION,
                            Optional.empty()),
                    now,
                    () -> {});
            return folder.release();
        }
        String id = inForce.get().release();
        if (id.equals(ReleaseStore.shortId(folder.release().id()))) {
            return folder.release();
        }
        Release release = required(id);
        if (!release.name().equals(folder.release().name())) {
            throw new RefusedReleaseException(
                    "other-enterprise",
                    "Cannot work under the landscape of %s: this installation is that of %s. Name"
                                    .formatted(folder.release().name(), release.name())
                            + " another folder with --home.");
        }
        return release;
    }

    /**
     * While some units go first: for whom each of the two releases decides, by their ids; empty
     * otherwise.
     */
    public Map<String, String> forWhom() {
        return store.inForce()
                .flatMap(inForce -> store.find(inForce.release()))
                .flatMap(KeptRelease::staging)
                .map(
                        first ->
                                Map.of(
                                        first.to(),
                                        "for " + String.join(", ", first.units()),
                                        first.from(),
                                        "for all others"))
                .orElse(Map.of());
    }

    /** What is bound with the release in force. */
    public Environment environment() {
        return store.inForce().map(Activation::environment).orElse(Environment.NONE);
    }

    /** Binds another environment with the release in force, unless it is bound already. */
    public Environment bound(Environment environment, Instant now) {
        store.inForce()
                .filter(inForce -> !inForce.environment().equals(environment))
                .ifPresent(
                        inForce ->
                                store.activate(
                                        new ReleaseStore.Wanted(
                                                Optional.of(inForce.number()),
                                                inForce.release(),
                                                Activation.Kind.BOUND,
                                                Optional.empty(),
                                                Signature.INSTALLATION,
                                                Optional.of(environment)),
                                        now,
                                        () -> {}));
        return environment;
    }

    private Release required(String id) {
        return store.release(id)
                .orElseThrow(
                        () ->
                                new RefusedReleaseException(
                                        "unsound-landscape",
                                        "Cannot work under release "
                                                + id
                                                + ": this version finds its landscape unsound."
                                                + " Use the version that applied it, or apply a"
                                                + " mended one."));
    }

    /** The files of the one in force; empty when nothing was ever applied. */
    public Optional<LandscapeFiles> filesInForce() {
        return store.inForce().map(inForce -> store.files(inForce.release()));
    }

    /** The one in force; empty when nothing was ever applied. */
    public Optional<Release> inForce() {
        return store.inForce().flatMap(inForce -> store.release(inForce.release()));
    }

    /** One by the first characters of its hash, as events name it. */
    public Optional<Release> named(String id) {
        return store.find(id).flatMap(kept -> store.release(kept.id()));
    }
}
