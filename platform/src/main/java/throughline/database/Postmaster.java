package throughline.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    private static boolean worksOn(long pid, Path data) {
        try {
            byte[] command = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
            return new String(command, StandardCharsets.UTF_8).contains(data.toString());
        } catch (IOException gone) {
            return false;
        }
    }
}
