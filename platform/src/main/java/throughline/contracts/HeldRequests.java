package throughline.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Tree;
import throughline.releases.Change.Weight;
import throughline.releases.ContractFile;
import throughline.releases.ReadResult;

/**
 * Holds what is written to a system, field by field, against a contract that its vendor announces:
 * the other direction of a mapping. Where a system's connector is no description in the landscape,
 * nobody can tell, and that is said.
 */
final class HeldRequests {

    private static final List<String> WRITING = List.of("post", "put", "patch");

    private final SystemDeclaration system;
    private final String owner;
    private final RequestSchemas before;
    private final RequestSchemas after;
    private final List<Touched> touched = new ArrayList<>();
    private int rows;

    private HeldRequests(SystemDeclaration system, String owner, Tree before, Tree after) {
        this.system = system;
        this.owner = owner;
        this.before = new RequestSchemas(before);
        this.after = new RequestSchemas(after);
    }

    /** How many fields of requests were looked at, and those that break or nobody can tell of. */
    record Held(int rows, List<Touched> touched) {}

    static Held of(ReadResult.Released landscape, String name, Tree next) {
        SystemDeclaration system =
                landscape.release().systems().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        Tree before =
                landscape
                        .release()
                        .contract(name)
                        .map(each -> read(landscape, each.declared().file()))
                        .orElse(next);
        HeldRequests held =
                new HeldRequests(
                        system, landscape.release().ownerOf("systems/" + name), before, next);
        held.look(landscape);
        return new Held(held.rows, held.touched);
    }

    private static Tree read(ReadResult.Released landscape, String file) {
        byte[] bytes = Objects.requireNonNull(landscape.files().files().get(file), file);
        return ContractFile.read(file, bytes, new Defects());
    }

    private void look(ReadResult.Released landscape) {
        Optional<Tree.Section> file =
                landscape.files().files().keySet().stream()
                        .filter(each -> each.startsWith("systems/"))
                        .map(each -> read(landscape, each))
                        .filter(Tree.Section.class::isInstance)
                        .map(Tree.Section.class::cast)
                        .filter(each -> text(each, "name").equals(system.name()))
                        .findFirst();
        Map<String, Tree> actions =
                file.flatMap(each -> Optional.ofNullable(each.entries().get("actions")))
                        .filter(Tree.Section.class::isInstance)
                        .map(each -> ((Tree.Section) each).entries())
                        .orElse(Map.of());
        for (String write : system.writes()) {
            if (actions.get(write) instanceof Tree.Section described) {
                steps(write, described);
            } else {
                rows++;
                String at =
                        file.map(each -> each.names().getOrDefault("writes", each.place()))
                                .map(Object::toString)
                                .orElse("");
                add(
                        new Place(write, "", at),
                        "",
                        Verdict.UNVERIFIED,
                        ("its connector %s writes it in a way of its own; try it on a sandbox of"
                                        + " the new version")
                                .formatted(system.connector()));
            }
        }
    }

    private static String text(Tree.Section section, String name) {
        return section.entries().get(name) instanceof Tree.Text text ? text.value() : "";
    }

    private void steps(String write, Tree.Section action) {
        if (action.entries().get("steps") instanceof Tree.Items(var steps, _)) {
            for (Tree step : steps) {
                if (step instanceof Tree.Section call) {
                    WRITING.stream()
                            .filter(method -> call.entries().containsKey(method))
                            .forEach(method -> step(write, method, call));
                }
            }
        }
    }

    private void step(String write, String method, Tree.Section call) {
        String path = text(call, method);
        String name = method.toUpperCase(java.util.Locale.ROOT) + " " + path;
        Place place = new Place(write, name, call.place().toString());
        @Nullable Tree body = call.entries().get("body");
        if (!after.has(method, path)) {
            rows++;
            boolean was = before.describesAny() && before.has(method, path);
            add(
                    place,
                    path,
                    was ? Verdict.BROKEN : Verdict.UNVERIFIED,
                    was
                            ? name + " is gone; ask the vendor what took its place"
                            : "no contract describes " + name);
        } else if (body != null) {
            value(
                    new Place(write, "", place.at()),
                    body,
                    before.body(method, path),
                    after.body(method, path));
        }
    }

    /** Where in which write something stands. */
    private record Place(String write, String path, String at) {
        Place below(String name, Tree tree) {
            return new Place(
                    write, path.isEmpty() ? name : path + "." + name, tree.place().toString());
        }

        Place elements() {
            return new Place(write, path + "[]", at);
        }
    }

    private void value(Place place, Tree ours, Optional<Tree> was, Optional<Tree> is) {
        switch (ours) {
            case Tree.Items(var items, _) ->
                    items.forEach(
                            item ->
                                    value(
                                            place.elements(),
                                            item,
                                            before.elements(was),
                                            after.elements(is)));
            case Tree.Section section when section.entries().containsKey("for") ->
                    section.entries()
                            .forEach(
                                    (name, each) -> {
                                        if (name.equals("each")) {
                                            value(
                                                    place.elements(),
                                                    each,
                                                    before.elements(was),
                                                    after.elements(is));
                                        } else if (name.equals("all")) {
                                            value(place, each, was, is);
                                        }
                                    });
            case Tree.Section(var entries, _, _) -> fields(place, entries, was, is);
            case Tree.Text text -> scalar(place, text, was, is);
            case Tree.Nothing _ -> {}
        }
    }

    private void fields(
            Place place, Map<String, Tree> ours, Optional<Tree> was, Optional<Tree> is) {
        RequestSchemas.Fields old = before.fields(was);
        RequestSchemas.Fields now = after.fields(is);
        ours.forEach(
                (name, value) -> {
                    @Nullable Tree field = now.byName().get(name);
                    Place there = place.below(name, value);
                    if (field != null) {
                        value(
                                there,
                                value,
                                Optional.ofNullable(old.byName().get(name)),
                                Optional.of(field));
                    } else {
                        absent(there, value, old.byName().containsKey(name), now.open());
                    }
                });
        for (String name : now.needed()) {
            if (!ours.containsKey(name)) {
                rows++;
                boolean known = was.isPresent() && !old.needed().contains(name);
                Place there =
                        new Place(
                                place.write(),
                                place.path().isEmpty() ? name : place.path() + "." + name,
                                place.at());
                add(
                        there,
                        "",
                        known ? Verdict.BROKEN : Verdict.UNVERIFIED,
                        known
                                ? "%s must be sent now; say what it is".formatted(there.path())
                                : "%s must be sent, the contract says, and is not; look whether"
                                                .formatted(there.path())
                                        + " the vendor insists");
            }
        }
    }

    private void absent(Place place, Tree value, boolean was, boolean open) {
        rows++;
        boolean broken = was && !open;
        add(
                place,
                value instanceof Tree.Text text ? text.value() : "",
                broken ? Verdict.BROKEN : Verdict.UNVERIFIED,
                broken
                        ? "%s is gone from what may be sent; send what took its place"
                                .formatted(place.path())
                        : was
                                ? "the new contract does not go so far as " + place.path()
                                : "no contract has %s in what may be sent".formatted(place.path()));
    }

    private void scalar(Place place, Tree.Text text, Optional<Tree> was, Optional<Tree> is) {
        rows++;
        if (is.isEmpty()) {
            add(
                    place,
                    text.value(),
                    Verdict.UNVERIFIED,
                    "no contract goes so far as " + place.path());
            return;
        }
        String old = was.map(before::type).orElse("");
        String now = after.type(is.get());
        if (!old.isEmpty() && !now.isEmpty() && !old.equals(now)) {
            add(
                    place,
                    text.value(),
                    Verdict.BROKEN,
                    "%s is %s, not %s; convert it".formatted(place.path(), now, old));
            return;
        }
        Set<String> values = after.values(is.get());
        String said = text.value();
        boolean literal = said.length() > 1 && said.startsWith("'") && said.endsWith("'");
        String word = literal ? said.substring(1, said.length() - 1) : "";
        if (literal && !values.isEmpty() && !values.contains(word)) {
            add(
                    place,
                    said,
                    Verdict.BROKEN,
                    "%s may not be %s any more, only %s"
                            .formatted(place.path(), word, String.join(", ", values)));
        }
    }

    private void add(Place place, String expression, Verdict verdict, String why) {
        touched.add(
                new Touched(
                        system.name() + ":" + place.write(),
                        place.path().isEmpty() ? place.write() : place.write() + " " + place.path(),
                        place.at(),
                        expression,
                        place.path(),
                        verdict,
                        why,
                        List.of(place.write() + " to " + system.name()),
                        owner,
                        Weight.UNKNOWN));
    }
}
