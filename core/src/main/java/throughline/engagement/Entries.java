package throughline.engagement;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import org.pcollections.TreePMap;
import throughline.money.Money;

/**
 * Maps of the state: sorted, so that decisions come in one order, and persistent, so that a change
 * costs the same however many entries there are.
 */
public final class Entries {

    private Entries() {}

    /** No entries. */
    public static <V> Map<String, V> none() {
        return TreePMap.<String, V>empty();
    }

    /** The same entries as a map of the state; free when they are one already. */
    public static <V> Map<String, V> of(Map<String, V> entries) {
        return persistent(entries);
    }

    /** The entries with one more, or one replaced. */
    public static <V> Map<String, V> plus(Map<String, V> entries, String key, V value) {
        return persistent(entries).plus(key, value);
    }

    /** The entries without one. */
    public static <V> Map<String, V> minus(Map<String, V> entries, String key) {
        return persistent(entries).minus(key);
    }

    /** The amounts with one of them increased. */
    public static Map<String, Money> sum(Map<String, Money> amounts, String key, Money more) {
        Money before = amounts.get(key);
        return plus(amounts, key, before == null ? more : before.plus(more));
    }

    /** The quantities with one of them increased. */
    public static Map<String, BigDecimal> add(
            Map<String, BigDecimal> quantities, String key, BigDecimal more) {
        return plus(quantities, key, quantities.getOrDefault(key, BigDecimal.ZERO).add(more));
    }

    /** The entries whose names start with a text; costs what it finds, not what there is. */
    public static <V> SortedMap<String, V> startingWith(Map<String, V> entries, String start) {
        return persistent(entries).subMap(start, start + Character.MAX_VALUE);
    }

    private static <V> TreePMap<String, V> persistent(Map<String, V> entries) {
        return entries instanceof TreePMap<String, V> already ? already : TreePMap.from(entries);
    }
}
