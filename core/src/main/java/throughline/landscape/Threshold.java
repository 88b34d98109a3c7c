package throughline.landscape;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import throughline.money.Money;

/**
 * How much money a change of the landscape may move before a second person must agree.
 *
 * @param amounts one for each currency; a currency without one allows nothing
 * @param percent of the money of that kind that is in force; empty when no share is set
 */
public record Threshold(List<Money> amounts, Optional<BigDecimal> percent) {

    /** Any money at all needs a second person. */
    public static final Threshold NOTHING = new Threshold(List.of(), Optional.empty());

    public Threshold {
        amounts = List.copyOf(amounts);
    }

    /** Whether so much, moved of so much in force, needs a second person. */
    public boolean isExceededBy(Money moved, Money inForce) {
        if (moved.isZero()) {
            return false;
        }
        boolean tooMuch =
                amounts.stream()
                        .filter(amount -> amount.currency().equals(moved.currency()))
                        .findFirst()
                        .map(amount -> moved.compareTo(amount) > 0)
                        .orElse(true);
        return tooMuch || percent.map(most -> share(moved, inForce, most)).orElse(false);
    }

    private static boolean share(Money moved, Money inForce, BigDecimal most) {
        BigDecimal hundredfold = moved.decimal().movePointRight(2);
        return hundredfold.compareTo(most.multiply(inForce.decimal().abs())) > 0;
    }
}
