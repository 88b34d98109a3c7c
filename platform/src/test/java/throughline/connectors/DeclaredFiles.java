package throughline.connectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.TreeMap;
import throughline.landscape.SystemDeclaration;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.Releases;

/** Systems that are described by files, as a release of the consulting landscape holds them. */
final class DeclaredFiles {

    private static final Path CONSULTING =
            Path.of(System.getProperty("throughline.root", ".."), "landscapes/consulting");

    private DeclaredFiles() {}

    /** The consulting landscape with one of its systems described by this file. */
    static ReadResult read(String system, byte[] file) {
        TreeMap<String, byte[]> files = new TreeMap<>(LandscapeFiles.in(CONSULTING).files());
        files.put("systems/" + system + ".yaml", file);
        return Releases.read(new LandscapeFiles(files));
    }

    /** The system of {@code systems/NAME.yaml} among the tests' files. */
    static SystemDeclaration system(String name) {
        return system(name, name);
    }

    /** The same from a file of another name. */
    static SystemDeclaration system(String name, String file) {
        return declared(name, bytes(file));
    }

    /** The same from any file. */
    static SystemDeclaration declared(String name, byte[] file) {
        return switch (read(name, file)) {
            case ReadResult.Released released ->
                    released.release().systems().stream()
                            .filter(each -> each.name().equals(name))
                            .findFirst()
                            .orElseThrow();
            case ReadResult.Faulty faulty -> throw new AssertionError(faulty.sentences());
        };
    }

    static byte[] bytes(String name) {
        String path = "/systems/" + name + ".yaml";
        try (InputStream file = DeclaredFiles.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalArgumentException("there is no " + path);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
