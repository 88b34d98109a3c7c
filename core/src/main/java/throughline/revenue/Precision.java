package throughline.revenue;

import static java.math.RoundingMode.HALF_UP;

import java.math.BigDecimal;
import java.util.Optional;
import throughline.engagement.Turn;
import throughline.landscape.GateName;
import throughline.money.Reckoning;

/**
 * How exactly progress is stated. Firms that report whole percents, or tenths of them, recognize by
 * the figure that they report: setting {@code progress-decimals} of the gate {@code revenue}.
 *
 * @param decimals of a percent; empty when progress is not rounded
 */
record Precision(Optional<Integer> decimals) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int MOST = 12;

    static Precision of(Turn turn) {
        return new Precision(
                turn.setting(GateName.REVENUE, "progress-decimals")
                        .filter(text -> text.matches("\\d{1,2}"))
                        .map(Integer::valueOf)
                        .filter(number -> number <= MOST));
    }

    /** The share of an amount that was done. */
    Reckoning share(Reckoning amount, Progress.Words words, BigDecimal done, BigDecimal all) {
        if (decimals.isEmpty()) {
            return amount.times(words::done, done).over(words.all(), all).rounded();
        }
        BigDecimal percent = done.multiply(HUNDRED).divide(all, decimals.get(), HALF_UP);
        String name =
                "percent, "
                        + words.done()
                        + " "
                        + done.toPlainString()
                        + " of "
                        + all.toPlainString();
        return amount.times(name, percent).over("percent", HUNDRED).rounded();
    }
}
