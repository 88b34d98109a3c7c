package throughline.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits a total by largest remainder, so that the parts always add up to it. Ties go to the
 * earlier part.
 */
public final class Allocation {

    private Allocation() {}

    /**
     * Parts in proportion to the weights.
     *
     * @param weights not negative, not all zero
     * @throws IllegalArgumentException when the weights do not say how to split
     */
    public static List<Money> byWeights(Money total, List<BigDecimal> weights) {
        List<BigInteger> whole = wholeWeights(weights);
        BigInteger sum = BigInteger.ZERO;
        boolean negative = false;
        for (BigInteger weight : whole) {
            sum = sum.add(weight);
            negative |= weight.signum() < 0;
        }
        if (sum.signum() == 0 || negative) {
            throw new IllegalArgumentException(
                    "weights must not be negative or all zero: " + weights);
        }
        BigInteger amount = BigInteger.valueOf(total.minor()).abs();
        long left = amount.longValueExact();
        long[] parts = new long[whole.size()];
        List<Remainder> remainders = new ArrayList<>(parts.length);
        for (int i = 0; i < parts.length; i++) {
            BigInteger[] share = amount.multiply(whole.get(i)).divideAndRemainder(sum);
            parts[i] = share[0].longValueExact();
            left -= parts[i];
            remainders.add(new Remainder(i, share[1]));
        }
        remainders.sort(Comparator.comparing(Remainder::left).reversed());
        for (int i = 0; i < left; i++) {
            parts[remainders.get(i).part()]++;
        }
        List<Money> result = new ArrayList<>(parts.length);
        for (long part : parts) {
            result.add(new Money(total.minor() < 0 ? -part : part, total.currency()));
        }
        return List.copyOf(result);
    }

    /** What whole units left of a part's share. */
    private record Remainder(int part, BigInteger left) {}

    /** Equal parts. */
    public static List<Money> equally(Money total, int parts) {
        return byWeights(total, IntStream.range(0, parts).mapToObj(i -> BigDecimal.ONE).toList());
    }

    private static List<BigInteger> wholeWeights(List<BigDecimal> weights) {
        int scale = weights.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        return weights.stream().map(w -> w.setScale(Math.max(scale, 0)).unscaledValue()).toList();
    }
}
