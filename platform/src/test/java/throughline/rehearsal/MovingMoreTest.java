package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.rehearsal.Difference.Amount;

/** Of two answers about one engagement, the one that moves more is told, currency by currency. */
class MovingMoreTest {

    private static final Amount EURO = amount("EUR", 90_000);
    private static final Amount YEN = amount("JPY", 100_000);

    @Test
    void the_whole_history_is_told_where_going_on_moves_no_more() {
        assertThat(history(EURO).or(onward(EURO))).isEqualTo(history(EURO));
        assertThat(history(EURO, YEN).or(onward(YEN))).isEqualTo(history(EURO, YEN));
        assertThat(history(EURO).or(onward())).isEqualTo(history(EURO));
    }

    @Test
    void going_on_is_told_where_it_moves_more() {
        assertThat(history(EURO).or(onward(amount("EUR", 90_001))))
                .isEqualTo(onward(amount("EUR", 90_001)));
        assertThat(history().or(onward(YEN))).isEqualTo(onward(YEN));
    }

    @Test
    void many_yen_hide_no_euros() {
        assertThat(history(EURO, amount("JPY", 1)).or(onward(amount("EUR", 5), YEN)))
                .as("100,000 yen are more than 90,000 cents only as a number")
                .isEqualTo(onward(EURO, YEN));
    }

    private static Amount amount(String currency, long more) {
        return new Amount("invoice-posted", "2026-03", currency, 0, more);
    }

    private static Difference history(Amount... amounts) {
        return difference(false, amounts);
    }

    private static Difference onward(Amount... amounts) {
        return difference(true, amounts);
    }

    private static Difference difference(boolean onward, Amount... amounts) {
        return new Difference(
                "crm:deal:1", onward, "A deal", "", "", List.of(amounts), List.of(), List.of());
    }
}
