package throughline.decisions;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import throughline.approvals.Matter;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal.Verdict;
import throughline.money.Money;

/**
 * A decision before it is taken.
 *
 * @param willHappen line by line: documents, amounts, accounts
 * @param second roles of which somebody else must have one; empty when nobody else is needed, an
 *     empty set when anybody else may who decides
 */
public record Prospect(
        EngagementId engagement,
        Verdict verdict,
        String title,
        List<String> willHappen,
        Optional<Money> amount,
        Optional<Set<String>> second,
        Optional<String> unit,
        Optional<String> entity) {

    public Prospect {
        willHappen = List.copyOf(willHappen);
    }

    /** The same as a matter that takes two. */
    public Matter matter() {
        return new Matter(
                PersonalDecisions.KIND,
                engagement.value(),
                title,
                willHappen,
                Verdicts.text(verdict),
                unit,
                entity,
                amount,
                second.orElse(Set.of()));
    }

    /** Names exactly what would happen; who sends it back decides about that and nothing else. */
    public String contentHash() {
        return matter().contentHash();
    }
}
