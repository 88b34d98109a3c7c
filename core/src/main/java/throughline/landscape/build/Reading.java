package throughline.landscape.build;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import throughline.landscape.NearMiss;

/**
 * One section being read. Whoever reads names what it wants; what is missing, of another shape, or
 * never asked for is a defect.
 */
public final class Reading {

    private final Map<String, Tree> entries;
    private final Map<String, Place> names;
    private final Place place;
    private final String what;
    private final Defects defects;
    private final Set<String> asked = new HashSet<>();

    private Reading(Tree.Section section, Place place, String what, Defects defects) {
        this.entries = section.entries();
        this.names = section.names();
        this.place = place;
        this.what = what;
        this.defects = defects;
    }

    /** Reads a tree as a section; what is none is a defect and reads as empty. */
    public static Reading of(Tree tree, String what, Defects defects) {
        if (tree instanceof Tree.Section section) {
            return new Reading(section, section.place(), what, defects);
        }
        if (!(tree instanceof Tree.Nothing)) {
            defects.add(tree.place(), "bad-shape", what + " must be names with values.");
        }
        return new Reading(new Tree.Section(Map.of(), tree.place()), tree.place(), what, defects);
    }

    /** Where it begins. */
    public Place place() {
        return place;
    }

    /** Where a value begins; where this begins when there is none of that name. */
    public Place place(String key) {
        Tree tree = entries.get(key);
        return tree == null ? place : tree.place();
    }

    /** Where a name is written; where its value begins when that is not known. */
    public Place name(String key) {
        return names.getOrDefault(key, place(key));
    }

    /** Whether there is a value of this name. */
    public boolean has(String key) {
        return entries.containsKey(key) && !(entries.get(key) instanceof Tree.Nothing);
    }

    /** All names that are written here. */
    public Set<String> keys() {
        return entries.keySet();
    }

    /** A value of any shape. */
    public Optional<Tree> tree(String key) {
        asked.add(key);
        Tree tree = entries.get(key);
        return tree == null || tree instanceof Tree.Nothing ? Optional.empty() : Optional.of(tree);
    }

    /** A text that must be there and say something; empty text with a defect when it is not. */
    public String text(String key) {
        Optional<String> text = optional(key);
        if (text.map(String::isBlank).orElse(!has(key))) {
            missing(key);
        }
        return text.filter(found -> !found.isBlank()).orElse("");
    }

    /** A text that may be there. */
    public Optional<String> optional(String key) {
        return tree(key).flatMap(tree -> textOf(tree, key));
    }

    /** A whole number. */
    public int number(String key, int otherwise) {
        Optional<String> text = optional(key);
        try {
            return text.map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException notWhole) {
            defect(key, "bad-value", "%s is %s; write a whole number.".formatted(key, text.get()));
            return otherwise;
        }
    }

    /** True or false. */
    public boolean truth(String key, boolean otherwise) {
        return optional(key)
                .map(
                        text -> {
                            if (!text.equals("true") && !text.equals("false")) {
                                defect(key, "bad-value", key + " must be true or false.");
                            }
                            return text.equals("true");
                        })
                .orElse(otherwise);
    }

    /** One text or a list of them. */
    public List<String> texts(String key) {
        return switch (tree(key).orElse(null)) {
            case null -> List.of();
            case Tree.Text text -> List.of(text.value());
            case Tree.Items items -> {
                List<String> result = new ArrayList<>();
                items.items().forEach(item -> textOf(item, key).ifPresent(result::add));
                yield result;
            }
            case Tree.Section _, Tree.Nothing _ -> {
                defect(key, "bad-shape", key + " must be a list of texts.");
                yield List.of();
            }
        };
    }

    /** The sections of a list, each under the same name in sentences. */
    public List<Reading> sections(String key, String each) {
        return switch (tree(key).orElse(null)) {
            case null -> List.of();
            case Tree.Items items ->
                    items.items().stream().map(item -> Reading.of(item, each, defects)).toList();
            case Tree.Section _, Tree.Text _, Tree.Nothing _ -> {
                defect(key, "bad-shape", key + " must be a list.");
                yield List.of();
            }
        };
    }

    /** A section within this one; an empty one when there is none. */
    public Reading section(String key) {
        return Reading.of(tree(key).orElse(new Tree.Nothing(place)), key, defects);
    }

    /** Named values of a section within this one. */
    public Map<String, Tree> entries(String key) {
        Reading inner = section(key);
        return new LinkedHashMap<>(inner.entries);
    }

    /** Named texts of a section within this one. */
    public Map<String, String> textsByName(String key) {
        Map<String, String> result = new LinkedHashMap<>();
        entries(key)
                .forEach((name, tree) -> textOf(tree, name).ifPresent(t -> result.put(name, t)));
        return result;
    }

    /** Everything was asked for: what else is written here is a mistake. */
    public void done() {
        for (Map.Entry<String, Tree> entry : entries.entrySet()) {
            if (!asked.contains(entry.getKey())) {
                defects.add(
                        names.getOrDefault(entry.getKey(), entry.getValue().place()),
                        "unknown-name",
                        "%s has no %s.%s Known here: %s."
                                .formatted(
                                        what,
                                        entry.getKey(),
                                        NearMiss.hint(entry.getKey(), asked),
                                        String.join(", ", new TreeSet<>(asked))));
            }
        }
    }

    /** Something that must be there is not. */
    public void missing(String key) {
        Set<String> others = new HashSet<>(entries.keySet());
        others.removeAll(asked);
        String instead =
                NearMiss.of(key, others)
                        .map(" Is %s meant to be it? Correct that, or add it."::formatted)
                        .orElse(" Add it.");
        defects.add(place, "missing", "%s needs %s.%s".formatted(what, key, instead));
    }

    /** Something is wrong with a value, unless a part is there and could not be read. */
    public void unless(String part, String key, String code, String sentence) {
        defects.unless(part, place(key), code, sentence);
    }

    /** Something is wrong with a value. */
    public void defect(String key, String code, String sentence) {
        defects.add(place(key), code, sentence);
    }

    private Optional<String> textOf(Tree tree, String key) {
        if (tree instanceof Tree.Text text) {
            return Optional.of(text.value());
        }
        defects.add(tree.place(), "bad-shape", key + " must be one value.");
        return Optional.empty();
    }
}
