package throughline.books;

import java.util.List;
import java.util.function.Function;
import throughline.money.Money;

/**
 * An equation that holds for every engagement, in every currency, at every effective date and every
 * known instant.
 *
 * @param name stable, in kebab case
 * @param formula as a controller would write it
 * @param difference left side less right side; zero when it holds
 */
public record Identity(String name, String formula, Function<Balances, Money> difference) {

    /** Every identity of the books, in the order in which reports print them. */
    public static final List<Identity> ALL =
            List.of(
                    new Identity(
                            "debits-equal-credits",
                            "sum of debits = sum of credits",
                            b -> sum(b, Account.values())),
                    new Identity(
                            "contract-value-billing",
                            "contract value = billed + backlog (billing)",
                            b ->
                                    b.credit(Account.CONTRACT_VALUE_BILLING)
                                            .minus(
                                                    sum(
                                                            b,
                                                            Account.BILLED,
                                                            Account.BACKLOG_BILLING))),
                    new Identity(
                            "contract-value-revenue",
                            "contract value = recognized + backlog (revenue)",
                            b ->
                                    b.credit(Account.CONTRACT_VALUE_REVENUE)
                                            .minus(
                                                    sum(
                                                            b,
                                                            Account.EARNED,
                                                            Account.BACKLOG_REVENUE))),
                    new Identity(
                            "contract-value-one-figure",
                            "contract value (billing) = contract value (revenue)",
                            b ->
                                    b.credit(Account.CONTRACT_VALUE_BILLING)
                                            .minus(b.credit(Account.CONTRACT_VALUE_REVENUE))),
                    new Identity(
                            "contract-position",
                            "contract position = billed - recognized",
                            b ->
                                    b.credit(Account.CONTRACT_POSITION)
                                            .minus(b.debit(Account.BILLED))
                                            .plus(b.debit(Account.EARNED))),
                    new Identity(
                            "backlog-bridge",
                            "backlog (revenue) = backlog (billing) + deferred - contract asset",
                            b ->
                                    b.debit(Account.BACKLOG_REVENUE)
                                            .minus(b.debit(Account.BACKLOG_BILLING))
                                            .minus(b.credit(Account.CONTRACT_POSITION))),
                    new Identity(
                            "entitled",
                            "entitled = billed + unbilled + written off",
                            b ->
                                    b.credit(Account.ENTITLED)
                                            .minus(
                                                    sum(
                                                            b,
                                                            Account.BILLED,
                                                            Account.UNBILLED,
                                                            Account.WRITTEN_OFF))),
                    new Identity(
                            "receivable",
                            "receivable = billed - collected",
                            b ->
                                    b.debit(Account.RECEIVABLE)
                                            .minus(b.debit(Account.BILLED))
                                            .plus(b.debit(Account.CASH))),
                    new Identity(
                            "revenue-earned",
                            "recognized revenue = earned",
                            b -> b.credit(Account.REVENUE).minus(b.debit(Account.EARNED))),
                    new Identity(
                            "loss-provision",
                            "provision for losses = expense for expected losses",
                            b ->
                                    b.credit(Account.LOSS_PROVISION)
                                            .minus(b.debit(Account.EXPECTED_LOSS))));

    /** Whether it holds. */
    public boolean holds(Balances balances) {
        return difference.apply(balances).isZero();
    }

    private static Money sum(Balances balances, Account... accounts) {
        Money sum = Money.zero(balances.currency());
        for (Account account : accounts) {
            sum = sum.plus(balances.debit(account));
        }
        return sum;
    }
}
