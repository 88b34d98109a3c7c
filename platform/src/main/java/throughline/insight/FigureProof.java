package throughline.insight;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import throughline.insight.Computation.Source;
import throughline.wording.Counted;

/** Leads one sum of facts back to engagements, postings and their causes. */
final class FigureProof {

    private static final String POSTINGS =
            """
            select p.line, '' as detail, p.happening, p.currency, p.minor::numeric, p.effective,
                p.document, p.sequence
            from posting p
            where p.engagement = ? and p.happening = any(?) and p.effective >= ?::date
                and p.effective < ?::date and p.known <= ?::timestamptz
            order by p.effective, p.sequence, p.ordinal
            """;
    private static final String HOURS =
            """
            select p.line, p.person, p.kind, '', p.hours, p.effective, '', p.sequence
            from measure p
            where p.engagement = ? and p.kind = any(?) and p.effective >= ?::date
                and p.effective < ?::date and p.known <= ?::timestamptz
            order by p.effective, p.sequence, p.ordinal
            """;

    private final Connection connection;
    private final Cut cut;
    private final Trail trail;
    private final int limit;

    FigureProof(Connection connection, Cut cut, int limit) {
        this.connection = connection;
        this.cut = cut;
        this.trail = new Trail(connection);
        this.limit = limit;
    }

    /**
     * What is summed.
     *
     * @param name of the part: billable hours, recognized
     */
    record Part(
            String name,
            Source source,
            Map<String, Computation.Weight> weights,
            Optional<LocalDate> from,
            Optional<LocalDate> until,
            Optional<Instant> known) {

        /** Its facts, day by day. */
        FactStore.Wanted wanted() {
            return new FactStore.Wanted(source, weights.keySet(), from, until, known, "day");
        }
    }

    /**
     * Reads at once what rows of several parts rest on; each is read when it is asked for, else.
     */
    void readAhead(String engagement, List<Long> sequences) throws SQLException {
        trail.readAhead(engagement, sequences);
    }

    /** The part with its sum by currency, recomputed from its rows. */
    Explanation prove(Part part) throws SQLException {
        Map<String, Map<String, BigDecimal>> sums = new TreeMap<>();
        FactStore.read(
                connection,
                part.wanted().of(cut.engagement()),
                fact -> {
                    if (cut.takes(fact)) {
                        sums.computeIfAbsent(fact.currency(), key -> new HashMap<>())
                                .merge(
                                        fact.engagement(),
                                        fact.weighed(weight(part, fact)),
                                        BigDecimal::add);
                    }
                });
        List<Explanation> children = new ArrayList<>();
        Map<String, String> facts = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, BigDecimal>> one : sums.entrySet()) {
            BigDecimal total =
                    one.getValue().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            facts.put(one.getKey().isEmpty() ? "sum" : one.getKey(), plain(one.getKey(), total));
            engagements(part, one.getKey(), one.getValue(), children);
        }
        return new Explanation("part", part.name(), facts, children);
    }

    private static Computation.Weight weight(Part part, Fact fact) {
        return part.weights()
                .getOrDefault(
                        fact.kind(), part.weights().getOrDefault("*", Computation.Weight.BOTH));
    }

    private void engagements(
            Part part, String currency, Map<String, BigDecimal> sums, List<Explanation> children)
            throws SQLException {
        List<Map.Entry<String, BigDecimal>> largest =
                sums.entrySet().stream()
                        .filter(each -> each.getValue().signum() != 0)
                        .sorted(
                                Comparator.comparing(
                                                (Map.Entry<String, BigDecimal> each) ->
                                                        each.getValue().abs())
                                        .reversed()
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .toList();
        for (Map.Entry<String, BigDecimal> each : largest.stream().limit(limit).toList()) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put(currency.isEmpty() ? "sum" : currency, plain(currency, each.getValue()));
            children.add(
                    new Explanation(
                            "engagement",
                            each.getKey().isEmpty() ? "no engagement" : each.getKey(),
                            facts,
                            rows(part, each.getKey(), currency)));
        }
        BigDecimal rest =
                largest.stream()
                        .skip(limit)
                        .map(Map.Entry::getValue)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (largest.size() > limit) {
            children.add(remainder(largest.size() - limit, "engagement", currency, rest));
        }
    }

    private List<Explanation> rows(Part part, String engagement, String currency)
            throws SQLException {
        Optional<String> sql =
                switch (part.source()) {
                    case POSTINGS -> Optional.of(POSTINGS);
                    case HOURS -> Optional.of(HOURS);
                    case EXCEPTIONS, CLOCKS, CLOCK_MONEY, PARKED, WRITES -> Optional.empty();
                };
        if (sql.isEmpty()) {
            return List.of();
        }
        List<Row> shown = new ArrayList<>();
        long left = 0;
        BigDecimal rest = BigDecimal.ZERO;
        try (PreparedStatement statement = connection.prepareStatement(sql.get())) {
            bind(statement, part, engagement);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Fact fact = fact(row, engagement);
                    BigDecimal amount = fact.weighed(weight(part, fact));
                    if (!fact.currency().equals(currency)
                            || !cut.takes(fact)
                            || amount.signum() == 0) {
                        continue;
                    }
                    if (shown.size() < limit) {
                        shown.add(new Row(fact, amount, row.getString(7), row.getLong(8)));
                    } else {
                        left++;
                        rest = rest.add(amount);
                    }
                }
            }
        }
        List<Explanation> rows = new ArrayList<>();
        // Only what is shown is led back to its events: those of the others may be thousands.
        Map<Long, Explanation> causes =
                trail.of(engagement, shown.stream().map(Row::sequence).distinct().toList());
        for (Row each : shown) {
            rows.add(row(part, each, causes));
        }
        if (left > 0) {
            rows.add(remainder(left, "row", currency, rest));
        }
        return rows;
    }

    private record Row(Fact fact, BigDecimal amount, String document, long sequence) {}

    private static void bind(PreparedStatement statement, Part part, String engagement)
            throws SQLException {
        statement.setString(1, engagement);
        statement.setArray(
                2,
                statement.getConnection().createArrayOf("text", part.weights().keySet().toArray()));
        statement.setString(3, part.from().map(LocalDate::toString).orElse("-infinity"));
        statement.setString(4, part.until().map(LocalDate::toString).orElse("infinity"));
        statement.setString(5, part.known().map(Instant::toString).orElse("infinity"));
    }

    private static Fact fact(ResultSet row, String engagement) throws SQLException {
        String currency = row.getString(4);
        int digits = currency.isEmpty() ? 0 : CurrencyUnit.of(currency).getDecimalPlaces();
        BigDecimal amount = row.getBigDecimal(5).movePointLeft(digits);
        return new Fact(
                engagement,
                row.getString(1),
                row.getString(2),
                row.getString(3),
                currency,
                row.getObject(6, LocalDate.class),
                amount.max(BigDecimal.ZERO),
                amount.min(BigDecimal.ZERO));
    }

    private static Explanation row(Part part, Row row, Map<Long, Explanation> causes) {
        Fact fact = row.fact();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                fact.currency().isEmpty() ? "hours" : fact.currency(),
                plain(fact.currency(), row.amount()));
        facts.put("effective", fact.day().toString());
        facts.put("line", fact.line());
        facts.put("person", fact.detail());
        facts.put("document", row.document());
        return new Explanation(
                part.source() == Source.HOURS ? "hours" : "posting",
                fact.kind(),
                facts,
                Optional.ofNullable(causes.get(row.sequence())).stream().toList());
    }

    private static Explanation remainder(
            long count, String what, String currency, BigDecimal rest) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("count", Long.toString(count));
        facts.put(currency.isEmpty() ? "sum" : currency, plain(currency, rest));
        return new Explanation("remainder", Counted.of(count, "more " + what), facts, List.of());
    }

    static String plain(String currency, BigDecimal amount) {
        int digits = currency.isEmpty() ? 2 : CurrencyUnit.of(currency).getDecimalPlaces();
        return amount.setScale(digits, java.math.RoundingMode.HALF_UP).toPlainString();
    }
}
