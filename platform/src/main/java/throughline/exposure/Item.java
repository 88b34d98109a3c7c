package throughline.exposure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import throughline.money.Money;

/**
 * An amount on its way into the financial system.
 *
 * @param cause why it is not farther, as a code
 * @param since when it came to where it is
 * @param inTime how likely it arrives before the cutoff, from 0 to 1
 * @param basis how many that were there before this rests on
 */
public record Item(
        String entity,
        String engagement,
        Stage stage,
        String cause,
        Money amount,
        Instant since,
        BigDecimal inTime,
        int basis) {

    /** What is to be expected to miss the cutoff. */
    public Money missing() {
        return amount.times(BigDecimal.ONE.subtract(inTime), RoundingMode.HALF_UP);
    }
}
