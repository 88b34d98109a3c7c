package throughline.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

/** An amount is told by the very steps that make it. */
final class ReckoningAnAmountTest {

    private static final Money PRICE = Money.parse("EUR 1200.00");

    @Test
    void the_steps_that_calculate_are_the_steps_that_are_told() {
        Reckoning part =
                Reckoning.of("price", PRICE)
                        .times("days to 2026-01-31", 31)
                        .over("days of the term", 365)
                        .rounded()
                        .minus("recognized before", Money.parse("EUR 50.00"));

        assertThat(part.amount()).isEqualTo(Money.parse("EUR 51.92"));
        assertThat(part)
                .hasToString(
                        "EUR 1200.00 price x 31 days to 2026-01-31 / 365 days of the term"
                                + " = EUR 101.92 - EUR 50.00 recognized before = EUR 51.92");
    }

    @Test
    void nothing_is_rounded_before_it_is_said() {
        Reckoning third = Reckoning.of("price", Money.parse("EUR 100.00")).over("parts", 3);

        assertThat(third.times("parts", 3).amount()).isEqualTo(Money.parse("EUR 100.00"));
        assertThat(third.rounded().times("parts", 3).amount()).isEqualTo(Money.parse("EUR 99.99"));
        assertThatThrownBy(third::amount).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void limits_hold_whatever_the_fraction() {
        Reckoning half = Reckoning.of("price", PRICE).over("parts", 2);

        assertThat(half.atMost("cap", Money.parse("EUR 500.00")).amount())
                .isEqualTo(Money.parse("EUR 500.00"));
        assertThat(half.atMost("cap", Money.parse("EUR 700.00")).amount())
                .isEqualTo(Money.parse("EUR 600.00"));
        assertThat(half.atLeast("minimum", Money.parse("EUR 700.00")).amount())
                .isEqualTo(Money.parse("EUR 700.00"));
    }

    @Test
    void a_share_of_all_prices_is_exact_until_it_is_rounded() {
        Money whole = Money.parse("EUR 150.00");
        Reckoning share =
                Reckoning.of("price", Money.parse("EUR 100.00"))
                        .inProportion("alone", Money.parse("EUR 50.00"), "all alone", whole);

        assertThat(share.rounded().amount()).isEqualTo(Money.parse("EUR 33.33"));
        assertThat(share.rounded(RoundingMode.UP).amount()).isEqualTo(Money.parse("EUR 33.34"));
    }

    @Test
    void a_reckoned_part_is_told_inside_its_sum() {
        Reckoning accepted =
                Reckoning.of("design", PRICE).times("accepted", new BigDecimal("0.50")).rounded();
        Reckoning sum = Reckoning.of("kick-off", Money.parse("EUR 1.00")).plus(accepted);

        assertThat(sum.amount()).isEqualTo(Money.parse("EUR 601.00"));
        assertThat(sum.toString())
                .contains("+ EUR 600.00 (EUR 1200.00 design x 0.5 accepted = EUR 600.00)");
    }

    @Test
    void currencies_never_meet() {
        assertThatThrownBy(() -> Reckoning.of("price", PRICE).plus("tip", Money.parse("USD 1.00")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
