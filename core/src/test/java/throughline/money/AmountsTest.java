package throughline.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

class AmountsTest {

    @Test
    void have_the_digits_of_their_currency() {
        assertThat(Money.ofMinor("JPY", 1_234)).hasToString("JPY 1234");
        assertThat(Money.ofMinor("EUR", -5)).hasToString("EUR -0.05");
        assertThat(Money.ofMinor("KWD", 1_001)).hasToString("KWD 1.001");
        assertThat(Money.parse("KWD 1.001")).isEqualTo(Money.ofMinor("KWD", 1_001));
    }

    @Test
    void round_half_up_only_when_asked_to() {
        BigDecimal amount = new BigDecimal("10.005");
        assertThat(Money.rounded(CurrencyUnit.EUR, amount, RoundingMode.HALF_UP))
                .hasToString("EUR 10.01");
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.exact(CurrencyUnit.EUR, amount));
    }

    @Test
    void of_two_currencies_have_no_sum_but_totals() {
        Money euros = Money.parse("EUR 1.00");
        Money yen = Money.parse("JPY 7");
        assertThatIllegalArgumentException().isThrownBy(() -> euros.plus(yen));
        assertThat(Totals.of(List.of(euros, yen, euros))).hasToString("EUR 2.00 + JPY 7");
    }

    @Test
    void never_overflow_silently() {
        Money most = Money.ofMinor("EUR", Long.MAX_VALUE);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> most.plus(Money.ofMinor("EUR", 1)));
    }
}
