package throughline.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.engagement.Contract;
import throughline.engagement.Engagement;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.CanonicalRecord.Deal;
import throughline.terms.Line;
import throughline.terms.Terms;

/**
 * Where each engagement of a batch stands now: its row for lists, and from time to time a snapshot.
 */
final class SummaryRows {

    /** How many events lie between the snapshots of a short history. */
    private static final int SNAPSHOT_EVERY = 128;

    /** Into how many parts snapshots divide each doubling of a long history. */
    private static final int SNAPSHOTS_PER_DOUBLING = 16;

    private static final String SUMMARIZE =
            """
            insert into engagement (id, partition, kind, sequence, name, customer, customer_name,
                stage, status, unit, legal_entity, currency, price_minor, close_date, booked_on,
                attributes, next_wake, release, created_at, updated_at)
            select * from unnest(?::text[], ?::int2[], ?::text[], ?::int8[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int8[],
                ?::date[], ?::date[], ?::jsonb[], ?::date[], ?::text[], ?::timestamptz[],
                ?::timestamptz[])
            on conflict (id) do update set sequence = excluded.sequence, kind = excluded.kind,
                name = excluded.name, customer = excluded.customer,
                customer_name = excluded.customer_name, stage = excluded.stage,
                status = excluded.status, unit = excluded.unit,
                legal_entity = excluded.legal_entity, currency = excluded.currency,
                price_minor = excluded.price_minor, close_date = excluded.close_date,
                booked_on = excluded.booked_on, attributes = excluded.attributes,
                next_wake = excluded.next_wake, release = excluded.release,
                updated_at = excluded.updated_at
            """;
    private static final String MOVE_ON =
            """
            update engagement e set sequence = r.sequence, status = r.status,
                booked_on = r.booked_on, next_wake = r.next_wake, release = r.release,
                updated_at = r.at
            from unnest(?::text[], ?::int8[], ?::text[], ?::date[], ?::date[], ?::text[],
                ?::timestamptz[])
                as r(id, sequence, status, booked_on, next_wake, release, at)
            where e.id = r.id
            """;
    private static final String SNAPSHOT =
            """
            insert into snapshot (engagement, sequence, format, state)
            select * from unnest(?::text[], ?::int8[], ?::int2[], ?::bytea[])
            on conflict (engagement) do update set sequence = excluded.sequence,
                format = excluded.format, state = excluded.state
            """;

    private final Columns summaries =
            new Columns(
                    "text",
                    "int2",
                    "text",
                    "int8",
                    "text",
                    "text",
                    "text",
                    "text",
                    "text",
                    "text",
                    "text",
                    "text",
                    "int8",
                    "date",
                    "date",
                    "jsonb",
                    "date",
                    "text",
                    "timestamptz",
                    "timestamptz");
    private final Columns movedOn =
            new Columns("text", "int8", "text", "date", "date", "text", "timestamptz");
    private final Columns snapshots = new Columns("text", "int8", "int2", "bytea");
    private final String release;

    SummaryRows(String release) {
        this.release = release;
    }

    void add(Engagement before, Engagement after, Instant known) {
        if (isSnapshotDue(before.sequence(), after.sequence())) {
            snapshots.row(
                    after.id().value(),
                    after.sequence(),
                    StateCodec.FORMAT,
                    StateCodec.state(after));
        }
        if (before.sequence() > 0 && isSoldAlike(before, after)) {
            movedOn.row(
                    after.id().value(),
                    after.sequence(),
                    status(after),
                    bookedOn(after.contract()),
                    after.nextWake().orElse(null),
                    release,
                    known);
        } else {
            summarize(after, known);
        }
    }

    /**
     * Most of what happens to an engagement leaves what was sold as it is, and with it most of its
     * row.
     */
    private static boolean isSoldAlike(Engagement before, Engagement after) {
        return before.agreement().deal().equals(after.agreement().deal())
                && before.agreement().customer().equals(after.agreement().customer())
                && before.terms().equals(after.terms());
    }

    private void summarize(Engagement after, Instant known) {
        Optional<Deal> deal = after.agreement().deal();
        Optional<Terms> terms = after.terms();
        Optional<Money> price = price(after);
        summaries.row(
                after.id().value(),
                Partitions.of(after.id().value()),
                deal.isPresent() ? "deal" : "person",
                after.sequence(),
                deal.map(Deal::name).orElse(after.id().value()),
                deal.map(each -> each.customer().toString()).orElse(null),
                after.agreement().customer().map(Customer::name).orElse(null),
                deal.map(each -> each.stage().name().toLowerCase(Locale.ROOT)).orElse(null),
                status(after),
                terms.map(Terms::unit).or(() -> deal.flatMap(Deal::unit)).orElse(null),
                terms.map(Terms::legalEntity)
                        .or(() -> deal.flatMap(Deal::legalEntity))
                        .orElse(null),
                terms.map(each -> each.currency().getCode())
                        .or(() -> price.map(each -> each.currency().getCode()))
                        .orElse(null),
                price.map(Money::minor).orElse(null),
                deal.flatMap(Deal::closeDate).orElse(null),
                bookedOn(after.contract()),
                deal.map(each -> RawJson.text(each.attributes())).orElse("{}"),
                after.nextWake().orElse(null),
                release,
                known,
                known);
    }

    /**
     * Whether a snapshot belongs between two lengths of a history. Snapshots lie wider apart the
     * longer it is, since a state can be as large as its history: so all of them together cost an
     * event the same, and a load reads at most an eighth of the history beyond one.
     */
    static boolean isSnapshotDue(long before, long after) {
        long every = Math.max(SNAPSHOT_EVERY, Long.highestOneBit(after) / SNAPSHOTS_PER_DOUBLING);
        return before / every != after / every;
    }

    private static Optional<Money> price(Engagement state) {
        Optional<Money> committed =
                state.terms()
                        .flatMap(
                                terms ->
                                        terms.lines().stream()
                                                .map(Line::price)
                                                .flatMap(Optional::stream)
                                                .reduce(Money::plus));
        return committed.or(() -> state.agreement().deal().flatMap(Deal::amount));
    }

    private static String status(Engagement state) {
        Optional<Deal> deal = state.agreement().deal();
        if (deal.isEmpty()) {
            return "person";
        }
        return switch (state.contract()) {
            case Contract.Proposed _ ->
                    switch (deal.get().stage()) {
                        case OPEN -> "open";
                        case WON -> "blocked";
                        case LOST -> "lost";
                    };
            case Contract.Booked _ -> "contracted";
            case Contract.Active _ -> "active";
            case Contract.Cancelled _ -> "cancelled";
        };
    }

    private static java.time.@Nullable LocalDate bookedOn(Contract contract) {
        return switch (contract) {
            case Contract.Proposed _ -> null;
            case Contract.Booked booked -> booked.bookedOn();
            case Contract.Active active -> active.bookedOn();
            case Contract.Cancelled cancelled -> cancelled.bookedOn();
        };
    }

    void send(Connection connection) throws SQLException {
        summaries.update(connection, SUMMARIZE);
        movedOn.update(connection, MOVE_ON);
        snapshots.update(connection, SNAPSHOT);
    }
}
