package throughline.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import throughline.engagement.BillingEvent.InvoiceLine;
import throughline.engagement.Entries;
import throughline.money.Money;
import throughline.money.Reckoning;

/**
 * Which units of an invoice a credit takes back, in money and, where it says so, by quantity. What
 * was credited before cannot be credited again; a deduction on the invoice leaves less of the line
 * before it. Once all of the quantity is gone, so is all of the money, to the cent.
 */
final class CreditedUnits {

    private final Map<String, InvoiceLine> lines = new LinkedHashMap<>();
    private final Map<String, Money> billed = new LinkedHashMap<>();
    private final Map<String, Money> left = new LinkedHashMap<>();
    private final Money none;
    private Map<String, BigDecimal> counted;
    private Map<String, Money> taken = Entries.none();
    private Map<String, BigDecimal> quantities = Entries.none();

    /** Nothing taken yet of an invoice. */
    CreditedUnits(Invoice invoice) {
        none = Money.zero(invoice.net().currency());
        counted = invoice.creditedQuantities();
        Money deducted = none;
        for (InvoiceLine line : invoice.lines().reversed()) {
            Money less = line.amount().max(none).min(deducted);
            deducted = deducted.minus(less).plus(line.amount().negated().max(none));
            lines.put(unitOf(line), line);
            billed.put(unitOf(line), line.amount().max(none).minus(less));
        }
        for (InvoiceLine line : invoice.lines()) { // what was deducted before all other lines
            Money less = billed.getOrDefault(unitOf(line), none).min(deducted);
            deducted = deducted.minus(less);
            billed.merge(unitOf(line), less.negated(), Money::plus);
        }
        billed.forEach(
                (unit, amount) -> {
                    Money credited = invoice.creditedUnits().getOrDefault(unit, none);
                    left.put(unit, amount.minus(credited).max(none));
                });
    }

    /** How a unit is called: a charge by its id, time by its pool. */
    static String unitOf(InvoiceLine line) {
        return line.throughSequence() > 0
                ? TimePool.key(line.line(), line.period(), line.role())
                : line.period();
    }

    /** The lines of the invoice that are meant, the one that was billed last first. */
    List<InvoiceLine> lines(Predicate<InvoiceLine> meant) {
        return lines.values().stream().filter(meant).toList();
    }

    /** Takes an amount of the lines that were billed last. */
    Map<String, Money> lastBilledFirst(Money net) {
        takeOf(List.copyOf(lines.values()), net);
        return taken;
    }

    /** Takes an amount of some lines; gives what is more than is left of them. */
    Money takeOf(List<InvoiceLine> some, Money amount) {
        Money open = amount;
        for (InvoiceLine line : some) {
            Money part = roomOf(line).min(open);
            if (part.signum() > 0) {
                open = open.minus(part);
                take(line, part);
            }
        }
        return open;
    }

    /** Leaves an amount of what was just taken of some lines; gives what none of them has. */
    Money leaveOf(List<InvoiceLine> some, Money amount) {
        Money open = amount;
        for (InvoiceLine line : some) {
            Money part = taken.getOrDefault(unitOf(line), none).min(open);
            open = open.minus(part);
            take(line, part.negated());
        }
        return open;
    }

    private void take(InvoiceLine line, Money part) {
        left.merge(unitOf(line), part.negated(), Money::plus);
        taken = Entries.sum(taken, unitOf(line), part);
    }

    /** How much of the quantity of a line is left; nothing once its money is gone. */
    BigDecimal quantityLeft(InvoiceLine line, BigDecimal quantity) {
        BigDecimal gone = counted.getOrDefault(unitOf(line), BigDecimal.ZERO);
        return roomOf(line).signum() > 0 ? quantity.subtract(gone) : BigDecimal.ZERO;
    }

    /** Counts a part of the quantity of a line as taken, whatever it is worth. */
    void count(InvoiceLine line, BigDecimal part) {
        counted = Entries.add(counted, unitOf(line), part);
        quantities = Entries.add(quantities, unitOf(line), part);
    }

    /**
     * What a part of the quantity of a line is worth: its share of what was billed, rounded so that
     * the shares of all parts add up to it. The last part is worth all that is left.
     *
     * @param quantity what the line billed in all
     */
    Money worthOf(InvoiceLine line, BigDecimal part, BigDecimal quantity, RoundingMode rounding) {
        BigDecimal before = counted.getOrDefault(unitOf(line), BigDecimal.ZERO);
        BigDecimal after = before.add(part);
        return after.compareTo(quantity) >= 0
                ? roomOf(line)
                : share(line, after, quantity, rounding)
                        .minus(share(line, before, quantity, rounding));
    }

    private Money share(
            InvoiceLine line, BigDecimal credited, BigDecimal quantity, RoundingMode rounding) {
        return Reckoning.of("billed", billed.getOrDefault(unitOf(line), none))
                .times("quantity credited", credited)
                .over("quantity billed", quantity)
                .rounded(rounding)
                .amount();
    }

    /** What is left to be credited of a line of the terms; nothing of its deductions. */
    Money roomOf(String line) {
        return roomOf(lines(billing -> billing.line().equals(line)));
    }

    /** What is left to be credited of some lines. */
    Money roomOf(List<InvoiceLine> some) {
        return some.stream().map(this::roomOf).reduce(none, Money::plus);
    }

    private Money roomOf(InvoiceLine line) {
        return left.getOrDefault(unitOf(line), none);
    }

    /** What was taken so far, by unit. */
    Map<String, Money> taken() {
        return taken;
    }

    /** The hours or units that were taken by quantity so far, by unit. */
    Map<String, BigDecimal> quantities() {
        return quantities;
    }

    /** What was taken so far. */
    Optional<Money> sum() {
        return taken.values().stream().reduce(Money::plus);
    }

    /** What was taken so far, by line of the terms. */
    Map<String, Money> byLine() {
        Map<String, Money> sums = Entries.none();
        for (var entry : taken.entrySet()) {
            InvoiceLine line = lines.get(entry.getKey());
            sums = line == null ? sums : Entries.sum(sums, line.line(), entry.getValue());
        }
        return sums;
    }
}
