package throughline.contracts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.landscape.build.Tree;

/**
 * What a vendor's OpenAPI says may be asked of it: bodies of requests, as far as it is looked into.
 * References within the file are followed, nothing else is fetched.
 */
final class RequestSchemas {

    private static final int DEEPEST = 40;

    private final Tree root;

    RequestSchemas(Tree root) {
        this.root = root;
    }

    /** Whether it describes any request at all. */
    boolean describesAny() {
        return at(root, "paths").isPresent();
    }

    /** The body of a request; empty when there is no such request, or it has none. */
    Optional<Tree> body(String method, String path) {
        return operation(method, path).flatMap(this::body);
    }

    /** Whether there is a request of this method at a path, whose parts in braces are anything. */
    boolean has(String method, String path) {
        return operation(method, path).isPresent();
    }

    private Optional<Tree> operation(String method, String path) {
        Optional<Tree> found = Optional.empty();
        if (at(root, "paths").orElse(null) instanceof Tree.Section(var paths, _, _)) {
            for (Map.Entry<String, Tree> each : paths.entrySet()) {
                if (found.isEmpty() && same(each.getKey(), path)) {
                    found = at(each.getValue(), method);
                }
            }
        }
        return found;
    }

    private static boolean same(String template, String path) {
        String[] one = template.split("/", -1);
        String[] other = path.replaceFirst("\\?.*$", "").split("/", -1);
        boolean same = one.length == other.length;
        for (int i = 0; same && i < one.length; i++) {
            same = one[i].startsWith("{") || other[i].startsWith("{") || one[i].equals(other[i]);
        }
        return same;
    }

    private Optional<Tree> body(Tree operation) {
        if (at(operation, "requestBody").map(this::followed).orElse(operation)
                        instanceof Tree.Section request
                && request.entries().get("content") instanceof Tree.Section(var content, _, _)) {
            return content.entrySet().stream()
                    .filter(each -> each.getKey().contains("json"))
                    .findFirst()
                    .flatMap(each -> at(each.getValue(), "schema"));
        }
        return items(at(operation, "parameters")).stream()
                .map(this::followed)
                .filter(each -> text(each, "in").equals("body"))
                .findFirst()
                .flatMap(each -> at(each, "schema"));
    }

    /** An object's fields, with those of all that it is made of. */
    record Fields(Map<String, Tree> byName, Set<String> needed, boolean open) {}

    /** Those of a schema; open when further ones may be there. */
    Fields fields(Optional<Tree> schema) {
        Map<String, Tree> byName = new LinkedHashMap<>();
        Set<String> needed = new LinkedHashSet<>();
        boolean open = schema.isEmpty() || !collect(schema.get(), byName, needed, DEEPEST);
        return new Fields(byName, needed, open);
    }

    /** False when it does not say which fields there are. */
    private boolean collect(
            Tree schema, Map<String, Tree> byName, Set<String> needed, int deepest) {
        Tree one = followed(schema);
        boolean said = false;
        if (at(one, "properties").orElse(null) instanceof Tree.Section(var properties, _, _)) {
            properties.forEach(byName::putIfAbsent);
            said = true;
        }
        items(at(one, "required"))
                .forEach(
                        each -> {
                            if (each instanceof Tree.Text text) {
                                needed.add(text.value());
                            }
                        });
        for (Tree part : items(at(one, "allOf"))) {
            said |= deepest > 0 && collect(part, byName, needed, deepest - 1);
        }
        needed.removeIf(
                name ->
                        byName.containsKey(name)
                                && text(byName.get(name), "readOnly").equals("true"));
        return said && at(one, "additionalProperties").map(RequestSchemas::isFalse).orElse(true);
    }

    private static boolean isFalse(Tree tree) {
        return tree instanceof Tree.Text text && text.value().equals("false");
    }

    /** What the elements of a list are. */
    Optional<Tree> elements(Optional<Tree> schema) {
        return schema.map(this::followed).flatMap(each -> at(each, "items"));
    }

    /** The type of a value; blank when it is not said. */
    String type(Tree schema) {
        return text(followed(schema), "type");
    }

    /** The values that it may have; empty for any. */
    Set<String> values(Tree schema) {
        Set<String> values = new LinkedHashSet<>();
        items(at(followed(schema), "enum"))
                .forEach(
                        each -> {
                            if (each instanceof Tree.Text text) {
                                values.add(text.value());
                            }
                        });
        return values;
    }

    private Tree followed(Tree tree) {
        Tree at = tree;
        for (int i = 0; i < DEEPEST && text(at, "$ref").startsWith("#/"); i++) {
            Tree next = root;
            for (String part : text(at, "$ref").substring(2).split("/", -1)) {
                next = at(next, part.replace("~1", "/").replace("~0", "~")).orElse(next);
            }
            at = next;
        }
        return at;
    }

    private static String text(@Nullable Tree tree, String name) {
        return tree != null && at(tree, name).orElse(null) instanceof Tree.Text text
                ? text.value()
                : "";
    }

    private static List<Tree> items(Optional<Tree> tree) {
        return tree.orElse(null) instanceof Tree.Items list
                ? new ArrayList<>(list.items())
                : List.of();
    }

    private static Optional<Tree> at(Tree tree, String name) {
        return tree instanceof Tree.Section section
                ? Optional.ofNullable(section.entries().get(name))
                : Optional.empty();
    }
}
