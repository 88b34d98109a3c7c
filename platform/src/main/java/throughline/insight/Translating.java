package throughline.insight;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.joda.money.CurrencyUnit;
import throughline.books.Happening;
import throughline.exchange.RateKind;
import throughline.exchange.RatePolicy;
import throughline.exchange.RateTable;
import throughline.exchange.Worth;
import throughline.journal.RateStore;
import throughline.wording.Kebab;

/**
 * Tells amounts of the books in another currency, by the rates that were known at an instant. What
 * happened is translated posting by posting and rounded to minor units; a balance is translated as
 * a whole, and rounded where it is shown.
 */
final class Translating {

    private static final int SENTENCES = 20;
    private static final String CURRENCIES = "select distinct currency from posting";
    private static final String CONTRACT_DAYS =
            """
            select engagement, min(effective) from posting
            where happening in ('booked', 'soft-booked') and known <= ?::timestamptz
            group by engagement
            """;

    private final Reporting reporting;
    private final Settings settings;
    private final Cut cut;
    private final RateTable rates;
    private final Map<String, LocalDate> contractDays;
    private final Set<String> unknown = new TreeSet<>();

    private Translating(
            Reporting reporting,
            Settings settings,
            Cut cut,
            RateTable rates,
            Map<String, LocalDate> contractDays) {
        this.reporting = reporting;
        this.settings = settings;
        this.cut = cut;
        this.rates = rates;
        this.contractDays = contractDays;
    }

    /** For a question; empty when it is asked in the currency of each contract. */
    static Optional<Translating> of(
            Connection connection, Question question, Settings settings, Cut cut)
            throws SQLException {
        if (!question.reporting().translates()) {
            return Optional.empty();
        }
        return Optional.of(
                new Translating(
                        question.reporting(),
                        settings,
                        cut,
                        table(connection, question, settings),
                        contractDays(connection, question.known())));
    }

    private static RateTable table(Connection connection, Question question, Settings settings)
            throws SQLException {
        var exchange = settings.exchange();
        if (exchange.system().isEmpty() || exchange.type().isEmpty()) {
            return RateTable.EMPTY;
        }
        Set<String> currencies = new TreeSet<>(settings.functionalCurrencies().values());
        question.reporting().target().map(CurrencyUnit::getCode).ifPresent(currencies::add);
        try (PreparedStatement statement = connection.prepareStatement(CURRENCIES);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                currencies.add(rows.getString(1));
            }
        }
        return RateStore.known(
                connection,
                exchange.system().get(),
                exchange.type().get(),
                currencies,
                question.known());
    }

    private static Map<String, LocalDate> contractDays(
            Connection connection, Optional<Instant> known) throws SQLException {
        Map<String, LocalDate> days = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(CONTRACT_DAYS)) {
            statement.setString(1, known.map(Instant::toString).orElse("infinity"));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    days.put(rows.getString(1), rows.getObject(2, LocalDate.class));
                }
            }
        }
        return days;
    }

    /** Whether balances stand at the rates of their day. */
    boolean closes() {
        return reporting.constant().isPresent()
                || settings.exchange().rates().balances() == RatePolicy.Balance.CLOSING;
    }

    /** What amounts of a fact are told in; empty where the legal entity is not known. */
    Optional<String> target(Fact fact) {
        return reporting
                .target()
                .map(CurrencyUnit::getCode)
                .or(
                        () ->
                                Optional.ofNullable(
                                        settings.functionalCurrencies()
                                                .get(cut.label(fact, "entity", ""))));
    }

    /** What happened, at the rate that counts for it. */
    Worth happened(Fact fact) {
        return worth(fact, rateDay(fact), kind(fact) == RateKind.AVERAGE);
    }

    /** What stands at the end of a day, at the rate that counts for balances. */
    Worth stands(Fact fact, LocalDate day) {
        return worth(fact, reporting.constant().orElse(day), false);
    }

    private Worth worth(Fact fact, LocalDate day, boolean average) {
        Optional<String> target = target(fact);
        if (target.isEmpty()) {
            return noted(
                    new Worth.Unknown(
                            "The currency of %s is not known: it belongs to no legal entity of the"
                                            .formatted(fact.engagement())
                                    + " landscape. Name its entity."));
        }
        int oldest = settings.exchange().rates().oldestDays();
        return noted(
                average
                        ? rates.average(day, fact.currency(), target.get(), oldest)
                        : rates.on(day, fact.currency(), target.get(), oldest));
    }

    private Worth noted(Worth worth) {
        if (worth instanceof Worth.Unknown(var sentence) && unknown.size() < SENTENCES) {
            unknown.add(sentence);
        }
        return worth;
    }

    private RateKind kind(Fact fact) {
        return reporting.constant().isPresent() || !isPosting(fact)
                ? RateKind.DAY
                : Movements.happening(fact).rate(settings.exchange().rates());
    }

    private LocalDate rateDay(Fact fact) {
        return reporting
                .constant()
                .orElseGet(
                        () ->
                                kind(fact) == RateKind.CONTRACT_DAY
                                        ? contractDays.getOrDefault(fact.engagement(), fact.day())
                                        : fact.day());
    }

    private static boolean isPosting(Fact fact) {
        for (Happening happening : Happening.values()) {
            if (Kebab.of(happening).equals(fact.kind())) {
                return true;
            }
        }
        return false;
    }

    /** A fact in the currency that it is told in, each amount rounded; empty without a rate. */
    Optional<Fact> told(Fact fact) {
        return happened(fact) instanceof Worth.Rate rate
                ? target(fact).map(code -> in(fact, CurrencyUnit.of(code), rate))
                : Optional.empty();
    }

    private static Fact in(Fact fact, CurrencyUnit target, Worth.Rate rate) {
        return fact.worth(
                target.getCode(),
                rate.rounded(fact.increases(), target),
                rate.rounded(fact.decreases(), target));
    }

    /** A posting in its own currency and what it is multiplied by, for whoever recomputes it. */
    String exchanged(Fact fact) {
        BigDecimal own = fact.increases().add(fact.decreases());
        return happened(fact) instanceof Worth.Rate(var above, var below)
                ? "%s %s x %s / %s"
                        .formatted(
                                fact.currency(),
                                own.toPlainString(),
                                above.toPlainString(),
                                below.toPlainString())
                : "";
    }

    /** The fact as it would be told, without its amounts. */
    Fact labelled(Fact fact) {
        return fact.worth(target(fact).orElse(""), BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /** What no rate was known for. */
    Set<String> unknown() {
        return Set.copyOf(unknown);
    }
}
