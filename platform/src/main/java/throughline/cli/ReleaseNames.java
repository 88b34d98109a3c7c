package throughline.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import throughline.cli.CommandFailure.Exit;
import throughline.releases.AppliedReleases;
import throughline.releases.KeptRelease;
import throughline.releases.LandscapeScenarios;
import throughline.releases.PublishedChange;
import throughline.releases.ReadResult;
import throughline.releases.ReleaseStep;
import throughline.releases.ReleaseStore;
import throughline.releases.Signature;
import throughline.wording.Counted;

/** Finds the release that somebody means: by its id, or as the content of a folder. */
final class ReleaseNames {

    private final ReleaseStore store;
    private final OpenedHome home;

    ReleaseNames(OpenedHome home) {
        this.home = home;
        this.store = new ReleaseStore(home.database());
    }

    ReleaseStore store() {
        return store;
    }

    /**
     * The release of that name.
     *
     * @throws CommandFailure when there is none, or several begin so
     */
    KeptRelease named(String name) {
        return store.find(name)
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        Exit.USAGE,
                                        "unknown-release",
                                        "Cannot find release '"
                                                + name
                                                + "': none, or more than one, begins so."
                                                + " throughline releases list shows all."));
    }

    /**
     * The release that is named, or else that of the folder that is named or remembered, which is
     * kept from now on.
     *
     * @throws CommandFailure when there is none, or the folder is not sound
     */
    KeptRelease namedOrMade(Optional<String> name, Author author) {
        if (name.isPresent() && !isFolder(name.get())) {
            return named(name.get());
        }
        Path folder = name.map(Path::of).orElseGet(() -> home.landscape().required());
        return made(folder, author);
    }

    /**
     * The same for who puts it in force: nothing is made then, since nothing that was never
     * rehearsed is put in force.
     *
     * @throws CommandFailure also when exactly this content was never rehearsed
     */
    KeptRelease namedOrKept(Optional<String> name) {
        if (name.isPresent() && !isFolder(name.get())) {
            return named(name.get());
        }
        Path folder = name.map(Path::of).orElseGet(() -> home.landscape().required());
        String hash = SoundLandscape.read(folder).release().id();
        return store.find(hash)
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        Exit.REFUSED,
                                        "not-rehearsed",
                                        ("Cannot put %s in force: exactly this content (%s) was"
                                             + " never rehearsed. Run throughline rehearse %s.")
                                                .formatted(
                                                        folder,
                                                        ReleaseStore.shortId(hash),
                                                        folder)));
    }

    /** Nothing is no folder; least of all the one that somebody happens to be in. */
    private static boolean isFolder(String name) {
        return !name.isBlank() && Files.isDirectory(Path.of(name));
    }

    /** Who asks, and why. */
    record Author(Signature name, String reason) {}

    private KeptRelease made(Path folder, Author author) {
        ReadResult.Released released = SoundLandscape.read(folder);
        sound(folder, released);
        var now = InstantSource.system().instant();
        KeptRelease kept = store.draft(released, author.name(), author.reason(), now);
        if (kept.stands() == ReleaseStep.DRAFT) {
            store.step(kept.id(), ReleaseStep.PLANNED, author.name(), "sound", now);
        }
        return store.find(kept.hash()).orElseThrow();
    }

    /** What plan refuses is not made by going past it. */
    private void sound(Path folder, ReadResult.Released released) {
        long wrong =
                released.verdicts().stream().filter(verdict -> !verdict.passed()).count()
                        + LandscapeScenarios.of(folder, released.release()).wrong().size();
        if (wrong > 0) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    "golden-case",
                    ("Cannot make a release of %s: golden cases have another answer, in %s."
                                    + " Run plan to see which.")
                            .formatted(folder, Counted.of(wrong, "place")));
        }
        List<PublishedChange.Told> breaks =
                new AppliedReleases(home.database())
                        .inForce()
                        .map(
                                old ->
                                        PublishedChange.between(
                                                        old,
                                                        released.release(),
                                                        SchemasCommand.today())
                                                .refused())
                        .orElse(List.of());
        if (!breaks.isEmpty()) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    "breaks-readers",
                    "Cannot make a release of %s: it breaks readers of what is published.\n%s\n"
                                    .formatted(
                                            folder,
                                            String.join(
                                                    "\n",
                                                    breaks.stream()
                                                            .map(
                                                                    each ->
                                                                            each.difference().path()
                                                                                    + ": "
                                                                                    + each.why()
                                                                                    + ".")
                                                            .toList()))
                            + "Then try again.");
        }
    }
}
