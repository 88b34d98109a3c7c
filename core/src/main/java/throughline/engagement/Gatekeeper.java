package throughline.engagement;

import java.util.List;
import throughline.observed.CanonicalRecord.Deal;
import throughline.policy.Violation;
import throughline.terms.Terms;

/** Asks the nine gates about a deal as it stands. */
final class Gatekeeper {

    private Gatekeeper() {}

    /** What the gates say. */
    sealed interface Judgement {}

    /** All gates pass, and this is what was agreed. */
    record Passed(Terms terms) implements Judgement {}

    /** At least one gate does not. */
    record Violated(String contentHash, List<Violation> violations) implements Judgement {}

    static Judgement judge(Turn turn, Deal deal) {
        return PlainTerms.judge(turn, deal);
    }
}
