package throughline.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;
import throughline.correlation.Trace;
import throughline.engagement.AgreementEvent;
import throughline.engagement.AttentionEvent;
import throughline.engagement.BillingEvent;
import throughline.engagement.BusinessException;
import throughline.engagement.EffectEvent;
import throughline.engagement.EngagementId;
import throughline.engagement.Event;
import throughline.engagement.RevenueEvent;
import throughline.engagement.WorkEvent;
import throughline.money.Money;
import throughline.observed.RecordKey;
import throughline.publish.Milestones;
import throughline.publish.Publication;

/** What a batch's events mean for actions, exceptions, clocks, identities and publications. */
final class EffectRows {

    private static final String PLAN =
            """
            with planned as (
                insert into action as a (engagement, key, system, kind, natural_key, body,
                    depends_on, at_stake_currency, at_stake_minor, due, status, planned_at, trace)
                select e, k, s, ki, n, b, string_to_array(d, chr(31)), c, m, du, 'planned', p, t
                from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::int8[], ?::timestamptz[], ?::timestamptz[],
                    ?::uuid[]) as r(e, k, s, ki, n, b, d, c, m, du, p, t)
                on conflict (key) do update set status = 'planned', body = excluded.body,
                    depends_on = excluded.depends_on, due = excluded.due, attempts = 0,
                    next_attempt = null, planned_at = excluded.planned_at, concluded_at = null,
                    trace = excluded.trace
                where a.status in ('withdrawn', 'rejected', 'cancelled')
                returning a.ordinal, a.system, a.key, a.due, a.at_stake_minor)
            insert into under_way (ordinal, system, key, due, at_stake_minor)
            select * from planned
            """;
    private static final String CONCLUDE =
            """
            with concluded as (
                update action a set status = r.status,
                    external_id = coalesce(r.id, a.external_id), facts = r.facts, code = r.code,
                    sentence = r.sentence, concluded_at = r.at
                from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::timestamptz[]) as r(key, status, id, facts, code, sentence, at)
                where a.key = r.key
                returning a.ordinal, a.key, a.kind, a.external_id, a.facts),
            named as (
                insert into invoice_name as n (action, kind, name)
                select c.key, w.kind, w.name
                from concluded c cross join lateral (values ('id', c.external_id),
                    ('number', number_of(c.facts))) as w(kind, name)
                where c.kind = 'POST_INVOICE' and w.name is not null
                on conflict (action, kind) do update set name = excluded.name
                where n.name <> excluded.name)
            delete from under_way where ordinal = any (array(select ordinal from concluded))
            """;
    private static final String RAISE =
            """
            insert into exception_item (engagement, key, opened_sequence, code, sentence, facts,
                at_stake_currency, at_stake_minor, owner, fingerprint, due, opened)
            select * from unnest(?::text[], ?::text[], ?::int8[], ?::text[], ?::text[], ?::jsonb[],
                ?::text[], ?::int8[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
            """;
    // Said in a way that no partial index fits: looking through all that is open, for each row,
    // costs more than the few rows under one key.
    private static final String CLOSE =
            """
            update exception_item i set closed = r.at, closed_why = r.why
            from (select u.*, (select max(o.opened_sequence) from exception_item o
                    where o.engagement = u.engagement and o.key = u.key
                        and coalesce(o.closed, 'infinity') = 'infinity'
                        and o.opened_sequence < u.sequence) as opened
                from unnest(?::text[], ?::text[], ?::int8[], ?::timestamptz[], ?::text[])
                    as u(engagement, key, sequence, at, why)) r
            where i.engagement = r.engagement and i.key = r.key and i.opened_sequence = r.opened
            """;
    private static final String LINK =
            """
            insert into identity (system, type, external_id, engagement)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[])
            on conflict (system, type, external_id) do nothing
            """;
    private static final String PUBLISH =
            """
            insert into publication (id, type, subject, time, data, trace)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[],
                ?::uuid[])
            on conflict (id) do nothing
            """;

    /** By key: within one batch the last word counts. */
    private final Map<String, @Nullable Object[]> planned = new LinkedHashMap<>();

    private final Map<String, @Nullable Object[]> concluded = new LinkedHashMap<>();
    private final Columns raised =
            new Columns(
                    "text",
                    "text",
                    "int8",
                    "text",
                    "text",
                    "jsonb",
                    "text",
                    "int8",
                    "text",
                    "text",
                    "timestamptz",
                    "timestamptz");
    private final Columns closed = new Columns("text", "text", "int8", "timestamptz", "text");
    private final ClockRows clocks = new ClockRows();
    private final Columns linked = new Columns("text", "text", "text", "text");
    private final Columns published =
            new Columns("text", "text", "text", "timestamptz", "text", "uuid");

    void add(EngagementId engagement, long sequence, Event event, Instant known, Trace trace) {
        Milestones.of(engagement, sequence, known, event).ifPresent(each -> publish(each, trace));
        switch (event) {
            case EffectEvent.ActionPlanned(var action) -> plan(engagement, action, known, trace);
            case EffectEvent.ActionConcluded(var key, _, var outcome) ->
                    conclude(key, outcome, known);
            case EffectEvent.ActionWithdrawn(var key) ->
                    concluded.put(
                            key.value(),
                            row(key.value(), "withdrawn", null, null, null, null, known));
            case AttentionEvent.ExceptionRaised(var exception) -> {
                // A finding whose content changed stands once, in its newest words.
                closed.row(engagement.value(), exception.key(), sequence, known, "told anew");
                raise(engagement, sequence, exception, known);
            }
            case AttentionEvent.ExceptionClosed(var key, var why) ->
                    closed.row(engagement.value(), key, sequence, known, why);
            case AttentionEvent.ClockStarted clock -> clocks.start(engagement, sequence, clock);
            case AttentionEvent.ClockPaused clock -> clocks.pause(engagement, clock);
            case AttentionEvent.ClockResumed clock -> clocks.resume(engagement, clock);
            case AttentionEvent.ClockStopped clock -> clocks.stop(engagement, clock);
            case EffectEvent.RecordLinked(var record) -> link(engagement, record);
            case AttentionEvent.WakeScheduled _ -> {}
            case AgreementEvent _, WorkEvent _, BillingEvent _, RevenueEvent _ -> {}
        }
    }

    /** An object of another system belongs to an engagement. */
    void link(EngagementId engagement, RecordKey record) {
        linked.row(record.system(), record.type(), record.id(), engagement.value());
    }

    private void plan(EngagementId engagement, Action action, Instant known, Trace trace) {
        concluded.remove(action.key().value());
        planned.put(
                action.key().value(),
                row(
                        engagement.value(),
                        action.key().value(),
                        action.system(),
                        action.kind().name(),
                        action.naturalKey(),
                        RawJson.text(action.body()),
                        String.join(
                                "\u001f",
                                action.dependsOn().stream().map(ActionKey::value).toList()),
                        currency(action.atStake()),
                        minor(action.atStake()),
                        action.due().orElse(null),
                        known,
                        trace.id()));
    }

    /** What a person must look at has a code: those are few, and found by it. */
    private void conclude(ActionKey key, ActionOutcome outcome, Instant known) {
        String name = key.value();
        concluded.put(
                name,
                switch (outcome) {
                    case ActionOutcome.Confirmed(var id, var facts) ->
                            row(name, "confirmed", id, RawJson.text(facts), null, null, known);
                    case ActionOutcome.Rejected(var code, var sentence) ->
                            row(name, "rejected", null, null, code, sentence, known);
                    case ActionOutcome.Ambiguous(var sentence) ->
                            row(name, "ambiguous", null, null, "ambiguous", sentence, known);
                    case ActionOutcome.Cancelled(var by, var reason) ->
                            row(
                                    name,
                                    "cancelled",
                                    null,
                                    null,
                                    "cancelled",
                                    by + ": " + reason,
                                    known);
                });
    }

    private static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    private void raise(
            EngagementId engagement, long sequence, BusinessException exception, Instant known) {
        raised.row(
                engagement.value(),
                exception.key(),
                sequence,
                exception.code(),
                exception.sentence(),
                RawJson.text(exception.facts()),
                currency(exception.atStake()),
                minor(exception.atStake()),
                exception.owner(),
                exception.fingerprint(),
                exception.due().orElse(null),
                known);
    }

    private void publish(Publication publication, Trace trace) {
        published.row(
                publication.id(),
                publication.type(),
                publication.subject().value(),
                publication.time(),
                RawJson.text(publication.data()),
                trace.id());
    }

    private static @Nullable String currency(Optional<Money> money) {
        return money.map(each -> each.currency().getCode()).orElse(null);
    }

    private static @Nullable Long minor(Optional<Money> money) {
        return money.map(Money::minor).orElse(null);
    }

    /** In an order in which a thing that began and ended in one batch is there before it ends. */
    void send(Connection connection) throws SQLException {
        update(
                connection,
                PLAN,
                planned,
                "text",
                "text",
                "text",
                "text",
                "text",
                "text",
                "text",
                "text",
                "int8",
                "timestamptz",
                "timestamptz",
                "uuid");
        update(
                connection,
                CONCLUDE,
                concluded,
                "text",
                "text",
                "text",
                "text",
                "text",
                "text",
                "timestamptz");
        raised.update(connection, RAISE);
        closed.update(connection, CLOSE);
        clocks.send(connection);
        linked.update(connection, LINK);
        published.update(connection, PUBLISH);
    }

    private static void update(
            Connection connection,
            String sql,
            Map<String, @Nullable Object[]> byKey,
            String... types)
            throws SQLException {
        Columns rows = new Columns(types);
        byKey.values().forEach(rows::row);
        rows.update(connection, sql);
    }
}
