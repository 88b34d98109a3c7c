package throughline.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

/** Rates of the Swiss franc and the dollar around Easter 2026, in units for one euro. */
final class KnowingARateTest {

    private static final RateTable TABLE =
            new RateTable(
                    Optional.of("EUR"),
                    Map.of(
                            "CHF",
                            days(
                                    "2026-04-01",
                                    "0.9200",
                                    "2026-04-02",
                                    "0.9300",
                                    "2026-04-07",
                                    "0.9600"),
                            "USD",
                            days(
                                    "2026-04-01",
                                    "1.1500",
                                    "2026-04-02",
                                    "1.1600",
                                    "2026-04-07",
                                    "1.2000"),
                            "BGN",
                            days("2025-12-31", "1.9558")));

    @Test
    void a_day_without_a_rate_takes_the_last_one_before_and_never_one_after() {
        assertThat(franc("2026-04-02")).isEqualTo("1075.27");
        assertThat(franc("2026-04-06"))
                .as("Easter Monday: of Maundy Thursday")
                .isEqualTo("1075.27");
        assertThat(franc("2026-04-07")).isEqualTo("1041.67");
        assertThat(TABLE.on(day("2026-03-31"), "CHF", "EUR", 7))
                .isEqualTo(
                        new Worth.Unknown(
                                "No rate from CHF to EUR is known on 2026-03-31: none of CHF was"
                                        + " published until then. Publish one for that day, or one"
                                        + " before it."));
    }

    @Test
    void a_currency_that_is_no_longer_published_has_no_rate_instead_of_an_old_one() {
        assertThat(TABLE.on(day("2026-01-07"), "BGN", "EUR", 7)).isInstanceOf(Worth.Rate.class);
        assertThat(TABLE.on(day("2026-01-08"), "BGN", "EUR", 7))
                .isInstanceOfSatisfying(
                        Worth.Unknown.class,
                        none ->
                                assertThat(none.sentence())
                                        .contains("is of 2025-12-31, more than 7"));
    }

    @Test
    void two_currencies_that_are_not_the_base_meet_over_it() {
        var rate = (Worth.Rate) TABLE.on(day("2026-04-01"), "CHF", "USD", 7);
        assertThat(rate.rounded(new BigDecimal("920.00"), CurrencyUnit.USD))
                .isEqualByComparingTo("1150.00");
        assertThat(TABLE.on(day("1999-01-01"), "JPY", "JPY", 7)).isEqualTo(Worth.Rate.ONE);
    }

    @Test
    void the_average_of_a_month_weighs_every_published_day_the_same() {
        // 1 / 0.92 + 1 / 0.93 + 1 / 0.96 over 3, for CHF 1,000
        var rate = (Worth.Rate) TABLE.average(day("2026-04-20"), "CHF", "EUR", 7);
        assertThat(rate.rounded(new BigDecimal("1000"), CurrencyUnit.EUR))
                .isEqualByComparingTo("1067.96");
        var dollars = (Worth.Rate) TABLE.average(day("2026-04-20"), "EUR", "USD", 7);
        assertThat(dollars.rounded(new BigDecimal("300"), CurrencyUnit.USD))
                .isEqualByComparingTo("351.00");
        assertThat(TABLE.average(day("2026-05-03"), "CHF", "EUR", 7))
                .isInstanceOf(Worth.Unknown.class);
    }

    private static String franc(String day) {
        var rate = (Worth.Rate) TABLE.on(day(day), "CHF", "EUR", 7);
        return rate.rounded(new BigDecimal("1000"), CurrencyUnit.EUR).toPlainString();
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static NavigableMap<LocalDate, BigDecimal> days(String... pairs) {
        NavigableMap<LocalDate, BigDecimal> days = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            days.put(day(pairs[i]), new BigDecimal(pairs[i + 1]));
        }
        return days;
    }
}
