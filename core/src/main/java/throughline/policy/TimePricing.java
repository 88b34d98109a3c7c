package throughline.policy;

import java.util.Map;
import java.util.Optional;
import throughline.landscape.DecisionTable.Row;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.RoleEstimate;

/** Time and materials: the card that prices the hours, what is committed, and the cap. */
final class TimePricing {

    private TimePricing() {}

    static LineDraft priced(
            Case asked, Draft draft, LineDraft line, Optional<Row> allowed, Findings findings) {
        Optional<String> card =
                line.rateCard()
                        .or(() -> allowed.flatMap(row -> row.output("rate-card")))
                        .or(() -> asked.setting("default-rate-card"));
        if (card.isEmpty()) {
            findings.essential(
                    "rate-card-missing",
                    "Cannot price the hours of line "
                            + line.id()
                            + ": it names no rate card. Name"
                            + " one, or set a default for the service line.",
                    Map.of("line", line.id()));
        }
        String sense = asked.setting("time-and-materials-amount").orElse("estimate");
        Optional<Money> cap =
                line.cap().or(() -> sense.equals("cap") ? line.amount() : Optional.empty());
        Optional<Money> price =
                sense.equals("estimate")
                        ? Optional.empty()
                        : line.amount()
                                .filter(it -> PricingGate.positive(asked, line, it, findings));
        LineDraft priced = line.onCard(card, cap).priced(price);
        capped(priced, findings);
        card.ifPresent(name -> rates(asked, draft, priced, findings));
        return priced;
    }

    private static void capped(LineDraft line, Findings findings) {
        if (line.cap().isEmpty()) {
            return;
        }
        Money cap = line.cap().get();
        if (cap.signum() <= 0) {
            findings.find(
                    "cap-not-positive",
                    "Line "
                            + line.id()
                            + " is capped at "
                            + cap
                            + ", so that nothing could be"
                            + " billed. State a positive cap, or none.",
                    Map.of("line", line.id(), "cap", cap.toString()));
        }
        line.price()
                .filter(price -> price.compareTo(cap) > 0)
                .ifPresent(
                        price ->
                                findings.find(
                                        "cap-below-price",
                                        "Line "
                                                + line.id()
                                                + " commits "
                                                + price
                                                + " but may bill at most "
                                                + cap
                                                + ". Raise the cap, or lower the price.",
                                        Map.of(
                                                "line", line.id(),
                                                "cap", cap.toString(),
                                                "price", price.toString())));
    }

    /** Hours of every role that was estimated must find a price later. */
    private static void rates(Case asked, Draft draft, LineDraft line, Findings findings) {
        for (RoleEstimate estimate : line.sold().estimates()) {
            if (Rates.of(asked, draft, line, estimate.role(), findings).isEmpty()) {
                findings.find(
                        "rate-missing",
                        "Card "
                                + line.rateCard().orElse("")
                                + " has no usable rate for role "
                                + estimate.role()
                                + ", which line "
                                + line.id()
                                + " was estimated with. Add a row to rate-card.",
                        Map.of("line", line.id(), "role", estimate.role()));
            }
        }
    }
}
