package throughline.releases;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Tree;

/** In which places one YAML file says something else than another, in words. */
final class Differing {

    private static final List<String> NAMES =
            List.of("code", "name", "object", "part", "type", "on");

    private final List<String> found = new ArrayList<>();

    private Differing() {}

    /** Place by place, each once. */
    static List<String> between(String file, byte[] was, byte[] is) {
        return between(tree(file, was), tree(file, is));
    }

    /** The same of two parts of files. */
    static List<String> between(@Nullable Tree was, @Nullable Tree is) {
        Differing differing = new Differing();
        differing.look("", was, is);
        return List.copyOf(differing.found);
    }

    private static Tree tree(String file, byte[] bytes) {
        return YamlFile.read(file, new String(bytes, StandardCharsets.UTF_8), new Defects());
    }

    private void look(String at, @Nullable Tree was, @Nullable Tree is) {
        if (was instanceof Tree.Section(var before, _, _)
                && is instanceof Tree.Section(var after, _, _)) {
            Set<String> names = new LinkedHashSet<>(before.keySet());
            names.addAll(after.keySet());
            names.forEach(name -> look(path(at, name), before.get(name), after.get(name)));
        } else if (was instanceof Tree.Items(var before, _)
                && is instanceof Tree.Items(var after, _)
                && named(before)
                && named(after)) {
            Set<String> names = new LinkedHashSet<>(labels(before));
            names.addAll(labels(after));
            names.forEach(name -> look(path(at, name), of(before, name), of(after, name)));
            Set<String> stay = new LinkedHashSet<>(labels(before));
            stay.retainAll(labels(after));
            if (!labels(after).stream().filter(stay::contains).toList().equals(List.copyOf(stay))) {
                found.add("%s stand in another order".formatted(at.isEmpty() ? "its parts" : at));
            }
        } else {
            String before = said(was);
            String after = said(is);
            if (!before.equals(after)) {
                found.add(told(at, before, after));
            }
        }
    }

    private static String told(String at, String before, String after) {
        if (before.isEmpty()) {
            return "%s is new: %s".formatted(at, after);
        }
        return after.isEmpty()
                ? "%s is gone; it was %s".formatted(at, before)
                : "%s: %s, not %s".formatted(at, after, before);
    }

    private static String path(String at, String name) {
        return at.isEmpty() ? name : at + "." + name;
    }

    /** Whether a list is of things with names of their own, each once. */
    private static boolean named(List<Tree> items) {
        List<String> labels = labels(items);
        return labels.size() == items.size() && new LinkedHashSet<>(labels).size() == items.size();
    }

    private static List<String> labels(List<Tree> items) {
        return items.stream().flatMap(item -> label(item).stream()).toList();
    }

    private static Optional<String> label(Tree item) {
        if (item instanceof Tree.Section(var entries, _, _)) {
            for (String name : NAMES) {
                if (entries.get(name) instanceof Tree.Text(var value, _, _)) {
                    return Optional.of(value);
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable Tree of(List<Tree> items, String label) {
        return items.stream()
                .filter(item -> label(item).equals(Optional.of(label)))
                .findFirst()
                .orElse(null);
    }

    private static String said(@Nullable Tree tree) {
        return switch (tree) {
            case null -> "";
            case Tree.Nothing _ -> "";
            case Tree.Text(var value, _, _) -> value.strip();
            case Tree.Items(var items, _) ->
                    items.stream().map(Differing::said).toList().toString();
            case Tree.Section(Map<String, Tree> entries, _, _) -> {
                List<String> parts = new ArrayList<>();
                entries.forEach((name, value) -> parts.add(name + " " + said(value)));
                yield String.join(", ", parts);
            }
        };
    }
}
