package throughline.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One thing that somebody did.
 *
 * @param position counted from 1, without gaps
 * @param through how it reached us: {@code console}, {@code api}, {@code command line}
 * @param what a stable word, as {@code waived}
 * @param subject what it was done to
 * @param why in the person's words; empty when nobody is asked for a reason
 * @param before how it was; empty when there was nothing
 * @param after how it is since then; empty when nothing is left
 */
public record AuditEntry(
        long position,
        Instant at,
        String who,
        String through,
        String what,
        String subject,
        String why,
        String before,
        String after) {

    /** The database keeps microseconds. What it cannot keep must not be hashed. */
    public AuditEntry {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** The hash of this entry after another: it names the whole history up to here. */
    byte[] hash(byte[] previous) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            for (String part :
                    List.of(
                            Long.toString(position),
                            at.toString(),
                            who,
                            through,
                            what,
                            subject,
                            why,
                            before,
                            after)) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                // The length stands before each part, so that no text can pass for two.
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
