package throughline.releases;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.landscape.Release;

/** What an installation decides under. */
public final class AppliedReleases {

    private static final Logger LOG = LoggerFactory.getLogger(AppliedReleases.class);

    private final ReleaseStore store;

    /** That of a database. */
    public AppliedReleases(DataSource database) {
        this.store = new ReleaseStore(database);
    }

    /**
     * The release in force, as {@link #inForceOr(ReadResult.Released, Instant)}. Where one is in
     * force, a folder that is not sound stops nobody: nothing is decided under it.
     *
     * @throws UnsoundLandscapeException when nothing is in force and the folder is not sound
     */
    public Release inForceOr(Path folder, Instant now) {
        return switch (Releases.read(folder)) {
            case ReadResult.Released released -> inForceOr(released, now);
            case ReadResult.Faulty faulty -> {
                String id =
                        store.inForce()
                                .map(Activation::release)
                                .orElseThrow(
                                        () ->
                                                new UnsoundLandscapeException(
                                                        folder, faulty.sentences()));
                LOG.warn(
                        "release {} is in force and decides; the landscape {} is not sound:\n{}",
                        id,
                        folder,
                        faulty.sentences());
                yield required(id);
            }
        };
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
                                        ("Cannot work under release %s, which is in force: this"
                                             + " version of Throughline finds its landscape"
                                             + " unsound.\n"
                                             + "%s\n"
                                             + "Nothing was changed. Start the version that worked"
                                             + " under it, put a landscape in force there of which"
                                             + " plan of this version finds nothing, then start"
                                             + " this one. (throughline releases export %1$s DIR"
                                             + " writes its files.)")
                                                .formatted(id, faults(id))));
    }

    /** What is wrong with it, or while units go first, with either of the two. */
    private String faults(String id) {
        return store.find(id)
                .flatMap(KeptRelease::staging)
                .map(first -> Stream.of(first.from(), first.to()))
                .orElse(Stream.of(id))
                .map(each -> Releases.read(store.files(each)))
                .map(AppliedReleases::faults)
                .filter(faults -> !faults.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String faults(ReadResult read) {
        return switch (read) {
            case ReadResult.Released _ -> "";
            case ReadResult.Faulty faulty -> faulty.sentences();
        };
    }

    /** The files of the one in force; empty when nothing was ever applied. */
    public Optional<LandscapeFiles> filesInForce() {
        return store.inForce().map(inForce -> store.files(inForce.release()));
    }

    /**
     * What changes of a landscape are told against.
     *
     * @param published what readers of the records rely on now
     * @param first which units decide under another release already, and so differ otherwise
     */
    public record Against(
            Changes.Side side, Release published, Optional<KeptRelease.Staging> first) {}

    /**
     * The release in force, and while units go first, the one that all others decide under; empty
     * when nothing was ever applied, or this version cannot make it.
     */
    public Optional<Against> toldAgainst() {
        Optional<Release> published = inForce();
        Optional<KeptRelease> kept =
                store.inForce().flatMap(inForce -> store.find(inForce.release()));
        if (published.isEmpty() || kept.isEmpty()) {
            return Optional.empty();
        }
        Optional<KeptRelease.Staging> first = kept.get().staging();
        String id = first.map(KeptRelease.Staging::from).orElse(kept.get().id());
        return store.release(id)
                .map(made -> new Changes.Side(made, store.files(id)))
                .map(side -> new Against(side, published.get(), first));
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
