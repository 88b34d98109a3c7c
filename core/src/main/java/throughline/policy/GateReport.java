package throughline.policy;

import java.util.List;
import throughline.terms.Terms;

/** What the nine gates say about exactly one content of a deal. */
public sealed interface GateReport {

    /** The content that was judged. */
    String contentHash();

    /** Every gate's answer, in their order. */
    List<GateAnswer> answers();

    /**
     * Nothing stands against it.
     *
     * @param terms what was agreed
     */
    record Passed(Terms terms, List<GateAnswer> answers) implements GateReport {
        public Passed {
            answers = List.copyOf(answers);
        }

        @Override
        public String contentHash() {
            return terms.contentHash();
        }
    }

    /**
     * Something stands against it.
     *
     * @param violations at least one, each code once, in the order of the gates
     */
    record Violated(String contentHash, List<Violation> violations, List<GateAnswer> answers)
            implements GateReport {
        public Violated {
            violations = List.copyOf(violations);
            answers = List.copyOf(answers);
        }
    }
}
