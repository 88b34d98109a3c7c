package throughline.calendar;

import java.util.Locale;

/** Whether a legal entity still takes postings into an accounting period. */
public enum PeriodState {
    /** Postings are taken. */
    OPEN,
    /** A posting needs a reason. */
    SOFT_CLOSED,
    /** No posting is taken. */
    CLOSED;

    /** The state that a financial system's word stands for; a word not known closes nothing. */
    public static PeriodState of(String word) {
        return switch (word.toLowerCase(Locale.ROOT).replace('_', '-')) {
            case "closed", "locked" -> CLOSED;
            case "soft-closed" -> SOFT_CLOSED;
            default -> OPEN;
        };
    }
}
