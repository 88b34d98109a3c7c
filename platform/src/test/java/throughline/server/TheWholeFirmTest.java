package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import throughline.twins.FirmLife;
import throughline.twins.Twins;
import throughline.twins.TwinsOptions;

class TheWholeFirmTest {

    private static final String REVENUE =
            "select count(*) from posting where happening = 'revenue-recognized'";
    private static final String BILLED =
            "select coalesce(sum(minor), 0)::bigint from posting where happening ="
                    + " 'invoice-posted'";

    static final Map<String, String> SECRETS =
            Map.of(
                    "env:CRM_CLIENT_SECRET", "crm-twin-secret",
                    "env:PSA_API_KEY", "psa-twin-key",
                    "env:ERP_PASSWORD", "erp-twin-secret",
                    "env:WEBHOOK_SECRET", "whsec_dHdpbnMtc2VjcmV0LW9mLXRoZS1kZW1vLTMyYnl0ZXM=");

    @Test
    void won_deals_become_projects_invoices_and_revenue_in_three_systems(@TempDir Path folder)
            throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try (Twins twins = Twins.start(TwinsOptions.defaults())) {
            FirmLife life = new FirmLife(twins, 7);
            life.history(today, 3, 4);
            Endpoints endpoints =
                    new Endpoints(
                            Map.of(
                                    "crm", URI.create(twins.crm().url()),
                                    "psa", URI.create(twins.psa().url()),
                                    "erp", URI.create(twins.erp().url())));
            Path root = Path.of(System.getProperty("throughline.root"));
            Installation.Plan plan =
                    new Installation.Plan(
                            new Home(folder),
                            Optional.empty(),
                            root.resolve("landscapes/consulting"),
                            endpoints,
                            SECRETS);
            try (Server server = Server.start(plan, 0)) {
                Installation firm = server.installation();
                JdbcClient database = JdbcClient.create(firm.dataSource());
                eventually(database, "select count(*) from engagement where status = 'active'");
                for (int day = 0; day < 5; day++) {
                    life.quietDay(today);
                }
                eventually(
                        database,
                        "select count(*) from posting where happening = 'invoice-posted'");
                eventually(database, REVENUE);
                assertThat(firm.awaitQuiet(Duration.ofSeconds(60))).isTrue();
                // A milestone that was read before its project waits for the next look at projects.
                eventually(
                        database, "select case when exists (select from parked) then 0 else 1 end");
                agreed(database, twins);
            }
        }
    }

    private static void eventually(JdbcClient database, String query) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (count(database, query) == 0 && System.nanoTime() < until) {
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(200);
        }
        assertThat(count(database, query)).as(query).isPositive();
    }

    /**
     * What was parked a moment ago may still be on its way to a document, so agreement may take.
     */
    private static void agreed(JdbcClient database, Twins twins) throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        long theirs = postedInvoices(twins);
        while (count(database, BILLED) != theirs && System.nanoTime() < until) {
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(200);
            theirs = postedInvoices(twins);
        }
        assertThat(count(database, BILLED))
                .as("minor units on posted invoices, ours and the ERP's")
                .isEqualTo(theirs);
    }

    private static long count(JdbcClient database, String query) {
        return database.sql(query).query(Long.class).single();
    }

    /** What the ERP itself says that it has posted, in minor units, over all companies. */
    private static long postedInvoices(Twins twins) throws Exception {
        java.util.regex.Pattern net = java.util.regex.Pattern.compile("\"net\":\"([-0-9.]+)\"");
        long sum = 0;
        for (String company : new String[] {"DE01", "US01"}) {
            var request =
                    java.net.http.HttpRequest.newBuilder(
                                    URI.create(
                                            twins.erp().url()
                                                    + "/v2/companies/"
                                                    + company
                                                    + "/sales-invoices"))
                            .header("Authorization", "Basic dGhyb3VnaGxpbmU6ZXJwLXR3aW4tc2VjcmV0")
                            .build();
            String body =
                    java.net.http.HttpClient.newHttpClient()
                            .send(request, java.net.http.HttpResponse.BodyHandlers.ofString())
                            .body();
            java.util.regex.Matcher amounts = net.matcher(body);
            while (amounts.find()) {
                sum +=
                        new java.math.BigDecimal(amounts.group(1))
                                .movePointRight(2)
                                .longValueExact();
            }
        }
        return sum;
    }
}
