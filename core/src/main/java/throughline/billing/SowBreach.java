package throughline.billing;

import java.util.Map;
import throughline.money.Money;

/**
 * Something billed or scheduled that the statement of work does not allow.
 *
 * @param clause which clause of it, as a code
 * @param about the line, charge or document, unique for the clause
 * @param amount by how much
 * @param sentence what is so, why it may not be, what would work
 */
record SowBreach(
        String clause, String about, Money amount, String sentence, Map<String, String> facts) {

    SowBreach {
        facts = Map.copyOf(facts);
    }

    /** Under which it is open as an exception. */
    String key() {
        return key(clause, about);
    }

    static String key(String clause, String about) {
        return clause + ":" + about;
    }
}
