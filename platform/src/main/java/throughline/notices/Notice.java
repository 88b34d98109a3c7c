package throughline.notices;

import java.time.Instant;

/**
 * A message to somebody, and how far it came.
 *
 * @param matters how many things it tells of
 * @param state {@code planned}, {@code sending}, {@code sent}, {@code unclear} or {@code refused}
 * @param sentence what was said last; empty when nothing was
 */
public record Notice(
        long id,
        String owner,
        String address,
        String subject,
        int matters,
        String state,
        Instant plannedAt,
        int attempts,
        String sentence) {}
