package throughline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.cli.CommandFailure.Exit;
import throughline.releases.UnknownEnvironmentException;
import throughline.releases.UnsoundLandscapeException;
import throughline.server.Installation;
import throughline.server.Server;

/** Starts the server of a home and says where it answers. */
final class Serving {

    private Serving() {}

    /**
     * Serves until the process is asked to end, by SIGTERM or from the keyboard; that is how a
     * server ends well, so the process then ends with exit code 0.
     */
    static int untilEnded(
            Installation.Plan plan,
            CommonOptions options,
            int port,
            Optional<Path> readyFile,
            PrintWriter out)
            throws IOException, InterruptedException {
        Server server = start(plan, port);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server), "end-server"));
        announce(server, options, out);
        if (readyFile.isPresent()) {
            ready(server, readyFile.get());
        }
        Thread.currentThread().join();
        return 0;
    }

    /** Without this, the exit code would tell of the signal as if it had failed. */
    private static void end(Server server) {
        server.close();
        Runtime.getRuntime().halt(0);
    }

    /**
     * Starts a server.
     *
     * @throws CommandFailure when the landscape is not sound or the port is taken
     */
    static Server start(Installation.Plan plan, int port) {
        try {
            return Server.start(plan, port);
        } catch (RuntimeException failure) {
            throw told(failure, port);
        }
    }

    /** Why a server does not start, as commands end with it; or what it is if nobody knows. */
    static RuntimeException told(RuntimeException failure, int port) {
        if (failure instanceof UnsoundLandscapeException unsound) {
            return new CommandFailure(
                    Exit.REFUSED, "unsound-landscape", String.valueOf(unsound.getMessage()));
        }
        if (failure instanceof UnknownEnvironmentException unknown) {
            return new CommandFailure(
                    Exit.USAGE, "unknown-environment", String.valueOf(unknown.getMessage()));
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    || cause.getClass().getSimpleName().equals("PortInUseException")) {
                return new CommandFailure(
                        Exit.OUTSIDE,
                        "port-taken",
                        "Cannot answer on port "
                                + port
                                + ": another program does. Name another with --port, or 0 for"
                                + " any free one.");
            }
        }
        return failure;
    }

    private static void announce(Server server, CommonOptions options, PrintWriter out) {
        Map<String, @Nullable Object> facts = facts(server);
        if (options.format() == Format.JSON) {
            server.firstSignIn()
                    .ifPresent(
                            first ->
                                    facts.put(
                                            "firstSignIn",
                                            Map.of(
                                                    "login", first.login(),
                                                    "password", first.password())));
            out.println(JsonText.of(facts));
        } else {
            out.println("Throughline answers at " + server.url());
            out.println("Home " + facts.get("home") + ", " + facts.get("database"));
            server.firstSignIn()
                    .ifPresent(
                            first ->
                                    out.println(
                                            "First sign-in: %s, password %s (shown once; change it"
                                                            .formatted(
                                                                    first.login(), first.password())
                                                    + " after signing in)"));
            server.installation().outbound().unavailable().forEach(out::println);
        }
        out.flush();
    }

    private static Map<String, @Nullable Object> facts(Server server) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("url", server.url());
        facts.put("home", server.installation().home().directory().toString());
        facts.put("database", server.installation().describeDatabase());
        facts.put("release", server.installation().release().id().substring(0, 12));
        facts.put("pid", ProcessHandle.current().pid());
        return facts;
    }

    private static void ready(Server server, Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(unfinished, JsonText.of(facts(server)));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
