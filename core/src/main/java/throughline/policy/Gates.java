package throughline.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import throughline.landscape.GateName;
import throughline.landscape.LegalEntity;
import throughline.landscape.Release;
import throughline.landscape.Rounding;
import throughline.landscape.Unit;
import throughline.money.Money;
import throughline.terms.Terms;
import throughline.wording.Counted;

/** The nine gates. All of them are asked, whatever the ones before have said. */
public final class Gates {

    /** Every gate, in the order in which they are asked. */
    public static final List<Gate> ALL =
            List.of(
                    new Gate(
                            GateName.CUSTOMER,
                            "Is the customer known, once, complete and not blocked?",
                            Set.of(),
                            Set.of(),
                            CustomerGate::examine,
                            _ -> Optional.empty()),
                    new Gate(
                            GateName.LEGAL_ENTITY,
                            "Which legal entity sells?",
                            Set.of("legal-entity"),
                            Set.of("stated", "default"),
                            LegalEntityGate::examine,
                            draft -> draft.entity().map(LegalEntity::code)),
                    new Gate(
                            GateName.PRICING,
                            "How is every line priced, and in a currency that the entity sells in?",
                            Set.of("allowed-pricing", "rate-card"),
                            Set.of(
                                    "default-model",
                                    "default-service-line",
                                    "default-rate-card",
                                    "time-and-materials-amount",
                                    Rounding.SETTING,
                                    "headline",
                                    "free-lines"),
                            PricingGate::examine,
                            draft -> draft.amount().map(Money::toString)),
                    new Gate(
                            GateName.TAX,
                            "Which tax treatment does the sale have?",
                            Set.of("tax-treatment"),
                            Set.of("default"),
                            TaxGate::examine,
                            Draft::treatment),
                    new Gate(
                            GateName.TEMPLATE,
                            "Which project template delivers it?",
                            Set.of("project-template"),
                            Set.of("default"),
                            TemplateGate::examine,
                            Draft::template),
                    new Gate(
                            GateName.SCHEDULE,
                            "When is every line billed, to the last minor unit and inside its"
                                    + " term?",
                            Set.of("billing-schedule"),
                            Set.of(
                                    "default-parts",
                                    "default-term-days",
                                    "default-term-months",
                                    "grace-days",
                                    "cap-warn-percent",
                                    "cap-above",
                                    "purchase-order-warn-percent",
                                    "billed-time-changed",
                                    "credited-units",
                                    "owed-back",
                                    "shortfall",
                                    "excess"),
                            ScheduleGate::examine,
                            Gates::schedule),
                    new Gate(
                            GateName.RESOURCES,
                            "Do roles, hours and rates explain the price?",
                            Set.of("resource-tolerance", "rate-card"),
                            Set.of("tolerance-percent"),
                            ResourcesGate::examine,
                            _ -> Optional.empty()),
                    new Gate(
                            GateName.REVENUE,
                            "How is every obligation recognized, and what does it sell for alone?",
                            Set.of("revenue-policy"),
                            Set.of(
                                    "standalone-price",
                                    "allocation-tolerance-percent",
                                    "progress-decimals",
                                    "uninstalled-materials",
                                    "loss-provision"),
                            RevenueGate::examine,
                            Gates::revenue),
                    new Gate(
                            GateName.APPROVALS,
                            "Has somebody entitled agreed to exactly this content?",
                            Set.of("approval-limits", "approvers", "rate-card"),
                            Set.of("deal-approval", "owner-attribute", "changed-deal"),
                            ApprovalsGate::examine,
                            _ -> Optional.empty()));

    private Gates() {}

    /** The tax treatments that a contract may have. */
    public static Set<String> taxTreatments() {
        return TaxGate.TREATMENTS;
    }

    /** One gate by its name. */
    public static Gate of(GateName name) {
        return ALL.get(name.ordinal());
    }

    /**
     * Asks every gate about a deal.
     *
     * <p><b>Errors</b>: none; whatever speaks against the deal is a violation.
     */
    public static GateReport evaluate(GateFacts facts, Unit unit, Release release) {
        Case plain = Case.of(facts, unit, release);
        Draft draft = Opening.draft(plain);
        List<Findings> found = new ArrayList<>();
        for (Gate gate : ALL) {
            Case asked = plain.before(gate.name());
            Findings findings = new Findings();
            draft = gate.examination().examine(asked, draft, findings);
            RequiredFields.examine(asked, draft, findings);
            found.add(findings);
        }
        Judging judging = new Judging(draft, facts.waived());
        List<GateAnswer> answers = new ArrayList<>();
        for (int i = 0; i < ALL.size(); i++) {
            Case asked = plain.before(ALL.get(i).name());
            Conditions.examine(asked, draft, found.get(i));
            answers.add(judging.answer(ALL.get(i), asked.policy(), found.get(i)));
        }
        return report(plain, draft, answers);
    }

    private static GateReport report(Case plain, Draft draft, List<GateAnswer> answers) {
        String hash = plain.facts().contentHash();
        List<Violation> standing = new ArrayList<>();
        answers.forEach(answer -> standing.addAll(answer.standing()));
        if (!standing.isEmpty()) {
            return new GateReport.Violated(hash, standing, answers);
        }
        Terms terms =
                draft.terms(plain, hash)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "gates left the terms of "
                                                        + plain.deal().key()
                                                        + " without a value and said nothing"));
        return new GateReport.Passed(terms, answers);
    }

    private static Optional<String> schedule(Draft draft) {
        long parts = 0;
        for (LineDraft line : draft.lines()) {
            if (line.pricing().isPresent()) {
                parts += line.pricing().get().milestones().size();
                parts += line.pricing().get().dated().size();
            }
        }
        return parts == 0 ? Optional.empty() : Optional.of(Counted.of(parts, "part"));
    }

    private static Optional<String> revenue(Draft draft) {
        Set<String> methods = new LinkedHashSet<>();
        for (LineDraft line : draft.lines()) {
            line.revenue().map(RevenueGate::wordOf).ifPresent(methods::add);
        }
        return methods.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", methods));
    }
}
