package throughline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import throughline.cli.CommandFailure.Exit;
import throughline.database.Home;

/** Which landscape a home works under: the one that was named last. */
final class RememberedLandscape {

    private final Optional<Path> folder;

    private RememberedLandscape(Optional<Path> folder) {
        this.folder = folder;
    }

    /**
     * The landscape that is named, which is remembered from now on, or else the remembered one.
     *
     * @throws CommandFailure when a folder is named that holds none
     */
    static RememberedLandscape of(CommonOptions options) {
        Home home = new Home(options.home());
        Optional<Path> named = options.landscape();
        Path note = home.directory().resolve("landscape");
        try {
            if (named.isPresent()) {
                Path folder = checked(named.get());
                home.made();
                Files.writeString(note, folder.toString());
                return new RememberedLandscape(Optional.of(folder));
            }
            return new RememberedLandscape(
                    Files.isRegularFile(note)
                            ? Optional.of(Path.of(Files.readString(note).strip()))
                            : Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remember the landscape in " + note, e);
        }
    }

    /**
     * The folder, from the root.
     *
     * @throws CommandFailure when it holds no landscape
     */
    static Path checked(Path named) {
        Path folder = named.toAbsolutePath().normalize();
        if (!Files.isRegularFile(folder.resolve("landscape.yaml"))) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "no-landscape",
                    "Cannot use the landscape "
                            + named
                            + ": there is no landscape.yaml in it. Name a folder like"
                            + " landscapes/consulting.");
        }
        return folder;
    }

    /**
     * The folder that is named or remembered, unchecked, and remembering nothing.
     *
     * @throws CommandFailure when there is neither
     */
    static Path named(CommonOptions options) {
        return options.landscape().orElseGet(() -> of(options).required());
    }

    /** Its folder, if one was ever named. */
    Optional<Path> folder() {
        return folder;
    }

    /**
     * Its folder.
     *
     * @throws CommandFailure when none was ever named
     */
    Path required() {
        return folder.orElseThrow(
                () ->
                        new CommandFailure(
                                Exit.USAGE,
                                "no-landscape",
                                "Cannot work without a landscape: none is remembered in this home."
                                        + " Name one with --landscape DIR."));
    }
}
