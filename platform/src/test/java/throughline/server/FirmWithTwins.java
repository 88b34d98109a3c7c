package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import throughline.twins.FirmLife;
import throughline.twins.Twins;
import throughline.twins.TwinsOptions;

/** A consulting firm with three simulated vendors and some months behind it, being served. */
public final class FirmWithTwins implements AutoCloseable {

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
        life.history(today, 3, 4);
        Endpoints endpoints =
                new Endpoints(
                        Map.of(
                                "crm", URI.create(twins.crm().url()),
                                "psa", URI.create(twins.psa().url()),
                                "erp", URI.create(twins.erp().url())));
        Installation.Plan plan =
                new Installation.Plan(
                        new Home(folder),
                        Optional.empty(),
                        landscape,
                        endpoints,
                        TheWholeFirmTest.SECRETS);
        FirmWithTwins firm = new FirmWithTwins(twins, life, Server.start(plan, 0));
        firm.eventually("select count(*) from engagement where status = 'active'");
        return firm;
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

    @Override
    public void close() {
        server.close();
        twins.close();
    }
}
