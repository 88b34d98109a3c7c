package throughline.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplittingATotalTest {

    @Test
    void the_larger_remainder_gets_the_odd_cent() {
        assertThat(Allocation.byWeights(Money.parse("EUR 100.00"), weights("1", "1", "1")))
                .containsExactly(
                        Money.parse("EUR 33.34"),
                        Money.parse("EUR 33.33"),
                        Money.parse("EUR 33.33"));
        assertThat(Allocation.byWeights(Money.parse("EUR 0.05"), weights("0.3", "0.7")))
                .containsExactly(Money.parse("EUR 0.02"), Money.parse("EUR 0.03"));
    }

    @Test
    void a_negative_total_splits_like_the_positive_one() {
        assertThat(Allocation.equally(Money.parse("JPY -10"), 3))
                .containsExactly(
                        Money.parse("JPY -4"), Money.parse("JPY -3"), Money.parse("JPY -3"));
    }

    @Test
    void parts_always_add_up_and_never_stray_a_whole_unit_from_their_share() {
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            Money total = Money.ofMinor("KWD", random.nextLong(-1_000_000_000, 1_000_000_000));
            List<BigDecimal> weights =
                    IntStream.range(0, 1 + random.nextInt(12))
                            .mapToObj(
                                    i ->
                                            BigDecimal.valueOf(
                                                    1 + random.nextInt(9_999), random.nextInt(5)))
                            .toList();
            List<Money> parts = Allocation.byWeights(total, weights);
            assertThat(parts.stream().reduce(Money.zero(total.currency()), Money::plus))
                    .as("seed %d", seed)
                    .isEqualTo(total);
            BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            for (int i = 0; i < parts.size(); i++) {
                BigDecimal exact =
                        BigDecimal.valueOf(total.minor())
                                .multiply(weights.get(i))
                                .divide(sum, 6, java.math.RoundingMode.HALF_EVEN);
                assertThat(exact.subtract(BigDecimal.valueOf(parts.get(i).minor())).abs())
                        .as("part %d with seed %d", i, seed)
                        .isLessThanOrEqualTo(BigDecimal.ONE);
            }
        }
    }

    @Test
    void weights_that_do_not_say_how_to_split_are_refused() {
        Money total = Money.parse("EUR 1.00");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Allocation.byWeights(total, weights("0", "0")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Allocation.byWeights(total, weights("1", "-1")));
    }

    private static List<BigDecimal> weights(String... texts) {
        return java.util.Arrays.stream(texts).map(BigDecimal::new).toList();
    }
}
