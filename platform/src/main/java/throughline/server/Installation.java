package throughline.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;
import throughline.connectors.Connector;
import throughline.connectors.Connectors;
import throughline.connectors.Endpoints;
import throughline.connectors.Page;
import throughline.connectors.Polling;
import throughline.connectors.Secrets;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.dispatch.Dispatch;
import throughline.dispatch.Handover;
import throughline.dispatch.Lanes;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engine.Engine;
import throughline.engine.EngineOptions;
import throughline.intake.Intake;
import throughline.intake.RawMessage;
import throughline.journal.EngagementStore;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;
import throughline.releases.Releases;

/**
 * One running installation: messages are taken in, decided, and what follows is sent.
 *
 * <p><b>Threads</b>: safe for any number of callers.
 */
public final class Installation implements AutoCloseable {

    private final Database database;
    private final Home home;
    private final Secrets secrets;
    private final InstantSource clock;
    private final Engine engine;
    private final Intake intake;
    private final Dispatch dispatch;
    private final Polling polling;

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
        this.secrets =
                Secrets.given(plan.secrets(), Secrets.of(System::getenv, plan.home().secrets()));
        Map<String, Connector> connectors = connectors(plan, release);
        LaterHandover handover = new LaterHandover();
        this.engine =
                new Engine(database.dataSource(), release, clock, handover, EngineOptions.SERVING);
        this.intake = new Intake(database.dataSource(), clock, engine::arrived);
        this.dispatch =
                new Lanes(database.dataSource(), engine::submit, this::isOurs, clock)
                        .open(release.systems(), connectors);
        handover.to.set(dispatch);
        this.polling = new Polling(database.dataSource(), this::polled);
        dispatch.start();
        polling.start(polls(release, connectors));
    }

    /**
     * Starts one.
     *
     * @throws IllegalArgumentException when its landscape is not sound or a system cannot be opened
     */
    public static Installation start(Plan plan, InstantSource clock) {
        Release release = Releases.sound(plan.landscape());
        Database database = Databases.open(plan.home(), plan.databaseUrl());
        try {
            return new Installation(plan, clock, database, release);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private Map<String, Connector> connectors(Plan plan, Release release) {
        Path folder = plan.home().directory();
        Connectors opener = new Connectors(plan.endpoints().over(folder), secrets, folder);
        Map<String, Connector> connectors = new LinkedHashMap<>();
        release.systems().forEach(system -> connectors.put(system.name(), opener.open(system)));
        return connectors;
    }

    private static List<Polling.Poll> polls(Release release, Map<String, Connector> connectors) {
        List<Polling.Poll> polls = new ArrayList<>();
        for (SystemDeclaration system : release.systems()) {
            Connector connector = connectors.get(system.name());
            if (connector != null) {
                polls.addAll(Polling.Poll.declared(system, connector));
            }
        }
        return polls;
    }

    private boolean isOurs(int partition) {
        return engine.partitions().contains(partition);
    }

    private void polled(String system, String origin, List<Page.Raw> records) {
        intake.accept(
                records.stream()
                        .map(
                                record ->
                                        new RawMessage(
                                                system,
                                                record.type(),
                                                record.id(),
                                                Optional.of(record.version())
                                                        .filter(version -> !version.isEmpty()),
                                                RawMessage.Source.POLL,
                                                origin,
                                                record.body()))
                        .toList());
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

    /** What decides. */
    public Engine engine() {
        return engine;
    }

    /** What sends. */
    public Dispatch dispatch() {
        return dispatch;
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
        polling.close();
        intake.close();
        dispatch.close();
        engine.close();
        database.close();
    }

    /**
     * The engine begins before dispatch is there: what it plans until then is found in the table.
     */
    private static final class LaterHandover implements Handover {
        private final AtomicReference<Handover> to = new AtomicReference<>(Handover.NONE);

        @Override
        public void planned(EngagementId engagement, Action action) {
            to.get().planned(engagement, action);
        }

        @Override
        public void concluded(ActionKey action, ActionOutcome outcome) {
            to.get().concluded(action, outcome);
        }
    }
}
