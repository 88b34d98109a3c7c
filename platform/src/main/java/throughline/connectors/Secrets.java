package throughline.connectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Resolves references to secrets. A landscape holds {@code env:NAME} or {@code file:path}, never
 * the secret itself; what is resolved is neither logged nor kept in an exception.
 */
@FunctionalInterface
public interface Secrets {

    /** The secret behind a reference; empty when there is none. */
    Optional<String> resolve(String reference);

    /** Secrets of the environment, and of files below a folder. */
    static Secrets of(UnaryOperator<@Nullable String> environment, Path folder) {
        return reference -> {
            if (reference.startsWith("env:")) {
                return Optional.ofNullable(environment.apply(reference.substring(4)));
            }
            if (reference.startsWith("file:")) {
                return readBelow(folder, reference.substring(5));
            }
            return Optional.empty();
        };
    }

    /** Given secrets by their whole reference first, then those of another source. */
    static Secrets given(Map<String, String> given, Secrets otherwise) {
        Map<String, String> copy = Map.copyOf(given);
        return reference ->
                Optional.ofNullable(copy.get(reference)).or(() -> otherwise.resolve(reference));
    }

    private static Optional<String> readBelow(Path folder, String name) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
