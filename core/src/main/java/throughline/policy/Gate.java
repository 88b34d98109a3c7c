package throughline.policy;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import throughline.landscape.GateName;

/**
 * One gate as a named value.
 *
 * @param question what it asks, for people
 * @param tables the decision tables that it reads
 * @param settings the settings that its policy may carry
 * @param value what it decided, for people
 */
public record Gate(
        GateName name,
        String question,
        Set<String> tables,
        Set<String> settings,
        Examination examination,
        Function<Draft, Optional<String>> value) {

    public Gate {
        tables = Set.copyOf(tables);
        settings = Set.copyOf(settings);
    }

    /** The logic of a gate: what it adds to the draft, and what it finds against the deal. */
    interface Examination {
        Draft examine(Case asked, Draft draft, Findings findings);
    }
}
