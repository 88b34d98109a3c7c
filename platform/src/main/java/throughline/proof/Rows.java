package throughline.proof;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.joda.money.CurrencyUnit;
import throughline.books.Measures;
import throughline.books.Postings;
import throughline.engagement.Event;
import throughline.insight.Recount;
import throughline.wording.Kebab;

/** Rows of the books and of hours, added up by everything that tells them apart. */
final class Rows {

    private static final String STORED =
            """
            select engagement, happening, line, effective, document, currency,
                sum(minor)::numeric, ''
            from posting where engagement = any(?) and known <= ?::timestamptz
            group by 1, 2, 3, 4, 5, 6
            union all
            select engagement, kind, line, effective, '', '', sum(hours), person
            from measure where engagement = any(?) and known <= ?::timestamptz
            group by 1, 2, 3, 4, person
            """;

    private final Map<Key, BigDecimal> amounts = new HashMap<>();

    /** What tells rows apart. */
    record Key(
            String engagement,
            String kind,
            String line,
            LocalDate day,
            String document,
            String currency,
            String person)
            implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return text().compareTo(other.text());
        }

        private String text() {
            return String.join(
                    "\u001f", engagement, day.toString(), kind, line, document, currency, person);
        }
    }

    /** Those that a database holds of some engagements, as known at an instant. */
    static Rows stored(Connection connection, List<String> engagements, Optional<Instant> known)
            throws SQLException {
        Rows rows = new Rows();
        try (PreparedStatement statement = connection.prepareStatement(STORED)) {
            for (int i = 1; i <= 3; i += 2) {
                statement.setArray(i, connection.createArrayOf("text", engagements.toArray()));
                statement.setString(i + 1, known.map(Instant::toString).orElse("infinity"));
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String currency = row.getString(6);
                    int digits =
                            currency.isEmpty() ? 0 : CurrencyUnit.of(currency).getDecimalPlaces();
                    rows.add(
                            new Key(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getObject(4, LocalDate.class),
                                    row.getString(5),
                                    currency,
                                    row.getString(8)),
                            row.getBigDecimal(7).movePointLeft(digits));
                }
            }
        }
        return rows;
    }

    /** Adds what an event gives rise to, and lets somebody see each row. */
    void happened(String engagement, Event event, java.util.function.Consumer<Recount.Row> sees) {
        Postings.of(event)
                .forEach(
                        posting -> {
                            Key key =
                                    new Key(
                                            engagement,
                                            Kebab.of(posting.happening()),
                                            posting.line(),
                                            posting.effective(),
                                            posting.document(),
                                            posting.amount().currency().getCode(),
                                            "");
                            add(key, posting.amount().decimal());
                            sees.accept(row(key, posting.amount().decimal()));
                        });
        Measures.of(event)
                .forEach(
                        measure -> {
                            Key key =
                                    new Key(
                                            engagement,
                                            Kebab.of(measure.kind()),
                                            measure.line(),
                                            measure.effective(),
                                            "",
                                            "",
                                            measure.person());
                            add(key, measure.hours());
                            sees.accept(row(key, measure.hours()));
                        });
    }

    private static Recount.Row row(Key key, BigDecimal amount) {
        return new Recount.Row(
                key.engagement(),
                key.line(),
                key.person(),
                key.kind(),
                key.currency(),
                key.day(),
                amount);
    }

    private void add(Key key, BigDecimal amount) {
        amounts.merge(key, amount, BigDecimal::add);
    }

    /** Where others are not the same, in the order of engagements and days. */
    List<Verification.Difference> against(Rows anew) {
        TreeSet<Key> keys = new TreeSet<>(amounts.keySet());
        keys.addAll(anew.amounts.keySet());
        return keys.stream()
                .filter(key -> of(key).compareTo(anew.of(key)) != 0)
                .map(
                        key ->
                                new Verification.Difference(
                                        key.engagement(),
                                        key.kind(),
                                        key.line(),
                                        key.day(),
                                        key.document(),
                                        key.currency(),
                                        of(key),
                                        anew.of(key)))
                .toList();
    }

    private BigDecimal of(Key key) {
        return amounts.getOrDefault(key, BigDecimal.ZERO);
    }
}
