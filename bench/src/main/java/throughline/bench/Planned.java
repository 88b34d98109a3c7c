package throughline.bench;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome;
import throughline.connectors.Json;
import throughline.dispatch.Handover;
import throughline.dispatch.Outcomes;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal;

/**
 * Planned writes, and whoever takes their outcomes in: durably, in batches, and telling dispatch
 * afterwards, as the engine does, but without deciding anything. So what is measured is dispatch.
 */
final class Planned implements Outcomes, AutoCloseable {

    private static final int BATCH = 1_000;
    private static final EngagementId DEAL = new EngagementId("crm:opportunity:1");

    private final DataSource database;
    private final BlockingQueue<Signal.ActionEnded> ended = new LinkedBlockingQueue<>(100_000);
    private final AtomicLong confirmed = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread keeper;
    private volatile Handover told = Handover.NONE;
    private int number;

    Planned(DataSource database) throws SQLException {
        this.database = database;
        Bench.emptied(database, "action", "under_way", "attempt", "engagement", "budget");
        keeper = Thread.ofPlatform().name("keeper").start(this::keep);
    }

    void telling(Handover whom) {
        told = whom;
    }

    /** Plans so many more projects, durably, and gives them. */
    List<Action> plan(int howMany) throws SQLException {
        List<Action> actions = new ArrayList<>(howMany);
        for (int i = 0; i < howMany; i++) {
            actions.add(action(number++));
        }
        try (Connection connection = database.getConnection()) {
            try (PreparedStatement deal =
                    connection.prepareStatement(
                            """
                            insert into throughline.engagement (id, partition, kind, sequence, name,
                                status, attributes, release, created_at, updated_at)
                            values (?, 3, 'deal', 1, 'a deal', 'open', '{}', 'r', now(), now())
                            on conflict do nothing
                            """)) {
                deal.setString(1, DEAL.value());
                deal.executeUpdate();
            }
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            """
                            with planned as (
                                insert into throughline.action (key, engagement, system, kind,
                                    natural_key, body, depends_on, status, planned_at)
                                values (?, ?, 'psa', 'CREATE_PROJECT', ?, ?, '{}', 'planned', now())
                                returning ordinal, system, key)
                            insert into throughline.under_way select * from planned
                            """)) {
                connection.setAutoCommit(false);
                for (Action action : actions) {
                    insert.setString(1, action.key().value());
                    insert.setString(2, DEAL.value());
                    insert.setString(3, action.naturalKey());
                    insert.setString(
                            4,
                            new String(
                                    Json.write(action.body()),
                                    java.nio.charset.StandardCharsets.UTF_8));
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
        return actions;
    }

    private static Action action(int number) {
        String key = "crm:opportunity:" + number;
        return new Action(
                new ActionKey(DEAL + "/psa/project/" + number),
                "psa",
                ActionKind.CREATE_PROJECT,
                key,
                Map.of(
                        "reference", key,
                        "name", "Claims platform " + number,
                        "customerName", "Nordwind Versicherung AG",
                        "currency", "EUR",
                        "template", "transformation-large",
                        "from", "2026-03-09",
                        "until", "2027-01-01",
                        "budget", "420000.00",
                        "milestones",
                                List.of(
                                        Map.of(
                                                "id", "M1",
                                                "name", "Design accepted",
                                                "due", "2026-04-30"))),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    static EngagementId deal() {
        return DEAL;
    }

    @Override
    public void ended(EngagementId engagement, Signal.ActionEnded signal) {
        if (!ended.offer(signal)) {
            throw new IllegalStateException("too much at once");
        }
    }

    long confirmed() {
        return confirmed.get();
    }

    void await(long howMany, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (confirmed.get() < howMany) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "%d of %d writes ended in %s"
                                .formatted(confirmed.get(), howMany, patience));
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** Waits until all that were planned have ended. */
    void awaitAll(Duration patience) {
        await(number, patience);
    }

    private void keep() {
        List<Signal.ActionEnded> batch = new ArrayList<>(BATCH);
        while (!stopped.get()) {
            ended.drainTo(batch, BATCH);
            if (batch.isEmpty()) {
                LockSupport.parkNanos(1_000_000);
                continue;
            }
            try {
                conclude(batch);
            } catch (SQLException e) {
                throw new IllegalStateException("outcomes cannot be kept", e);
            }
            for (Signal.ActionEnded each : batch) {
                if (!(each.outcome() instanceof ActionOutcome.Confirmed)) {
                    throw new IllegalStateException("not confirmed: " + each);
                }
                told.concluded(each.action(), each.outcome());
            }
            confirmed.addAndGet(batch.size());
            batch.clear();
        }
    }

    private void conclude(List<Signal.ActionEnded> batch) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update =
                        connection.prepareStatement(
                                """
                                with concluded as (
                                    update throughline.action a set status = 'confirmed',
                                        external_id = r.id, concluded_at = now()
                                    from unnest(?::text[], ?::text[]) as r(key, id)
                                    where a.key = r.key and a.status = 'sent'
                                    returning a.ordinal)
                                delete from throughline.under_way
                                where ordinal = any (array(select ordinal from concluded))
                                """)) {
            Array keys =
                    connection.createArrayOf(
                            "text", batch.stream().map(each -> each.action().value()).toArray());
            Array ids =
                    connection.createArrayOf(
                            "text",
                            batch.stream()
                                    .map(
                                            each ->
                                                    each.outcome()
                                                                    instanceof
                                                                    ActionOutcome.Confirmed(
                                                                            var id,
                                                                            _)
                                                            ? id
                                                            : "")
                                    .toArray());
            update.setArray(1, keys);
            update.setArray(2, ids);
            update.executeUpdate();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped.set(true);
        keeper.join();
    }
}
