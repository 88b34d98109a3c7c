package throughline.connectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where systems answer: given ones first (the command line, or {@code endpoints.json} of a home),
 * then what the landscape says.
 */
public record Endpoints(Map<String, URI> given) {

    /** None given: the landscape decides. */
    public static final Endpoints OF_THE_LANDSCAPE = new Endpoints(Map.of());

    public Endpoints {
        given = Map.copyOf(given);
    }

    /** Where a system answers; empty when nobody says. */
    public Optional<URI> of(String system, Optional<String> declared) {
        return Optional.ofNullable(given.get(system)).or(() -> declared.map(URI::create));
    }

    /** These, and below them those of a home's {@code endpoints.json}, when there is one. */
    public Endpoints over(Path home) {
        Path file = home.resolve("endpoints.json");
        if (!Files.isRegularFile(file)) {
            return this;
        }
        try {
            Map<String, URI> all = new HashMap<>();
            Json.object(Files.readAllBytes(file))
                    .orElse(Map.of())
                    .forEach((system, uri) -> all.put(system, URI.create(uri.toString())));
            all.putAll(given);
            return new Endpoints(all);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Keeps these in a home, for commands that run beside the server. */
    public void keepIn(Path home) throws IOException {
        Map<String, String> texts = new HashMap<>();
        given.forEach((system, uri) -> texts.put(system, uri.toString()));
        Path file = Files.createTempFile(home, "endpoints", ".tmp");
        Files.write(file, Json.write(texts));
        Files.move(
                file, home.resolve("endpoints.json"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
