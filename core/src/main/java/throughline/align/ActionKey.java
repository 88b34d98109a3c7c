package throughline.align;

/**
 * The deterministic name of one write: the same difference found twice has the same key.
 *
 * @param value engagement, system, purpose and attempt, as {@code
 *     crm:opportunity:1/erp/invoice/2026-03#1} and, for the second attempt at it, {@code
 *     crm:opportunity:1/erp/invoice/2026-03#1~2}
 */
public record ActionKey(String value) {

    private static final char ATTEMPT = '~';

    /** An attempt at a purpose, counted from 1. */
    public static ActionKey of(String purpose, int attempt) {
        return new ActionKey(attempt == 1 ? purpose : purpose + ATTEMPT + attempt);
    }

    /** What it is for: the key without its attempt. */
    public String purpose() {
        return isRepeated() ? value.substring(0, value.lastIndexOf(ATTEMPT)) : value;
    }

    /** Which attempt it is, counted from 1. */
    public int attempt() {
        return isRepeated() ? Integer.parseInt(value.substring(value.lastIndexOf(ATTEMPT) + 1)) : 1;
    }

    /** Whether there was an attempt before it. */
    public boolean isRepeated() {
        int mark = value.lastIndexOf(ATTEMPT);
        return mark >= 0
                && mark + 1 < value.length()
                && value.length() - mark <= 5
                && value.chars().skip(mark + 1).allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public String toString() {
        return value;
    }
}
