package throughline.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import throughline.schema.Difference.Kind;

/**
 * Compares two descriptions field by field, and names everything that differs.
 *
 * <p>Readers are expected to pass over fields that they do not know, so a further field that need
 * not be there harms nobody. A field that is described no more harms whoever reads it, also where
 * it was optional: what was promised and never comes again is missed.
 */
public final class Differences {

    /** More than anybody reads; descriptions that name each other may differ in endless places. */
    private static final int MOST = 10_000;

    private final SchemaSet old;
    private final SchemaSet next;
    private final List<Difference> found = new ArrayList<>();
    private final Set<String> underWay = new HashSet<>();
    private final Set<String> same = new HashSet<>();

    private Differences(SchemaSet old, SchemaSet next) {
        this.old = old;
        this.next = next;
    }

    /** All of them, by type and path. */
    public static List<Difference> between(SchemaSet old, SchemaSet next) {
        Differences differences = new Differences(old, next);
        Set<String> types = new TreeSet<>(old.types().keySet());
        types.addAll(next.types().keySet());
        for (String type : types) {
            Schema was = old.types().get(type);
            Schema is = next.types().get(type);
            if (was == null) {
                differences.add(type, Kind.TYPE_ADDED, type + " is new", true, true);
            } else if (is == null) {
                differences.add(type, Kind.TYPE_REMOVED, type + " is gone", true, false);
            } else {
                differences.values(type, was, is);
            }
        }
        return List.copyOf(differences.found);
    }

    private void values(String path, Schema wasRef, Schema isRef) {
        String pair = wasRef.ref() + "\u0000" + isRef.ref();
        boolean named = pair.length() > 1;
        if (named && (same.contains(pair) || found.size() >= MOST || !underWay.add(pair))) {
            return; // equal, or they refer to themselves: what differs in them is told already
        }
        int before = found.size();
        Schema was = old.resolved(wasRef);
        Schema is = next.resolved(isRef);
        kinds(path, was, is);
        lists(path, was, is);
        fields(path, was, is);
        if (was.items().isPresent() && is.items().isPresent()) {
            values(path + "[]", was.items().get(), is.items().get());
        }
        if (named) {
            underWay.remove(pair);
            if (found.size() == before) {
                same.add(pair);
            }
        }
    }

    private void kinds(String path, Schema was, Schema is) {
        boolean wider = is.holdsAll(was);
        boolean narrower = was.holdsAll(is);
        if (!was.types().equals(is.types()) && !(wider && narrower)) {
            add(
                    path,
                    Kind.RETYPED,
                    "%s is %s, not %s".formatted(path, is.words(), was.words()),
                    wider,
                    narrower);
        } else if (!was.format().equals(is.format())) {
            add(
                    path,
                    Kind.FORMAT,
                    "%s is %s, not %s".formatted(path, is.words(), was.words()),
                    is.format().isEmpty(),
                    was.format().isEmpty());
        }
        if (was.nullable() != is.nullable()) {
            add(
                    path,
                    is.nullable() ? Kind.NOW_OPTIONAL : Kind.NOW_REQUIRED,
                    path + (is.nullable() ? " may be nothing" : " is never nothing any more"),
                    is.nullable(),
                    was.nullable());
        }
    }

    private void lists(String path, Schema was, Schema is) {
        Set<String> added = new TreeSet<>(is.values());
        added.removeAll(was.values());
        Set<String> removed = new TreeSet<>(was.values());
        removed.removeAll(is.values());
        if (was.values().isEmpty() != is.values().isEmpty()) {
            boolean listed = was.values().isEmpty();
            add(
                    path,
                    listed ? Kind.VALUES_REMOVED : Kind.VALUES_ADDED,
                    listed
                            ? "%s is only %s now".formatted(path, String.join(", ", is.values()))
                            : path + " may be any value now",
                    !listed,
                    listed);
            return;
        }
        if (!added.isEmpty()) {
            add(
                    path,
                    Kind.VALUES_ADDED,
                    "%s may also be %s".formatted(path, String.join(", ", added)),
                    true,
                    false);
        }
        if (!removed.isEmpty()) {
            add(
                    path,
                    Kind.VALUES_REMOVED,
                    "%s is never %s any more".formatted(path, String.join(", ", removed)),
                    false,
                    true);
        }
    }

    private void fields(String path, Schema was, Schema is) {
        if (was.fields().isEmpty() && is.fields().isEmpty()) {
            return;
        }
        Set<String> names = new TreeSet<>(was.fields().keySet());
        names.addAll(is.fields().keySet());
        for (String name : names) {
            field(path + "." + name, was.fields().get(name), is.fields().get(name));
        }
    }

    private void field(String path, Schema.@Nullable Field was, Schema.@Nullable Field is) {
        if (was == null) {
            boolean required = Objects.requireNonNull(is).required();
            add(
                    path,
                    Kind.FIELD_ADDED,
                    path + " is new" + (required ? ", and always there" : ""),
                    !required,
                    true);
            return;
        }
        if (is == null) {
            add(path, Kind.FIELD_REMOVED, path + " is gone", true, false);
            return;
        }
        if (was.required() != is.required()) {
            add(
                    path,
                    is.required() ? Kind.NOW_REQUIRED : Kind.NOW_OPTIONAL,
                    path + (is.required() ? " is always there now" : " may be missing now"),
                    !is.required(),
                    is.required());
        }
        if (is.deprecated() && !was.deprecated()) {
            add(path, Kind.DEPRECATED, path + " is said to go", true, true);
        }
        values(path, was.schema(), is.schema());
    }

    private void add(String path, Kind kind, String sentence, boolean readsOld, boolean readsNew) {
        found.add(new Difference(path, kind, sentence, readsOld, readsNew));
    }
}
