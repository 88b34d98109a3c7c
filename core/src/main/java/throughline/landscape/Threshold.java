package throughline.landscape;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import throughline.money.Money;

/**
 * How much money a change of the landscape may move, and how many documents it may have written
 * otherwise, before a second person must agree.
 *
 * @param amounts one for each currency; a currency without one allows nothing
 * @param percent of the money of that kind that is in force; empty when no share is set
 * @param documents how many; 0 allows none
 * @param documentsPercent of the documents that are in force; empty when no share is set
 */
public record Threshold(
        List<Money> amounts,
        Optional<BigDecimal> percent,
        int documents,
        Optional<BigDecimal> documentsPercent) {

    /** Any money and any document at all needs a second person. */
    public static final Threshold NOTHING =
            new Threshold(List.of(), Optional.empty(), 0, Optional.empty());

    public Threshold {
        amounts = List.copyOf(amounts);
        if (documents < 0) {
            throw new IllegalArgumentException("no number of documents is " + documents);
        }
    }

    /** Whether so many documents, written otherwise of so many in force, need a second person. */
    public boolean isExceededBy(long changed, long inForce) {
        if (changed == 0) {
            return false;
        }
        return changed > documents
                || documentsPercent
                        .map(
                                most ->
                                        isMore(
                                                BigDecimal.valueOf(changed),
                                                most,
                                                BigDecimal.valueOf(inForce)))
                        .orElse(false);
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
        return tooMuch
                || percent.map(most -> isMore(moved.decimal(), most, inForce.decimal().abs()))
                        .orElse(false);
    }

    private static boolean isMore(BigDecimal part, BigDecimal percent, BigDecimal whole) {
        return part.movePointRight(2).compareTo(percent.multiply(whole)) > 0;
    }
}
