package throughline.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.connectors.Endpoints;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.landscape.Release;
import throughline.releases.LandscapeFiles;
import throughline.releases.Releases;
import throughline.server.Installation;
import throughline.server.Server;

/**
 * Runs the measurements and prints their ratios: {@code bench [engine] [activation] [intake]
 * [growth] [contracts] [compile] [pipeline] [rehearsal] [lane] [poll] [outage] [console]}; without
 * a name, all of them. {@code -Dbench.scale=0.1} makes them smaller.
 */
public final class BenchMain {

    private static final List<String> ALL =
            List.of(
                    "engine",
                    "activation",
                    "intake",
                    "growth",
                    "contracts",
                    "compile",
                    "pipeline",
                    "rehearsal",
                    "lane",
                    "poll",
                    "outage",
                    "console");
    private static final double SCALE = Double.parseDouble(System.getProperty("bench.scale", "1"));

    private BenchMain() {}

    /** Runs what is named. */
    public static void main(String[] names) throws Exception {
        Path root = Path.of(System.getProperty("throughline.root", "."));
        Path landscape = root.resolve("landscapes/consulting");
        Release release = Releases.sound(landscape);
        for (String name : names.length == 0 ? ALL : List.of(names)) {
            Path home = Files.createTempDirectory("throughline-bench");
            try {
                measure(name, home, landscape, release);
            } finally {
                delete(home);
            }
        }
        System.exit(0);
    }

    private static void measure(String name, Path home, Path landscape, Release release)
            throws Exception {
        if (name.equals("intake") || name.equals("console")) {
            serving(name, home, landscape);
            return;
        }
        if (name.equals("contracts")) {
            Contracts.measure(scaled(2_000));
            return;
        }
        if (name.equals("compile")) {
            LargeLandscape.measure(LandscapeFiles.in(landscape));
            return;
        }
        try (Database database = Databases.open(new Home(home), Optional.empty())) {
            switch (name) {
                case "engine" ->
                        EngineRatio.measure(database.dataSource(), release, scaled(60_000));
                case "activation" ->
                        Activation.measure(database.dataSource(), release, scaled(8_000));
                case "growth" ->
                        CostGrowth.measure(
                                database.dataSource(), release, scaled(100_000), scaled(1_000_000));
                case "pipeline" ->
                        RealPipeline.measure(
                                database.dataSource(),
                                Releases.released(landscape.resolveSibling("pipeline")),
                                Otherwise.of(
                                        landscape.resolveSibling("pipeline"),
                                        "tables/stages.csv",
                                        "Won,WON",
                                        "Won,OPEN"));
                case "rehearsal" ->
                        RehearsalRatio.measure(
                                database.dataSource(),
                                Releases.released(landscape),
                                Otherwise.of(
                                        landscape,
                                        "tables/rate-card.csv",
                                        "160.00,78.00",
                                        "176.00,78.00"),
                                Otherwise.of(
                                        landscape,
                                        "tables/rate-card.csv",
                                        "default for an unknown role",
                                        "default of a role that is unknown"),
                                scaled(1_000_000));
                case "lane" -> LaneRatio.throughput(database.dataSource(), release, scaled(60_000));
                case "poll" -> PollCost.measure(database.dataSource(), release, scaled(100_000));
                case "outage" -> LaneRatio.outage(database.dataSource(), release, scaled(50_000));
                default -> throw new IllegalArgumentException(name + " is none of " + ALL);
            }
        }
    }

    private static void serving(String name, Path home, Path landscape) throws Exception {
        Installation.Plan plan =
                new Installation.Plan(
                        new Home(home),
                        Optional.empty(),
                        landscape,
                        Endpoints.OF_THE_LANDSCAPE,
                        Map.of("env:WEBHOOK_SECRET", IntakeRatio.SECRET));
        try (Server server = Server.start(plan, 0)) {
            if (name.equals("intake")) {
                IntakeRatio.measure(server, server.installation().dataSource(), scaled(60_000));
            } else {
                ConsoleSpeed.measure(
                        server, scaled(20_000), scaled(1_000_000), Duration.ofMinutes(1));
            }
        }
    }

    private static int scaled(int size) {
        return (int) (size * SCALE);
    }

    private static void delete(Path folder) throws java.io.IOException {
        try (var below = Files.walk(folder)) {
            for (Path each : below.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
