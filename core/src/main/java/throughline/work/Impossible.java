package throughline.work;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.Estimate;
import throughline.observed.CanonicalRecord.Expense;
import throughline.observed.CanonicalRecord.TimeStatus;
import throughline.observed.CanonicalRecord.Usage;
import throughline.terms.Line;

/** What was delivered or estimated and cannot be: it counts for nothing until it is corrected. */
final class Impossible {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Impossible() {}

    /** Tells an expense that nobody can have had, and closes that when it was corrected. */
    static List<Event> expense(Turn turn, Expense expense) {
        boolean wrong =
                expense.status() == TimeStatus.APPROVED
                        && (expense.amount().signum() < 0
                                || expense.quantity().filter(Impossible::isNegative).isPresent());
        Money size = expense.amount().signum() < 0 ? expense.amount().negated() : expense.amount();
        return wrong
                ? raised(
                        turn,
                        "expense-refused",
                        expense,
                        "Expense %s of %s cannot count: it is below nothing."
                                .formatted(expense.key().id(), expense.amount()),
                        Optional.of(size))
                : closed(turn, "expense-refused", expense);
    }

    /** The same for units. */
    static List<Event> usage(Turn turn, Usage usage) {
        return usage.status() == TimeStatus.APPROVED && isNegative(usage.quantity())
                ? raised(
                        turn,
                        "usage-refused",
                        usage,
                        "Usage %s of %s units cannot count: it is below nothing."
                                .formatted(usage.key().id(), usage.quantity().toPlainString()),
                        Optional.empty())
                : closed(turn, "usage-refused", usage);
    }

    /** Whether an estimate can be; all that is wrong with it otherwise. */
    static List<String> faults(Estimate estimate) {
        List<String> faults = new ArrayList<>();
        estimate.percentComplete()
                .filter(percent -> isNegative(percent) || percent.compareTo(HUNDRED) > 0)
                .ifPresent(
                        percent ->
                                faults.add(
                                        "%s percent complete, where 0 to 100 are possible"
                                                .formatted(percent.toPlainString())));
        estimate.totalHours()
                .filter(Impossible::isNegative)
                .ifPresent(hours -> faults.add("%s hours in all".formatted(hours)));
        Stream.of(estimate.totalCost(), estimate.variable(), estimate.materials())
                .flatMap(Optional::stream)
                .filter(amount -> amount.signum() < 0)
                .forEach(amount -> faults.add("an amount of " + amount));
        return faults;
    }

    static List<Event> estimate(Turn turn, Estimate estimate, Line line, List<String> faults) {
        return faults.isEmpty()
                ? closed(turn, "estimate-impossible", estimate)
                : raised(
                        turn,
                        "estimate-impossible",
                        estimate,
                        "The estimate of line %s of %s cannot count: it states %s."
                                .formatted(line.id(), estimate.on(), String.join(", and ", faults)),
                        line.price());
    }

    private static boolean isNegative(BigDecimal number) {
        return number.signum() < 0;
    }

    private static List<Event> raised(
            Turn turn, String code, CanonicalRecord record, String why, Optional<Money> atStake) {
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        code + ":" + record.key(),
                        code,
                        why + " Correct it in " + record.key().system() + ".",
                        Map.of("record", record.key().toString()),
                        atStake,
                        turn.release().ownerOf(record.key().system())));
    }

    private static List<Event> closed(Turn turn, String code, CanonicalRecord record) {
        return Exceptions.close(turn, code + ":" + record.key(), "it was corrected");
    }
}
