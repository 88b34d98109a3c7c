package throughline.connectors;

import java.util.Map;
import throughline.align.Action;

/** What a search for a record by its natural key found. */
public sealed interface Probe {

    /** The system holds it, finished. */
    record Found(String externalId, Map<String, String> facts) implements Probe {
        public Found {
            facts = Map.copyOf(facts);
        }
    }

    /** The system does not hold it, or holds only a beginning that a write would finish. */
    record NotFound() implements Probe {}

    /** The system did not say. */
    record CannotTell(String sentence) implements Probe {}

    /** The answer about a kind that the connector cannot search for. */
    static Probe notSearched(Action action) {
        return new CannotTell(
                action.system()
                        + " cannot be searched for what "
                        + action.kind()
                        + " brings about");
    }
}
