package throughline.database;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The PostgreSQL server below a home. It runs on its own, so that it outlives any process of ours;
 * whoever uses it holds a shared lock, and the last one out stops it. A killed process loses its
 * lock and leaves the server running for the next one.
 */
final class EmbeddedPostgres {

    static final String USER = "throughline";
    private static final int ATTEMPTS = 5;

    private final Home home;

    EmbeddedPostgres(Home home) {
        this.home = home;
    }

    /** Joins the users of the server, starting it when it does not run. */
    Postmaster acquire() {
        return inTurn(
                () -> {
                    SharedLocks.join(home.users());
                    try {
                        return running().orElseGet(this::start);
                    } catch (RuntimeException e) {
                        SharedLocks.leave(home.users());
                        throw e;
                    }
                });
    }

    /** Leaves, and stops the server when nobody is left. */
    void release() {
        inTurn(
                () -> {
                    if (SharedLocks.leave(home.users()) && running().isPresent()) {
                        stop();
                    }
                    return true;
                });
    }

    String password() {
        try {
            return Files.readString(home.password()).strip();
        } catch (IOException e) {
            throw new DatabaseUnavailableException("Cannot read " + home.password() + ".", e);
        }
    }

    private Optional<Postmaster> running() {
        return Postmaster.of(home.postgres());
    }

    private Postmaster start() {
        try {
            Programs programs = Programs.unpacked();
            if (!Files.exists(home.postgres().resolve("PG_VERSION"))) {
                FirstFiles.here().make(home, log());
            }
            return startExisting(programs);
        } catch (IOException e) {
            throw new DatabaseUnavailableException(
                    "Cannot start PostgreSQL in " + home.postgres() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailableException("Interrupted while starting PostgreSQL.", e);
        }
    }

    private Postmaster startExisting(Programs programs) throws IOException, InterruptedException {
        Path data = home.postgres();
        DatabaseUnavailableException last = null;
        // Again when a port was taken in between, or workers of a killed server are still ending.
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Postmaster.forgetStale(data);
            configure(data, freePort());
            try {
                programs.run(
                        log(),
                        "pg_ctl",
                        "start",
                        "--wait",
                        "--timeout=60",
                        "--pgdata=" + data,
                        "--log=" + log());
                return running().orElseThrow(() -> gone(data));
            } catch (DatabaseUnavailableException e) {
                last = e;
            }
        }
        throw last == null ? gone(data) : last;
    }

    private static DatabaseUnavailableException gone(Path data) {
        return new DatabaseUnavailableException("PostgreSQL of " + data + " ended at once.");
    }

    private void stop() {
        try {
            Programs.unpacked()
                    .run(
                            log(),
                            "pg_ctl",
                            "stop",
                            "--mode=fast",
                            "--wait",
                            "--pgdata=" + home.postgres());
        } catch (IOException e) {
            throw new DatabaseUnavailableException(
                    "Cannot stop PostgreSQL of " + home.postgres() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void configure(Path data, int port) throws IOException {
        try (InputStream settings = EmbeddedPostgres.class.getResourceAsStream("postgresql.conf")) {
            if (settings == null) {
                throw new IllegalStateException("postgresql.conf is missing from the product");
            }
            String text = new String(settings.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(data.resolve("postgresql.conf"), text + "port = " + port + "\n");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path log() {
        return home.logs().resolve("postgresql.log");
    }

    private <T> T inTurn(SharedLocks.Task<T> task) {
        try {
            return SharedLocks.alone(home.turn(), task);
        } catch (IOException e) {
            throw new DatabaseUnavailableException(
                    "Cannot lock the home " + home.directory() + ".", e);
        }
    }
}
