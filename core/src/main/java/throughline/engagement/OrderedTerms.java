package throughline.engagement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.PlannedInstalment;
import throughline.observed.CanonicalRecord.PlannedMilestone;
import throughline.observed.CanonicalRecord.PlannedTier;
import throughline.policy.Gates;
import throughline.policy.Violation;
import throughline.terms.Terms;

/** What a change order says about the contract as a whole: how it is taxed, in which currency. */
final class OrderedTerms {

    /** The attribute of an order that says how the contract is taxed from now on. */
    private static final String TAX = "tax-treatment";

    private OrderedTerms() {}

    /** The treatment that the order states. */
    static Optional<String> taxTreatment(Ordered order) {
        return Optional.ofNullable(order.record().attributes().get(TAX))
                .map(String::strip)
                .filter(word -> !word.isEmpty());
    }

    /** What cannot be about it. */
    static List<Violation> faults(Turn turn, Ordered order, List<DealLine> lines) {
        List<Violation> found = new ArrayList<>();
        taxTreatment(order)
                .filter(word -> !Gates.taxTreatments().contains(word))
                .ifPresent(word -> found.add(unknownTreatment(turn, order, word)));
        CurrencyUnit currency = turn.state().terms().map(Terms::currency).orElseThrow();
        for (DealLine line : lines) {
            amounts(line)
                    .map(Money::currency)
                    .filter(other -> !other.equals(currency))
                    .findFirst()
                    .ifPresent(other -> found.add(otherCurrency(turn, order, line, other)));
        }
        return found;
    }

    private static Violation unknownTreatment(Turn turn, Ordered order, String word) {
        return ReadingOrders.violation(
                turn,
                "change-order-tax-unknown",
                ("Cannot tax the contract by \"%s\" from change order %s on: no such treatment is"
                                + " known. Use one of %s.")
                        .formatted(
                                word,
                                order.name(),
                                String.join(", ", new TreeSet<>(Gates.taxTreatments()))),
                Map.of("treatment", word, "order", order.name()));
    }

    /** What was billed and recognized in one currency is not worth anything else in another. */
    private static Violation otherCurrency(
            Turn turn, Ordered order, DealLine line, CurrencyUnit other) {
        CurrencyUnit currency = turn.state().terms().map(Terms::currency).orElseThrow();
        return ReadingOrders.violation(
                turn,
                "change-order-currency",
                ("Cannot price line %s in %s by change order %s: the contract is in %s, and what is"
                                + " billed and recognized of it stays so. End the lines that go"
                                + " over to %s (what: ends), and win what is left of them as a deal"
                                + " in %s.")
                        .formatted(line.id(), other, order.name(), currency, other, other),
                Map.of("line", line.id(), "currency", other.getCode(), "order", order.name()));
    }

    private static Stream<Money> amounts(DealLine line) {
        return Stream.of(
                        line.amount().stream(),
                        line.cap().stream(),
                        line.standaloneSellingPrice().stream(),
                        line.milestones().stream()
                                .map(PlannedMilestone::amount)
                                .flatMap(Optional::stream),
                        line.instalments().stream().map(PlannedInstalment::amount),
                        line.tiers().stream().map(PlannedTier::price))
                .flatMap(each -> each);
    }
}
