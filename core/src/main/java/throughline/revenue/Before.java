package throughline.revenue;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.Event;
import throughline.engagement.Event.ContractAmended;
import throughline.engagement.Turn;
import throughline.terms.Amendment;
import throughline.terms.Obligation;
import throughline.terms.Obligations;

/** An obligation as it would be without the change of terms that has just happened. */
final class Before {

    private Before() {}

    static Optional<Obligation> of(Turn turn, Event change, String line) {
        if (!(change instanceof ContractAmended amended)) {
            return Optional.empty();
        }
        var changes = turn.state().agreement().changes();
        Map<String, Amendment> others = new HashMap<>(changes.agreed());
        others.remove(amended.amendment().id());
        Collection<Amendment> before = others.values();
        return changes.original()
                .map(terms -> Obligations.of(terms, before))
                .map(obligations -> obligations.get(line));
    }
}
