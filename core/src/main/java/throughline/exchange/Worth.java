package throughline.exchange;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.joda.money.CurrencyUnit;

/** What one unit of a currency is worth in another, or why nobody can tell. */
public sealed interface Worth {

    /**
     * So much of the one for so much of the other.
     *
     * @param above units of the other currency
     * @param below for so many units of the one
     */
    record Rate(BigDecimal above, BigDecimal below) implements Worth {

        /** A currency in itself. */
        public static final Rate ONE = new Rate(BigDecimal.ONE, BigDecimal.ONE);

        /** An amount in the other currency, to 34 digits. */
        public BigDecimal exact(BigDecimal amount) {
            return above.compareTo(below) == 0
                    ? amount
                    : amount.multiply(above).divide(below, MathContext.DECIMAL128);
        }

        /** An amount in the other currency, to its minor units, half up. */
        public BigDecimal rounded(BigDecimal amount, CurrencyUnit other) {
            return amount.multiply(above)
                    .divide(below, other.getDecimalPlaces(), RoundingMode.HALF_UP);
        }
    }

    /** No rate is known. */
    record Unknown(String sentence) implements Worth {}
}
