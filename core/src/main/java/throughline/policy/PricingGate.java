package throughline.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import throughline.landscape.DecisionTable.Row;
import throughline.money.Money;

/** How every line is priced, and whether the entity sells in that currency. */
final class PricingGate {

    private PricingGate() {}

    static Draft examine(Case asked, Draft draft, Findings findings) {
        if (draft.lines().isEmpty()) {
            findings.essential(
                    "lines-missing",
                    "Cannot price the deal: it has no lines and no headline amount that a default"
                            + " pricing model could take. Add lines, or an amount.",
                    Map.of());
        }
        uniqueIds(draft, findings);
        inRange(asked, findings);
        currency(asked, draft, findings);
        Draft priced = draft.each(line -> priced(asked, draft, line, findings));
        headline(asked, priced, findings);
        return priced;
    }

    private static void uniqueIds(Draft draft, Findings findings) {
        if (draft.lines().size() < 2) {
            return;
        }
        Set<String> seen = new HashSet<>();
        String twice =
                draft.lines().stream()
                        .map(LineDraft::id)
                        .filter(id -> !seen.add(id))
                        .distinct()
                        .collect(Collectors.joining(", "));
        if (!twice.isEmpty()) {
            findings.essential(
                    "line-ids-not-unique",
                    "Cannot tell the lines apart: "
                            + twice
                            + " is there twice. Give every line an"
                            + " id of its own.",
                    Map.of("lines", twice));
        }
    }

    private static void inRange(Case asked, Findings findings) {
        List<String> absurd = Opening.outOfRange(asked.deal());
        if (!absurd.isEmpty()) {
            findings.essential(
                    "number-out-of-range",
                    "Cannot calculate with "
                            + String.join(", ", absurd)
                            + ": no deal has such numbers. Correct the deal.",
                    Map.of("numbers", String.join(", ", absurd)));
        }
    }

    private static void currency(Case asked, Draft draft, Findings findings) {
        var currencies = Opening.currencies(asked.deal());
        if (currencies.size() > 1) {
            String names = currencies.stream().map(Object::toString).sorted().toList().toString();
            findings.essential(
                    "currency-mixed",
                    "Cannot add up amounts in "
                            + names
                            + ": a contract has one currency. Restate"
                            + " the amounts in one, or split the deal.",
                    Map.of("currencies", names));
        }
        draft.currency()
                .filter(
                        currency ->
                                draft.entity()
                                        .filter(it -> !it.currencies().contains(currency))
                                        .isPresent())
                .ifPresent(
                        currency ->
                                findings.find(
                                        "currency-not-allowed",
                                        "Legal entity "
                                                + draft.entity().get().code()
                                                + " does not sell in "
                                                + currency
                                                + ". It sells in "
                                                + draft.entity().get().currencies()
                                                + ".",
                                        Map.of("currency", currency.getCode())));
    }

    private static LineDraft priced(Case asked, Draft draft, LineDraft line, Findings findings) {
        Optional<Row> row = allowed(asked, draft, line, findings);
        if (line.model().isEmpty()) {
            findings.essential(
                    "pricing-model-unknown",
                    "Cannot price line "
                            + line.id()
                            + " by \""
                            + line.modelWord()
                            + "\": no such pricing model is known. Use one of "
                            + Model.known()
                            + ".",
                    Map.of("line", line.id(), "pricing-model", line.modelWord()));
            return line;
        }
        if (draft.currency().isEmpty()) {
            return line;
        }
        new Stated(line, draft.currency().get(), findings).nothingElse(line.model().get());
        return switch (line.model().get()) {
            case FIXED_FEE_MILESTONES, FIXED_FEE_CALENDAR -> fixedFee(asked, line, findings);
            case TIME_AND_MATERIALS -> TimePricing.priced(asked, draft, line, row, findings);
            case OUTCOME -> fixedFee(asked, line, findings);
            case PROGRESS -> DeliveryPricing.progress(asked, draft, line, findings);
            case ADVANCE_DRAWDOWN -> DeliveryPricing.advance(asked, draft, line, row, findings);
            case RETAINER -> DeliveryPricing.retainer(asked, draft, line, findings);
            case PREPAID_BLOCK -> DeliveryPricing.prepaidBlock(asked, draft, line, findings);
            case MANAGED_SERVICE -> DeliveryPricing.managedService(asked, draft, line, findings);
            case UNIT -> DeliveryPricing.perUnit(draft, line, findings);
            case EXPENSES -> DeliveryPricing.expenses(draft, line, findings);
            case INTERNAL -> internal(line, findings);
        };
    }

    private static Optional<Row> allowed(
            Case asked, Draft draft, LineDraft line, Findings findings) {
        String table = "allowed-pricing";
        Optional<Row> row = asked.decide(table, () -> Inputs.ofLine(asked, draft, line), findings);
        boolean allowed =
                !asked.has(table)
                        || row.flatMap(it -> it.output("allowed"))
                                .filter("yes"::equals)
                                .isPresent();
        if (!allowed) {
            String why =
                    row.flatMap(it -> it.output("reason"))
                            .orElse(row.isPresent() ? "the table says no" : "no row allows it");
            findings.find(
                    "pricing-not-allowed",
                    "Line "
                            + line.id()
                            + " may not be sold as "
                            + line.modelWord()
                            + " for "
                            + line.serviceLine()
                            + ": "
                            + why
                            + ". Choose another pricing model, or change allowed-pricing.",
                    Map.of("line", line.id(), "pricing-model", line.modelWord(), "why", why));
        }
        return row;
    }

    private static LineDraft fixedFee(Case asked, LineDraft line, Findings findings) {
        if (line.amount().isEmpty()) {
            priceMissing(line, findings);
            return line;
        }
        return positive(asked, line, line.amount().get(), findings)
                ? line.priced(line.amount())
                : line;
    }

    static void priceMissing(LineDraft line, Findings findings) {
        findings.essential(
                "price-missing",
                "Cannot fix the fee of line " + line.id() + ": it has no amount. State one.",
                Map.of("line", line.id()));
    }

    /**
     * Whether an amount can be a price; a price of nothing can be waived, a negative one cannot.
     */
    static boolean positive(Case asked, LineDraft line, Money amount, Findings findings) {
        boolean free = amount.isZero();
        if (amount.signum() > 0 || free && asked.isSet("free-lines", "allowed")) {
            return true;
        }
        findings.add(
                new Finding(
                        "price-not-positive",
                        "Line "
                                + line.id()
                                + " is priced at "
                                + amount
                                + ". State a positive price, or sell it as internal.",
                        Map.of("line", line.id(), "amount", amount.toString()),
                        !free));
        return free;
    }

    private static LineDraft internal(LineDraft line, Findings findings) {
        line.amount()
                .filter(amount -> !amount.isZero())
                .ifPresent(
                        amount ->
                                findings.find(
                                        "internal-line-priced",
                                        "Line "
                                                + line.id()
                                                + " is internal but states "
                                                + amount
                                                + ", which would never be billed. Remove the"
                                                + " amount, or choose another pricing model.",
                                        Map.of("line", line.id(), "amount", amount.toString())));
        return line.priced(Optional.empty());
    }

    private static void headline(Case asked, Draft draft, Findings findings) {
        Optional<Money> stated = asked.deal().amount();
        if (stated.isEmpty() || draft.currency().isEmpty() || asked.isSet("headline", "ignored")) {
            return;
        }
        Money sum = Money.zero(draft.currency().get());
        boolean open = false;
        for (LineDraft line : draft.lines()) {
            if (line.amount().isPresent()) {
                sum = sum.plus(line.amount().get());
            } else {
                open = open || !line.is(Model.INTERNAL);
            }
        }
        int compared = sum.compareTo(stated.get());
        if (!draft.lines().isEmpty() && (open ? compared > 0 : compared != 0)) {
            findings.find(
                    "lines-do-not-add-up",
                    "The lines add up to "
                            + sum
                            + ", the deal says "
                            + stated.get()
                            + ". Correct one of them; the difference is "
                            + stated.get().minus(sum)
                            + ".",
                    Map.of("lines", sum.toString(), "deal", stated.get().toString()));
        }
    }
}
