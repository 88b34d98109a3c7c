package throughline.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import throughline.money.Money;

/**
 * What a release would change of one engagement.
 *
 * @param onward whether it is told of going on from where the engagement stands now, and not of its
 *     whole history
 * @param unit under the release, or else in force; empty text when there is none
 */
public record Difference(
        String engagement,
        boolean onward,
        String name,
        String unit,
        String legalEntity,
        List<Amount> amounts,
        List<Attention> attention,
        List<Write> writes) {

    public Difference {
        amounts = List.copyOf(amounts);
        attention = List.copyOf(attention);
        writes = List.copyOf(writes);
    }

    /** The same with other writes. */
    Difference with(List<Write> others) {
        return new Difference(
                engagement, onward, name, unit, legalEntity, amounts, attention, others);
    }

    /** With writes of another one that this one says nothing of. */
    Difference and(Difference more) {
        List<Write> all = new ArrayList<>(writes);
        Set<String> told = writes.stream().map(Write::purpose).collect(Collectors.toSet());
        more.writes().stream().filter(each -> !told.contains(each.purpose())).forEach(all::add);
        return with(all);
    }

    /** Whether nothing changes. */
    public boolean isNone() {
        return amounts.isEmpty() && attention.isEmpty() && writes.isEmpty();
    }

    /** How much it moves of each currency, up and down, in minor units. */
    private Map<String, Long> moved() {
        Map<String, Long> moved = new TreeMap<>();
        for (Amount each : amounts) {
            moved.merge(each.currency(), Math.abs(each.after() - each.before()), Long::sum);
        }
        return moved;
    }

    /**
     * This, or another answer of the same engagement where that moves more. Two currencies do not
     * add: where each answer moves more of another one, the other is told with what this one moves
     * more of, so that neither hides what the other would have shown to whoever agrees.
     */
    Difference or(Difference other) {
        Map<String, Long> here = moved();
        Map<String, Long> there = other.moved();
        boolean more =
                there.entrySet().stream()
                        .anyMatch(each -> each.getValue() > here.getOrDefault(each.getKey(), 0L));
        if (!more) {
            return this;
        }
        List<Amount> all = new ArrayList<>();
        for (Amount each : amounts) {
            if (isMore(here, there, each.currency())) {
                all.add(each);
            }
        }
        for (Amount each : other.amounts()) {
            if (!isMore(here, there, each.currency())) {
                all.add(each);
            }
        }
        return new Difference(
                engagement,
                other.onward(),
                other.name(),
                other.unit(),
                other.legalEntity(),
                all,
                other.attention(),
                other.writes());
    }

    private static boolean isMore(Map<String, Long> one, Map<String, Long> other, String currency) {
        return one.getOrDefault(currency, 0L) > other.getOrDefault(currency, 0L);
    }

    /**
     * Postings of one kind in one fiscal period.
     *
     * @param happening as the books name it; its accounts follow from it
     * @param period the fiscal period of the legal entity, {@code 2026-03}
     * @param before minor units in force
     * @param after minor units under the release
     */
    public record Amount(
            String happening, String period, String currency, long before, long after) {}

    /** How something differs. */
    public enum Change {
        APPEARS,
        VANISHES,
        CHANGES
    }

    /** An exception, or a message that waits. */
    public record Attention(
            Change change, String key, String code, String sentence, Optional<Money> atStake) {}

    /** What becomes of a write to an outside system. */
    public enum Fate {
        /** It was never made. */
        CREATED,
        /** It has not left the house, and says something else. */
        REWORDED,
        /** It has not left the house, and is not wanted. */
        WITHDRAWN,
        /** The system holds it, and should hold something else. */
        AMENDED,
        /** The system holds it, and should not. */
        COMPENSATED
    }

    /**
     * A write that differs.
     *
     * @param says which parts say something else, for people; empty when it is created or gone
     */
    public record Write(
            Fate fate,
            String purpose,
            String kind,
            String system,
            Optional<Money> before,
            Optional<Money> after,
            String says) {}
}
