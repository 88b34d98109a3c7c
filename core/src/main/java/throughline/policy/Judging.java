package throughline.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import throughline.landscape.GatePolicy;

/** Turns what a gate found into violations, by what its policy says of them. */
record Judging(Draft draft, Set<String> waivedCodes) {

    GateAnswer answer(Gate gate, GatePolicy policy, Findings findings) {
        List<Violation> standing = new ArrayList<>();
        List<Violation> waived = new ArrayList<>();
        for (Finding finding : findings.all()) {
            if (!policy.enabled() && !finding.essential()) {
                continue;
            }
            Violation violation = violation(policy, finding);
            boolean overlooked =
                    waivedCodes.contains(finding.code()) && !violation.waivers().isEmpty();
            (overlooked ? waived : standing).add(violation);
        }
        return new GateAnswer(
                gate.name(),
                policy.enabled(),
                gate.value().apply(draft).orElse(""),
                findings.sources(),
                standing,
                waived);
    }

    private Violation violation(GatePolicy policy, Finding finding) {
        return new Violation(
                policy.gate(),
                finding.code(),
                finding.sentence(),
                finding.evidence(),
                draft.amount(),
                policy.owner(),
                finding.essential() ? List.of() : policy.waivers());
    }
}
