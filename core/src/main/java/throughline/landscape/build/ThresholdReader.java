package throughline.landscape.build;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.landscape.Threshold;
import throughline.money.Money;

/** Reads how much money a change may move before a second person must agree. */
final class ThresholdReader {

    private static final String ABOVE = "above";
    private static final String PERCENT = "percent";

    private ThresholdReader() {}

    static Threshold read(Reading reading) {
        List<Money> amounts = new ArrayList<>();
        for (String text : reading.texts(ABOVE)) {
            money(text).ifPresentOrElse(amounts::add, () -> noMoney(reading, text));
        }
        Optional<BigDecimal> percent =
                reading.optional(PERCENT).flatMap(text -> share(reading, text));
        reading.done();
        return new Threshold(amounts, percent);
    }

    private static Optional<Money> money(String text) {
        try {
            return Optional.of(Money.parse(text)).filter(money -> money.signum() >= 0);
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static void noMoney(Reading reading, String text) {
        reading.defect(
                ABOVE,
                "bad-value",
                "above has %s; write amounts such as EUR 10000.00, one for each currency."
                        .formatted(text));
    }

    private static Optional<BigDecimal> share(Reading reading, String text) {
        try {
            return Optional.of(new BigDecimal(text)).filter(number -> number.signum() >= 0);
        } catch (NumberFormatException unreadable) {
            reading.defect(PERCENT, "bad-value", "percent is %s; write a number.".formatted(text));
            return Optional.empty();
        }
    }
}
