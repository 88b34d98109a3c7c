package throughline.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A running server, as PostgreSQL itself notes it in {@code postmaster.pid}.
 *
 * <p><b>Source</b>: lines of that file in the order of PostgreSQL's miscadmin.h: pid, data
 * directory, start time, port, socket directory, listen address, shared memory, status.
 */
record Postmaster(long pid, int port) {

    private static final int STATUS_LINE = 7;

    private static final int PORT_LINE = 3;

    /** The server that works on a data directory right now; empty when none does. */
    static Optional<Postmaster> of(Path data) {
        Path file = data.resolve("postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file);
            if (lines.size() <= STATUS_LINE || !lines.get(STATUS_LINE).startsWith("ready")) {
                return Optional.empty();
            }
            long pid = Long.parseLong(lines.getFirst().strip());
            int port = Integer.parseInt(lines.get(PORT_LINE).strip());
            return worksOn(pid, data) ? Optional.of(new Postmaster(pid, port)) : Optional.empty();
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Removes the note of a server that is gone. After a restart of the machine its number may
     * belong to another process, and PostgreSQL would then refuse to start.
     */
    static void forgetStale(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (Files.exists(file)) {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty() || !worksOn(Long.parseLong(lines.getFirst().strip()), data)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Whether it is a server that works there now. */
    private static boolean worksOn(long pid, Path data) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            byte[] bytes = Files.readAllBytes(process.resolve("cmdline"));
            String command = new String(bytes, StandardCharsets.UTF_8);
            return command.contains("postgres") && isIn(process, command, data);
        } catch (IOException gone) {
            return false;
        }
    }

    /**
     * Whether a process is in a folder. A server stays in its data directory, which may have
     * another name by now, or several; the one that it was started by counts only where the
     * operating system does not let us look.
     */
    private static boolean isIn(Path process, String command, Path folder) throws IOException {
        try {
            return Files.isSameFile(process.resolve("cwd"), folder);
        } catch (AccessDeniedException notOurs) {
            return command.contains(folder.toString())
                    || command.contains(folder.toRealPath().toString());
        }
    }
}
