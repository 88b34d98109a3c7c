package throughline.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Connectors;
import throughline.connectors.Endpoints;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.landscape.Release;
import throughline.releases.Releases;

class SendingWhatWasLoadedTest {

    @TempDir Path home;

    @Test
    void every_hour_that_entitles_is_on_exactly_one_posted_invoice() throws Exception {
        Path data = RealData.folder("timesheets");
        Release release = Releases.sound(Path.of("../landscapes/timesheets"));
        try (Database database = Databases.open(new Home(home), Optional.empty())) {
            JdbcClient books = JdbcClient.create(database.dataSource());
            load(database, release, data);
            long entitled = minor(books, "entitlement");
            List<Path> invoices = invoices();

            assertThat(entitled).isPositive();
            assertThat(minor(books, "invoice-posted")).isEqualTo(entitled);
            assertThat(invoices).isNotEmpty();
            assertThat(numbers(invoices))
                    .doesNotHaveDuplicates()
                    .last()
                    .satisfies(
                            last -> assertThat(last).endsWith("%06d".formatted(invoices.size())));

            load(database, release, data);
            assertThat(minor(books, "invoice-posted")).isEqualTo(entitled);
            assertThat(invoices()).isEqualTo(invoices);
        }
    }

    private void load(Database database, Release release, Path data) throws Exception {
        new Loading(database.dataSource(), release, InstantSource.system(), progress -> {})
                .sendingBy(
                        new Connectors(
                                Endpoints.OF_THE_LANDSCAPE, reference -> Optional.empty(), home))
                .load(List.of(data));
    }

    private static long minor(JdbcClient books, String happening) {
        return books.sql("select coalesce(sum(minor), 0) from posting where happening = ?")
                .param(happening)
                .query(Long.class)
                .single();
    }

    private List<Path> invoices() throws IOException {
        try (var files = Files.list(home.resolve("outbox/ledger/post-invoice"))) {
            return files.sorted().toList();
        }
    }

    private static List<String> numbers(List<Path> invoices) throws IOException {
        List<String> numbers = new java.util.ArrayList<>();
        for (Path each : invoices) {
            numbers.add(Files.readString(each).replaceAll("(?s).*\"number\":\"([^\"]*)\".*", "$1"));
        }
        return numbers.stream().sorted().toList();
    }
}
