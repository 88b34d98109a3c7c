package throughline.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder in which everything of one installation lives, by default {@code .throughline}.
 *
 * @param directory absolute; made when something is first put there
 */
public record Home(Path directory) {

    /** A home at this path, which need not exist yet. */
    public Home {
        directory = directory.toAbsolutePath().normalize();
    }

    /** The embedded database's files. */
    public Path postgres() {
        return directory.resolve("postgres");
    }

    /** What the embedded database and our own processes have to say. */
    public Path logs() {
        return directory.resolve("logs");
    }

    /**
     * Watched for files: {@code drop/SYSTEM/}, with {@code done} and {@code failed} beside them.
     */
    public Path drop() {
        return directory.resolve("drop");
    }

    /** Files behind references like {@code file:erp-token}; readable by the owner only. */
    public Path secrets() {
        return directory.resolve("secrets");
    }

    /** Locked, shared, by every process that uses the embedded database. */
    Path users() {
        return directory.resolve("users.lock");
    }

    /** Locked, exclusively, while the embedded database is started or stopped. */
    Path turn() {
        return directory.resolve("turn.lock");
    }

    /** The generated password of the embedded database. */
    Path password() {
        return directory.resolve("postgres.password");
    }

    /** Makes the folder, for the owner's eyes only, when it is not there. */
    public Home made() {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                Files.setPosixFilePermissions(
                        directory, PosixFilePermissions.fromString("rwx------"));
            }
            Files.createDirectories(logs());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the home " + directory, e);
        }
    }
}
