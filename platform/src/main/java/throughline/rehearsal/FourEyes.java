package throughline.rehearsal;

import throughline.releases.KeptRelease;
import throughline.releases.RefusedReleaseException;
import throughline.releases.Signature;

/** Nobody agrees to a release of their own, nor by acting for somebody else. */
final class FourEyes {

    private FourEyes() {}

    /**
     * Refuses an approval by the author. One who made what was in force before may agree to going
     * back to it: then it counts who goes back.
     */
    static void check(KeptRelease release, boolean back, Signature by) {
        if (by.name().isBlank()) {
            throw new RefusedReleaseException(
                    "no-name", "Cannot approve: nobody is named. Say who agrees with --as LOGIN.");
        }
        if (!back && by.isSameHuman(release.author())) {
            throw new RefusedReleaseException(
                    "own-release",
                    ("Cannot approve release %s as %s: %sits author cannot agree to it too."
                                    + " Ask a second person.")
                            .formatted(
                                    release.id(),
                                    by,
                                    by.name().equals(release.author().name())
                                            ? ""
                                            : "that is or may be %s, and "
                                                    .formatted(release.author())));
        }
    }
}
