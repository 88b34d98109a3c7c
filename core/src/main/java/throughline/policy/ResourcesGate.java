package throughline.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.RoleEstimate;
import throughline.terms.PricingModel.ResourceAssumption;

/** Whether hours by rates explain the price, within a tolerance. */
final class ResourcesGate {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private ResourcesGate() {}

    static Draft examine(Case asked, Draft draft, Findings findings) {
        return draft.currency().isEmpty()
                ? draft
                : draft.each(line -> examined(asked, draft, line, findings));
    }

    private static LineDraft examined(Case asked, Draft draft, LineDraft line, Findings findings) {
        CurrencyUnit currency = draft.currency().orElseThrow();
        List<ResourceAssumption> assumptions = new ArrayList<>();
        boolean complete = true;
        for (RoleEstimate estimate : line.sold().estimates()) {
            if (estimate.hours().signum() <= 0) {
                findings.find(
                        "estimate-not-positive",
                        "Line "
                                + line.id()
                                + " assumes "
                                + estimate.hours().toPlainString()
                                + " hours of "
                                + estimate.role()
                                + ". State positive hours.",
                        Map.of("line", line.id(), "role", estimate.role()));
            }
            Optional<Money> rate =
                    estimate.rate()
                            .or(
                                    () ->
                                            Rates.of(asked, draft, line, estimate.role(), findings)
                                                    .map(Rates::rate));
            if (rate.isEmpty()) {
                complete = false;
                findings.find(
                        "estimate-rate-missing",
                        "Cannot price "
                                + estimate.role()
                                + " on line "
                                + line.id()
                                + ": neither the estimate nor the rate card has a rate. Add one.",
                        Map.of("line", line.id(), "role", estimate.role()));
            }
            assumptions.add(
                    new ResourceAssumption(
                            estimate.role(), estimate.hours(), rate.orElse(Money.zero(currency))));
        }
        if (complete && !assumptions.isEmpty()) {
            line.amount()
                    .ifPresent(
                            amount -> explains(asked, draft, line, amount, assumptions, findings));
        }
        return line.explainedBy(assumptions);
    }

    private static void explains(
            Case asked,
            Draft draft,
            LineDraft line,
            Money amount,
            List<ResourceAssumption> assumptions,
            Findings findings) {
        BigDecimal explained =
                assumptions.stream()
                        .map(it -> it.hours().multiply(it.rate().decimal()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal tolerance = tolerance(asked, draft, line, findings);
        BigDecimal off = explained.subtract(amount.decimal()).abs().multiply(HUNDRED);
        if (off.compareTo(tolerance.multiply(amount.decimal().abs())) > 0) {
            findings.find(
                    "resources-do-not-explain-price",
                    "Line "
                            + line.id()
                            + " costs the customer "
                            + amount
                            + ", but its hours by their rates come to "
                            + explained.stripTrailingZeros().toPlainString()
                            + ", more than "
                            + tolerance.toPlainString()
                            + " percent away. Correct the estimate or the price.",
                    Map.of(
                            "line", line.id(),
                            "price", amount.toString(),
                            "explained", explained.toPlainString(),
                            "tolerance-percent", tolerance.toPlainString()));
        }
    }

    private static BigDecimal tolerance(
            Case asked, Draft draft, LineDraft line, Findings findings) {
        String table = "resource-tolerance";
        return asked.decide(table, () -> Inputs.ofLine(asked, draft, line), findings)
                .flatMap(row -> row.output("percent"))
                .flatMap(text -> asked.number(table, text, findings))
                .or(() -> asked.number("tolerance-percent", findings))
                .orElse(BigDecimal.TEN);
    }
}
