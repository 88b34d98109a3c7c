package throughline.landscape.build;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.landscape.SourceOfTruth;

/**
 * Who owns what: named by the part itself, else by the longest pattern of ownership.yaml. And which
 * system is believed about what.
 */
final class Ownership {

    private final Map<String, String> patterns;
    private final Map<String, String> named = new TreeMap<>();
    private final Map<String, Place> parts = new LinkedHashMap<>();
    private final List<SourceOfTruth> truths = new ArrayList<>();

    Ownership(Map<String, String> patterns) {
        this.patterns = patterns;
    }

    /** Notes a part; its own owner is blank when it names none. */
    void part(String part, String owner, Place place) {
        parts.put(part, place);
        if (!owner.isBlank()) {
            named.put(part, owner);
        }
    }

    /** Notes which systems are believed. */
    void believe(List<SourceOfTruth> sources) {
        truths.addAll(sources);
    }

    Optional<SourceOfTruth> truth(String object, String field, String phase) {
        return truths.stream()
                .filter(truth -> truth.covers(object, field, phase))
                .max((a, b) -> Integer.compare(a.weight(), b.weight()));
    }

    Optional<String> ownerOf(String part) {
        if (named.containsKey(part)) {
            return Optional.ofNullable(named.get(part));
        }
        return patterns.keySet().stream()
                .filter(pattern -> matches(pattern, part))
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .map(patterns::get);
    }

    private static boolean matches(String pattern, String part) {
        return pattern.endsWith("*")
                ? part.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(part);
    }

    /** Every part that was noted has an owner, and every pattern owns something. */
    void check(Defects defects, Place file) {
        parts.forEach(
                (part, place) -> {
                    if (ownerOf(part).isEmpty()) {
                        defects.add(
                                place,
                                "unowned",
                                "%s has no owner. Name one here or in ownership.yaml under parts."
                                        .formatted(part));
                    }
                });
        patterns.keySet().stream()
                .filter(
                        pattern ->
                                parts.keySet().stream().noneMatch(part -> matches(pattern, part)))
                .forEach(
                        pattern ->
                                defects.add(
                                        file,
                                        "unknown-reference",
                                        "%s in ownership.yaml owns nothing. Correct or remove it."
                                                .formatted(pattern)));
    }
}
