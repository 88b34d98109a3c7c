package throughline.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.connectors.Connectors;
import throughline.connectors.Endpoints;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.landscape.Release;
import throughline.load.Loading;
import throughline.load.RealData;
import throughline.releases.Releases;

/** What the metrics say of real files is what adding the files up by hand says. */
final class FiguresOfRealFilesTest {

    private static final Path LANDSCAPES =
            Path.of(System.getProperty("throughline.root")).resolve("landscapes");

    @TempDir private Path folder;

    @Test
    void bookings_of_the_pipeline_are_its_won_deals_whatever_the_order_of_the_lines()
            throws Exception {
        Path files = RealData.folder("crm");
        PipelineByHand byHand = new PipelineByHand(files);
        try (Installed home = new Installed("pipeline")) {
            home.load(disordered(files));
            assertThat(home.figures("bookings", "month")).isEqualTo(byHand.byMonth());
            assertThat(home.figures("bookings", "product")).isEqualTo(byHand.byProduct());
            assertThat(home.figures("bookings", "regional-office")).isEqualTo(byHand.byOffice());
            home.load(files);
            assertThat(home.figures("bookings", "month")).isEqualTo(byHand.byMonth());
            assertThat(home.figures("bookings", "sales-agent")).isEqualTo(byHand.byAgent());
            home.proveMarch();
            home.check();
        }
    }

    @Test
    void hours_utilization_and_billings_are_those_of_the_time_cards() throws Exception {
        Path files = RealData.folder("timesheets");
        TimesheetsByHand byHand =
                new TimesheetsByHand(files, LANDSCAPES.resolve("timesheets/tables/rate-card.csv"));
        try (Installed home = new Installed("timesheets")) {
            home.load(files);
            home.load(files);
            assertThat(home.figures("hours", "week")).isEqualTo(byHand.hoursByWeek(false));
            assertThat(home.figures("billable-hours", "week")).isEqualTo(byHand.hoursByWeek(true));
            assertThat(home.figures("available-hours", "week")).isEqualTo(byHand.capacityByWeek());
            assertThat(home.figures("billings", "month", "agency"))
                    .isEqualTo(byHand.billingsByMonthAndAgency());
            home.check();
        }
    }

    /** The same files with the lines of the pipeline shuffled, and half of them there twice. */
    private Path disordered(Path files) throws IOException {
        Path copies = Files.createDirectory(folder.resolve("files"));
        for (String name : List.of("accounts.csv", "products.csv", "sales_teams.csv")) {
            Files.copy(files.resolve(name), copies.resolve(name));
        }
        List<String> lines = Files.readAllLines(files.resolve("sales_pipeline.csv"));
        List<String> rows = new ArrayList<>(lines.subList(1, lines.size()));
        rows.addAll(rows.subList(0, rows.size() / 2));
        Collections.shuffle(rows, new Random(7));
        rows.addFirst(lines.getFirst());
        Files.write(copies.resolve("sales_pipeline.csv"), rows);
        return copies;
    }

    /** A home under one of the landscapes. */
    private final class Installed implements AutoCloseable {

        private final Path directory;
        private final Release release;
        private final Database database;
        private final Settings settings;

        Installed(String landscape) {
            directory = folder.resolve("home");
            release = Releases.sound(LANDSCAPES.resolve(landscape));
            database = Databases.open(new Home(directory), Optional.empty());
            settings = Settings.of(release, LocalDate.of(2018, 1, 1));
            assertThat(settings.weekStartsOn())
                    .isEqualTo(
                            landscape.equals("timesheets") ? DayOfWeek.SUNDAY : DayOfWeek.MONDAY);
        }

        void load(Path files) throws Exception {
            new Loading(database.dataSource(), release, InstantSource.system(), progress -> {})
                    .sendingBy(
                            new Connectors(
                                    Endpoints.OF_THE_LANDSCAPE,
                                    reference -> Optional.empty(),
                                    directory))
                    .load(List.of(files));
        }

        SortedMap<String, String> figures(String metric, String... by) {
            MetricAnswer answer =
                    new MetricDesk(database.dataSource(), settings)
                            .answer(Question.of(metric).by(List.of(by)));
            assertThat(answer).isInstanceOf(MetricAnswer.Figures.class);
            SortedMap<String, String> figures = new TreeMap<>();
            for (MetricAnswer.Figure figure : ((MetricAnswer.Figures) answer).figures()) {
                figures.put(
                        String.join(" ", figure.labels().values()),
                        figure.value().orElse("undefined"));
            }
            return figures;
        }

        void proveMarch() {
            Question march =
                    new Question(
                            "bookings",
                            Optional.of(LocalDate.of(2017, 3, 1)),
                            Optional.of(LocalDate.of(2017, 4, 1)),
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            Map.of());
            assertThat(new Explain(database.dataSource(), settings).metric(march, 3))
                    .isInstanceOfSatisfying(
                            Explain.Result.Explained.class,
                            result ->
                                    assertThat(result.tree().toMap().toString())
                                            .contains("agrees=yes", "file=sales_pipeline.csv"));
        }

        void check() {
            assertThat(Check.run(database.dataSource(), replayed -> {}))
                    .allMatch(CheckResult::holds);
        }

        @Override
        public void close() {
            database.close();
        }
    }
}
