package throughline.closing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import throughline.money.Money;

/** Money by name and currency, summed as it comes. */
final class Sums {

    private final Map<String, Map<String, Money>> byName = new TreeMap<>();

    void add(String name, Money amount) {
        byName.computeIfAbsent(name, _ -> new TreeMap<>())
                .merge(amount.currency().getCode(), amount, Money::plus);
    }

    /** What of others is not in this. */
    Sums less(Sums other) {
        Sums difference = new Sums();
        byName.forEach((name, all) -> all.values().forEach(each -> difference.add(name, each)));
        other.byName.forEach(
                (name, all) -> all.values().forEach(each -> difference.add(name, each.negated())));
        return difference;
    }

    /** Over all names, one for each currency; none that is nothing. */
    List<Money> total() {
        Map<String, Money> total = new TreeMap<>();
        byName.values()
                .forEach(all -> all.forEach((code, each) -> total.merge(code, each, Money::plus)));
        return total.values().stream().filter(each -> !each.isZero()).toList();
    }

    List<Money> of(String name) {
        return byName.getOrDefault(name, Map.of()).values().stream()
                .filter(each -> !each.isZero())
                .toList();
    }

    /** Names with money that is not nothing, the largest amount first. */
    List<String> largest() {
        List<String> names = new ArrayList<>();
        byName.keySet().stream().filter(name -> !of(name).isEmpty()).forEach(names::add);
        names.sort(
                Comparator.comparingLong(
                                (String name) ->
                                        of(name).stream()
                                                .mapToLong(each -> Math.abs(each.minor()))
                                                .max()
                                                .orElse(0))
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()));
        return names;
    }

    boolean isEmpty() {
        return largest().isEmpty();
    }
}
