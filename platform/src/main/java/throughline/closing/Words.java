package throughline.closing;

import throughline.decisions.Foresight;
import throughline.money.Money;

/** Amounts in sentences. */
final class Words {

    private Words() {}

    /** With its currency: {@code EUR 1,234.50}. */
    static String amount(Money money) {
        return Foresight.amount(money);
    }
}
