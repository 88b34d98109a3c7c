package throughline.engagement;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import throughline.billing.SoftBooking;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.Obligation;
import throughline.terms.Terms;

/**
 * What a change of terms adds by line; negative for what it takes away, and none of it zero.
 *
 * @param priceByLine the change of the committed price, for the billing side
 * @param allocatedByLine the change of what is allocated, for the revenue side; the sums agree
 * @param softByLine the change of what comes with delivery beyond the committed price
 */
public record Amended(
        Map<String, Money> priceByLine,
        Map<String, Money> allocatedByLine,
        Map<String, Money> softByLine) {

    public Amended {
        priceByLine = Entries.of(priceByLine);
        allocatedByLine = Entries.of(allocatedByLine);
        softByLine = Entries.of(softByLine);
    }

    static Amended through(Turn turn, Changes.InForce after) {
        Changes before = turn.state().agreement().changes();
        Map<String, Line> old = lines(turn.state().terms());
        Map<String, Line> now = lines(after.terms());
        Map<String, Money> price = new HashMap<>();
        Map<String, Money> allocated = new HashMap<>();
        Map<String, Money> soft = new HashMap<>();
        Set<String> ids = new LinkedHashSet<>(old.keySet());
        ids.addAll(now.keySet());
        for (String id : ids) {
            put(price, id, price(old, id), price(now, id));
            put(allocated, id, allocated(before, id), allocated(after.changes(), id));
            Line line = now.get(id);
            if (line == null) {
                line = Objects.requireNonNull(old.get(id), id);
            }
            Money more = SoftBooking.underTerms(turn, line, price(now, id));
            if (!more.isZero()) {
                soft.put(id, more);
            }
        }
        return new Amended(price, allocated, soft);
    }

    private static void put(
            Map<String, Money> changes, String id, Optional<Money> before, Optional<Money> after) {
        before.or(() -> after)
                .map(like -> Money.zero(like.currency()))
                .ifPresent(
                        zero -> {
                            Money more = after.orElse(zero).minus(before.orElse(zero));
                            if (!more.isZero()) {
                                changes.put(id, more);
                            }
                        });
    }

    private static Optional<Money> price(Map<String, Line> lines, String id) {
        return Optional.ofNullable(lines.get(id)).flatMap(Line::price);
    }

    private static Optional<Money> allocated(Changes changes, String id) {
        Obligation obligation = changes.obligations().get(id);
        return obligation == null ? Optional.empty() : obligation.last().allocated();
    }

    private static Map<String, Line> lines(Optional<Terms> terms) {
        Map<String, Line> lines = new HashMap<>();
        terms.map(Terms::lines).orElse(List.of()).forEach(line -> lines.put(line.id(), line));
        return lines;
    }
}
