package throughline.exchange;

import java.util.Arrays;
import java.util.Optional;
import throughline.wording.Kebab;

/** Which rate counts for what happened. */
public enum RateKind {
    /** The last one known on the day on which it counts. */
    DAY,
    /** The mean of those published in the calendar month of that day. */
    AVERAGE,
    /** The last one known on the day on which the contract was booked first. */
    CONTRACT_DAY;

    /** Its name in the landscape. */
    public String text() {
        return Kebab.of(this);
    }

    /** The one of this name. */
    public static Optional<RateKind> named(String text) {
        return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
    }
}
