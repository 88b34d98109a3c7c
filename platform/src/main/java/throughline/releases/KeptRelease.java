package throughline.releases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A release as it is kept.
 *
 * @param id the first twelve characters of the hash, as events name it
 * @param parent the one that was in force when it was made
 * @param staging how it is made of two others; empty for a landscape
 * @param stands the newest step
 */
public record KeptRelease(
        String id,
        String hash,
        String name,
        Signature author,
        String reason,
        Optional<String> parent,
        Instant madeAt,
        Optional<Staging> staging,
        ReleaseStep stands,
        boolean inForce) {

    /**
     * Some units decide under one release while all others decide under another.
     *
     * @param units those that go first
     */
    public record Staging(String from, String to, List<String> units) {
        public Staging {
            units = List.copyOf(units);
        }
    }
}
