package throughline.policy;

import java.util.List;
import throughline.landscape.GateName;

/**
 * What one gate says.
 *
 * @param value what it decided, for people; empty text when it decided nothing
 * @param sources the table rows that decided
 * @param standing violations that hold the deal up
 * @param waived violations that somebody has waived
 */
public record GateAnswer(
        GateName gate,
        boolean enabled,
        String value,
        List<String> sources,
        List<Violation> standing,
        List<Violation> waived) {

    public GateAnswer {
        sources = List.copyOf(sources);
        standing = List.copyOf(standing);
        waived = List.copyOf(waived);
    }

    /** Whether the deal goes through this gate. */
    public boolean passes() {
        return standing.isEmpty();
    }
}
