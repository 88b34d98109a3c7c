package throughline.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import throughline.insight.Check;
import throughline.insight.CheckResult;
import throughline.people.People;
import throughline.server.Installation;
import throughline.server.Server;
import throughline.wording.Counted;

/** A firm that lives while one watches, from its first deal to its last journal. */
public final class Demonstration {

    private static final Duration REST = Duration.ofSeconds(90);
    private static final long DAY_MILLIS = 2_500;

    /** Polls must have seen what webhooks lost before both sides are held against each other. */
    private static final Duration POLLED = Duration.ofSeconds(11);

    private static final String BEGIN = "begin";

    private final Options options;
    private final PrintWriter out;

    /**
     * What is shown.
     *
     * @param folder where its installation lives; made anew, since simulated vendors forget
     * @param port 0 takes a free one
     * @param length how long it lives; empty until it is ended
     * @param faults whether the vendors misbehave now and then
     */
    public record Options(
            Path folder,
            Path landscape,
            int port,
            Optional<Duration> length,
            boolean faults,
            long seed) {}

    /** Starts the simulated vendors in a process of their own. */
    @FunctionalInterface
    public interface VendorStart {
        /** Starts them with these arguments; what they say goes to the log. */
        Process start(List<String> arguments, Path log) throws IOException;
    }

    /** A demonstration that prints what it does. */
    public Demonstration(Options options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    /**
     * Runs it.
     *
     * @return whether everything was in balance, nothing lost and nothing doubled
     */
    public boolean run(VendorStart start) throws IOException, InterruptedException {
        Home home = new Home(emptied(options.folder())).made();
        int port = options.port() == 0 ? freePort() : options.port();
        Path ready = home.directory().resolve("vendors.json");
        Process process = start.start(arguments(port, ready), home.logs().resolve("vendors.log"));
        try (Vendors vendors = Vendors.await(process, ready);
                Server server = Server.start(plan(home, vendors), port)) {
            announce(server, vendors);
            signIns(server);
            if (options.faults()) {
                vendors.misbehave();
            }
            Files.createFile(home.directory().resolve(BEGIN));
            if (options.length().isEmpty()) {
                untilEnded();
                return true;
            }
            watch(server, options.length().get());
            return concluded(server, vendors);
        }
    }

    private Installation.Plan plan(Home home, Vendors vendors) {
        return new Installation.Plan(
                home,
                Optional.empty(),
                options.landscape(),
                new Endpoints(vendors.addresses()),
                Vendors.SECRETS,
                Optional.empty(),
                vendors.faces());
    }

    private List<String> arguments(int port, Path ready) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--generate",
                                "--history-months",
                                "4",
                                "--deals-per-month",
                                "8",
                                "--day-millis",
                                Long.toString(DAY_MILLIS),
                                "--seed",
                                Long.toString(options.seed()),
                                "--webhook",
                                "http://127.0.0.1:" + port + "/intake",
                                "--begin-file",
                                ready.resolveSibling(BEGIN).toString(),
                                "--ready-file",
                                ready.toString()));
        options.length()
                .ifPresent(
                        length -> {
                            long days = Math.max(2, length.toMillis() / DAY_MILLIS);
                            arguments.addAll(List.of("--quiet-after", Long.toString(days * 3 / 4)));
                            arguments.addAll(List.of("--rest-after", Long.toString(days)));
                        });
        return arguments;
    }

    private void announce(Server server, Vendors vendors) {
        say("Throughline answers at %s", server.url());
        say("  overview     %s/", server.url());
        say("  engagements  %s/engagements", server.url());
        say("  exceptions   %s/exceptions", server.url());
        say("  milestones   %s/api/v1/milestones (server-sent events)", server.url());
        vendors.addresses()
                .forEach(
                        (system, address) ->
                                say(
                                        "  %-4s simulated; play its users at %s/face",
                                        system, address));
        say("  home         %s", server.installation().home().directory());
        server.installation().outbound().unavailable().forEach(sentence -> say("  %s", sentence));
        say(
                "%s",
                options.length()
                        .map(
                                length ->
                                        "It lives for "
                                                + Counted.of(length.toSeconds(), "second")
                                                + ", then adds up.")
                        .orElse("End it with Ctrl-C."));
    }

    private void signIns(Server server) {
        People people = new People(server.installation().dataSource());
        say("Sign in as one of these; passwords are made for this demonstration and shown once:");
        DemoPeople.in(server)
                .forEach(
                        (login, password) ->
                                say(
                                        "  %-7s %s  %s",
                                        login,
                                        password,
                                        people.find(login).map(DemoPeople::told).orElse("")));
    }

    private static void untilEnded() throws InterruptedException {
        Thread.currentThread().join();
    }

    private void watch(Server server, Duration length) throws InterruptedException {
        JdbcClient database = JdbcClient.create(server.installation().dataSource());
        long until = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < until) {
            long left = until - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(Math.min(left, Duration.ofSeconds(10).toNanos()));
            say("%s", DemoFigures.line(database));
        }
    }

    private boolean concluded(Server server, Vendors vendors)
            throws IOException, InterruptedException {
        Installation installation = server.installation();
        vendors.behave();
        say("The firm rests; what is under way comes to its end.");
        TimeUnit.MILLISECONDS.sleep(POLLED.toMillis());
        boolean quiet = installation.awaitQuiet(REST);
        JdbcClient database = JdbcClient.create(installation.dataSource());
        DemoFigures.summary(database).forEach(line -> say("%s", line));
        Map<String, Long> faults = new LinkedHashMap<>(vendors.faults());
        say("faults that struck   %s", faults.isEmpty() ? "none" : faults);
        List<String> wrong = new ArrayList<>();
        if (!quiet) {
            wrong.add("Something was still under way after " + REST.toSeconds() + " seconds.");
        }
        wrong.addAll(new Reconciliation(database, vendors).differences());
        for (CheckResult check : Check.run(installation.dataSource(), replayed -> {})) {
            say("%-4s %-34s %s", check.holds() ? "ok" : "FAIL", check.name(), check.formula());
            if (!check.holds()) {
                wrong.add(check.name() + " does not hold: " + check.examples());
            }
        }
        wrong.forEach(sentence -> say("WRONG: %s", sentence));
        say(
                "%s",
                wrong.isEmpty()
                        ? "Everything is in balance; nothing is lost or doubled."
                        : Counted.of(wrong.size(), "thing is", "things are") + " wrong.");
        return wrong.isEmpty();
    }

    private void say(String line, Object... values) {
        out.println(line.formatted(values));
        out.flush();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Only a folder that a demonstration made is ever emptied. */
    private static Path emptied(Path folder) throws IOException {
        Path mark = folder.resolve("demonstration");
        if (Files.exists(mark)) {
            try (Stream<Path> below = Files.walk(folder)) {
                for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
        Files.createDirectories(folder);
        Files.writeString(mark, "made by throughline demo; emptied at its next start\n");
        return folder;
    }
}
