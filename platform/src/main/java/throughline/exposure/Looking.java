package throughline.exposure;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import throughline.landscape.LegalEntity;
import throughline.landscape.Release;
import throughline.money.Money;

/** Finds every amount that is on its way into the financial system, where it is and why. */
final class Looking {

    /** It waits for nobody but the day on which its period is billed. */
    static final String CUTOFF = "waits-for-the-cutoff";

    static final String UNANSWERED = "no-answer";
    static final String PLANNED = "planned";

    private static final String OPEN =
            """
            select p.engagement, p.currency, min(p.known), sum(p.left)::bigint from (
                select p.engagement, p.line, p.currency, min(p.known) as known,
                    coalesce(sum(p.minor) filter (where p.happening = 'entitlement'
                        and p.effective < ?), 0)
                    - coalesce(sum(case p.happening when 'invoice-posted' then p.minor
                        when 'credit-posted' then -p.minor when 'write-off' then p.minor end)
                        filter (where p.known <= ?), 0) as left
                from posting p join engagement e on e.id = p.engagement
                where e.legal_entity = ? and p.happening in
                    ('entitlement', 'invoice-posted', 'credit-posted', 'write-off')
                group by 1, 2, 3) p
            where p.left > 0 group by 1, 2
            """;
    private static final String WRITES =
            """
            select a.engagement, a.system, a.status, coalesce(a.code, ''), a.at_stake_currency,
                a.at_stake_minor, a.planned_at
            from action a join engagement e on e.id = a.engagement
            where e.legal_entity = ? and a.kind = 'POST_INVOICE' and a.at_stake_minor > 0
                and (a.concluded_at is null or a.status in ('rejected', 'ambiguous'))
            order by a.ordinal
            """;
    private static final String HELD =
            """
            select x.engagement, x.code, x.fingerprint, x.opened, x.at_stake_currency,
                x.at_stake_minor
            from exception_item x join engagement e on e.id = x.engagement
            where x.closed is null and e.legal_entity = ? and x.code in ('purchase-order-exceeded',
                'invoice-not-conforming', 'no-open-period', 'action-rejected', 'action-ambiguous')
            order by x.at_stake_minor desc nulls last, x.key
            """;

    private final Connection connection;
    private final Release release;
    private final Instant now;
    private final Latencies latencies;
    private final List<Item> items = new ArrayList<>();

    Looking(Connection connection, Release release, Instant now) throws SQLException {
        this.connection = connection;
        this.release = release;
        this.now = now;
        this.latencies = Latencies.read(connection, WorkTypes.of(release), now);
    }

    private record Held(String code, String fingerprint, Instant opened, Money atStake) {}

    private record Of(String engagement, String currency) {}

    /** Everything, for every entity's next cutoff. */
    List<Item> all() throws SQLException {
        Map<String, Cutoff> cutoffs = new TreeMap<>();
        for (LegalEntity entity : release.legalEntities()) {
            Cutoff cutoff = Cutoff.next(entity, now);
            cutoffs.put(entity.code(), cutoff);
            entitled(cutoff);
        }
        unapproved(cutoffs);
        return List.copyOf(items);
    }

    private void entitled(Cutoff cutoff) throws SQLException {
        Map<Of, List<Item>> sent = written(cutoff);
        Map<String, List<Held>> held = held(cutoff);
        try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
            statement.setObject(1, cutoff.period().range().until());
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setString(3, cutoff.entity());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Of of = new Of(row.getString(1), row.getString(2));
                    Instant since = row.getTimestamp(3).toInstant();
                    Money left = Money.ofMinor(of.currency(), row.getLong(4));
                    left = taken(left, sent.getOrDefault(of, List.of()));
                    left = heldUp(cutoff, of, left, held.getOrDefault(of.engagement(), List.of()));
                    if (left.signum() > 0) {
                        add(
                                cutoff,
                                of,
                                Stage.APPROVED,
                                CUTOFF,
                                new Left(left, since),
                                billing(cutoff));
                    }
                }
            }
        }
    }

    /** Invoices of open amounts, none of them beyond what is open. */
    private Money taken(Money open, List<Item> written) {
        Money left = open;
        for (Item each : written) {
            Money part = each.amount().min(left);
            if (part.signum() > 0) {
                items.add(
                        new Item(
                                each.entity(),
                                each.engagement(),
                                each.stage(),
                                each.cause(),
                                part,
                                each.since(),
                                each.inTime(),
                                each.basis()));
                left = left.minus(part);
            }
        }
        return left;
    }

    private Money heldUp(Cutoff cutoff, Of of, Money open, List<Held> held) {
        Money left = open;
        for (Held each : held) {
            if (each.code().startsWith("action-")
                    || !each.atStake().currency().equals(open.currency())) {
                continue;
            }
            Money part = each.atStake().min(left);
            if (part.signum() > 0) {
                Chance chance =
                        chance(latencies.deciding(each.fingerprint()), each.opened(), cutoff);
                add(
                        cutoff,
                        of,
                        Stage.APPROVED,
                        each.fingerprint(),
                        new Left(part, each.opened()),
                        chance);
                left = left.minus(part);
            }
        }
        return left;
    }

    private Map<Of, List<Item>> written(Cutoff cutoff) throws SQLException {
        Map<Of, List<Item>> written = new HashMap<>();
        Map<String, List<Held>> held = held(cutoff);
        try (PreparedStatement statement = connection.prepareStatement(WRITES)) {
            statement.setString(1, cutoff.entity());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Of of = new Of(row.getString(1), row.getString(5));
                    Item item = written(cutoff, of, row, held);
                    written.computeIfAbsent(of, _ -> new ArrayList<>()).add(item);
                }
            }
        }
        return written;
    }

    private Item written(Cutoff cutoff, Of of, ResultSet row, Map<String, List<Held>> held)
            throws SQLException {
        String system = row.getString(2);
        String status = row.getString(3);
        Instant planned = row.getTimestamp(7).toInstant();
        boolean refused = status.equals("rejected");
        String fingerprint =
                refused
                        ? "action-rejected:" + system + ":" + row.getString(4)
                        : status.equals("ambiguous")
                                ? "action-ambiguous:" + system + ":ambiguous"
                                : "";
        Instant since =
                held.getOrDefault(of.engagement(), List.of()).stream()
                        .filter(each -> each.fingerprint().equals(fingerprint))
                        .map(Held::opened)
                        .findFirst()
                        .orElse(planned);
        Chance chance =
                fingerprint.isEmpty()
                        ? chance(latencies.posting(system), planned, cutoff)
                        : chance(latencies.deciding(fingerprint), since, cutoff);
        String cause =
                !fingerprint.isEmpty()
                        ? fingerprint
                        : (status.equals("planned") ? PLANNED : UNANSWERED) + ":" + system;
        return new Item(
                cutoff.entity(),
                of.engagement(),
                refused ? Stage.REJECTED : status.equals("planned") ? Stage.APPROVED : Stage.SENT,
                cause,
                Money.ofMinor(of.currency(), row.getLong(6)),
                since,
                chance.inTime(),
                chance.basis());
    }

    private Map<String, List<Held>> held(Cutoff cutoff) throws SQLException {
        Map<String, List<Held>> held = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(HELD)) {
            statement.setString(1, cutoff.entity());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String currency = row.getString(5);
                    if (currency != null) {
                        held.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                                .add(
                                        new Held(
                                                row.getString(2),
                                                row.getString(3),
                                                row.getTimestamp(4).toInstant(),
                                                Money.ofMinor(currency, row.getLong(6))));
                    }
                }
            }
        }
        return held;
    }

    private void unapproved(Map<String, Cutoff> cutoffs) throws SQLException {
        Map<String, String> entities = new HashMap<>();
        for (Unapproved.Worth each : new Unapproved(connection, release).all(now)) {
            String entity = entities.get(each.engagement());
            if (entity == null) {
                entity = entity(each.engagement());
                entities.put(each.engagement(), entity);
            }
            Cutoff cutoff = cutoffs.get(entity);
            if (cutoff != null && each.entry().on().isBefore(cutoff.period().range().until())) {
                Chance approved = chance(latencies.approving(), each.since(), cutoff);
                add(
                        cutoff,
                        new Of(each.engagement(), each.amount().currency().getCode()),
                        each.submitted() ? Stage.UNAPPROVED : Stage.UNSUBMITTED,
                        each.submitted() ? "waits-for-approval" : "not-handed-in",
                        new Left(each.amount(), each.since()),
                        approved);
            }
        }
    }

    private String entity(String engagement) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select coalesce(legal_entity, '') from engagement where id = ?")) {
            statement.setString(1, engagement);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    /**
     * How likely, and by how many that were there before.
     *
     * @param inTime from 0 to 1
     */
    private record Chance(BigDecimal inTime, int basis) {}

    private Chance chance(History history, Instant since, Cutoff cutoff) {
        return new Chance(
                history.inTime(
                        Duration.between(since, now), Duration.between(now, cutoff.deadline())),
                history.size());
    }

    /** What waits for its cutoff is billed on that day; then it takes as long as invoices take. */
    private Chance billing(Cutoff cutoff) {
        Instant begins = cutoff.billedFrom().isAfter(now) ? cutoff.billedFrom() : now;
        History history =
                release.systems().stream()
                        .map(system -> latencies.posting(system.name()))
                        .filter(each -> each.size() > 0)
                        .findFirst()
                        .orElse(History.NONE);
        return new Chance(
                history.inTime(Duration.ZERO, Duration.between(begins, cutoff.deadline())),
                history.size());
    }

    /** An amount, and since when it is where it is. */
    private record Left(Money amount, Instant since) {}

    private void add(Cutoff cutoff, Of of, Stage stage, String cause, Left left, Chance chance) {
        items.add(
                new Item(
                        cutoff.entity(),
                        of.engagement(),
                        stage,
                        cause,
                        left.amount(),
                        left.since(),
                        chance.inTime(),
                        chance.basis()));
    }

    /** Codes of causes that are ours and no exception's. */
    static boolean isExceptional(String cause) {
        return !Set.of(CUTOFF, "waits-for-approval", "not-handed-in").contains(cause)
                && !cause.startsWith(PLANNED + ":")
                && !cause.startsWith(UNANSWERED + ":");
    }
}
