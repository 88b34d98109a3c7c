package throughline.cli;

import java.nio.file.Path;
import throughline.cli.CommandFailure.Exit;
import throughline.releases.ReadResult;
import throughline.releases.Releases;

/** A landscape that may be worked under. */
final class SoundLandscape {

    private SoundLandscape() {}

    /**
     * Its release.
     *
     * @throws CommandFailure with everything that is wrong with it
     */
    static ReadResult.Released read(Path folder) {
        return switch (Releases.read(folder)) {
            case ReadResult.Released released -> released;
            case ReadResult.Faulty faulty ->
                    throw new CommandFailure(
                            Exit.REFUSED,
                            "unsound-landscape",
                            "Cannot work under the landscape %s. Mend this:\n%s\n"
                                            .formatted(folder, faulty.sentences())
                                    + "Then try again.");
        };
    }
}
