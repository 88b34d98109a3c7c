package throughline.landscape.build;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, String> otherwise = new TreeMap<>();
    private final Map<String, Place> parts = new LinkedHashMap<>();
    private final Map<Place, String> waitedFor = new LinkedHashMap<>();
    private final Map<String, Part.Deprecation> deprecated = new TreeMap<>();
    private final List<SourceOfTruth> truths = new ArrayList<>();

    Ownership(Map<String, String> patterns) {
        this.patterns = patterns;
    }

    /** Notes where a pattern is written. */
    void at(String pattern, Place place) {
        places.put(pattern, place);
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
                .filter(owner -> !owner.isBlank())
                .or(() -> Optional.ofNullable(otherwise.get(part)));
    }

    /** Whether a pattern without an owner is meant for it, which is told of the pattern. */
    private boolean isGivenToNobody(String part) {
        return patterns.entrySet().stream()
                .anyMatch(each -> each.getValue().isBlank() && matches(each.getKey(), part));
    }

    private static boolean matches(String pattern, String part) {
        return pattern.endsWith("*")
                ? part.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(part);
    }

    /** What a pattern would own if it could be read; objects and fields come of mappings. */
    static String cause(String pattern) {
        if (pattern.startsWith("objects/") || pattern.startsWith("fields/")) {
            String object = pattern.replaceFirst("^[a-z]+/", "").replaceFirst("[.].*", "");
            return "objects/" + (object.contains("*") ? "" : object);
        }
        return pattern.replaceFirst("[*]$", "");
    }

    /** Every part that was noted has an owner, and every pattern owns something. */
    void check(Defects defects, Place file) {
        parts.forEach(
                (part, place) -> {
                    if (ownerOf(part).isEmpty()
                            && !isGivenToNobody(part)
                            && !defects.isUnread(part)) {
                        defects.unless(
                                "ownership.yaml",
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
                                defects.unless(
                                        cause(pattern),
                                        places.getOrDefault(pattern, file),
                                        "unknown-reference",
                                        "%s in ownership.yaml owns nothing. Correct or remove it."
                                                .formatted(pattern)));
        patterns.forEach(
                (pattern, owner) -> {
                    if (owner.isBlank()) {
                        defects.add(
                                places.getOrDefault(pattern, file),
                                "unowned",
                                "%s is given to nobody. Name an owner.".formatted(pattern));
                    }
                });
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
