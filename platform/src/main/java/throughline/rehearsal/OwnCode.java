package throughline.rehearsal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import throughline.engagement.EngagementDecider;

/**
 * A print of the code that decides: two processes have the same when they run the same classes of
 * Throughline, from wherever. Whatever was computed by other code is not what this one would do.
 */
final class OwnCode {

    private static final int BYTES = 12;

    private OwnCode() {}

    /** Made once, when somebody asks first. */
    private static final class Made {
        private static final String PRINT = of(EngagementDecider.class, OwnCode.class);
    }

    static String print() {
        return Made.PRINT;
    }

    /** That of all classes which lie where some of them do. */
    private static String of(Class<?>... some) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Class<?> each : some) {
                Path place =
                        Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI());
                if (Files.isDirectory(place)) {
                    add(digest, place);
                } else {
                    try (FileSystem jar = FileSystems.newFileSystem(place)) {
                        add(digest, jar.getPath("/"));
                    }
                }
            }
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException("the own code cannot be read", e);
        } catch (NoSuchAlgorithmException | URISyntaxException e) {
            throw new IllegalStateException("where the own code lies cannot be told", e);
        }
    }

    private static void add(MessageDigest digest, Path root) throws IOException {
        List<Path> classes;
        try (Stream<Path> below = Files.walk(root)) {
            classes =
                    below.filter(each -> each.toString().endsWith(".class"))
                            .sorted((one, other) -> name(root, one).compareTo(name(root, other)))
                            .toList();
        }
        for (Path each : classes) {
            digest.update(name(root, each).getBytes(StandardCharsets.UTF_8));
            try (InputStream bytes = new DigestInputStream(Files.newInputStream(each), digest)) {
                bytes.transferTo(java.io.OutputStream.nullOutputStream());
            }
        }
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
