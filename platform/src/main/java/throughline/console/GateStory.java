package throughline.console;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import throughline.console.EngagementView.Gate;
import throughline.engagement.Agreement;
import throughline.engagement.Engagement;
import throughline.landscape.Release;
import throughline.landscape.Unit;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.CanonicalRecord.Deal;
import throughline.policy.GateAnswer;
import throughline.policy.GateFacts;
import throughline.policy.Gates;
import throughline.policy.Violation;
import throughline.wording.GroupedAmounts;

/**
 * The nine gates of an engagement: asked again, by the rules that are in force, when the page is
 * made.
 */
final class GateStory {

    private GateStory() {}

    static List<Gate> of(Engagement state, Release release, LocalDate today) {
        return state.agreement()
                .deal()
                .map(deal -> answered(state, deal, release, today))
                .orElse(List.of());
    }

    private static List<Gate> answered(
            Engagement state, Deal deal, Release release, LocalDate today) {
        Agreement agreement = state.agreement();
        Map<String, String> approvals =
                agreement.approvals().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().by()));
        List<Customer> customers =
                agreement.references().values().stream()
                        .filter(Customer.class::isInstance)
                        .map(Customer.class::cast)
                        .toList();
        GateFacts facts =
                new GateFacts(deal, customers, agreement.waived().keySet(), approvals, today);
        Unit unit = deal.unit().flatMap(release::unit).orElseGet(release::defaultUnit);
        return Gates.evaluate(facts, unit, release).answers().stream()
                .map(GateStory::gate)
                .toList();
    }

    private static Gate gate(GateAnswer answer) {
        List<String> sentences =
                answer.standing().stream()
                        .map(Violation::sentence)
                        .map(GroupedAmounts::in)
                        .toList();
        List<String> notes = new ArrayList<>();
        if (!answer.value().isBlank()) {
            notes.add(GroupedAmounts.in(answer.value()));
        }
        notes.addAll(answer.sources());
        answer.waived().forEach(violation -> notes.add("waived: " + violation.code()));
        String verdict = !answer.enabled() ? "not asked" : answer.passes() ? "passed" : "violated";
        String tone = !answer.enabled() ? "" : answer.passes() ? "good" : "bad";
        return new Gate(
                Wording.words(answer.gate().name()),
                verdict,
                tone,
                sentences,
                String.join(" · ", notes));
    }
}
