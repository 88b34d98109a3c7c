package throughline.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import throughline.database.Home;
import throughline.landscape.Release;
import throughline.landscape.build.CanonicalSchemas;
import throughline.releases.AppliedReleases;
import throughline.releases.PublishedChange;

/** Prints what canonical records look like, and what a landscape changes about that. */
@Command(
        name = "schemas",
        description =
                "Prints the JSON Schemas of the canonical records that a landscape publishes, with"
                        + " what is deprecated, and how compatible they are with another one's."
                        + " Changes nothing.")
final class SchemasCommand extends InstallationCommand {

    @Option(names = "--all", description = "Every type with every field, of no landscape.")
    private boolean all;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only this type.")
    private @Nullable String type;

    @Option(
            names = "--against",
            paramLabel = "DIR",
            description = "Another landscape in place of the release in force.")
    private @Nullable Path against;

    @Override
    public Integer call() {
        Optional<Release> named =
                all
                        ? Optional.empty()
                        : common().landscape().map(dir -> SoundLandscape.read(dir).release());
        Optional<Release> inForce = all ? Optional.empty() : old();
        Optional<Release> shown = named.or(() -> inForce);
        PublishedSchemas answer =
                shown.map(PublishedSchemas::of)
                        .orElseGet(() -> PublishedSchemas.of(CanonicalSchemas.all()));
        if (type != null) {
            answer = answer.only(type);
        }
        Optional<PublishedChange> change =
                named.flatMap(
                        next -> inForce.map(old -> PublishedChange.between(old, next, today())));
        print(answer.answer(change));
        return change.filter(each -> !each.refused().isEmpty()).isPresent() ? 1 : 0;
    }

    static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private Optional<Release> old() {
        if (against != null) {
            return Optional.of(SoundLandscape.read(against).release());
        }
        if (common().database().isEmpty()
                && !Files.isDirectory(new Home(common().home()).postgres())) {
            return Optional.empty();
        }
        try (OpenedHome home = OpenedHome.existing(common())) {
            return new AppliedReleases(home.database()).inForce();
        }
    }
}
