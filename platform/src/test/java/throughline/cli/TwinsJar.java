package throughline.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import throughline.twins.TwinsMain;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.node.ObjectNode;

/** The simulated vendors as the launcher finds them: jars in one folder. */
final class TwinsJar {

    private TwinsJar() {}

    /** Puts them, and what they need, into a folder of their own below another one. */
    static Path in(Path folder) throws IOException {
        Path jars = Files.createDirectories(folder.resolve("twins"));
        Path classes = origin(TwinsMain.class);
        if (Files.isDirectory(classes)) {
            pack(classes, jars.resolve("twins.jar"));
        } else {
            Files.createSymbolicLink(jars.resolve("twins.jar"), classes);
        }
        for (Class<?> needed :
                List.of(CommandLine.class, ObjectNode.class, JsonParser.class, JsonInclude.class)) {
            Path jar = origin(needed);
            Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
        }
        return jars;
    }

    private static Path origin(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(each).toString().replace('\\', '/')));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
    }
}
