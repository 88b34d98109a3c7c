package throughline.database;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * New homes as copies of one that each process of tests makes with {@link Initdb}, brings up to
 * date and closes: that takes three seconds of a processor, and a run begins hundreds. What is made
 * without this is tested by {@link OpeningADatabaseTest}.
 */
public final class CopiedFiles implements FirstFiles {

    private static @Nullable Home first;

    /** For the {@link java.util.ServiceLoader}. */
    public CopiedFiles() {}

    @Override
    public void make(Home home, Path log) throws IOException, InterruptedException {
        // A process that a test starts, and may kill, would make its first home for one copy.
        if (!Boolean.getBoolean("throughline.tests")) {
            new Initdb().make(home, log);
            return;
        }
        Home from = first();
        Files.copy(
                from.password(),
                home.password(),
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
        Path fresh = Files.createTempDirectory(home.directory(), "copied");
        copy(from.postgres(), fresh);
        Files.move(fresh, home.postgres());
    }

    private static synchronized Home first() throws IOException, InterruptedException {
        Home made = first;
        if (made == null) {
            made = new Home(Files.createTempDirectory("first-home")).made();
            Path folder = made.directory();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            new Initdb().make(made, made.logs().resolve("postgresql.log"));
            Databases.open(made, Optional.empty()).close();
            first = made;
        }
        return made;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes of)
                            throws IOException {
                        Files.copy(
                                folder,
                                to.resolve(from.relativize(folder)),
                                StandardCopyOption.COPY_ATTRIBUTES,
                                StandardCopyOption.REPLACE_EXISTING);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes of)
                            throws IOException {
                        Files.copy(
                                file,
                                to.resolve(from.relativize(file)),
                                StandardCopyOption.COPY_ATTRIBUTES);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
        } catch (IOException left) {
            System.err.println("left behind: " + folder + " (" + left.getMessage() + ")");
        }
    }
}
