package throughline.releases;

import java.util.Locale;

/** How far a release has come. */
public enum ReleaseStep {
    /** It is kept, and nothing is known of it yet. */
    DRAFT,
    /** It is sound, and what it changes was told. */
    PLANNED,
    /** What it changes in money was told. */
    REHEARSED,
    /** A second person agreed to exactly this content. */
    APPROVED,
    /** It is in force. */
    ACTIVE,
    /** Another one took its place. */
    RETIRED;

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ReleaseStep of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
