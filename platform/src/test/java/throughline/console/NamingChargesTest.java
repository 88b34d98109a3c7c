package throughline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import throughline.calendar.DateRange;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.RevenueMethod;
import throughline.terms.Terms;

/** People read what a charge is for, not the id that it has. */
class NamingChargesTest {

    private static final Terms TERMS = terms();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a01/go-live#1          | Go-live accepted",
                "a01/go-live#3          | Go-live accepted, no. 3",
                "a01/2026-04            | Rollout",
                "a01/2026-04~2          | Rollout, change 2",
                "a01/psa:expense:EX-7#1 | Expense EX-7",
                "a01/psa:expense:E:7#2  | Expense E:7, no. 2",
                "a01/held-back#1        | Kept back, Rollout",
                "a01/held-back-drawdown#2 | Kept back, Rollout, no. 2",
                "a01/2026-04-service-credit#1 | Service credit 2026-04, Rollout",
                "a01/2026-04-drawdown#1 | Drawdown 2026-04, Rollout",
                "a01/taken-back#1       | Taken back, Rollout",
            })
    void ofALineInForceIsCalledByWhatTheTermsSay(String id, String name) {
        assertThat(ChargeName.of(id, Optional.of(TERMS))).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gone/go-live#1          | go-live",
                "gone/psa:expense:EX-7#1 | Expense EX-7",
                "gone/held-back#2        | Kept back, no. 2",
                "plain                   | plain",
                "plain/                  | plain/",
            })
    void ofNoLineInForceIsCalledByWhatItsIdSays(String id, String name) {
        assertThat(ChargeName.of(id, Optional.empty())).isEqualTo(name);
        assertThat(ChargeName.of(id, Optional.of(TERMS))).isEqualTo(name);
    }

    @Test
    void aLineWhoseIdBeginsLikeAnotherIsNotTakenForIt() {
        assertThat(ChargeName.of("a012/go-live#1", Optional.of(TERMS))).isEqualTo("go-live");
    }

    private static Terms terms() {
        Money price = Money.parse("EUR 900.00");
        Line line =
                new Line(
                        "a01",
                        "Rollout",
                        "consulting",
                        new PricingModel.FixedFeeMilestones(
                                List.of(
                                        new PricingModel.Milestone(
                                                "go-live",
                                                "Go-live accepted",
                                                Optional.empty(),
                                                price))),
                        Optional.of(price),
                        new DateRange(LocalDate.of(2026, 1, 1), LocalDate.of(2027, 1, 1)),
                        RevenueMethod.STRAIGHT_LINE,
                        List.of());
        return new Terms(
                0,
                line.term().from(),
                "DE01",
                "north",
                CurrencyUnit.EUR,
                Optional.empty(),
                "domestic",
                "standard",
                List.of(line),
                "hash");
    }
}
