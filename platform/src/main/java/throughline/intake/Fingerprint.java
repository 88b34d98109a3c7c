package throughline.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** What makes two messages, or two files, the same. */
final class Fingerprint {

    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The record and its version, or else its content. */
    static UUID of(RawMessage message) {
        Fingerprint print = new Fingerprint();
        print.text(message.system()).text(message.type()).text(message.externalId());
        print.digest.update(
                message.version()
                        .map(version -> version.getBytes(StandardCharsets.UTF_8))
                        .orElse(message.body()));
        return print.done();
    }

    /** A content that came back after another one. */
    static UUID returned(UUID content, UUID after) {
        return new Fingerprint().text(content.toString()).text(after.toString()).done();
    }

    /** A file of a system, by its name. */
    static UUID ofName(String system, Path file) {
        return new Fingerprint().text(system).text(String.valueOf(file.getFileName())).done();
    }

    /** A file by its content. */
    static UUID ofContent(Path file) throws IOException {
        Fingerprint print = new Fingerprint();
        byte[] buffer = new byte[64 * 1024];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                print.digest.update(buffer, 0, read);
            }
        }
        return print.done();
    }

    private Fingerprint text(String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return this;
    }

    private UUID done() {
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new UUID(hash.getLong(), hash.getLong());
    }
}
