package throughline.align;

import java.util.Map;

/** How a write ended, as far as we know. */
public sealed interface ActionOutcome {

    /**
     * The system holds the record.
     *
     * @param externalId its id there
     * @param facts what the system decided itself: document number, tax, date
     */
    record Confirmed(String externalId, Map<String, String> facts) implements ActionOutcome {
        public Confirmed {
            facts = Map.copyOf(facts);
        }
    }

    /** The system refused, and sending the same again would be refused again. */
    record Rejected(String code, String sentence) implements ActionOutcome {}

    /** Sent, and neither an answer nor a probe can tell what happened: a person decides. */
    record Ambiguous(String sentence) implements ActionOutcome {}

    /**
     * A person took it back before it was sent, or gave up what was refused. The difference stays,
     * and is told until somebody asks for it again.
     */
    record Cancelled(String by, String reason) implements ActionOutcome {}
}
