package throughline.decisions;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import throughline.align.ActionKind;
import throughline.billing.Waivable;
import throughline.engagement.Agreement;
import throughline.engagement.Engagement;
import throughline.landscape.DecisionTable;
import throughline.landscape.GateName;
import throughline.landscape.Release;
import throughline.landscape.Unit;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.CanonicalRecord.Deal;
import throughline.people.Actor;
import throughline.people.RefusedToPersonException;
import throughline.people.RefusedToPersonException.Kind;
import throughline.people.Roles;
import throughline.policy.GateFacts;
import throughline.policy.GateReport;
import throughline.policy.Gates;
import throughline.policy.Violation;

/**
 * Who may decide what about one engagement, by the landscape's gates and tables.
 *
 * @param on the day of the decision
 */
record Entitlement(Engagement state, Release release, LocalDate on) {

    private static final String LIMITS = "decision-limits";
    private static final String NOBODY = "none";

    Unit unit() {
        return Roles.unit(release, unitName());
    }

    Optional<String> unitName() {
        return state.terms()
                .map(terms -> terms.unit())
                .or(() -> state.agreement().deal().flatMap(Deal::unit));
    }

    Optional<String> entity() {
        return state.terms()
                .map(terms -> terms.legalEntity())
                .or(() -> state.agreement().deal().flatMap(Deal::legalEntity));
    }

    /** What stands against the deal now, when it is won and no contract yet. */
    List<Violation> standing(Map<String, String> moreApprovals) {
        Optional<Deal> deal = state.agreement().deal();
        if (deal.isEmpty() || state.contract().agreed().isPresent()) {
            return List.of();
        }
        return switch (Gates.evaluate(facts(deal.get(), moreApprovals), unit(), release)) {
            case GateReport.Passed _ -> List.of();
            case GateReport.Violated(var _, var violations, var _) -> violations;
        };
    }

    private GateFacts facts(Deal deal, Map<String, String> moreApprovals) {
        Agreement agreement = state.agreement();
        Map<String, String> approvals = new HashMap<>(moreApprovals);
        agreement.approvals().forEach((hash, approval) -> approvals.put(hash, approval.by()));
        List<Customer> customers =
                agreement.references().values().stream()
                        .filter(Customer.class::isInstance)
                        .map(Customer.class::cast)
                        .toList();
        return new GateFacts(deal, customers, agreement.waived().keySet(), approvals, on);
    }

    /**
     * Who else must agree to a waiver; nobody when the person is entitled.
     *
     * @throws RefusedToPersonException when there is nothing to waive, or nobody may
     */
    Optional<Set<String>> waiver(Actor by, String code) {
        Violation violation =
                standing(Map.of()).stream()
                        .filter(each -> each.code().equals(code))
                        .findFirst()
                        .or(() -> held(code))
                        .orElseThrow(
                                () ->
                                        RefusedToPersonException.refused(
                                                "nothing-to-waive",
                                                "Cannot waive this: no gate finds it against the"
                                                        + " deal now, and nothing is held for it."
                                                        + " It may be mended already."));
        if (violation.waivers().isEmpty()) {
            throw RefusedToPersonException.refused(
                    "not-waivable",
                    "Cannot waive %s: the landscape lets nobody. Mend the cause: %s"
                            .formatted(code, violation.sentence()));
        }
        Set<String> held = new HashSet<>(Roles.of(by.person(), unit(), on));
        held.retainAll(violation.waivers());
        return held.isEmpty() || isSeller(by)
                ? Optional.of(new TreeSet<>(violation.waivers()))
                : Optional.empty();
    }

    /** What invoices are held for, or a clause that is broken; empty when nothing of it is open. */
    private Optional<Violation> held(String code) {
        return state.attention().exceptions().values().stream()
                .filter(open -> Waivable.isAbout(open, code))
                .findFirst()
                .map(
                        open ->
                                new Violation(
                                        GateName.SCHEDULE,
                                        code,
                                        open.sentence(),
                                        open.facts(),
                                        open.atStake(),
                                        open.owner(),
                                        Waivable.waivers(unit())));
    }

    /** What stands behind something that is to be waived: of exceptions what is at stake. */
    Optional<Money> stake(String code) {
        List<Money> stakes =
                state.attention().exceptions().values().stream()
                        .filter(open -> Waivable.isAbout(open, code))
                        .flatMap(open -> open.atStake().stream())
                        .toList();
        boolean oneCurrency = stakes.stream().map(Money::currency).distinct().count() == 1;
        return oneCurrency
                ? stakes.stream().reduce(Money::plus)
                : state.agreement().deal().flatMap(Deal::amount);
    }

    /**
     * Whether the gates take this person's agreement to the terms.
     *
     * @throws RefusedToPersonException with the gate's own sentence when they do not
     */
    void approval(Actor by, String contentHash) {
        List<Violation> before = approvals(Map.of());
        if (before.isEmpty()) {
            throw RefusedToPersonException.refused(
                    "nothing-to-approve",
                    "Cannot approve the terms: no gate asks for anybody's agreement now.");
        }
        String now = before.getFirst().evidence().getOrDefault("content", "");
        if (!now.equals(contentHash)) {
            throw new RefusedToPersonException(
                    Kind.STALE,
                    "terms-changed",
                    "Cannot approve these terms: the deal says something else now. Look at it"
                            + " again.");
        }
        if (by.behind().isPresent() && isSeller(by)) {
            throw new RefusedToPersonException(
                    Kind.NOT_ALLOWED,
                    "approval-four-eyes",
                    ("You cannot approve these terms: %s sold the deal, and acts in this name or"
                                    + " made this token. Somebody else must agree.")
                            .formatted(by.behind().get().name()));
        }
        List<Violation> after = approvals(Map.of(contentHash, by.person().name()));
        if (!after.isEmpty()) {
            throw new RefusedToPersonException(
                    Kind.NOT_ALLOWED,
                    after.getFirst().code(),
                    "You cannot approve these terms: " + after.getFirst().sentence());
        }
    }

    /** What the gate of approvals says about agreement. */
    List<Violation> approvals(Map<String, String> more) {
        return standing(more).stream()
                .filter(violation -> violation.evidence().containsKey("content"))
                .toList();
    }

    /** Whether one of those who act, or may, sold the deal. */
    private boolean isSeller(Actor by) {
        return state.agreement()
                .deal()
                .map(deal -> deal.attributes().getOrDefault("owner", ""))
                .filter(
                        owner ->
                                owner.equalsIgnoreCase(by.person().name())
                                        || by.behind().stream()
                                                .anyMatch(
                                                        one -> owner.equalsIgnoreCase(one.name())))
                .isPresent();
    }

    /** Who else must agree where money moves, by the landscape's limits; by default somebody. */
    Optional<Set<String>> second(String decision, Optional<Money> amount) {
        Map<String, String> inputs = new HashMap<>();
        inputs.put("decision", decision);
        amount.ifPresent(
                money -> {
                    inputs.put("amount", money.decimal().toPlainString());
                    inputs.put("currency", money.currency().getCode());
                });
        Optional<String> approver =
                unit().table(LIMITS)
                        .flatMap(table -> table.decide(inputs, on))
                        .flatMap((DecisionTable.Row row) -> row.output("approver"));
        if (approver.isPresent()) {
            return approver.get().equals(NOBODY)
                    ? Optional.empty()
                    : Optional.of(Set.of(approver.get()));
        }
        return Optional.of(Set.of());
    }

    /** Whether a write moves money. */
    static boolean movesMoney(ActionKind kind) {
        return switch (kind) {
            case POST_INVOICE, POST_CREDIT_NOTE, POST_JOURNAL -> true;
            case CREATE_CUSTOMER, CREATE_CONTRACT, CREATE_PROJECT, UPDATE_PROJECT, WRITE_BACK ->
                    false;
        };
    }
}
