package throughline.rehearsal;

import java.util.Optional;
import throughline.money.Money;

/**
 * What becomes of one document when an earlier release is gone back to.
 *
 * @param invoice what is credited; empty text when nothing is
 * @param outcome what came of it by now, in a sentence
 */
public record Compensation(
        String engagement,
        String purpose,
        Treatment treatment,
        String sentence,
        String invoice,
        Optional<Money> amount,
        String outcome) {

    /** How it is put right. */
    public enum Treatment {
        /** A credit note is ordered. */
        CREDIT,
        /** Deriving again puts it right by itself: by a further document, or by writing again. */
        FOLLOWS,
        /** It cannot be unsent; a person must settle it. */
        CANNOT
    }
}
