package throughline.decisions;

import java.util.Optional;
import javax.sql.DataSource;
import org.joda.money.CurrencyUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.align.ActionKey;
import throughline.engagement.Signal.Verdict;
import throughline.money.Money;
import throughline.people.RefusedToPersonException;

/**
 * Writes that are held back at the moment at which somebody cancels them, so that none of them
 * leaves between the decision and its being taken in. Whoever sends claims a write by its status;
 * one of the two is first, and the other is told so.
 *
 * <p><b>Threads</b>: safe for any number.
 */
final class HeldWrites {

    private static final String HOLD =
            "update action set status = 'held' where key = ? and status = 'planned'";

    private final JdbcClient database;

    HeldWrites(DataSource database) {
        this.database = JdbcClient.create(database);
    }

    private record Standing(String status, Optional<Money> atStake) {}

    /**
     * What is at stake in a write that can still be cancelled.
     *
     * @throws RefusedToPersonException {@code write-not-so} when it may have left the house
     */
    Optional<Money> cancellable(ActionKey key) {
        Optional<Standing> standing = standing(key);
        String status = standing.map(Standing::status).orElse("nowhere");
        if (!status.equals("planned") && !status.equals("rejected")) {
            throw late(key, status);
        }
        return standing.flatMap(Standing::atStake);
    }

    /**
     * Holds back what a decision cancels, in the transaction that keeps the decision.
     *
     * @throws RefusedToPersonException {@code write-not-so} when it was sent in the meantime
     */
    void hold(Verdict verdict) {
        if (verdict instanceof Verdict.Cancel(var key, var _)
                && database.sql(HOLD).param(key.value()).update() == 0) {
            String status = standing(key).map(Standing::status).orElse("nowhere");
            if (!status.equals("rejected")) {
                throw late(key, status);
            }
        }
    }

    private Optional<Standing> standing(ActionKey key) {
        return database.sql(
                        "select status, at_stake_currency, at_stake_minor from action where key ="
                                + " ?")
                .param(key.value())
                .query(
                        (row, number) -> {
                            String currency = row.getString(2);
                            return new Standing(
                                    row.getString(1),
                                    currency == null
                                            ? Optional.empty()
                                            : Optional.of(
                                                    new Money(
                                                            row.getLong(3),
                                                            CurrencyUnit.of(currency))));
                        })
                .optional();
    }

    private static RefusedToPersonException late(ActionKey key, String status) {
        String why =
                switch (status) {
                    case "sent" ->
                            "it is on its way, or nobody knows yet whether it arrived. Wait for its"
                                    + " answer: it is then confirmed, planned again, or yours to"
                                    + " settle";
                    case "held" -> "that was decided already, and is taken in within moments";
                    default -> "it does not stand like that now. See what became of it on its page";
                };
        return RefusedToPersonException.refused(
                "write-not-so", "Cannot cancel %s: %s.".formatted(key, why));
    }
}
