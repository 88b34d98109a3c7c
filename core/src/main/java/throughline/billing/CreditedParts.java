package throughline.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import throughline.engagement.BillingEvent.InvoiceLine;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.observed.CreditedPart;
import throughline.wording.Counted;
import throughline.work.Work;

/**
 * Takes what the parts of a credit note name off its invoice: an amount, a quantity at what it was
 * billed for, or all that is left. What the note itself is over counts: where it is more or, by
 * rounding, less than its quantities are worth, they bear the difference.
 */
final class CreditedParts {

    private static final int DIGITS = 2;

    private final CreditedUnits units;
    private final Turn turn;
    private final List<String> unclear = new ArrayList<>();
    private final Set<InvoiceLine> byQuantity = new LinkedHashSet<>();

    /**
     * Nothing named yet.
     *
     * @param units what is left of the invoice
     * @param turn knows what was charged, by which a quantity of units is priced
     */
    CreditedParts(CreditedUnits units, Turn turn) {
        this.units = units;
        this.turn = turn;
    }

    /**
     * Takes what parts name.
     *
     * @param net the amount of the note, which parts without an amount share
     */
    void take(List<CreditedPart> parts, Optional<Money> net) {
        for (CreditedPart part : parts) {
            List<InvoiceLine> named = units.lines(line -> isMeant(part, line));
            if (named.isEmpty()) {
                unclear.add(whole(part) + ", which is not on it");
            } else if (isNegative(part)) {
                unclear.add(whole(part) + ", which takes nothing back");
            } else if (part.amount().isPresent()) {
                takeAmount(part, named, part.amount().get());
            } else if (part.quantity().isPresent() && isCounted(named)) {
                takeQuantity(part, named, part.quantity().get());
            } else if (part.quantity().isPresent() && net.isEmpty()) {
                unclear.add(whole(part) + ", which is not billed by quantity");
            } else {
                Money room = units.roomOf(named);
                units.takeOf(named, net.map(this::restOf).orElse(room));
            }
        }
        net.ifPresent(this::settle);
    }

    private static boolean isNegative(CreditedPart part) {
        return part.amount().filter(amount -> amount.signum() < 0).isPresent()
                || part.quantity().filter(quantity -> quantity.signum() < 0).isPresent();
    }

    private Money restOf(Money net) {
        Money none = Money.zero(net.currency());
        return net.minus(units.sum().orElse(none)).max(none);
    }

    /**
     * Lets what was taken by quantity bear what the note is more, or less by a rounding of each.
     */
    private void settle(Money net) {
        Money over = units.sum().orElse(Money.zero(net.currency())).minus(net);
        List<InvoiceLine> bearing = List.copyOf(byQuantity);
        Money most = Money.ofMinor(net.currency().getCode(), bearing.size());
        if (over.signum() < 0) {
            units.takeOf(bearing, over.negated());
        } else if (over.signum() > 0 && over.compareTo(most) <= 0) {
            units.leaveOf(bearing, over);
        }
    }

    private void takeAmount(CreditedPart part, List<InvoiceLine> named, Money amount) {
        Money room = units.roomOf(named);
        part.quantity().ifPresent(quantity -> count(named, quantity));
        if (units.takeOf(named, amount).signum() > 0) {
            unclear.add(more(part, amount.toString(), room + " is", room.isZero()));
        }
    }

    /** Counts a quantity without pricing it, since the note says what it is over. */
    private void count(List<InvoiceLine> named, BigDecimal quantity) {
        BigDecimal open = quantity;
        for (InvoiceLine line : named) {
            BigDecimal used = open.min(leftOf(line)).max(BigDecimal.ZERO);
            if (used.signum() > 0) {
                units.count(line, used);
                open = open.subtract(used);
            }
        }
    }

    private boolean isCounted(List<InvoiceLine> named) {
        return named.stream().anyMatch(line -> quantityOf(line).signum() > 0);
    }

    private void takeQuantity(CreditedPart part, List<InvoiceLine> named, BigDecimal quantity) {
        BigDecimal open = quantity;
        for (InvoiceLine line : named) {
            BigDecimal used = open.min(leftOf(line));
            if (used.signum() > 0) {
                Money worth = units.worthOf(line, used, quantityOf(line), turn.rounding());
                Money room = units.roomOf(List.of(line));
                if (units.takeOf(List.of(line), worth).signum() > 0) {
                    String what = used.toPlainString() + " worth " + worth;
                    unclear.add(more(part, what, room + " is", false));
                }
                units.count(line, used);
                byQuantity.add(line);
                open = open.subtract(used);
            }
        }
        tell(part, quantity, open);
    }

    private BigDecimal leftOf(InvoiceLine line) {
        return units.quantityLeft(line, quantityOf(line));
    }

    private void tell(CreditedPart part, BigDecimal quantity, BigDecimal open) {
        if (open.signum() > 0) {
            BigDecimal was = quantity.subtract(open);
            unclear.add(
                    more(
                            part,
                            quantity.toPlainString(),
                            was.toPlainString() + Counted.word(was, " is", " are"),
                            was.signum() == 0));
        }
    }

    /** The hours or units that a line of an invoice bills; nothing of what has none. */
    private BigDecimal quantityOf(InvoiceLine line) {
        Charge charge = turn.state().billing().charges().get(line.period());
        if (line.throughSequence() > 0 || charge == null) {
            return line.hours();
        }
        return charge.units()
                .map(units -> shareOf(units, line.amount(), charge.amount()))
                .orElseGet(() -> deliveredFor(charge));
    }

    private static BigDecimal shareOf(BigDecimal units, Money part, Money all) {
        return part.equals(all)
                ? units
                : units.multiply(part.decimal())
                        .divide(
                                all.decimal(),
                                Math.max(DIGITS, units.scale()),
                                RoundingMode.HALF_UP);
    }

    /** Of a charge that was raised before charges said of how many units they are. */
    private BigDecimal deliveredFor(Charge charge) {
        return turn.state()
                .work()
                .delivered()
                .getOrDefault(SowUnits.sourceOf(charge.id()), Work.Delivered.NOTHING)
                .units();
    }

    private static boolean isMeant(CreditedPart part, InvoiceLine line) {
        return part.line().map(line.line()::equals).orElse(true)
                && part.role().map(line.role()::equals).orElse(true)
                && part.unit()
                        .map(
                                unit ->
                                        unit.equals(line.period())
                                                || unit.equals(CreditedUnits.unitOf(line)))
                        .orElse(true);
    }

    /** What the parts name that the invoice does not have, or not so much of, in words. */
    List<String> unclear() {
        return unclear;
    }

    private static String more(CreditedPart part, String what, String left, boolean nothing) {
        String rest = nothing ? "nothing is" : left;
        return "%s of %s, of which %s left".formatted(what, wordsOf(part), rest);
    }

    private static String whole(CreditedPart part) {
        String words = wordsOf(part);
        return part.amount()
                .map(Money::toString)
                .or(() -> part.quantity().map(BigDecimal::toPlainString))
                .map(what -> what + " of " + words)
                .orElse(words);
    }

    private static String wordsOf(CreditedPart part) {
        List<String> words = new ArrayList<>();
        part.line().ifPresent(line -> words.add("line " + line));
        part.unit().ifPresent(words::add);
        part.role().ifPresent(words::add);
        return words.isEmpty() ? "the invoice" : String.join(" ", words);
    }
}
