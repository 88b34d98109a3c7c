package throughline.releases;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.engagement.Agreement;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.journal.EngagementStore;
import throughline.landscape.Release;
import throughline.landscape.Unit;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.Stage;
import throughline.policy.Gate;
import throughline.policy.GateFacts;
import throughline.policy.Gates;

/** Which rows the gates go by, for every won deal that something happened to lately. */
final class GateTraffic {

    private static final String LIVELY =
            """
            select e.id from engagement e where e.stage = 'won' and exists (
                select from event v where v.engagement = e.id and v.known > %s)
            order by e.id
            """
                    .formatted(Traffic.SINCE);

    private static final Pattern LINE = Pattern.compile("tables/([a-z0-9/-]+)\\.csv line (\\d+)");
    private static final int AT_ONCE = 500;

    private final DataSource database;
    private final Release release;
    private @Nullable List<Decided> decided;

    /** A row that decided about a deal. */
    private record Decided(String engagement, String table, int line) {}

    GateTraffic(DataSource database, Release release) {
        this.database = database;
        this.release = release;
    }

    /** Whether a gate goes by a table. */
    static boolean asks(String table) {
        return Gates.ALL.stream().map(Gate::tables).anyMatch(all -> all.contains(table));
    }

    /** The engagements that went through these lines of a table, by its file's name. */
    Set<String> through(String table, IntPredicate line) {
        Set<String> found = new HashSet<>();
        for (Decided each : decided()) {
            if (each.table().equals(table) && line.test(each.line())) {
                found.add(each.engagement());
            }
        }
        return found;
    }

    private List<Decided> decided() {
        List<Decided> all = decided;
        if (all == null) {
            all = new ArrayList<>();
            List<EngagementId> ids = new ArrayList<>();
            JdbcClient.create(database)
                    .sql(LIVELY)
                    .query(
                            row -> {
                                ids.add(new EngagementId(row.getString(1)));
                            });
            try (Connection connection = database.getConnection()) {
                for (int from = 0; from < ids.size(); from += AT_ONCE) {
                    List<EngagementId> some =
                            ids.subList(from, Math.min(from + AT_ONCE, ids.size()));
                    for (Engagement state : EngagementStore.load(connection, some).values()) {
                        asked(state, all);
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException("cannot read what the gates went by", e);
            }
            decided = all;
        }
        return all;
    }

    private void asked(Engagement state, List<Decided> all) {
        Optional<Deal> won = state.agreement().deal().filter(deal -> deal.stage() == Stage.WON);
        if (won.isEmpty()) {
            return;
        }
        Unit unit = won.get().unit().flatMap(release::unit).orElseGet(release::defaultUnit);
        Gates.evaluate(facts(state.agreement(), won.get()), unit, release)
                .answers()
                .forEach(
                        answer ->
                                answer.sources()
                                        .forEach(
                                                source -> {
                                                    Matcher named = LINE.matcher(source);
                                                    if (named.matches()) {
                                                        all.add(
                                                                new Decided(
                                                                        state.id().value(),
                                                                        named.group(1),
                                                                        Integer.parseInt(
                                                                                named.group(2))));
                                                    }
                                                }));
    }

    private static GateFacts facts(Agreement agreement, Deal deal) {
        Map<String, String> approvals = new HashMap<>();
        agreement.approvals().forEach((hash, approval) -> approvals.put(hash, approval.by()));
        List<Customer> customers =
                agreement.references().values().stream()
                        .filter(Customer.class::isInstance)
                        .map(Customer.class::cast)
                        .toList();
        LocalDate today = Instant.now().atZone(ZoneOffset.UTC).toLocalDate();
        return new GateFacts(deal, customers, agreement.waived().keySet(), approvals, today);
    }
}
