package throughline.connectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import throughline.landscape.SystemDeclaration;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.Releases;

/** Systems that are described by files, as a release of the consulting landscape holds them. */
final class DeclaredFiles {

    private static final Path CONSULTING =
            Path.of(System.getProperty("throughline.root", ".."), "landscapes/consulting");

    private DeclaredFiles() {}

    private static final Pattern TYPE = Pattern.compile("kind: poll, type: ([\\w-]+)");
    private static final String MAPPING =
            """
              - source: %s
                canonical: reference
                owner: nobody
                id: raw.id
                route: master
                fields: {attributes: {}}
            """;

    /** The consulting landscape with one of its systems described by this file. */
    static ReadResult read(String system, byte[] file) {
        return read(system, file, Map.of());
    }

    private static ReadResult read(String system, byte[] file, Map<String, byte[]> more) {
        TreeMap<String, byte[]> files = new TreeMap<>(LandscapeFiles.in(CONSULTING).files());
        files.putAll(more);
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
        return switch (read(name, file, mappings(name, file))) {
            case ReadResult.Released released ->
                    released.release().systems().stream()
                            .filter(each -> each.name().equals(name))
                            .findFirst()
                            .orElseThrow();
            case ReadResult.Faulty faulty -> throw new AssertionError(faulty.sentences());
        };
    }

    /** A mapping for every type that the file reads and the landscape does not know. */
    private static Map<String, byte[]> mappings(String name, byte[] file) {
        String known =
                new String(
                        LandscapeFiles.in(CONSULTING)
                                .files()
                                .getOrDefault("mappings/" + name + ".yaml", new byte[0]),
                        StandardCharsets.UTF_8);
        StringBuilder mappings = new StringBuilder();
        Matcher types = TYPE.matcher(new String(file, StandardCharsets.UTF_8));
        while (types.find()) {
            String source = "{system: %s, type: %s}".formatted(name, types.group(1));
            if (!known.contains(source) && mappings.indexOf(source) < 0) {
                mappings.append(MAPPING.formatted(source));
            }
        }
        byte[] text = ("mappings:\n" + mappings).getBytes(StandardCharsets.UTF_8);
        return mappings.isEmpty() ? Map.of() : Map.of("mappings/described.yaml", text);
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
