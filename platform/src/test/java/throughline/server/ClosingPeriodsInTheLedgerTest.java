package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import throughline.twins.FirmLife;
import throughline.twins.Twins;
import throughline.twins.TwinsOptions;

class ClosingPeriodsInTheLedgerTest {

    private static final List<String> COMPANIES = List.of("DE01", "US01");
    private static final String REFUSED =
            "select count(*) from exception_item where closed is null and code ="
                    + " 'action-rejected' and sentence like '%is closed%'";

    @Test
    void what_belongs_to_closed_months_is_posted_in_the_open_one_and_says_so(@TempDir Path folder)
            throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        YearMonth open = YearMonth.from(today);
        try (Twins twins = Twins.start(TwinsOptions.defaults())) {
            FirmLife life = new FirmLife(twins, 7);
            life.history(today, 4, 4);
            for (int month = 1; month <= 5; month++) {
                for (String company : COMPANIES) {
                    String path = company + "/periods/" + open.minusMonths(month) + "/close";
                    assertThat(ask(twins, path, "POST")).contains("\"closed\"");
                }
            }
            try (Server server = Server.start(plan(twins, folder), 0)) {
                Installation firm = server.installation();
                JdbcClient database = JdbcClient.create(firm.dataSource());
                eventually(database, "select count(*) > 0 from posting where belongs_to <> ''");
                assertThat(firm.awaitQuiet(Duration.ofSeconds(60))).isTrue();
                eventually(database, REFUSED.replace("count(*)", "count(*) = 0"));
                assertThat(dates(twins, "sales-invoices"))
                        .isNotEmpty()
                        .allMatch(date -> !date.isBefore(open.atDay(1)));
            }
        }
    }

    private static Installation.Plan plan(Twins twins, Path folder) {
        return new Installation.Plan(
                new Home(folder),
                Optional.empty(),
                Path.of(System.getProperty("throughline.root")).resolve("landscapes/consulting"),
                new Endpoints(
                        Map.of(
                                "crm", URI.create(twins.crm().url()),
                                "psa", URI.create(twins.psa().url()),
                                "erp", URI.create(twins.erp().url()))),
                TheWholeFirmTest.SECRETS);
    }

    private static void eventually(JdbcClient database, String query) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        boolean holds = false;
        while (!holds && System.nanoTime() < until) {
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(200);
            holds = database.sql(query).query(Boolean.class).single();
        }
        assertThat(holds).as(query).isTrue();
    }

    private static List<LocalDate> dates(Twins twins, String kind) throws Exception {
        List<LocalDate> dates = new ArrayList<>();
        for (String company : COMPANIES) {
            Matcher found =
                    Pattern.compile("\"date\":\"([-0-9]+)\"")
                            .matcher(ask(twins, company + "/" + kind, "GET"));
            while (found.find()) {
                dates.add(LocalDate.parse(found.group(1)));
            }
        }
        return dates;
    }

    private static String ask(Twins twins, String path, String method) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(twins.erp().url() + "/v2/companies/" + path))
                        .header("Authorization", "Basic dGhyb3VnaGxpbmU6ZXJwLXR3aW4tc2VjcmV0")
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
