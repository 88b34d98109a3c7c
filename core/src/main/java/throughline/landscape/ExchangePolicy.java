package throughline.landscape;

import java.util.Map;
import java.util.Optional;
import throughline.exchange.RateKind;
import throughline.exchange.RatePolicy;

/**
 * Where rates of exchange come from and which of them count.
 *
 * @param system whose rates count; empty when the landscape names none
 * @param type the records that hold them
 */
public record ExchangePolicy(Optional<String> system, Optional<String> type, RatePolicy rates) {

    /** No rates come from anywhere. */
    public static final ExchangePolicy NONE =
            new ExchangePolicy(Optional.empty(), Optional.empty(), RatePolicy.USUAL);

    /** What the words of a sound landscape say. */
    public static ExchangePolicy of(Map<String, String> words) {
        RatePolicy usual = RatePolicy.USUAL;
        return new ExchangePolicy(
                Optional.ofNullable(words.get("system")),
                Optional.ofNullable(words.get("type")),
                new RatePolicy(
                        kind(words, "bookings", usual.bookings()),
                        kind(words, "billings", usual.billings()),
                        kind(words, "revenue", usual.revenue()),
                        kind(words, "cost", usual.cost()),
                        "historical".equals(words.get("balances"))
                                ? RatePolicy.Balance.HISTORICAL
                                : RatePolicy.Balance.CLOSING,
                        Optional.ofNullable(words.get("oldestDays"))
                                .map(Integer::valueOf)
                                .orElse(usual.oldestDays())));
    }

    private static RateKind kind(Map<String, String> words, String name, RateKind usual) {
        return Optional.ofNullable(words.get(name)).flatMap(RateKind::named).orElse(usual);
    }
}
