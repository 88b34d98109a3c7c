package throughline.dispatch;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Connector;
import throughline.connectors.Connectors;
import throughline.connectors.Endpoints;
import throughline.connectors.Polling;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;

/**
 * Everything that leaves the house for the systems of a release: their connectors and their lanes.
 * The engine is given the {@link #handover} when it is made, and is met by {@link #start}
 * afterwards, since each tells the other.
 */
public final class Outbound implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outbound.class);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final JdbcClient database;
    private final Map<String, Connector> connectors = new LinkedHashMap<>();
    private final List<SystemDeclaration> systems = new ArrayList<>();
    private final List<String> unavailable = new ArrayList<>();
    private final AtomicReference<Engine> engine = new AtomicReference<>(Engine.ABSENT);
    private final Dispatch dispatch;

    private Outbound(
            DataSource source,
            List<SystemDeclaration> declared,
            Connectors opener,
            InstantSource clock) {
        database = JdbcClient.create(source);
        for (SystemDeclaration system : declared) {
            try {
                connectors.put(system.name(), opener.open(system));
                systems.add(system);
            } catch (IllegalArgumentException cannot) {
                LOG.warn("{}", cannot.getMessage());
                unavailable.add(String.valueOf(cannot.getMessage()));
            }
        }
        Lanes lanes =
                new Lanes(
                        source,
                        (engagement, signal) -> engine.get().outcomes().ended(engagement, signal),
                        partition -> engine.get().ours().test(partition),
                        clock);
        dispatch = lanes.open(systems, connectors);
    }

    /**
     * Opens connectors and lanes. A system that cannot be opened is left out, and what is planned
     * for it waits; {@link #unavailable} says why.
     */
    public static Outbound open(
            DataSource database, Release release, Connectors connectors, InstantSource clock) {
        return new Outbound(database, release.systems(), connectors, clock);
    }

    /** Sends nothing: what is planned waits. */
    public static Outbound nothing(DataSource database) {
        return new Outbound(
                database,
                List.of(),
                new Connectors(
                        Endpoints.OF_THE_LANDSCAPE, reference -> Optional.empty(), Path.of("")),
                InstantSource.system());
    }

    /** What the engine tells of what it planned and concluded. */
    public Handover handover() {
        return dispatch;
    }

    /**
     * Begins to send.
     *
     * @param outcomes takes outcomes in: the engine's {@code submit}
     * @param ours which partitions the engine holds now
     */
    public void start(Outcomes outcomes, IntPredicate ours) {
        engine.set(new Engine(outcomes, ours));
        dispatch.start();
    }

    /** What is to be polled, as the systems' files say; empty for systems that cannot be opened. */
    public List<Polling.Poll> polls() {
        return systems.stream()
                .flatMap(
                        system -> {
                            Connector connector = connectors.get(system.name());
                            return connector == null
                                    ? List.<Polling.Poll>of().stream()
                                    : Polling.Poll.declared(system, connector).stream();
                        })
                .toList();
    }

    /** How the lanes are doing. */
    public List<LaneView> lanes() {
        return dispatch.lanes();
    }

    /** Why systems could not be opened, a sentence each. */
    public List<String> unavailable() {
        return List.copyOf(unavailable);
    }

    /** How many writes are still to be made to systems that can be reached by a lane. */
    public long open() {
        return database.sql(
                        """
                        select count(*) from throughline.action a
                        where a.system = any (:systems) and a.concluded_at is null
                          and a.status in ('planned', 'sent')
                          and not exists (
                            select from unnest(a.depends_on) d(key)
                            join throughline.action p on p.key = d.key
                            where p.status in ('rejected', 'ambiguous', 'withdrawn', 'held',
                                'cancelled'))
                        """)
                .param("systems", lanes().stream().map(LaneView::system).toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /**
     * Waits until every write that can be made has an outcome.
     *
     * @return false when that did not come about in time
     */
    public boolean awaitQuiet(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (open() > 0) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }

    /** Ends after the calls that are under way; what is left is found again. */
    @Override
    public void close() {
        dispatch.close();
        connectors.values().forEach(Connector::close);
    }

    /** Who decides; nobody until it was met. */
    private record Engine(Outcomes outcomes, IntPredicate ours) {
        private static final Engine ABSENT = new Engine(Engine::refuse, partition -> false);

        private static void refuse(EngagementId engagement, Signal.ActionEnded signal) {
            throw new IllegalStateException("nobody takes the outcome of " + signal.action());
        }
    }
}
