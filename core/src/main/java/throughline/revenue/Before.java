package throughline.revenue;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.AgreementEvent.ContractAmended;
import throughline.engagement.Changes;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Turn;
import throughline.terms.Amendment;
import throughline.terms.Obligation;
import throughline.terms.Obligation.Version;
import throughline.terms.Obligations;

/** Obligations as they would be without the change of terms that has just happened. */
final class Before {

    private Before() {}

    /** By line; nothing where no amendment has just come into force. */
    static Map<String, Obligation> of(Turn turn, Occasion occasion) {
        if (!(occasion instanceof Happened(ContractAmended(var amendment, _)))) {
            return Map.of();
        }
        Changes changes = turn.state().agreement().changes();
        Map<String, Amendment> others = new HashMap<>(changes.agreed());
        others.remove(amendment.id());
        Collection<Amendment> before = others.values();
        boolean last =
                before.stream()
                        .allMatch(
                                each ->
                                        each.day().isBefore(amendment.day())
                                                && amendment.isAfter(each));
        return last
                ? without(amendment.day(), changes.obligations())
                : changes.original().map(terms -> Obligations.of(terms, before)).orElse(Map.of());
    }

    /** Nothing else changed on that day, nor after it. */
    private static Map<String, Obligation> without(
            LocalDate day, Map<String, Obligation> obligations) {
        Map<String, Obligation> before = new HashMap<>();
        obligations.forEach(
                (line, obligation) -> {
                    List<Version> versions =
                            obligation.versions().stream()
                                    .filter(version -> !version.from().equals(Optional.of(day)))
                                    .toList();
                    if (!versions.isEmpty()) {
                        before.put(line, new Obligation(versions));
                    }
                });
        return before;
    }
}
