package throughline.closing;

import throughline.decisions.Foresight;
import throughline.money.Money;

/** Amounts and counts in sentences. */
final class Words {

    private Words() {}

    /** With its currency: {@code EUR 1,234.50}. */
    static String amount(Money money) {
        return Foresight.amount(money);
    }

    static String counted(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
