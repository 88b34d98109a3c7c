package throughline.landscape.build;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import throughline.landscape.NearMiss;
import throughline.landscape.Part;
import throughline.landscape.SourceOfTruth;

/**
 * Who owns what: named by the part itself, else by the longest pattern of ownership.yaml. And which
 * system is believed about what.
 */
final class Ownership {

    private final Map<String, String> patterns;
    private final Map<String, String> named = new TreeMap<>();
    private final Map<String, String> otherwise = new TreeMap<>();
    private final Map<String, Place> parts = new LinkedHashMap<>();
    private final Map<Place, String> waitedFor = new LinkedHashMap<>();
    private final Map<String, Part.Deprecation> deprecated = new TreeMap<>();
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

    /** Notes a part that belongs to somebody when neither it nor a pattern says whose it is. */
    void derived(String part, String owner, Place place) {
        if (!owner.isBlank()) {
            otherwise.putIfAbsent(part, owner);
        }
        // What makes it has no owner, and is told so: once is enough.
        if (ownerOf(part).isPresent()) {
            parts.putIfAbsent(part, place);
        }
    }

    /** Notes somebody for whom a clock waits. */
    void waitedFor(String owner, Place place) {
        waitedFor.put(place, owner);
    }

    /** The names of all parts so far. */
    Set<String> parts() {
        return Collections.unmodifiableSet(parts.keySet());
    }

    /** Notes what is on its way out. */
    void deprecate(Map<String, Part.Deprecation> those) {
        deprecated.putAll(those);
    }

    /** Every part and who owns it, in the order of their names. */
    List<Part> register() {
        return parts.keySet().stream()
                .sorted()
                .map(
                        part ->
                                new Part(
                                        part,
                                        ownerOf(part).orElse(""),
                                        Optional.ofNullable(deprecated.get(part))))
                .toList();
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
                .map(patterns::get)
                .or(() -> Optional.ofNullable(otherwise.get(part)));
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
        Set<String> owners = new TreeSet<>();
        parts.keySet().forEach(part -> ownerOf(part).ifPresent(owners::add));
        waitedFor.forEach(
                (place, owner) -> {
                    if (!owners.contains(owner)) {
                        defects.add(
                                place,
                                "unknown-reference",
                                "%s owns nothing here, so no exception would be theirs.%s Owners:"
                                                .formatted(owner, NearMiss.hint(owner, owners))
                                        + " %s.".formatted(String.join(", ", owners)));
                    }
                });
    }
}
