package throughline.dispatch;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
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
    private final AtomicReference<Engine> engine = new AtomicReference<>(Engine.ABSENT);
    private final Lanes lanes;
    private final Dispatch dispatch;
    private volatile Opened opened;

    /** Systems that could be opened, and why others could not, by their names. */
    private record Opened(
            Map<String, SystemDeclaration> systems,
            Map<String, Connector> connectors,
            Map<String, String> unavailable) {

        static Opened none() {
            return new Opened(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        void open(SystemDeclaration system, Connectors opener) {
            try {
                connectors.put(system.name(), opener.open(system));
                systems.put(system.name(), system);
            } catch (IllegalArgumentException cannot) {
                LOG.warn("{}", cannot.getMessage());
                unavailable.put(system.name(), String.valueOf(cannot.getMessage()));
            }
        }

        void keep(SystemDeclaration system, Opened before) {
            Connector connector = before.connectors.get(system.name());
            if (connector != null) {
                connectors.put(system.name(), connector);
                systems.put(system.name(), system);
            }
        }
    }

    private Outbound(
            DataSource source,
            List<SystemDeclaration> declared,
            Connectors opener,
            InstantSource clock) {
        database = JdbcClient.create(source);
        opened = Opened.none();
        declared.forEach(system -> opened.open(system, opener));
        lanes =
                new Lanes(
                        source,
                        (engagement, signal) -> engine.get().outcomes().ended(engagement, signal),
                        partition -> engine.get().ours().test(partition),
                        clock);
        dispatch = lanes.open(List.copyOf(opened.systems().values()), opened.connectors());
    }

    /**
     * Sends to these systems from now on, as they are declared and answer now. Those of which
     * nothing changed go on undisturbed; the others end after the calls that are under way and are
     * opened anew, and what was planned for them is found by whoever comes after.
     *
     * @param changed systems that answer elsewhere or under other secrets than before
     */
    public synchronized void follow(
            List<SystemDeclaration> declared, Connectors opener, Predicate<String> changed) {
        Opened before = opened;
        Opened next = Opened.none();
        Set<String> ended = new LinkedHashSet<>(before.systems().keySet());
        List<SystemDeclaration> fresh = new ArrayList<>();
        for (SystemDeclaration system : declared) {
            if (goesOn(system, changed)) {
                next.keep(system, before);
                ended.remove(system.name());
            } else {
                next.open(system, opener);
                fresh.add(system);
            }
        }
        LOG.info(
                "systems end: {}, begin: {}",
                ended,
                fresh.stream().map(SystemDeclaration::name).toList());
        dispatch.replace(ended, lanes.of(fresh, next.connectors()));
        opened = next;
        ended.forEach(
                name ->
                        Optional.ofNullable(before.connectors().get(name))
                                .ifPresent(Connector::close));
    }

    /**
     * Opens connectors and lanes. A system that cannot be opened is left out, and what is planned
     * for it waits; {@link #unavailable} says why.
     */
    public static Outbound open(
            DataSource database, Release release, Connectors connectors, InstantSource clock) {
        return open(database, release.systems(), connectors, clock);
    }

    /** The same, with systems as an environment has them. */
    public static Outbound open(
            DataSource database,
            List<SystemDeclaration> systems,
            Connectors connectors,
            InstantSource clock) {
        return new Outbound(database, systems, connectors, clock);
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
        Opened now = opened;
        List<Polling.Poll> polls = new ArrayList<>();
        now.systems()
                .forEach(
                        (name, system) ->
                                Optional.ofNullable(now.connectors().get(name))
                                        .ifPresent(
                                                connector ->
                                                        polls.addAll(
                                                                Polling.Poll.declared(
                                                                        system,
                                                                        connector,
                                                                        lanes.gate(system)))));
        return polls;
    }

    /** Whether {@link #follow} would change anything. */
    public boolean differs(List<SystemDeclaration> declared, Predicate<String> changed) {
        return declared.size() != opened.systems().size()
                || !declared.stream().allMatch(system -> goesOn(system, changed));
    }

    private boolean goesOn(SystemDeclaration system, Predicate<String> changed) {
        return system.equals(opened.systems().get(system.name())) && !changed.test(system.name());
    }

    /** How the lanes are doing. */
    public List<LaneView> lanes() {
        return dispatch.lanes();
    }

    /** Why systems could not be opened, a sentence each. */
    public List<String> unavailable() {
        return List.copyOf(opened.unavailable().values());
    }

    /** How many writes are still to be made to systems that can be reached by a lane. */
    public long open() {
        return database.sql(
                        """
                        select count(*) from throughline.under_way u
                        join throughline.action a on a.key = u.key
                        where u.system = any (:systems) and a.status in ('planned', 'sent')
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
        opened.connectors().values().forEach(Connector::close);
    }

    /** Who decides; nobody until it was met. */
    private record Engine(Outcomes outcomes, IntPredicate ours) {
        private static final Engine ABSENT = new Engine(Engine::refuse, partition -> false);

        private static void refuse(EngagementId engagement, Signal.ActionEnded signal) {
            throw new IllegalStateException("nobody takes the outcome of " + signal.action());
        }
    }
}
