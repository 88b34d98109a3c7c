package throughline.rehearsal;

import throughline.releases.KeptRelease;
import throughline.releases.RefusedReleaseException;

/** Nobody agrees to a release of their own. */
final class FourEyes {

    private FourEyes() {}

    static void check(KeptRelease release, String by) {
        if (by.isBlank()) {
            throw new RefusedReleaseException(
                    "no-name", "Cannot approve: nobody is named. Say who agrees with --as NAME.");
        }
        if (by.strip().equalsIgnoreCase(release.author().strip())) {
            throw new RefusedReleaseException(
                    "own-release",
                    ("Cannot approve release %s as %s: its author cannot agree to it too."
                                    + " Ask a second person.")
                            .formatted(release.id(), by));
        }
    }
}
