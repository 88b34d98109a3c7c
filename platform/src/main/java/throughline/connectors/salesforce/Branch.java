package throughline.connectors.salesforce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import throughline.connectors.Json;

/**
 * Children that are read together with each record, and theirs.
 *
 * @param relationship its name in queries
 * @param order by which they are sorted before their ids
 */
public record Branch(String relationship, Optional<String> order, List<Branch> below) {

    private static final Pattern PATH = Pattern.compile("\\w+(\\.\\w+){0,3}");
    private static final Pattern ORDER =
            Pattern.compile("\\w+( (ASC|DESC))?( NULLS (FIRST|LAST))?");

    public Branch {
        below = List.copyOf(below);
    }

    /**
     * What is wrong with one of the children that a file names; empty when nothing is.
     *
     * @param child a path, or a map with {@code of} and {@code orderBy}
     */
    public static Optional<String> wrong(Object child) {
        String path = path(child);
        if (!PATH.matcher(path).matches()) {
            return Optional.of(
                    "%s names no children. Write the name of a relationship, as Lines__r, or up to"
                                    .formatted(child)
                            + " four with points between them.");
        }
        return order(child)
                .filter(order -> !ORDER.matcher(order).matches())
                .map(
                        order ->
                                "%s is no order. Write a field, as UpTo__c or UpTo__c NULLS LAST."
                                        .formatted(order));
    }

    /** The tree of some children; a path brings what is on its way. */
    public static List<Branch> of(List<?> children) {
        Map<String, Optional<String>> orders = new LinkedHashMap<>();
        for (Object child : children) {
            String path = path(child);
            for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
                orders.putIfAbsent(path.substring(0, dot), Optional.empty());
            }
            orders.merge(path, order(child), (before, now) -> now.isPresent() ? now : before);
        }
        return below("", orders);
    }

    private static List<Branch> below(String parent, Map<String, Optional<String>> orders) {
        List<Branch> branches = new ArrayList<>();
        orders.forEach(
                (path, order) -> {
                    String rest = path.startsWith(parent) ? path.substring(parent.length()) : ".";
                    if (!rest.contains(".")) {
                        branches.add(new Branch(rest, order, below(path + ".", orders)));
                    }
                });
        return branches;
    }

    private static String path(Object child) {
        return child instanceof Map<?, ?> map ? String.valueOf(map.get("of")) : child.toString();
    }

    private static Optional<String> order(Object child) {
        return child instanceof Map<?, ?> map
                ? Json.text(Map.of("by", map.get("orderBy") instanceof String by ? by : ""), "by")
                        .filter(by -> !by.isEmpty())
                : Optional.empty();
    }
}
