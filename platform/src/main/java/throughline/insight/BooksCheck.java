package throughline.insight;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import throughline.books.Account;
import throughline.books.Balances;
import throughline.books.Happening;
import throughline.books.Identity;
import throughline.books.Posting;
import throughline.money.Money;
import throughline.wording.Counted;
import throughline.wording.Kebab;

/** The identities of the books, for every engagement and currency. */
final class BooksCheck {

    private static final String BALANCES =
            """
            select engagement, currency, account, sum(minor)
            from ledger group by engagement, currency, account
            order by engagement, currency
            """;
    private static final String MOVED =
            """
            select engagement, sequence, sum(minor)
            from posting where happening = ?
            group by engagement, sequence, currency, effective
            """;
    private static final String LEGS = "select happening, account, side from happening_leg";

    private BooksCheck() {}

    static List<CheckResult> run(Connection connection) throws SQLException {
        List<Tally> tallies =
                Identity.ALL.stream()
                        .map(identity -> new Tally(identity.name(), identity.formula()))
                        .toList();
        try (PreparedStatement statement = connection.prepareStatement(BALANCES)) {
            statement.setFetchSize(5_000);
            try (ResultSet rows = statement.executeQuery()) {
                each(rows, tallies);
            }
        }
        List<CheckResult> results = new ArrayList<>();
        tallies.forEach(tally -> results.add(tally.result()));
        results.add(everyHappening());
        results.add(movedBetweenLines(connection));
        results.add(legs(connection));
        results.addAll(TotalsCheck.run(connection));
        return results;
    }

    private static void each(ResultSet rows, List<Tally> tallies) throws SQLException {
        String engagement = "";
        String currency = "";
        Map<Account, Money> balances = new EnumMap<>(Account.class);
        while (rows.next()) {
            if (!rows.getString(1).equals(engagement) || !rows.getString(2).equals(currency)) {
                look(engagement, currency, balances, tallies);
                engagement = rows.getString(1);
                currency = rows.getString(2);
                balances.clear();
            }
            balances.put(account(rows.getString(3)), Money.ofMinor(currency, rows.getLong(4)));
        }
        look(engagement, currency, balances, tallies);
    }

    private static void look(
            String engagement, String currency, Map<Account, Money> balances, List<Tally> tallies) {
        if (currency.isEmpty()) {
            return;
        }
        Balances all = new Balances(CurrencyUnit.of(currency), balances);
        for (int i = 0; i < tallies.size(); i++) {
            Identity identity = Identity.ALL.get(i);
            Money difference = identity.difference().apply(all);
            tallies.get(i)
                    .look(
                            difference.isZero(),
                            () -> engagement + " is off by " + difference + ": " + all);
        }
    }

    private static Account account(String stored) {
        return Account.valueOf(stored.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Each happening keeps each identity by itself, so that any cut by date or knowledge does. */
    private static CheckResult everyHappening() {
        Tally tally =
                new Tally(
                        "identities-at-every-date",
                        "each happening keeps each identity by itself, so every effective date"
                                + " and known instant does");
        CurrencyUnit unit = CurrencyUnit.of("EUR");
        for (Happening happening : Happening.values()) {
            Posting one = new Posting(happening, "1", new Money(100, unit), LocalDate.EPOCH, "");
            Posting back = new Posting(happening, "2", new Money(-100, unit), LocalDate.EPOCH, "");
            Balances balances =
                    Balances.of(
                            unit,
                            happening.movesBetweenLines() ? List.of(one, back) : List.of(one));
            for (Identity identity : Identity.ALL) {
                tally.look(
                        identity.holds(balances),
                        () -> happening + " alone breaks " + identity.name());
            }
        }
        return tally.result();
    }

    private static CheckResult movedBetweenLines(Connection connection) throws SQLException {
        Tally tally =
                new Tally(
                        "allocations-even-out",
                        "what an event allocates to a line beyond its price, it takes from others");
        for (Happening happening : Happening.values()) {
            if (happening.movesBetweenLines()) {
                moved(connection, happening, tally);
            }
        }
        return tally.result();
    }

    private static void moved(Connection connection, Happening happening, Tally tally)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MOVED)) {
            statement.setString(1, Kebab.of(happening));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String where = rows.getString(1) + ", event " + rows.getLong(2);
                    long left = rows.getLong(3);
                    tally.look(
                            left == 0,
                            () -> where + " is off by " + Counted.of(left, "minor unit"));
                }
            }
        }
    }

    private static CheckResult legs(Connection connection) throws SQLException {
        Tally tally =
                new Tally(
                        "accounts-of-happenings",
                        "the view ledger debits and credits what the books' definition says");
        Set<String> stored = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(LEGS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                stored.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getInt(3));
            }
        }
        for (Happening happening : Happening.values()) {
            for (Happening.Leg leg : happening.legs()) {
                for (String text :
                        List.of(
                                Kebab.of(happening) + " " + Kebab.of(leg.debit()) + " 1",
                                Kebab.of(happening) + " " + Kebab.of(leg.credit()) + " -1")) {
                    tally.look(stored.remove(text), () -> "missing: " + text);
                }
            }
        }
        tally.look(stored.isEmpty(), () -> "not in the definition: " + stored);
        return tally.result();
    }
}
