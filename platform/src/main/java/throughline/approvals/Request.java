package throughline.approvals;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one person asked another to agree to.
 *
 * @param contentHash of the matter as it was asked for
 * @param requestedBy the name of who asked
 * @param login of that person
 * @param human the login of who really asked
 * @param decidedBy who answered; null while it is open
 */
public record Request(
        long id,
        Matter matter,
        String contentHash,
        String reason,
        String requestedBy,
        String login,
        String human,
        Instant requestedAt,
        State state,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decidedWhy) {

    /** How far a request has come. */
    public enum State {
        OPEN,
        APPROVED,
        REFUSED,
        WITHDRAWN,
        /** What it asked for has changed, so nobody can agree to it any more. */
        VOID
    }
}
