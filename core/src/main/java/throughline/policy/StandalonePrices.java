package throughline.policy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.money.Money;
import throughline.terms.RevenueMethod;
import throughline.wording.Counted;

/**
 * Stand-alone selling prices, which are needed where a contract has more than one obligation with a
 * price (606-10-32-31; IFRS 15.73).
 */
final class StandalonePrices {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private StandalonePrices() {}

    static void examine(Case asked, Draft draft, Findings findings) {
        List<LineDraft> obligations =
                draft.lines().stream()
                        .filter(line -> line.price().isPresent())
                        .filter(
                                line ->
                                        line.revenue()
                                                .filter(RevenueMethod.VARIABLE::equals)
                                                .isEmpty())
                        .toList();
        if (obligations.size() < 2) {
            return;
        }
        String missing =
                obligations.stream()
                        .filter(line -> of(asked, line).isEmpty())
                        .map(LineDraft::id)
                        .collect(Collectors.joining(", "));
        if (missing.isEmpty()) {
            asked.number("allocation-tolerance-percent", findings)
                    .ifPresent(tolerance -> allocated(asked, obligations, tolerance, findings));
        } else {
            findings.find(
                    "standalone-selling-price-missing",
                    "Cannot allocate the price over "
                            + Counted.of(obligations.size(), "obligation")
                            + ": lines "
                            + missing
                            + " state no stand-alone selling price. State them.",
                    Map.of("lines", missing));
        }
    }

    /** What a line sells for alone, by the unit's policy. */
    static Optional<Money> of(Case asked, LineDraft line) {
        Optional<Money> stated = line.sold().standaloneSellingPrice();
        return switch (asked.setting("standalone-price").orElse("required")) {
            case "list-price" -> stated.or(line.sold()::listPrice);
            case "price" -> stated.or(line::price);
            case String _ -> stated;
        };
    }

    /** Compares price by sum of stand-alone prices with its share, without ever dividing. */
    private static void allocated(
            Case asked, List<LineDraft> obligations, BigDecimal tolerance, Findings findings) {
        BigDecimal prices = BigDecimal.ZERO;
        BigDecimal standalone = BigDecimal.ZERO;
        for (LineDraft line : obligations) {
            prices = prices.add(line.price().orElseThrow().decimal());
            standalone = standalone.add(of(asked, line).orElseThrow().decimal());
        }
        for (LineDraft line : obligations) {
            BigDecimal price = line.price().orElseThrow().decimal().multiply(standalone);
            BigDecimal share = prices.multiply(of(asked, line).orElseThrow().decimal());
            BigDecimal off = price.subtract(share).abs().multiply(HUNDRED);
            if (off.compareTo(tolerance.multiply(share.abs())) > 0) {
                findings.find(
                        "price-not-allocated",
                        "The price of line "
                                + line.id()
                                + " is more than "
                                + tolerance.toPlainString()
                                + " percent away from its share by stand-alone selling price."
                                + " Restate the line prices by their shares.",
                        Map.of("line", line.id(), "price", line.price().orElseThrow().toString()));
            }
        }
    }
}
