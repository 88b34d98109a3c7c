package throughline.policy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.landscape.DecisionTable.Row;
import throughline.money.Money;

/** Who has agreed to exactly this content, where the limits ask for somebody's agreement. */
final class ApprovalsGate {

    private static final String TABLE = "approval-limits";
    private static final String NOBODY = "none";
    private static final String ANYBODY = "somebody";

    private ApprovalsGate() {}

    static Draft examine(Case asked, Draft draft, Findings findings) {
        if (asked.has(TABLE)) {
            Map<String, String> inputs = Inputs.ofDeal(asked, draft);
            discount(draft).ifPresent(it -> inputs.put("discount", it.toPlainString()));
            Margin.of(asked, draft).ifPresent(it -> inputs.put("margin", it.toPlainString()));
            Optional<Row> row = asked.decide(TABLE, inputs, findings);
            String approver = row.flatMap(it -> it.output("approver")).orElse(ANYBODY);
            if (!approver.equals(NOBODY)) {
                String why =
                        row.flatMap(it -> it.output("reason"))
                                .orElse(row.map(Row::source).orElse("no row of " + TABLE));
                approved(asked, approver, why, findings);
            }
        }
        return draft;
    }

    private static void approved(Case asked, String role, String why, Findings findings) {
        String hash = asked.facts().contentHash();
        Set<String> given = new LinkedHashSet<>();
        Optional.ofNullable(asked.facts().approvals().get(hash)).ifPresent(given::add);
        if (asked.isSet("deal-approval", "counts")) {
            asked.deal().approvedBy().ifPresent(given::add);
        }
        Optional<String> seller =
                Optional.ofNullable(
                        asked.deal()
                                .attributes()
                                .get(asked.setting("owner-attribute").orElse("owner")));
        Map<String, String> evidence = Map.of("content", hash, "approver", role, "why", why);
        String asks = "The deal needs the agreement of " + role + " (" + why + ")";
        Set<String> others = new LinkedHashSet<>(given);
        seller.ifPresent(name -> others.removeIf(name::equalsIgnoreCase));
        if (others.stream().anyMatch(name -> holds(asked, name, role, findings))) {
            return;
        }
        if (!others.isEmpty()) {
            findings.find(
                    "approval-not-entitled",
                    asks
                            + ", which "
                            + String.join(", ", others)
                            + " cannot give. Ask somebody who holds that role.",
                    evidence);
        } else if (!given.isEmpty()) {
            findings.find(
                    "approval-four-eyes",
                    asks
                            + ", and was approved only by "
                            + seller.orElse("its owner")
                            + ", who sold it. Ask somebody else.",
                    evidence);
        } else if (!asked.facts().approvals().isEmpty()) {
            findings.find(
                    "approval-void",
                    asks
                            + "; it was approved before its content changed. Approve it as it is"
                            + " now.",
                    evidence);
        } else {
            findings.find(
                    "approval-missing",
                    asks + ", and nobody has approved it. Approve it.",
                    evidence);
        }
    }

    /** Whether a person holds a role; without the table every name counts. */
    private static boolean holds(Case asked, String person, String role, Findings findings) {
        if (!asked.has("approvers") || role.equals(ANYBODY)) {
            return true;
        }
        return asked.decide("approvers", Map.of("person", person), findings)
                .flatMap(row -> row.output("roles"))
                .filter(
                        roles ->
                                Arrays.stream(roles.split("\\|"))
                                        .map(String::strip)
                                        .anyMatch(role::equals))
                .isPresent();
    }

    /** Percent off the list prices, over the lines that state both. */
    private static Optional<BigDecimal> discount(Draft draft) {
        if (draft.currency().isEmpty()) {
            return Optional.empty();
        }
        BigDecimal list = BigDecimal.ZERO;
        BigDecimal sold = BigDecimal.ZERO;
        for (LineDraft line : draft.lines()) {
            Optional<Money> listed = line.sold().listPrice();
            if (listed.isPresent() && line.amount().isPresent()) {
                list = list.add(listed.get().decimal());
                sold = sold.add(line.amount().get().decimal());
            }
        }
        return list.signum() <= 0
                ? Optional.empty()
                : Optional.of(
                        list.subtract(sold).movePointRight(2).divide(list, MathContext.DECIMAL128));
    }
}
