package throughline.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;
import throughline.connectors.Json;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal;

/** Stands where the engine stands: plans actions, durably, and takes their outcomes in. */
final class ActionTable implements Outcomes {

    private final JdbcClient database;
    private final Map<ActionKey, ActionOutcome> concluded = new ConcurrentHashMap<>();
    private volatile Handover handover = Handover.NONE;
    volatile boolean deaf;

    ActionTable(DataSource database) {
        this.database = JdbcClient.create(database);
        this.database.sql("delete from throughline.incident where area = 'dispatch'").update();
        this.database
                .sql(
                        """
                        truncate throughline.action, throughline.under_way, throughline.attempt,
                            throughline.engagement, throughline.budget
                        """)
                .update();
        this.database
                .sql(
                        """
                        insert into throughline.engagement (id, partition, kind, sequence, name,
                            status, attributes, release, created_at, updated_at)
                        values (?, 3, 'deal', 1, 'a deal', 'open', '{}', 'r', now(), now())
                        """)
                .param(Actions.DEAL.value())
                .update();
    }

    void telling(Handover whom) {
        handover = whom;
    }

    /** Plans without telling anybody. */
    void kept(Action action, String status, Instant nextAttempt) {
        database.sql(
                        """
                        with kept as (
                            insert into throughline.action (key, engagement, system, kind,
                                natural_key, body, depends_on, at_stake_currency, at_stake_minor,
                                status, next_attempt, planned_at)
                            values (:key, :engagement, :system, :kind, :naturalKey, :body, :needs,
                                :currency, :minor, :status, :next, now())
                            returning ordinal, system, key)
                        insert into throughline.under_way select * from kept
                        """)
                .param("key", action.key().value())
                .param("engagement", Actions.DEAL.value())
                .param("system", action.system())
                .param("kind", action.kind().name())
                .param("naturalKey", action.naturalKey())
                .param("body", new String(Json.write(action.body()), StandardCharsets.UTF_8))
                .param(
                        "needs",
                        action.dependsOn().stream().map(ActionKey::value).toArray(String[]::new))
                .param("currency", action.atStake().map(m -> m.currency().getCode()).orElse(null))
                .param("minor", action.atStake().map(m -> m.minor()).orElse(null))
                .param("status", status)
                .param("next", java.sql.Timestamp.from(nextAttempt))
                .update();
    }

    void claimedBy(Action action, String claimant) {
        database.sql("update throughline.action set claimed_by = ?, attempts = 1 where key = ?")
                .param(claimant)
                .param(action.key().value())
                .update();
    }

    /** Another node concluded it. */
    void confirmed(Action action, String id) {
        database.sql(
                        """
                        update throughline.action set status = 'confirmed', external_id = ?
                        where key = ?
                        """)
                .param(id)
                .param(action.key().value())
                .update();
    }

    String claimantOf(Action action) {
        return database.sql("select claimed_by from throughline.action where key = ?")
                .param(action.key().value())
                .query(String.class)
                .single();
    }

    void plan(Action action) {
        kept(action, "planned", Instant.EPOCH);
        handover.planned(Actions.DEAL, action, Actions.TRACE);
    }

    @Override
    public void ended(EngagementId engagement, Signal.ActionEnded signal) {
        if (deaf) {
            throw new IllegalStateException("the engine is away");
        }
        String id = signal.outcome() instanceof ActionOutcome.Confirmed c ? c.externalId() : null;
        database.sql(
                        """
                        update throughline.action set status = :status, external_id = :id
                        where key = :key
                        """)
                .param("status", status(signal.outcome()))
                .param("id", id)
                .param("key", signal.action().value())
                .update();
        concluded.put(signal.action(), signal.outcome());
        handover.concluded(signal.action(), signal.outcome());
    }

    private static String status(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Confirmed _ -> "confirmed";
            case ActionOutcome.Rejected _ -> "rejected";
            case ActionOutcome.Ambiguous _ -> "ambiguous";
            case ActionOutcome.Cancelled _ -> "cancelled";
        };
    }

    /** A process said so of a system, and was lost. */
    void told(String system, String code) {
        database.sql(
                        """
                        insert into throughline.incident (area, subject, code, sentence)
                        values ('dispatch', ?, ?, 'Most calls fail.')
                        """)
                .param(system)
                .param(code)
                .update();
    }

    /** How many systems are known to be away, or to be back. */
    long incidents(boolean over) {
        return database.sql(
                        """
                        select count(*) from throughline.incident
                        where area = 'dispatch' and (closed_at is not null) = ?
                        """)
                .param(over)
                .query(Long.class)
                .single();
    }

    Map<ActionKey, ActionOutcome> concluded() {
        return concluded;
    }

    /** What its attempts came to, the first of those kept first. */
    List<String> attemptsAt(Action action) {
        return database.sql(
                        """
                        select number || ' ' || ended || ': ' || sentence
                        from throughline.attempt where key = ? order by number
                        """)
                .param(action.key().value())
                .query((row, number) -> String.valueOf(row.getString(1)))
                .list();
    }

    String statusOf(Action action) {
        return database.sql("select status from throughline.action where key = ?")
                .param(action.key().value())
                .query(String.class)
                .single();
    }
}
