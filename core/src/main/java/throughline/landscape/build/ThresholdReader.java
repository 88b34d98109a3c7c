package throughline.landscape.build;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.landscape.Threshold;
import throughline.money.Money;

/** Reads how much a change may move and write otherwise before a second person must agree. */
final class ThresholdReader {

    private static final String ABOVE = "above";
    private static final String PERCENT = "percent";
    private static final String DOCUMENTS = "documents";
    private static final String DOCUMENTS_PERCENT = "documentsPercent";

    private ThresholdReader() {}

    static Threshold read(Reading reading) {
        List<Money> amounts = new ArrayList<>();
        for (String text : reading.texts(ABOVE)) {
            money(text).ifPresentOrElse(amounts::add, () -> noMoney(reading, text));
        }
        Optional<BigDecimal> percent = share(reading, PERCENT);
        int documents = reading.number(DOCUMENTS, 0);
        if (documents < 0) {
            reading.defect(
                    DOCUMENTS,
                    "bad-value",
                    "documents is %d; write how many may be written otherwise, 0 for none."
                            .formatted(documents));
        }
        Optional<BigDecimal> share = share(reading, DOCUMENTS_PERCENT);
        reading.done();
        return new Threshold(amounts, percent, Math.max(0, documents), share);
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

    private static Optional<BigDecimal> share(Reading reading, String key) {
        return reading.optional(key).flatMap(text -> number(reading, key, text));
    }

    private static Optional<BigDecimal> number(Reading reading, String key, String text) {
        try {
            BigDecimal share = new BigDecimal(text);
            if (share.signum() >= 0) {
                return Optional.of(share);
            }
        } catch (NumberFormatException unreadable) {
            // it is told below, as a negative one is
        }
        reading.defect(
                key,
                "bad-value",
                "%s is %s; write a number that is not negative, such as 2.5.".formatted(key, text));
        return Optional.empty();
    }
}
