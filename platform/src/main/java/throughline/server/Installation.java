package throughline.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.connectors.Connectors;
import throughline.connectors.Endpoints;
import throughline.connectors.Polling;
import throughline.connectors.Secrets;
import throughline.contracts.Comparing;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.dispatch.Outbound;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engine.Engine;
import throughline.engine.EngineOptions;
import throughline.intake.Intake;
import throughline.intake.PolledRecords;
import throughline.intake.Rush;
import throughline.journal.EngagementStore;
import throughline.landscape.Release;
import throughline.load.DropFolder;
import throughline.publish.WebhookRelay;
import throughline.releases.AppliedReleases;
import throughline.releases.ReadResult;
import throughline.releases.ReleaseWatch;
import throughline.releases.Releases;

/**
 * One running installation: messages are taken in, decided, and what follows is sent.
 *
 * <p><b>Threads</b>: safe for any number of callers.
 */
public final class Installation implements AutoCloseable {

    /** How often the folder for dropped files is looked at. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Database database;
    private final Home home;
    private final Secrets secrets;
    private final InstantSource clock;
    private final Rush rush = new Rush();
    private final Engine engine;
    private final Intake intake;
    private final Outbound outbound;
    private final WebhookRelay relay;
    private final Polling polling;
    private final DropFolder dropped;
    private final ReleaseWatch watch;
    private final RateWatch rates;
    private final BooksWatch books;
    private final Comparing comparing;

    /**
     * What an installation is made of.
     *
     * @param databaseUrl of an external PostgreSQL; empty for the home's own
     * @param endpoints where systems answer, over what the landscape says
     * @param secrets given ones, before the environment's and the home's
     */
    public record Plan(
            Home home,
            Optional<String> databaseUrl,
            Path landscape,
            Endpoints endpoints,
            Map<String, String> secrets) {
        public Plan {
            secrets = Map.copyOf(secrets);
        }
    }

    private Installation(Plan plan, InstantSource clock, Database database, Release release) {
        this.home = plan.home();
        this.clock = clock;
        this.database = database;
        this.secrets = Secrets.given(plan.secrets(), Secrets.of(System::getenv, home.secrets()));
        DataSource source = database.dataSource();
        Connectors connectors =
                new Connectors(plan.endpoints().over(home.directory()), secrets, home.directory());
        this.outbound = Outbound.open(source, release, connectors, clock);
        this.engine =
                new Engine(source, release, clock, outbound.handover(), EngineOptions.SERVING);
        this.intake = new Intake(source, clock, engine::arrived);
        engine.giveWay(rush::isOn);
        this.relay = WebhookRelay.open(source, release.name(), secrets);
        this.polling = new Polling(source, new PolledRecords(intake, engine::release));
        outbound.start(engine::submit, partition -> engine.partitions().contains(partition));
        polling.start(outbound.polls());
        this.dropped = new DropFolder(home.drop(), engine::release, intake, clock, LOOK);
        dropped.start();
        relay.start();
        this.comparing = new Comparing(source, engine::release, clock, rush::isOn).started();
        this.watch = new ReleaseWatch(source, release, engine::adopt);
        this.rates = new RateWatch(source, engine::release, clock);
        rates.start();
        this.books = new BooksWatch(source, clock, rush::isOn);
        books.start();
    }

    /**
     * Starts one.
     *
     * @throws throughline.releases.UnsoundLandscapeException when its landscape is not sound
     */
    public static Installation start(Plan plan, InstantSource clock) {
        ReadResult.Released released = Releases.released(plan.landscape());
        Database database = Databases.open(plan.home(), plan.databaseUrl());
        try {
            Release release =
                    new AppliedReleases(database.dataSource()).inForceOr(released, clock.instant());
            return new Installation(plan, clock, database, release);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Where it lives. */
    public Home home() {
        return home;
    }

    /** Its database, open. */
    public DataSource dataSource() {
        return database.dataSource();
    }

    /** Where its database is, for people. */
    public String describeDatabase() {
        return database.description();
    }

    /** The release in force. */
    public Release release() {
        return engine.release();
    }

    /** What takes messages in. */
    public Intake intake() {
        return intake;
    }

    /** Whether notifications rush in. */
    Rush rush() {
        return rush;
    }

    /** What decides. */
    public Engine engine() {
        return engine;
    }

    /** What leaves the house. */
    public Outbound outbound() {
        return outbound;
    }

    /**
     * Waits until nothing is left to decide and nothing is left to send.
     *
     * @return false when that did not come about in time
     */
    public boolean awaitQuiet(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < until) {
            Duration left = Duration.ofNanos(until - System.nanoTime());
            boolean quiet = engine.awaitQuiet(left) && outbound.awaitQuiet(left);
            if (quiet && engine.awaitQuiet(Duration.ofMillis(200)) && outbound.open() == 0) {
                return true;
            }
        }
        return false;
    }

    /** Where secrets come from. */
    public Secrets secrets() {
        return secrets;
    }

    /** What time it is. */
    public InstantSource clock() {
        return clock;
    }

    /** An engagement as the journal tells it now. */
    public Optional<Engagement> engagement(EngagementId id) {
        try (Connection connection = database.dataSource().getConnection()) {
            return EngagementStore.find(connection, id);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("cannot read " + id, e);
        }
    }

    @Override
    public void close() {
        comparing.close();
        watch.close();
        books.close();
        rates.close();
        polling.close();
        dropped.close();
        intake.close();
        outbound.close();
        engine.close();
        relay.close();
        database.close();
    }
}
