package throughline.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.landscape.Release;
import throughline.load.Loading;
import throughline.load.RealData;
import throughline.releases.Releases;
import throughline.server.FirmWithTwins;

/**
 * Every figure of the books, asked for later as it was known then, is what was said then: by any
 * cut, over any period, whatever was learned since.
 */
final class SayingTheSameOfThenTest {

    private static final Path LANDSCAPES =
            Path.of(System.getProperty("throughline.root")).resolve("landscapes");

    @TempDir private Path folder;

    @Test
    void of_a_real_pipeline_that_came_in_two_halves_and_was_put_right() throws Exception {
        Path files = RealData.folder("crm");
        Release release = Releases.sound(LANDSCAPES.resolve("pipeline"));
        List<String> lines = Files.readAllLines(files.resolve("sales_pipeline.csv"));
        Settings settings = Settings.of(release, LocalDate.of(2018, 1, 1));
        try (Database database =
                Databases.open(new Home(folder.resolve("home")), Optional.empty())) {
            load(database, release, files.resolve("accounts.csv"));
            load(database, release, files.resolve("products.csv"));
            load(database, release, files.resolve("sales_teams.csv"));
            load(database, release, written("first", lines.subList(0, 2_000), List.of()));
            Instant then = Instant.now();
            SortedMap<String, List<String>> said = said(database.dataSource(), settings, then);
            assertThat(said).hasSizeGreaterThan(80);

            // The rest, and every tenth won deal of before at another value.
            List<String> corrected = new ArrayList<>();
            for (int i = 1; i < 2_000; i += 10) {
                corrected.add(lines.get(i).replaceFirst(",(\\d+)$", ",9$1"));
            }
            load(database, release, written("second", lines.subList(2_000, 4_000), List.of()));
            load(database, release, written("third", List.of(), corrected));
            SortedMap<String, List<String>> now =
                    said(database.dataSource(), settings, Instant.now());
            assertThat(now.get("bookings [month]")).isNotEqualTo(said.get("bookings [month]"));
            assertThat(said(database.dataSource(), settings, then)).isEqualTo(said);
            bridged(database.dataSource(), settings, then);
        }
    }

    @Test
    void of_a_firm_that_lived_on(@TempDir Path home) throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try (FirmWithTwins firm = FirmWithTwins.start(home, today)) {
            DataSource database = firm.installation().dataSource();
            assertThat(firm.installation().awaitQuiet(java.time.Duration.ofSeconds(60))).isTrue();
            Settings settings = Settings.of(firm.installation().release(), today);
            Instant then = Instant.now();
            SortedMap<String, List<String>> said = said(database, settings, then);
            long before = firm.count("select count(*) from posting");
            firm.life().quietDay(today);
            firm.eventually("select count(*) - " + before + " from posting");
            assertThat(firm.installation().awaitQuiet(java.time.Duration.ofSeconds(60))).isTrue();
            assertThat(said(database, settings, then)).isEqualTo(said);
            bridged(database, settings, then);
        }
    }

    /** What changed since is the postings that came since, by cause, and nothing is unexplained. */
    private static void bridged(DataSource database, Settings settings, Instant then) {
        BridgeDesk desk = new BridgeDesk(database, settings);
        int bridges = 0;
        for (String metric :
                List.of(
                        "bookings",
                        "recognized-revenue",
                        "billings",
                        "cost",
                        "unbilled",
                        "backlog-revenue",
                        "deferred-revenue",
                        "contract-asset")) {
            Question question =
                    new Question(
                            metric,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(settings.today()),
                            Optional.empty(),
                            List.of("entity"),
                            Map.of());
            var bridged = (BridgeAnswer.Bridged) desk.bridge(question, then);
            assertThat(bridged.addsUp()).as("%s %s", metric, bridged.rows()).isTrue();
            bridges += bridged.lines().isEmpty() ? 0 : 1;
            assertThat(bridged.lines())
                    .as("every cause is kept")
                    .noneMatch(line -> line.cause() == throughline.books.RestatementCause.NOT_KEPT);
        }
        assertThat(bridges).as("something changed since").isPositive();
    }

    private static SortedMap<String, List<String>> said(
            DataSource database, Settings settings, Instant known) {
        SortedMap<String, List<String>> said = new TreeMap<>();
        MetricDesk desk = new MetricDesk(database, settings);
        for (Metric metric : Metrics.ALL) {
            // Clocks, exceptions and writes are no figures of the books.
            if (metric.dimensions().contains("line")) {
                for (String by : List.of("month", "entity", "service-line")) {
                    if (desk.dimensions(metric).contains(by)) {
                        said.put(
                                metric.name() + " [" + by + "]",
                                answers(desk, asked(metric.name(), by, known)));
                    }
                }
            }
        }
        return said;
    }

    private static Question asked(String metric, String by, Instant known) {
        return new Question(
                metric,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(known),
                List.of(by),
                Map.of());
    }

    private static List<String> answers(MetricDesk desk, Question question) {
        return ((MetricAnswer.Figures) desk.answer(question))
                .figures().stream().map(MetricAnswer.Figure::toString).toList();
    }

    private Path written(String name, List<String> lines, List<String> more) throws Exception {
        Path file = Files.createDirectories(folder.resolve(name)).resolve("sales_pipeline.csv");
        List<String> all = new ArrayList<>();
        List<String> header =
                Files.readAllLines(RealData.folder("crm").resolve("sales_pipeline.csv"))
                        .subList(0, 1);
        all.addAll(header);
        lines.stream().filter(line -> !header.contains(line)).forEach(all::add);
        all.addAll(more);
        return Files.write(file, all);
    }

    private static void load(Database database, Release release, Path file) throws Exception {
        new Loading(database.dataSource(), release, InstantSource.system(), progress -> {})
                .load(List.of(file));
    }
}
