package throughline.terms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.money.Allocation;
import throughline.money.Money;

/**
 * Allocates the transaction price by relative stand-alone selling prices (606-10-32-31; IFRS
 * 15.73), among the lines of each bundle alone where a discount is observed for these alone
 * (606-10-32-37; IFRS 15.82). Where just one of them is not observable, its line takes the residual
 * (606-10-32-34(c)). Work that is recognized as it is invoiced keeps its own price (606-10-32-40;
 * IFRS 15.85).
 */
public final class TransactionPrice {

    private TransactionPrice() {}

    /** What each of these lines is allocated; lines without a price are left out. */
    public static Map<String, Money> allocated(Collection<Line> lines) {
        Map<String, Money> allocated = new LinkedHashMap<>();
        lines.forEach(line -> line.price().ifPresent(price -> allocated.put(line.id(), price)));
        Map<String, List<Line>> bundles =
                lines.stream()
                        .filter(TransactionPrice::shares)
                        .collect(
                                Collectors.groupingBy(
                                        line -> line.bundle().orElse(""),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        for (List<Line> sharing : bundles.values()) {
            if (sharing.size() > 1) {
                Money total =
                        sharing.stream()
                                .map(line -> line.price().orElseThrow())
                                .reduce(Money::plus)
                                .orElseThrow();
                share(total, sharing).forEach(allocated::put);
            }
        }
        return allocated;
    }

    /** A total over lines; as they are priced, where their stand-alone prices do not tell. */
    static Map<String, Money> share(Money total, List<Line> lines) {
        Map<String, Money> shares = new LinkedHashMap<>();
        Optional<List<BigDecimal>> weights = weights(total, lines);
        if (weights.isPresent()) {
            List<Money> parts = Allocation.byWeights(total, weights.get());
            for (int i = 0; i < lines.size(); i++) {
                shares.put(lines.get(i).id(), parts.get(i));
            }
        }
        return shares;
    }

    private static Optional<List<BigDecimal>> weights(Money total, List<Line> lines) {
        List<Line> unknown = lines.stream().filter(line -> line.standalone().isEmpty()).toList();
        Money known =
                lines.stream()
                        .flatMap(line -> line.standalone().stream())
                        .reduce(Money.zero(total.currency()), Money::plus);
        Money residual = total.minus(known);
        if (unknown.size() > 1
                || known.signum() <= 0
                || (unknown.size() == 1 && residual.signum() <= 0)) {
            return Optional.empty();
        }
        List<BigDecimal> weights = new ArrayList<>();
        for (Line line : lines) {
            weights.add(line.standalone().orElse(residual).decimal());
        }
        return weights.stream().anyMatch(weight -> weight.signum() < 0)
                ? Optional.empty()
                : Optional.of(weights);
    }

    /** Whether a line takes part in the allocation. */
    static boolean shares(Line line) {
        return line.price().isPresent()
                && switch (line.revenue()) {
                    case RIGHT_TO_INVOICE, VARIABLE, NONE -> false;
                    case INPUT_HOURS, INPUT_COST, OUTPUT_MILESTONES, OUTPUT_PROGRESS -> true;
                    case USAGE, STRAIGHT_LINE, POINT_IN_TIME -> true;
                };
    }
}
