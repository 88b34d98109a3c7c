package throughline.work;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.BusinessException;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.ExpenseCounted;
import throughline.landscape.DecisionTable;
import throughline.landscape.DecisionTable.Row;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.Expense;
import throughline.observed.CanonicalRecord.TimeStatus;
import throughline.terms.Line;
import throughline.terms.PricingModel.Expenses;
import throughline.terms.Terms;

/**
 * Learns what was spent, and what of it the customer pays: by the line's conditions and the unit's
 * table {@code expense-policy} (inputs {@code category}, {@code service-line}; outputs {@code rate}
 * for categories that are paid by quantity, {@code limit} for the most that is passed on, {@code
 * receipt-above} and {@code billable}).
 */
public final class Spending {

    /** The table's name. */
    static final String TABLE = "expense-policy";

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Spending() {}

    /** Learns a version of an expense. */
    public static List<Event> observed(Turn turn, Expense expense) {
        Optional<Terms> terms = turn.state().terms();
        if (terms.isEmpty()) {
            return Waiting.held(turn, expense, expense.status() == TimeStatus.APPROVED);
        }
        ExpenseCounted before = turn.state().work().expenses().get(expense.key().toString());
        Optional<ExpenseCounted> now =
                expense.status() == TimeStatus.APPROVED && isSpent(expense)
                        ? counted(turn, terms.get(), expense)
                        : Optional.empty();
        List<Event> events = new ArrayList<>();
        if (!Optional.ofNullable(before).equals(now)) {
            Optional.ofNullable(before).ifPresent(old -> events.add(takenBack(old)));
            now.ifPresent(events::add);
        }
        events.addAll(receipt(turn, terms.get(), expense));
        events.addAll(Impossible.expense(turn, expense));
        now.ifPresent(
                _ ->
                        events.addAll(
                                UnknownLine.told(
                                        turn,
                                        expense.line(),
                                        expense.key(),
                                        lineOf(terms.get(), expense),
                                        Optional.of(expense.amount()))));
        return events;
    }

    /** A per diem may state its days alone. */
    private static boolean isSpent(Expense expense) {
        return expense.amount().signum() > 0
                || expense.amount().isZero()
                        && expense.quantity().filter(days -> days.signum() > 0).isPresent();
    }

    private static ExpenseCounted takenBack(ExpenseCounted old) {
        return new ExpenseCounted(
                old.unit(),
                old.line(),
                old.on(),
                old.category(),
                old.cost().negated(),
                old.amount().negated(),
                old.rule());
    }

    private static Optional<ExpenseCounted> counted(Turn turn, Terms terms, Expense expense) {
        if (!expense.amount().currency().equals(terms.currency())) {
            return Optional.empty();
        }
        Line line = lineOf(terms, expense);
        Optional<Row> row = policy(turn, line, expense);
        boolean billable =
                expense.billable()
                        && line.pricing() instanceof Expenses
                        && (expense.receipt() || !needsReceipt(row, line, expense))
                        && !row.flatMap(found -> found.output("billable"))
                                .filter("no"::equals)
                                .isPresent();
        Money zero = Money.zero(terms.currency());
        return Optional.of(
                new ExpenseCounted(
                        expense.key(),
                        line.id(),
                        expense.on(),
                        expense.category(),
                        expense.amount(),
                        billable ? passedOn(turn, row, line, expense) : zero,
                        row.map(Row::source).orElse("the conditions of line " + line.id())));
    }

    /**
     * A rate by quantity where the policy has one, else what was spent up to the limit, marked up.
     */
    private static Money passedOn(Turn turn, Optional<Row> row, Line line, Expense expense) {
        Money spent =
                row.flatMap(found -> amount(found, "rate", expense.amount()))
                        .map(
                                rate ->
                                        rate.times(
                                                expense.quantity().orElse(BigDecimal.ONE),
                                                turn.rounding()))
                        .orElse(expense.amount());
        Money within =
                row.flatMap(found -> amount(found, "limit", expense.amount()))
                        .map(spent::min)
                        .orElse(spent);
        return markedUp(turn, line, within);
    }

    /** What of an expense is passed on at most; empty where it is paid by quantity. */
    static Optional<Money> most(Turn turn, Line line, ExpenseCounted expense) {
        Optional<Row> row = policy(turn, line, expense.category(), expense.on());
        if (row.flatMap(found -> found.output("rate")).isPresent()) {
            return Optional.empty();
        }
        if (row.flatMap(found -> found.output("billable")).filter("no"::equals).isPresent()) {
            return Optional.of(Money.zero(expense.cost().currency()));
        }
        Money within =
                row.flatMap(found -> amount(found, "limit", expense.cost()))
                        .map(expense.cost()::min)
                        .orElse(expense.cost());
        return Optional.of(markedUp(turn, line, within));
    }

    private static Money markedUp(Turn turn, Line line, Money amount) {
        BigDecimal markup =
                line.pricing() instanceof Expenses(var percent, _) ? percent : BigDecimal.ZERO;
        return amount.times(BigDecimal.ONE.add(markup.divide(HUNDRED)), turn.rounding());
    }

    /** What is paid by a rate needs no receipt unless its row says so. */
    private static boolean needsReceipt(Optional<Row> row, Line line, Expense expense) {
        if (row.flatMap(found -> found.output("rate")).isPresent()
                && row.flatMap(found -> found.output("receipt-above")).isEmpty()) {
            return false;
        }
        Optional<Money> above =
                row.flatMap(found -> amount(found, "receipt-above", expense.amount()))
                        .or(
                                () ->
                                        line.pricing() instanceof Expenses(_, var limit)
                                                ? limit
                                                : Optional.empty());
        return above.filter(limit -> expense.amount().compareTo(limit) <= 0).isEmpty();
    }

    private static List<Event> receipt(Turn turn, Terms terms, Expense expense) {
        Line line = lineOf(terms, expense);
        String key = "receipt-missing:" + expense.key();
        String other = "expense-currency:" + expense.key();
        boolean approved = expense.status() == TimeStatus.APPROVED && expense.billable();
        boolean foreign = !expense.amount().currency().equals(terms.currency());
        List<Event> events = new ArrayList<>();
        events.addAll(
                approved && foreign
                        ? Exceptions.raise(
                                turn,
                                Exceptions.keyed(
                                        other,
                                        "expense-currency",
                                        ("Expense %s is in %s, the contract in %s. Restate it in"
                                                        + " the contract's currency in %s.")
                                                .formatted(
                                                        expense.key().id(),
                                                        expense.amount().currency(),
                                                        terms.currency(),
                                                        expense.key().system()),
                                        Map.of("expense", expense.key().toString()),
                                        Optional.of(expense.amount()),
                                        turn.release().ownerOf(expense.key().system())))
                        : Exceptions.close(turn, other, "it is in the contract's currency"));
        events.addAll(
                approved
                                && !expense.receipt()
                                && needsReceipt(policy(turn, line, expense), line, expense)
                        ? Exceptions.raise(turn, missing(turn, key, expense))
                        : Exceptions.close(turn, key, "the receipt is there, or none is needed"));
        return events;
    }

    private static BusinessException missing(Turn turn, String key, Expense expense) {
        return Exceptions.keyed(
                key,
                "receipt-missing",
                ("Expense %s of %s on %s has no receipt and is not passed on. Add the receipt in"
                                + " %s, or mark it as not billable.")
                        .formatted(
                                expense.key().id(),
                                expense.amount(),
                                expense.on(),
                                expense.key().system()),
                Map.of("expense", expense.key().toString(), "category", expense.category()),
                Optional.of(expense.amount()),
                turn.release().ownerOf(expense.key().system()));
    }

    private static Optional<Row> policy(Turn turn, Line line, Expense expense) {
        return policy(turn, line, expense.category(), expense.on());
    }

    private static Optional<Row> policy(Turn turn, Line line, String category, LocalDate on) {
        Optional<DecisionTable> table = turn.unit().table(TABLE);
        Map<String, String> inputs = new HashMap<>();
        inputs.put("category", category);
        inputs.put("service-line", line.serviceLine());
        return table.flatMap(found -> found.decide(inputs, on));
    }

    private static Optional<Money> amount(Row row, String column, Money like) {
        try {
            return row.output(column)
                    .map(text -> Money.exact(like.currency(), new BigDecimal(text)));
        } catch (ArithmeticException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static Line lineOf(Terms terms, Expense expense) {
        return WorkLines.named(terms, expense.line())
                .or(() -> WorkLines.first(terms, line -> line.pricing() instanceof Expenses))
                .orElseGet(terms.lines()::getFirst);
    }
}
