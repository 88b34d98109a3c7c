package throughline.connectors;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.landscape.SystemDeclaration;

/**
 * Asks systems again and again for what changed. Each poll runs once at a time over all nodes, and
 * its watermark moves only after what was read is durable, so that a crash repeats and never skips.
 */
public final class Polling implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Polling.class);
    private static final int PAGES_PER_RUN = 1000;
    private static final String POLL_FAILS = "poll-fails";
    private static final String CHANGES_MISSED = "changes-missed";
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final DataSource dataSource;
    private final JdbcClient database;
    private final Incidents incidents;
    private final Sink sink;
    private Optional<Scheduler> scheduler = Optional.empty();

    /** Keeps watermarks in a database and hands records to a sink. */
    public Polling(DataSource dataSource, Sink sink) {
        this.dataSource = dataSource;
        this.database = JdbcClient.create(dataSource);
        this.incidents = new Incidents(database, "poll");
        this.sink = sink;
    }

    /** Where records go. */
    @FunctionalInterface
    public interface Sink {

        /**
         * Takes records in; when it returns, they are durable.
         *
         * @param origin what a person looks up: which poll brought them
         */
        void accept(String system, String origin, List<Page.Raw> records);
    }

    /** Says when a system may be read. */
    public interface Gate {

        /** Whether the next page may be asked for; what may not is left to the next run. */
        boolean open();

        /** A page was asked for, whatever came of it. */
        void passed();

        /** Always. */
        Gate OPEN =
                new Gate() {
                    @Override
                    public boolean open() {
                        return true;
                    }

                    @Override
                    public void passed() {}
                };
    }

    /**
     * What is asked for, and how often.
     *
     * @param type a record type out of the connector's {@link Capabilities#polls}
     * @param every from the end of one poll to the beginning of the next
     * @param gate asked before each page
     */
    public record Poll(String system, Connector connector, String type, Duration every, Gate gate) {

        /** A poll that may always read. */
        public Poll(String system, Connector connector, String type, Duration every) {
            this(system, connector, type, every, Gate.OPEN);
        }

        /** The polls that a system's file asks for: its sources of kind {@code poll}. */
        public static List<Poll> declared(
                SystemDeclaration system, Connector connector, Gate gate) {
            List<Poll> polls = new ArrayList<>();
            Settings.of(system)
                    .polls()
                    .forEach(
                            (type, source) ->
                                    polls.add(
                                            new Poll(
                                                    system.name(),
                                                    connector,
                                                    type,
                                                    source.duration("every", EVERY),
                                                    gate)));
            return polls;
        }

        String name() {
            return "poll " + system + " " + type;
        }
    }

    /** Begins to poll. */
    public void start(List<Poll> polls) {
        List<RecurringTask<Void>> tasks = new ArrayList<>();
        for (Poll poll : polls) {
            tasks.add(
                    Tasks.recurring(poll.name(), FixedDelay.of(poll.every()))
                            .execute((instance, context) -> quietly(poll)));
        }
        Scheduler started =
                Scheduler.create(dataSource)
                        .tableName("throughline.scheduled_tasks")
                        .startTasks(tasks)
                        .threads(Math.max(1, Math.min(polls.size(), 4)))
                        .pollingInterval(LOOK)
                        .build();
        started.start();
        scheduler = Optional.of(started);
    }

    /** An outside failure ends the run; the next one goes on from the same watermark. */
    private void quietly(Poll poll) {
        try {
            run(poll);
            incidents.close(poll.name(), POLL_FAILS);
        } catch (ConnectorException away) {
            LOG.warn("{} ({})", away.sentence(), away.correlationId());
            incidents.raise(poll.name(), POLL_FAILS, away.sentence());
        }
    }

    /**
     * Reads everything that changed since the last run.
     *
     * @return how many records the system gave, repeated ones included
     * @throws ConnectorException when the system does not answer as it should; what came before is
     *     kept
     */
    public int run(Poll poll) {
        Watermark watermark = watermark(poll);
        Circle circle = new Circle();
        Optional<String> missed = Optional.empty();
        int read = 0;
        for (int pages = 0; pages < PAGES_PER_RUN && poll.gate().open(); pages++) {
            Page page = page(poll, watermark);
            if (!page.records().isEmpty()) {
                sink.accept(
                        poll.system(), poll.name() + " after " + watermark.text(), page.records());
            }
            read += page.records().size();
            if (page.more() && (page.next().equals(watermark) || circle.closes(page))) {
                throw new ConnectorException(
                        new ConnectorException.Call(
                                poll.system(), "read " + poll.type(), "poll-" + poll.type()),
                        ConnectorException.Kind.UNREADABLE,
                        "endless",
                        "its list gives the same records again and again and never ends");
            }
            watermark = page.next();
            if (!page.missed().equals(missed)) {
                missed = page.missed();
                missed.ifPresent(why -> incidents.lasts(poll.name(), CHANGES_MISSED, why));
            }
            keep(poll, watermark);
            if (!page.more()) {
                if (page.anew() && missed.isEmpty()) {
                    incidents.close(poll.name(), CHANGES_MISSED);
                }
                return read;
            }
        }
        return read;
    }

    private static Page page(Poll poll, Watermark after) {
        try {
            return poll.connector().read(poll.type(), after);
        } finally {
            poll.gate().passed();
        }
    }

    private Watermark watermark(Poll poll) {
        return database.sql(
                        """
                        select watermark from throughline.watermark
                        where system = :system and type = :type
                        """)
                .param("system", poll.system())
                .param("type", poll.type())
                .query((row, number) -> new Watermark(row.getString(1)))
                .optional()
                .orElse(Watermark.START);
    }

    private void keep(Poll poll, Watermark watermark) {
        database.sql(
                        """
                        insert into throughline.watermark (system, type, watermark, polled_at)
                        values (:system, :type, :watermark, now())
                        on conflict (system, type) do update
                        set watermark = excluded.watermark, polled_at = excluded.polled_at
                        """)
                .param("system", poll.system())
                .param("type", poll.type())
                .param("watermark", watermark.text())
                .update();
    }

    @Override
    public void close() {
        scheduler.ifPresent(Scheduler::stop);
    }
}
