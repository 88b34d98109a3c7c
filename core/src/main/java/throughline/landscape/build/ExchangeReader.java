package throughline.landscape.build;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.exchange.RateKind;
import throughline.exchange.RatePolicy;
import throughline.landscape.ExchangePolicy;

/** Reads where rates of exchange come from and which of them count. */
final class ExchangeReader {

    private ExchangeReader() {}

    static ExchangePolicy read(Reading reading) {
        RatePolicy usual = RatePolicy.USUAL;
        Optional<String> system = reading.optional("system");
        Optional<String> type = reading.optional("type");
        RateKind bookings = kind(reading, "bookings", usual.bookings());
        RateKind billings = kind(reading, "billings", usual.billings());
        RateKind revenue = kind(reading, "revenue", usual.revenue());
        RateKind cost = kind(reading, "cost", usual.cost());
        RatePolicy.Balance balances =
                Vocabularies.constant(
                                RatePolicy.Balance.class,
                                reading.optional("balances").orElse("closing"),
                                reading,
                                "balances")
                        .orElse(usual.balances());
        int oldest = reading.number("oldestDays", usual.oldestDays());
        if (oldest < 0) {
            reading.defect(
                    "oldestDays",
                    "bad-value",
                    "oldestDays is %d; write how old a rate may be, 0 days or more."
                            .formatted(oldest));
        }
        reading.done();
        return new ExchangePolicy(
                system, type, new RatePolicy(bookings, billings, revenue, cost, balances, oldest));
    }

    private static RateKind kind(Reading reading, String key, RateKind usual) {
        Optional<String> text = reading.optional(key);
        if (text.isEmpty()) {
            return usual;
        }
        Optional<RateKind> kind = RateKind.named(text.get());
        if (kind.isEmpty()) {
            reading.defect(
                    key,
                    "unknown-value",
                    "%s is %s; use one of %s."
                            .formatted(
                                    key,
                                    text.get(),
                                    Arrays.stream(RateKind.values())
                                            .map(RateKind::text)
                                            .collect(Collectors.joining(", "))));
        }
        return kind.orElse(usual);
    }

    /** Rates must be able to come: of a type that is mapped to them. */
    static void check(ExchangePolicy policy, List<CompiledMapping> mappings, Reading reading) {
        if (policy.system().isEmpty() && policy.type().isEmpty()) {
            return;
        }
        boolean mapped =
                mappings.stream()
                        .filter(each -> policy.system().filter(each.system()::equals).isPresent())
                        .filter(each -> policy.type().filter(each.type()::equals).isPresent())
                        .anyMatch(each -> each.canonical().equals("exchange-rates"));
        if (!mapped) {
            reading.unless(
                    "mappings/%s/%s"
                            .formatted(policy.system().orElse(""), policy.type().orElse("")),
                    reading.has("type") ? "type" : "system",
                    "unknown-reference",
                    ("exchange names the rates %s of %s, which no mapping makes exchange-rates of."
                                    + " Add one, or name a type that is mapped.")
                            .formatted(
                                    policy.type().orElse("(no type)"),
                                    policy.system()
                                            .orElse("(no system)")
                                            .toLowerCase(Locale.ROOT)));
        }
    }
}
