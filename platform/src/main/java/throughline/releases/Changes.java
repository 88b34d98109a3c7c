package throughline.releases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.landscape.Lineage;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.landscape.build.GoldenCase;
import throughline.landscape.build.Tree;
import throughline.releases.Change.Verdict;
import throughline.releases.Change.Weight;
import throughline.wording.Counted;

/** What a release says otherwise than another one, in words. */
public final class Changes {

    private static final String TABLES = "tables/";
    private static final String TESTS = "tests/";
    private static final String ROUTE = "route";

    private final Side old;
    private final Side next;
    private final List<GoldenCase.Verdict> golden;
    private final List<Change> found = new ArrayList<>();

    /** A release and its files. */
    public record Side(Release release, LandscapeFiles files) {}

    private Changes(Side old, Side next, List<GoldenCase.Verdict> golden) {
        this.old = old;
        this.next = next;
        this.golden = golden;
    }

    /**
     * All of them, by part.
     *
     * @param golden how the next one's examples went
     */
    public static List<Change> between(Side old, Side next, List<GoldenCase.Verdict> golden) {
        Changes changes = new Changes(old, next, golden);
        changes.mappings();
        changes.files();
        return List.copyOf(changes.found);
    }

    private void mappings() {
        Map<String, Mapping> before = byName(old.release());
        Map<String, Mapping> after = byName(next.release());
        Map<String, Tree.Section> oldHeads = MappingHeads.of(old.files());
        Map<String, Tree.Section> newHeads = MappingHeads.of(next.files());
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            Mapping was = before.get(name);
            Mapping is = after.get(name);
            head(was, oldHeads.get(name), is, newHeads.get(name));
            Map<String, Lineage> fields = fields(was);
            Map<String, Lineage> now = fields(is);
            Set<String> all = new TreeSet<>(fields.keySet());
            all.addAll(now.keySet());
            for (String field : all) {
                Lineage one = fields.get(field);
                Lineage other = now.get(field);
                if (!Objects.equals(text(one), text(other))) {
                    mapping(Objects.requireNonNull(is == null ? was : is), field, one, other);
                }
            }
        }
    }

    /** What a mapping makes, and where that goes. A route by a key is told as a field is. */
    private void head(
            @Nullable Mapping was,
            Tree.@Nullable Section before,
            @Nullable Mapping is,
            Tree.@Nullable Section after) {
        List<String> words;
        if (was == null && is != null) {
            words = List.of("the mapping is new: it makes " + is.canonical());
        } else if (was != null && is == null) {
            words = List.of("the mapping is gone; it made " + was.canonical());
        } else {
            boolean byKey = fields(was).containsKey(ROUTE) || fields(is).containsKey(ROUTE);
            words =
                    Differing.between(before, after).stream()
                            .filter(word -> !byKey || !word.startsWith(ROUTE))
                            .toList();
        }
        Mapping mapping = Objects.requireNonNull(is == null ? was : is);
        Release release = is == null ? old.release() : next.release();
        String reads = String.join(", ", Reach.by(mapping.canonical(), release));
        for (String what : words) {
            add(
                    part(mapping),
                    what,
                    List.of(
                            "%s.%s → %s → %s"
                                    .formatted(
                                            mapping.system(),
                                            mapping.type(),
                                            mapping.canonical(),
                                            reads)),
                    what.startsWith(ROUTE)
                            ? translated(mapping, each -> each.expected().containsKey(ROUTE))
                            : translated(mapping, _ -> true),
                    new Passage.Whole(part(mapping)));
        }
    }

    private static String part(Mapping mapping) {
        return "mappings/" + mapping.system() + "/" + mapping.type();
    }

    private Judged translated(Mapping mapping, Predicate<GoldenCase> which) {
        return verdict(
                each ->
                        which.test(each)
                                && each.subject()
                                        instanceof GoldenCase.Subject.Translate(var given, _)
                                && given.system().equals(mapping.system())
                                && given.type().equals(mapping.type()));
    }

    private static @Nullable String text(@Nullable Lineage lineage) {
        return lineage == null ? null : lineage.expression();
    }

    private void mapping(
            Mapping mapping, String field, @Nullable Lineage was, @Nullable Lineage is) {
        String what =
                was == null
                        ? "%s is made, by %s".formatted(field, text(is))
                        : is == null
                                ? "%s is made no more; it was %s".formatted(field, text(was))
                                : "%s: %s, not %s".formatted(field, text(is), text(was));
        Lineage lineage = Objects.requireNonNull(is == null ? was : is);
        add(
                part(mapping),
                what,
                Reach.of(mapping, lineage, is == null ? old.release() : next.release()),
                stated(mapping, field),
                new Passage.Field(mapping.system(), mapping.type(), field));
    }

    /** A case that says nothing of a field is right whatever the field becomes. */
    private Judged stated(Mapping mapping, String field) {
        Judged all = translated(mapping, _ -> true);
        if (all.verdict() != Verdict.CHECKED) {
            return all;
        }
        String name = field.replaceFirst(" \\(\\d+\\)$", "");
        Judged stating =
                translated(
                        mapping,
                        each ->
                                each.expected().keySet().stream()
                                        .map(path -> path.replaceAll("\\[\\d+]", ""))
                                        .anyMatch(
                                                path ->
                                                        path.equals(name)
                                                                || path.startsWith(name + ".")));
        return stating.verdict() == Verdict.CHECKED
                ? stating
                : new Judged(
                        Verdict.NOT_CHECKABLE,
                        "golden cases go through the mapping and none says what becomes of this;"
                                + " add it to one, and rehearse it");
    }

    private static Map<String, Mapping> byName(Release release) {
        Map<String, Mapping> byName = new LinkedHashMap<>();
        release.mappings().forEach(each -> byName.put(each.system() + ":" + each.type(), each));
        return byName;
    }

    private static Map<String, Lineage> fields(@Nullable Mapping mapping) {
        Map<String, Lineage> fields = new LinkedHashMap<>();
        if (mapping != null) {
            for (Lineage each : mapping.lineage()) {
                String name = each.field();
                for (int again = 2; fields.containsKey(name); again++) {
                    name = each.field() + " (" + again + ")";
                }
                fields.put(name, each);
            }
        }
        return fields;
    }

    private void files() {
        Set<String> names = new TreeSet<>(old.files().files().keySet());
        names.addAll(next.files().files().keySet());
        for (String name : names) {
            byte[] was = old.files().files().get(name);
            byte[] is = next.files().files().get(name);
            if (!Arrays.equals(was, is) && !name.startsWith("mappings/")) {
                if (name.startsWith(TABLES)) {
                    table(name, was, is);
                } else if (name.startsWith(TESTS)) {
                    examples(name, was, is);
                } else {
                    other(name, was, is);
                }
            }
        }
    }

    private void table(String name, byte @Nullable [] was, byte @Nullable [] is) {
        String part = name.substring(0, name.length() - ".csv".length());
        Map<String, Rows.Row> before = Rows.of(name, was);
        Map<String, Rows.Row> after = Rows.of(name, is);
        Set<String> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        Release release = is == null ? old.release() : next.release();
        String table = part.substring(TABLES.length());
        List<String> reach = Reach.of(table, release);
        String short_ = part.substring(part.lastIndexOf('/') + 1);
        Judged judged =
                verdict(
                        each ->
                                each.subject()
                                                instanceof
                                                GoldenCase.Subject.Decide(var named, _, _, _)
                                        && named.equals(short_));
        int told = found.size();
        for (String key : keys) {
            Rows.Row one = before.get(key);
            Rows.Row other = after.get(key);
            Map<String, String> said = one == null ? null : one.says();
            Map<String, String> says = other == null ? null : other.says();
            if (!Objects.equals(said, says)) {
                OptionalInt line = one == null ? OptionalInt.empty() : OptionalInt.of(one.line());
                OptionalInt now =
                        other == null ? OptionalInt.empty() : OptionalInt.of(other.line());
                add(
                        part,
                        row(key, said, says),
                        reach,
                        row(
                                judged,
                                new RowCases(old.release(), table, line),
                                new RowCases(next.release(), table, now)),
                        new Passage.Row(table, key, line));
            }
        }
        if (told == found.size()
                && !List.copyOf(before.keySet()).equals(List.copyOf(after.keySet()))) {
            add(
                    part,
                    "the rows stand in another order, and the first that fits decides",
                    reach,
                    judged,
                    new Passage.Whole(part));
        }
    }

    /** Of a row only the cases that it decides say something, before the change or after it. */
    private Judged row(Judged table, RowCases before, RowCases after) {
        Judged row = verdict(each -> before.meet(each) || after.meet(each));
        return row.verdict() == Verdict.NOT_CHECKABLE && table.verdict() != Verdict.NOT_CHECKABLE
                ? new Judged(
                        Verdict.NOT_CHECKABLE,
                        "golden cases go through the table and none through this row; add one, and"
                                + " rehearse it")
                : row;
    }

    private static String row(
            String key, @Nullable Map<String, String> was, @Nullable Map<String, String> is) {
        if (was == null) {
            return "row %s is new: %s".formatted(key, said(Objects.requireNonNull(is)));
        }
        if (is == null) {
            return "row %s is gone; it said %s".formatted(key, said(was));
        }
        List<String> parts = new ArrayList<>();
        is.forEach(
                (column, value) -> {
                    if (!value.equals(was.get(column))) {
                        parts.add("%s %s, not %s".formatted(column, value, was.get(column)));
                    }
                });
        return "row %s: %s".formatted(key, String.join("; ", parts));
    }

    private static String said(Map<String, String> outputs) {
        return outputs.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }

    private void other(String name, byte @Nullable [] was, byte @Nullable [] is) {
        String part = name.replaceFirst("\\.yaml$", "");
        List<String> words =
                was == null
                        ? List.of("the file is new")
                        : is == null
                                ? List.of("the file is gone")
                                : Differing.between(name, was, is);
        List<String> reach = Reach.ofFile(part, is == null ? old.release() : next.release());
        for (String what : words) {
            add(
                    part,
                    what,
                    reach,
                    new Judged(
                            Verdict.NOT_CHECKABLE,
                            "no golden case has a right answer for it; rehearse it"),
                    Passage.ofFile(part, what, old.release()));
        }
    }

    /** Golden cases: who takes one away takes away what it would have found. */
    private void examples(String name, byte @Nullable [] was, byte @Nullable [] is) {
        String part = name.replaceFirst("\\.yaml$", "");
        Map<String, Tree> before = GoldenCases.in(name, was);
        Map<String, Tree> after = GoldenCases.in(name, is);
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String each : names) {
            Tree one = before.get(each);
            Tree other = after.get(each);
            List<String> places = Differing.between(one, other);
            if (!places.isEmpty()) {
                add(
                        part,
                        GoldenCases.told(each, one, other, places),
                        List.of(part + " → what a plan checks"),
                        other == null
                                ? new Judged(Verdict.NOT_CHECKABLE, "nobody checks that any more")
                                : itself(each),
                        new Passage.Whole(part));
            }
        }
    }

    private Judged itself(String example) {
        Judged judged = verdict(each -> each.name().equals(example));
        boolean right = judged.verdict() == Verdict.CHECKED;
        return right ? new Judged(Verdict.CHECKED, "its answer is right") : judged;
    }

    /** A verdict, and why. */
    private record Judged(Verdict verdict, String why) {}

    private Judged verdict(Predicate<GoldenCase> through) {
        List<GoldenCase.Verdict> all =
                golden.stream().filter(each -> through.test(each.golden())).toList();
        List<String> wrong =
                all.stream()
                        .filter(each -> !each.passed())
                        .map(each -> each.golden().name())
                        .toList();
        if (!wrong.isEmpty()) {
            return new Judged(Verdict.BROKEN, "another answer in: " + String.join(", ", wrong));
        }
        return all.isEmpty()
                ? new Judged(
                        Verdict.NOT_CHECKABLE,
                        "no golden case goes through it; add one, and rehearse it")
                : new Judged(
                        Verdict.CHECKED,
                        Counted.of(all.size(), "golden case goes", "golden cases go")
                                + " through it");
    }

    private void add(String part, String what, List<String> reach, Judged judged, Passage passage) {
        found.add(
                new Change(
                        part,
                        what,
                        reach,
                        judged.verdict(),
                        judged.why(),
                        next.release().ownerOf(part),
                        passage,
                        Weight.UNKNOWN));
    }
}
