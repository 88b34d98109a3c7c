package throughline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.cli.CommandFailure.Exit;
import throughline.people.Actor;
import throughline.people.Right;
import throughline.rehearsal.Rehearsal;
import throughline.releases.AppliedReleases;
import throughline.releases.KeptRelease;
import throughline.releases.LandscapeFiles;
import throughline.releases.Rebase;
import throughline.releases.Signature;

/** What is kept of releases. */
@Command(
        name = "releases",
        aliases = "release",
        description = "Lists, shows, exports, approves and re-bases releases.",
        subcommands = {
            ReleasesCommand.ListAll.class,
            ReleasesCommand.Show.class,
            ReleasesCommand.Export.class,
            ReleasesCommand.Approve.class,
            ReleasesCommand.Carry.class
        })
final class ReleasesCommand extends CommandGroup {

    /** All of them. */
    @Command(name = "list", description = "Lists all releases, newest first.")
    static final class ListAll extends InstallationCommand {
        @Override
        public Integer call() {
            try (OpenedHome home = OpenedHome.existing(common())) {
                print(
                        ReleaseReport.all(
                                new ReleaseNames(home).store(),
                                new AppliedReleases(home.database()).forWhom()));
            }
            return 0;
        }
    }

    /** One and its life. */
    @Command(name = "show", description = "Shows one release and its life.")
    static final class Show extends InstallationCommand {
        @Parameters(paramLabel = "RELEASE", description = "The first characters of its hash.")
        private String release = "";

        @Override
        public Integer call() {
            try (OpenedHome home = OpenedHome.existing(common())) {
                ReleaseNames names = new ReleaseNames(home);
                print(ReleaseReport.one(names.store(), names.named(release)));
            }
            return 0;
        }
    }

    /** Its files, byte for byte. */
    @Command(name = "export", description = "Writes a release's files, byte for byte.")
    static final class Export extends InstallationCommand {
        @Parameters(index = "0", paramLabel = "RELEASE")
        private String release = "";

        @Parameters(index = "1", paramLabel = "DIR", description = "A new or empty folder.")
        private Path folder = Path.of("");

        @Override
        public Integer call() throws IOException {
            try (OpenedHome home = OpenedHome.existing(common())) {
                ReleaseNames names = new ReleaseNames(home);
                KeptRelease kept = names.named(release);
                LandscapeFiles files = names.store().files(kept.id());
                empty();
                for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
                    Path path = folder.resolve(file.getKey());
                    Path parent = path.getParent();
                    if (parent != null) {
                        Files.createDirectories(parent);
                    }
                    Files.write(path, file.getValue());
                }
                print(ReleaseReport.exported(kept, files, folder));
            }
            return 0;
        }

        private void empty() throws IOException {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
                throw new CommandFailure(
                        Exit.USAGE,
                        "no-folder",
                        "Cannot export into "
                                + folder
                                + ": it is no folder. Name a new or empty folder.");
            }
            if (Files.exists(folder)) {
                try (var inside = Files.list(folder)) {
                    if (inside.findAny().isPresent()) {
                        throw new CommandFailure(
                                Exit.USAGE,
                                "folder-not-empty",
                                "Cannot export into "
                                        + folder
                                        + ": there are files in it. Name a new or empty folder.");
                    }
                }
            }
        }
    }

    /** A second person agrees. */
    @Command(
            name = "approve",
            description = "Agrees to exactly this content and what its rehearsal found.")
    static final class Approve extends InstallationCommand {
        @Parameters(paramLabel = "RELEASE")
        private String release = "";

        @Mixin private ActingOptions acting = new ActingOptions();

        @Option(names = "--why", paramLabel = "TEXT", description = "Why.")
        private @Nullable String why;

        @Override
        public Integer call() {
            try (OpenedHome home = OpenedHome.existing(common())) {
                Actor by = Acting.who(home.database(), acting, Right.DECIDE);
                ReleaseNames names = new ReleaseNames(home);
                KeptRelease kept = names.named(release);
                Rehearsal rehearsal = home.changeOver().approve(kept, by, why == null ? "" : why);
                print(
                        ReleaseReport.one(names.store(), names.named(kept.hash()))
                                .remarking(
                                        "%s agreed to what rehearsal %d found."
                                                .formatted(
                                                        by.person().name(), rehearsal.number())));
            }
            return 0;
        }
    }

    /** What it changes, on what is in force by now. */
    @Command(
            name = "rebase",
            description =
                    "Makes a draft of what a release changes, against what is in force by now.")
    static final class Carry extends InstallationCommand {
        @Parameters(paramLabel = "RELEASE")
        private String release = "";

        @Mixin private ActingOptions acting = new ActingOptions();

        @Override
        public Integer call() {
            try (OpenedHome home = OpenedHome.existing(common())) {
                Actor by = Acting.who(home.database(), acting, Right.DECIDE);
                ReleaseNames names = new ReleaseNames(home);
                KeptRelease kept = names.named(release);
                KeptRelease made =
                        new Rebase(home.database()).rebased(kept, Signature.of(by), Instant.now());
                print(
                        ReleaseReport.one(names.store(), made)
                                .remarking(
                                        "Rehearse it: throughline rehearse %s"
                                                .formatted(made.id())));
            }
            return 0;
        }
    }
}
