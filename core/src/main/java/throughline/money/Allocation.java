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
        BigInteger sum = whole.stream().reduce(BigInteger.ZERO, BigInteger::add);
        if (sum.signum() == 0 || whole.stream().anyMatch(weight -> weight.signum() < 0)) {
            throw new IllegalArgumentException(
                    "weights must not be negative or all zero: " + weights);
        }
        BigInteger amount = BigInteger.valueOf(total.minor()).abs();
        List<BigInteger[]> shares =
                whole.stream()
                        .map(weight -> amount.multiply(weight).divideAndRemainder(sum))
                        .toList();
        long[] parts = shares.stream().mapToLong(share -> share[0].longValueExact()).toArray();
        long left =
                amount.longValueExact()
                        - IntStream.range(0, parts.length).mapToLong(i -> parts[i]).sum();
        IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> shares.get(i)[1]).reversed())
                .limit(left)
                .forEach(i -> parts[i]++);
        List<Money> result = new ArrayList<>();
        for (long part : parts) {
            result.add(new Money(total.minor() < 0 ? -part : part, total.currency()));
        }
        return List.copyOf(result);
    }

    /** Equal parts. */
    public static List<Money> equally(Money total, int parts) {
        return byWeights(total, IntStream.range(0, parts).mapToObj(i -> BigDecimal.ONE).toList());
    }

    private static List<BigInteger> wholeWeights(List<BigDecimal> weights) {
        int scale = weights.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        return weights.stream().map(w -> w.setScale(Math.max(scale, 0)).unscaledValue()).toList();
    }
}
