package throughline.insight;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import throughline.exchange.Worth;
import throughline.insight.Computation.Kept;
import throughline.insight.Cut.Group;
import throughline.insight.RecurringTerms.Beginning;
import throughline.insight.RecurringTerms.Due;
import throughline.insight.RecurringTerms.Yearly;

/**
 * What of the recurring business of a day was kept until another one, customer by customer, in
 * currencies at the rates of the first day.
 */
final class Retaining {

    private static final String BOOKED =
            """
            select distinct engagement from posting
            where happening in ('booked', 'soft-booked') and known <= ?::timestamptz
            """;

    private final Connection connection;
    private final Question question;
    private final Cut cut;
    private final LocalDate first;
    private final LocalDate last;
    private final Optional<Translating> translating;
    private final Set<Group> undefined = new HashSet<>();
    private final Set<String> remarks = new HashSet<>();

    Retaining(Connection connection, Question question, Cut cut, Settings settings)
            throws SQLException {
        this.connection = connection;
        this.question = question;
        this.cut = cut;
        this.last =
                question.until()
                        .or(() -> question.at().map(day -> day.plusDays(1)))
                        .orElse(settings.today().plusDays(1));
        this.first = question.from().orElse(last.minusYears(1));
        this.translating = Translating.of(connection, question, settings, cut);
    }

    /** Both parts of a ratio. */
    record Parts(
            SortedMap<Group, BigDecimal> above,
            SortedMap<Group, BigDecimal> below,
            MixedCurrencies undefined) {}

    Parts parts(Kept kept) throws SQLException {
        RecurringTerms terms = RecurringTerms.of(connection, booked(), question.known());
        SortedMap<Group, BigDecimal> above = new TreeMap<>();
        SortedMap<Group, BigDecimal> below = new TreeMap<>();
        if (kept == Kept.RENEWED) {
            renewed(terms, above, below);
        } else {
            retained(terms, kept, above, below);
        }
        return new Parts(above, below, new MixedCurrencies(undefined, remarks));
    }

    private List<String> booked() throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(BOOKED)) {
            statement.setString(1, question.known().map(Instant::toString).orElse("infinity"));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    private record Whose(Group group, String customer) {}

    private void retained(
            RecurringTerms terms,
            Kept kept,
            SortedMap<Group, BigDecimal> above,
            SortedMap<Group, BigDecimal> below) {
        Map<Whose, BigDecimal> start = byCustomer(terms.on(first));
        Map<Whose, BigDecimal> end = byCustomer(terms.on(last));
        start.forEach(
                (whose, amount) -> {
                    BigDecimal left = end.getOrDefault(whose, BigDecimal.ZERO);
                    below.merge(whose.group(), amount, BigDecimal::add);
                    above.merge(
                            whose.group(),
                            kept == Kept.GROSS ? left.min(amount) : left,
                            BigDecimal::add);
                });
    }

    private Map<Whose, BigDecimal> byCustomer(List<Yearly> all) {
        Map<Whose, BigDecimal> sums = new HashMap<>();
        for (Yearly each : all) {
            Fact fact = fact(each);
            if (cut.takes(fact)) {
                Group group = group(fact);
                sums.merge(
                        new Whose(group, cut.label(fact, "customer", "")),
                        worth(fact, group, each.amount()),
                        BigDecimal::add);
            }
        }
        return sums;
    }

    private void renewed(
            RecurringTerms terms,
            SortedMap<Group, BigDecimal> above,
            SortedMap<Group, BigDecimal> below) {
        List<Beginning> beginnings = new ArrayList<>(terms.beginnings());
        for (Due due : terms.due()) {
            LocalDate lastDay = due.until().minusDays(1);
            Fact fact = fact(due.yearly());
            if (lastDay.isBefore(first) || !lastDay.isBefore(last) || !cut.takes(fact)) {
                continue;
            }
            Group group = group(fact);
            BigDecimal kept =
                    due.renewed().orElseGet(() -> successor(due, beginnings, customer(fact)));
            below.merge(group, worth(fact, group, due.yearly().amount()), BigDecimal::add);
            above.merge(group, worth(fact, group, kept), BigDecimal::add);
        }
    }

    /** Another line of the customer takes its place; each takes the place of one only. */
    private BigDecimal successor(Due due, List<Beginning> beginnings, String customer) {
        for (Beginning each : beginnings) {
            boolean other =
                    !each.yearly().engagement().equals(due.yearly().engagement())
                            || !each.yearly().line().equals(due.yearly().line());
            if (other
                    && each.isAround(due.until())
                    && each.serviceLine().equals(due.serviceLine())
                    && each.yearly().currency().equals(due.yearly().currency())
                    && customer(fact(each.yearly())).equals(customer)) {
                beginnings.remove(each);
                return due.yearly().amount().min(each.yearly().amount());
            }
        }
        return BigDecimal.ZERO;
    }

    private String customer(Fact fact) {
        return cut.label(fact, "customer", "");
    }

    private Group group(Fact fact) {
        return cut.group(translating.map(each -> each.labelled(fact)).orElse(fact), null, "");
    }

    private BigDecimal worth(Fact fact, Group group, BigDecimal amount) {
        if (translating.isEmpty()) {
            return amount;
        }
        if (translating.get().stands(fact, first) instanceof Worth.Rate rate) {
            return rate.exact(amount);
        }
        undefined.add(group);
        remarks.addAll(translating.get().unknown());
        return BigDecimal.ZERO;
    }

    private Fact fact(Yearly yearly) {
        return new Fact(
                yearly.engagement(),
                yearly.line(),
                "",
                "",
                yearly.currency(),
                first,
                BigDecimal.ZERO,
                BigDecimal.ZERO);
    }
}
