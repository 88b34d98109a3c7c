package throughline.releases;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.money.Money;
import throughline.releases.Change.Weight;

/**
 * What went through something in the last ninety days: engagements that rest on it with all their
 * money, and single postings of others that it led to.
 */
final class Traffic {

    /** What was agreed, what work gave the right to bill, what was billed. */
    static final String HAPPENINGS = "('booked', 'entitlement', 'invoice-posted')";

    /** How far back anybody looks. */
    static final String SINCE = "now() - interval '90 days'";

    private static final String MONEY =
            """
            select p.engagement, p.happening, p.currency, sum(p.minor)::int8 from posting p
            where p.engagement = any(:ids::text[]) and p.known > %s and p.happening in %s
            group by 1, 2, 3
            """
                    .formatted(SINCE, HAPPENINGS);

    private static final int AT_ONCE = 10_000;

    private final Set<String> resting = new HashSet<>();
    private final Map<String, Map<Kind, Long>> single = new TreeMap<>();

    private record Kind(String happening, String currency) implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            int first = happening.compareTo(other.happening);
            return first != 0 ? first : currency.compareTo(other.currency);
        }
    }

    /** Everything of an engagement rests on it. */
    void rests(Collection<String> engagements) {
        resting.addAll(engagements);
    }

    /** The same of engagements that are found in the first column. */
    void rests(JdbcClient.StatementSpec found) {
        found.query(
                row -> {
                    resting.add(row.getString(1));
                });
    }

    /** One engagement went through it; none of its money did so far. */
    void met(String engagement) {
        single.computeIfAbsent(engagement, id -> new TreeMap<>());
    }

    /** It led to this sum. */
    void led(String engagement, String happening, String currency, long minor) {
        single.computeIfAbsent(engagement, id -> new TreeMap<>())
                .merge(new Kind(happening, currency), minor, Math::addExact);
    }

    /** In figures. */
    Weight weight(JdbcClient database) {
        Map<Kind, Long> sums = new TreeMap<>();
        single.forEach(
                (engagement, money) -> {
                    if (!resting.contains(engagement)) {
                        money.forEach((kind, minor) -> sums.merge(kind, minor, Math::addExact));
                    }
                });
        List<String> all = List.copyOf(resting);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            database.sql(MONEY)
                    .param("ids", names(all.subList(from, Math.min(from + AT_ONCE, all.size()))))
                    .query(
                            row -> {
                                sums.merge(
                                        new Kind(row.getString(2), row.getString(3)),
                                        row.getLong(4),
                                        Math::addExact);
                            });
        }
        List<String> money = new ArrayList<>();
        sums.forEach(
                (kind, minor) -> {
                    if (minor != 0) {
                        money.add(kind.happening() + " " + Money.ofMinor(kind.currency(), minor));
                    }
                });
        Set<String> everybody = new TreeSet<>(resting);
        everybody.addAll(single.keySet());
        return new Weight(everybody.size(), money, Optional.empty());
    }

    /** Names as PostgreSQL reads an array of them. */
    static String names(Collection<String> names) {
        return "{"
                + String.join(
                        ",",
                        names.stream()
                                .map(n -> '"' + n.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                                .toList())
                + "}";
    }
}
