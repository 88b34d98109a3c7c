package throughline.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's own programs, unpacked once per user from the binaries that come as a dependency.
 *
 * @param directory the unpacked distribution
 */
record Programs(Path directory) {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final String VERSION = "postgresql-18.6.0";
    private static final long PATIENCE_SECONDS = 120;

    /** The programs, unpacked when they are not there yet. */
    static Programs unpacked() throws IOException, InterruptedException {
        Path cache = cache();
        Path target = cache.resolve(VERSION);
        if (!Files.isDirectory(target)) {
            Files.createDirectories(cache);
            Path fresh = Files.createTempDirectory(cache, "unpacking");
            unpack(fresh);
            try {
                Files.move(fresh, target);
            } catch (IOException someoneWasFirst) {
                delete(fresh);
                if (!Files.isDirectory(target)) {
                    throw someoneWasFirst;
                }
            }
        }
        return new Programs(target);
    }

    /** Runs one to its end; what it says goes to a log. */
    void run(Path log, String program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            // PostgreSQL refuses to run as root. In a user namespace without a mapping the same
            // process is nobody, and still owns its files.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(directory.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.directory(directory.toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new DatabaseUnavailableException(
                    program + " did not end in " + PATIENCE_SECONDS + " seconds. See " + log + ".");
        }
        if (process.exitValue() != 0) {
            throw new DatabaseUnavailableException(
                    "Cannot run PostgreSQL's "
                            + program
                            + " (exit code "
                            + process.exitValue()
                            + "). See "
                            + log
                            + (isRoot() ? ". As root it needs user namespaces (unshare -U)" : "")
                            + "; or name a database with --database.");
        }
    }

    private static boolean isRoot() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    }

    private static Path cache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path base =
                configured == null || configured.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(configured);
        return base.resolve("throughline");
    }

    private static void unpack(Path into) throws IOException {
        try (InputStream packed = Programs.class.getResourceAsStream(ARCHIVE)) {
            if (packed == null) {
                throw new DatabaseUnavailableException(
                        "There are no PostgreSQL binaries for this kind of machine in the product."
                                + " Name a database with --database.");
            }
            TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed));
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                unpack(tar, entry, into);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
            throws IOException {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("refused to unpack outside of " + into + ": " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & 0100) != 0) {
            Set<PosixFilePermission> permissions =
                    EnumSet.copyOf(Files.getPosixFilePermissions(target));
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(target, permissions);
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
