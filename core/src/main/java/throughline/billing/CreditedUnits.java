package throughline.billing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.BillingEvent.InvoiceLine;
import throughline.engagement.Entries;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.observed.CreditedPart;
import throughline.work.Work;

/**
 * Which units of an invoice a credit takes back. What was credited before cannot be credited again;
 * a deduction on the invoice leaves less of the line before it.
 */
final class CreditedUnits {

    private final Map<String, InvoiceLine> lines = new LinkedHashMap<>();
    private final Map<String, Money> left = new LinkedHashMap<>();
    private final List<String> unclear = new ArrayList<>();
    private final Money none;
    private Map<String, Money> taken = Entries.none();

    /** Nothing taken yet of an invoice. */
    CreditedUnits(Invoice invoice) {
        none = Money.zero(invoice.net().currency());
        Money deducted = none;
        for (InvoiceLine line : invoice.lines().reversed()) {
            String unit = unitOf(line);
            Money room = line.amount().minus(invoice.creditedUnits().getOrDefault(unit, none));
            Money less = room.max(none).min(deducted);
            deducted = deducted.minus(less).plus(line.amount().negated().max(none));
            lines.put(unit, line);
            left.put(unit, room.max(none).minus(less));
        }
    }

    /** How a unit is called: a charge by its id, time by its pool. */
    static String unitOf(InvoiceLine line) {
        return line.throughSequence() > 0
                ? TimePool.key(line.line(), line.period(), line.role())
                : line.period();
    }

    /** Takes an amount of the lines that were billed last. */
    Map<String, Money> lastBilledFirst(Money net) {
        takeOf(List.copyOf(lines.values()), net);
        return taken;
    }

    /**
     * Takes what the parts of a credit note name.
     *
     * @param most the amount of the note, which parts without an amount share
     * @param turn knows what was delivered, by which a quantity of units is priced
     */
    void take(List<CreditedPart> parts, Optional<Money> most, Turn turn) {
        for (CreditedPart part : parts) {
            List<InvoiceLine> named = lines.values().stream().filter(is(part)).toList();
            if (named.isEmpty()) {
                unclear.add(wordsOf(part));
            } else if (part.amount().isPresent()) {
                takeAmount(part, named, part.amount().get());
            } else if (part.quantity().isPresent()) {
                takeQuantity(part, named, part.quantity().get(), turn);
            } else {
                Money room = named.stream().map(this::roomOf).reduce(none, Money::plus);
                Money rest = most.map(net -> net.minus(sum().orElse(none))).orElse(room);
                takeOf(named, rest.max(none));
            }
        }
    }

    private void takeAmount(CreditedPart part, List<InvoiceLine> named, Money amount) {
        boolean fits =
                amount.currency().equals(named.getFirst().amount().currency())
                        && takeOf(named, amount).isZero();
        if (!fits) {
            unclear.add(wordsOf(part));
        }
    }

    private void takeQuantity(
            CreditedPart part, List<InvoiceLine> named, BigDecimal quantity, Turn turn) {
        BigDecimal open = quantity;
        for (InvoiceLine line : named) {
            BigDecimal billed = quantityOf(line, turn.state().work());
            if (billed.signum() > 0 && open.signum() > 0) {
                BigDecimal used = open.min(billed);
                Reckoning worth =
                        Reckoning.of("billed", line.amount())
                                .times("quantity credited", used)
                                .over("quantity billed", billed)
                                .rounded(turn.rounding());
                takeOf(List.of(line), worth.amount());
                open = open.subtract(used);
            }
        }
        if (open.signum() != 0) {
            unclear.add(wordsOf(part));
        }
    }

    private static BigDecimal quantityOf(InvoiceLine line, Work work) {
        int number = line.period().lastIndexOf('#');
        String source = number < 0 ? line.period() : line.period().substring(0, number);
        return line.throughSequence() > 0
                ? line.hours()
                : work.delivered().getOrDefault(source, Work.Delivered.NOTHING).units();
    }

    private static java.util.function.Predicate<InvoiceLine> is(CreditedPart part) {
        return line ->
                part.line().map(line.line()::equals).orElse(true)
                        && part.role().map(line.role()::equals).orElse(true)
                        && part.unit()
                                .map(
                                        unit ->
                                                unit.equals(line.period())
                                                        || unit.equals(unitOf(line)))
                                .orElse(true);
    }

    private Money takeOf(List<InvoiceLine> some, Money amount) {
        Money open = amount;
        for (InvoiceLine line : some) {
            Money part = roomOf(line).min(open);
            if (part.signum() > 0) {
                open = open.minus(part);
                left.merge(unitOf(line), part.negated(), Money::plus);
                taken = Entries.sum(taken, unitOf(line), part);
            }
        }
        return open;
    }

    /** What is left to be credited of a line of the terms; nothing of its deductions. */
    Money roomOf(String line) {
        return lines.values().stream()
                .filter(billed -> billed.line().equals(line))
                .map(this::roomOf)
                .reduce(Money::plus)
                .orElse(none);
    }

    private Money roomOf(InvoiceLine line) {
        return left.getOrDefault(unitOf(line), none);
    }

    /** What was taken so far, by unit. */
    Map<String, Money> taken() {
        return taken;
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

    /** The parts that name what the invoice does not have, or not so much of. */
    List<String> unclear() {
        return unclear;
    }

    private static String wordsOf(CreditedPart part) {
        List<String> words = new ArrayList<>();
        part.quantity().ifPresent(quantity -> words.add(quantity.toPlainString() + " of"));
        part.amount().ifPresent(amount -> words.add(amount + " of"));
        part.line().ifPresent(line -> words.add("line " + line));
        part.unit().ifPresent(words::add);
        part.role().ifPresent(words::add);
        return words.isEmpty() ? "everything" : String.join(" ", words);
    }
}
