package throughline.server;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
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
import throughline.insight.Remembered;
import throughline.intake.Intake;
import throughline.intake.PolledRecords;
import throughline.intake.Rush;
import throughline.journal.EngagementStore;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;
import throughline.load.DropFolder;
import throughline.notices.NoticeSettings;
import throughline.notices.Notices;
import throughline.publish.WebhookRelay;
import throughline.releases.Activation;
import throughline.releases.AppliedReleases;
import throughline.releases.Environment;
import throughline.releases.ReleaseStore;
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
    private final BoundSurroundings surroundings;
    private final InstantSource clock;
    private final Rush rush = new Rush();
    private final Engine engine;
    private final Intake intake;
    private final Outbound outbound;
    private final WebhookRelay relay;
    private final Topics topics;
    private final Polling polling;
    private final DropFolder dropped;
    private final ReleaseWatch watch;
    private final RateWatch rates;
    private final BooksWatch books;
    private final TotalsWatch totals;
    private final ExposureWatch exposure;
    private final Optional<NoticeWatch> notices;
    private final Map<String, URI> faces;
    private final Comparing comparing;

    /**
     * What an installation is made of.
     *
     * @param databaseUrl of an external PostgreSQL; empty for the home's own
     * @param endpoints where systems answer, over what the landscape says
     * @param secrets given ones, before the environment's and the home's
     * @param environment the name of one of the landscape's, which is bound with the release in
     *     force; empty for what is bound already
     * @param faces where people play the users of simulated systems, by system
     */
    public record Plan(
            Home home,
            Optional<String> databaseUrl,
            Path landscape,
            Endpoints endpoints,
            Map<String, String> secrets,
            Optional<String> environment,
            Map<String, URI> faces) {
        public Plan {
            secrets = Map.copyOf(secrets);
            faces = Map.copyOf(faces);
        }

        /** One on real systems. */
        public Plan(
                Home home,
                Optional<String> databaseUrl,
                Path landscape,
                Endpoints endpoints,
                Map<String, String> secrets,
                Optional<String> environment) {
            this(home, databaseUrl, landscape, endpoints, secrets, environment, Map.of());
        }

        /** One in the environment that is bound already. */
        public Plan(
                Home home,
                Optional<String> databaseUrl,
                Path landscape,
                Endpoints endpoints,
                Map<String, String> secrets) {
            this(home, databaseUrl, landscape, endpoints, secrets, Optional.empty());
        }
    }

    private Installation(Plan plan, InstantSource clock, Database database, Release release) {
        this.home = plan.home();
        this.clock = clock;
        this.database = database;
        DataSource source = database.dataSource();
        long followed = new ReleaseStore(source).inForce().map(Activation::number).orElse(0L);
        this.surroundings = new BoundSurroundings(plan, new AppliedReleases(source).environment());
        this.outbound =
                Outbound.open(
                        source, surroundings.systems(release), surroundings.connectors(), clock);
        this.engine =
                new Engine(source, release, clock, outbound.handover(), EngineOptions.SERVING);
        this.intake = new Intake(source, clock, engine::arrived);
        engine.giveWay(rush::isOn);
        this.relay = WebhookRelay.open(source, release.name(), surroundings.secrets());
        this.polling = new Polling(source, new PolledRecords(intake, engine::release));
        outbound.start(engine::submit, partition -> engine.partitions().contains(partition));
        polling.start(outbound.polls());
        this.topics = new Topics(source, intake, engine::release);
        topics.follow(surroundings.systems(release), surroundings.connectors(), release.name());
        this.dropped = new DropFolder(home.drop(), engine::release, intake, clock, LOOK);
        dropped.start();
        relay.start();
        this.comparing = new Comparing(source, engine::release, clock, rush::isOn).started();
        this.watch = new ReleaseWatch(source, followed, this::follow);
        this.rates = new RateWatch(source, engine::release, clock);
        rates.start();
        this.books = new BooksWatch(source, clock, rush::isOn);
        books.start();
        this.totals = new TotalsWatch(source, rush::isOn).started();
        this.exposure = new ExposureWatch(source, engine::release, clock, rush::isOn);
        exposure.start();
        this.faces = plan.faces();
        this.notices =
                NoticeSettings.in(home.directory())
                        .map(
                                settings ->
                                        Notices.of(
                                                source,
                                                settings,
                                                engine::release,
                                                surroundings.secrets(),
                                                clock))
                        .map(each -> new NoticeWatch(each).started());
    }

    /**
     * Starts one.
     *
     * @throws throughline.releases.UnsoundLandscapeException when its landscape is not sound
     */
    public static Installation start(Plan plan, InstantSource clock) {
        if (plan.databaseUrl().isEmpty() && !Files.isDirectory(plan.home().postgres())) {
            // Where nothing can be in force yet, no home is made for a landscape that is not sound.
            Releases.released(plan.landscape());
        }
        Database database = Databases.open(plan.home(), plan.databaseUrl());
        try {
            AppliedReleases applied = new AppliedReleases(database.dataSource());
            Release release = applied.inForceOr(plan.landscape(), clock.instant());
            plan.environment()
                    .ifPresent(
                            name ->
                                    applied.bound(
                                            Releases.environment(plan.landscape(), name, release),
                                            clock.instant()));
            return new Installation(plan, clock, database, release);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Decides and sends under what is in force now; polls anew only where systems changed. */
    private void follow(Release release, Environment environment) {
        Predicate<String> elsewhere = surroundings.bind(environment);
        List<SystemDeclaration> systems = surroundings.systems(release);
        if (outbound.differs(systems, elsewhere)) {
            polling.close();
            outbound.follow(systems, surroundings.connectors(), elsewhere);
            polling.start(outbound.polls());
        }
        engine.adopt(release);
        topics.follow(systems, surroundings.connectors(), release.name());
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

    /** Waits until it works under the release in force and nothing is left to decide under it. */
    public boolean awaitDecided(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (!watch.isUpToDate() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return engine.awaitQuiet(Duration.ofNanos(until - System.nanoTime())) && watch.isUpToDate();
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
            boolean quiet = awaitDecided(left) && outbound.awaitQuiet(left);
            if (quiet && engine.awaitQuiet(Duration.ofMillis(200)) && outbound.open() == 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether people are told what waits for them outside of the console. */
    public boolean tellsPeople() {
        return notices.isPresent();
    }

    /** Where people play the users of simulated systems, by system. */
    public Map<String, URI> faces() {
        return faces;
    }

    /** Where secrets come from. */
    public Secrets secrets() {
        return surroundings.secrets();
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
        Remembered.end(database.dataSource());
        comparing.close();
        watch.close();
        notices.ifPresent(NoticeWatch::close);
        exposure.close();
        books.close();
        totals.close();
        rates.close();
        polling.close();
        dropped.close();
        topics.close();
        intake.close();
        outbound.close();
        engine.close();
        relay.close();
        database.close();
    }
}
