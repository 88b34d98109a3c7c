package throughline.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.engine.Pipeline;
import throughline.landscape.Release;
import throughline.releases.Releases;

class LoadingRealHistoryTest {

    @TempDir Path folder;

    @Test
    void every_won_opportunity_is_booked_to_the_cent_in_any_order_and_however_often_it_is_loaded()
            throws Exception {
        Path data = RealData.folder("crm");
        Release release = landscape("pipeline");
        List<String> expected;
        try (Database database = open("straight")) {
            LoadResult first = load(database, release, data);
            assertThat(first.received()).isEqualTo(8_927);
            assertThat(first.duplicates()).isZero();
            assertThat(first.engagements()).isEqualTo(4_238);
            assertThat(first.parked()).isZero();
            expected = Pipeline.figures(database.dataSource());
            assertThat(sum(database, "booked")).isEqualTo("10005534.00 USD");
            assertThat(
                            Pipeline.query(
                                    database.dataSource(),
                                    "select origin from message where external_id = '1C1I7A6R'"))
                    .containsExactly("sales_pipeline.csv:2");
            LoadResult again = load(database, release, data);
            assertThat(again.duplicates()).isEqualTo(again.received()).isEqualTo(8_927);
            sameFigures(database, expected);
        }
        try (Database database = open("reversed")) {
            for (String file :
                    List.of("sales_pipeline", "sales_teams", "sales_pipeline", "accounts")) {
                load(database, release, data.resolve(file + ".csv"));
            }
            load(database, release, data.resolve("products.csv"));
            sameFigures(database, expected);
        }
    }

    @Test
    void every_hour_of_the_timesheets_counts_once() throws Exception {
        Path data = RealData.folder("timesheets");
        Release release = landscape("timesheets");
        BigDecimal hours =
                Pattern.compile("\"hours_spent\":\\s*\"([0-9.]+)\"")
                        .matcher(Files.readString(data.resolve("tock-2014.json")))
                        .results()
                        .map(found -> new BigDecimal(found.group(1)))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        try (Database database = open("timesheets")) {
            LoadResult first = load(database, release, data);
            assertThat(first.engagements()).isEqualTo(114);
            assertThat(first.parked()).isZero();
            assertThat(worked(database.dataSource())).isEqualByComparingTo(hours);
            List<String> expected = Pipeline.figures(database.dataSource());
            LoadResult again = load(database, release, data);
            assertThat(again.duplicates()).isEqualTo(again.received());
            assertThat(worked(database.dataSource())).isEqualByComparingTo(hours);
            sameFigures(database, expected);
        }
    }

    /** Says only what differs: a whole pipeline is long. */
    private static void sameFigures(Database database, List<String> expected) throws Exception {
        List<String> found = Pipeline.figures(database.dataSource());
        Set<String> unexpected = new TreeSet<>(found);
        expected.forEach(unexpected::remove);
        assertThat(unexpected.stream().limit(10)).isEmpty();
        assertThat(found).hasSameSizeAs(expected);
    }

    private static BigDecimal worked(DataSource database) throws Exception {
        return new BigDecimal(
                Pipeline.query(
                                database,
                                "select sum(hours) from measure where kind = 'hours-worked'")
                        .getFirst());
    }

    private static String sum(Database database, String happening) throws Exception {
        return Pipeline.query(
                        database.dataSource(),
                        "select (sum(minor) / 100)::numeric(20, 2) || ' ' || currency from posting"
                                + " where happening = '"
                                + happening
                                + "' group by currency")
                .getFirst();
    }

    private Database open(String home) {
        return Databases.open(new Home(folder.resolve(home)), Optional.empty());
    }

    private static Release landscape(String name) {
        return Releases.sound(Path.of(System.getProperty("throughline.root"), "landscapes", name));
    }

    private static LoadResult load(Database database, Release release, Path files)
            throws Exception {
        return new Loading(database.dataSource(), release, InstantSource.system(), progress -> {})
                .load(List.of(files));
    }
}
