package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import throughline.twins.FirmLife;
import throughline.twins.Twins;
import throughline.twins.TwinsOptions;

/** A consulting firm with three simulated vendors and some months behind it, being served. */
public final class FirmWithTwins implements AutoCloseable {

    /**
     * So many that on each day of a year at least three deals by the hour had begun before the last
     * month ended, so that hours are billed: with four, eight days of the year have none.
     */
    private static final int DEALS_A_MONTH = 24;

    private final Twins twins;
    private final FirmLife life;
    private final Server server;

    private FirmWithTwins(Twins twins, FirmLife life, Server server) {
        this.twins = twins;
        this.life = life;
        this.server = server;
    }

    /** Starts one whose projects are active. */
    public static FirmWithTwins start(Path folder, LocalDate today) throws Exception {
        Path root = Path.of(System.getProperty("throughline.root"));
        return start(folder, today, root.resolve("landscapes/consulting"));
    }

    /** Starts one under a landscape. */
    public static FirmWithTwins start(Path folder, LocalDate today, Path landscape)
            throws Exception {
        Twins twins = Twins.start(TwinsOptions.defaults());
        FirmLife life = new FirmLife(twins, 7);
        life.history(today, 3, DEALS_A_MONTH);
        Installation.Plan plan =
                plan(folder, landscape, twins.crm().url(), twins.psa().url(), twins.erp().url());
        FirmWithTwins firm = new FirmWithTwins(twins, life, Server.start(plan, 0));
        firm.eventually("select count(*) from engagement where status = 'active'");
        return firm;
    }

    /** What its server is started with, also in another process. */
    public static Installation.Plan plan(
            Path folder, Path landscape, String crm, String psa, String erp) {
        return new Installation.Plan(
                new Home(folder),
                Optional.empty(),
                landscape,
                new Endpoints(
                        Map.of(
                                "crm", URI.create(crm),
                                "psa", URI.create(psa),
                                "erp", URI.create(erp))),
                TheWholeFirmTest.SECRETS);
    }

    /** Ends its server; the vendors go on. */
    public void endServing() {
        server.close();
    }

    /** What the vendors' people do. */
    public FirmLife life() {
        return life;
    }

    /** The vendors. */
    public Twins twins() {
        return twins;
    }

    /** The firm's installation. */
    public Installation installation() {
        return server.installation();
    }

    /** Waits until a query counts something. */
    public void eventually(String query) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (count(query) == 0 && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(count(query)).as(query).isPositive();
    }

    /** What a query counts. */
    public long count(String query) {
        return JdbcClient.create(installation().dataSource()).sql(query).query(Long.class).single();
    }

    /** What the ledger itself says that it billed, in minor units, over all companies. */
    public long billedByTheLedger() {
        return sum("sales-invoices");
    }

    /** What the ledger itself says that it credited. */
    public long creditedByTheLedger() {
        return sum("credit-notes");
    }

    private long sum(String kind) {
        long sum = 0;
        Pattern amount = Pattern.compile("\"net\":\"([-0-9.]+)\"");
        for (String company : List.of("DE01", "US01")) {
            Matcher found = amount.matcher(asked(company + "/" + kind));
            while (found.find()) {
                sum += new BigDecimal(found.group(1)).movePointRight(2).longValueExact();
            }
        }
        return sum;
    }

    private String asked(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(twins.erp().url() + "/v2/companies/" + path))
                        .header("Authorization", "Basic dGhyb3VnaGxpbmU6ZXJwLXR3aW4tc2VjcmV0")
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        twins.close();
    }
}
