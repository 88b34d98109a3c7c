package throughline.contracts;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import throughline.landscape.Lineage;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.landscape.contract.VendorContract;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.Releases;
import throughline.releases.ScalarRegions;
import throughline.schema.SchemaSet;

/**
 * Moves the rows of a system's mappings to a new contract, where what took a field's place can be
 * told. Only the name in the touched expressions is changed, in place, to the new one or else the
 * old one, since the records that were kept still have that; comments, order and all other rows
 * stay as they are, byte for byte. A proposal that would change what any other row reads is no
 * proposal.
 *
 * @param files the mapping files as they would be, by path; empty when nothing can be proposed
 * @param untouched how many rows of the system are not touched
 */
public record Rebasing(List<Row> rows, SortedMap<String, byte[]> files, int untouched) {

    public Rebasing {
        rows = List.copyOf(rows);
    }

    /**
     * One touched row.
     *
     * @param proposed its expression as it would be; empty when that is left to a person
     */
    public record Row(Touched touched, Optional<String> proposed, String why) {}

    /** Broken rows for which nothing can be proposed. */
    public List<Row> left() {
        return rows.stream()
                .filter(
                        each ->
                                each.proposed().isEmpty()
                                        && each.touched().verdict() == Verdict.BROKEN)
                .toList();
    }

    /** What can be proposed. */
    public static Rebasing of(
            ReadResult.Released landscape, String system, SchemaSet next, LocalDate today) {
        Release release = landscape.release();
        SchemaSet before =
                release.contract(system).map(VendorContract::schemas).orElse(SchemaSet.NONE);
        Impact impact = NewContract.of(release, system, next, "", today);
        Editing editing = new Editing(new TreeMap<>(landscape.files().files()));
        Map<String, List<Touched>> groups = new LinkedHashMap<>();
        impact.touched()
                .forEach(
                        each ->
                                groups.computeIfAbsent(
                                                each.mapping() + " " + each.reads(),
                                                _ -> new ArrayList<>())
                                        .add(each));
        List<Row> rows = new ArrayList<>();
        for (List<Touched> group : groups.values()) {
            Touched first = group.getFirst();
            Optional<Succession> succession =
                    Succession.of(
                            before,
                            next,
                            first.mapping().substring(system.length() + 1),
                            first.reads());
            rows.addAll(
                    succession
                            .map(each -> proposed(editing, group, each))
                            .orElseGet(() -> left(group)));
        }
        long touchedRows =
                impact.touched().stream().map(each -> each.place() + each.row()).distinct().count();
        return new Rebasing(
                rows,
                editing.changed(landscape.files().files()),
                (int) (impact.rows() - touchedRows));
    }

    private static List<Row> left(List<Touched> group) {
        return group.stream()
                .map(
                        each ->
                                new Row(
                                        each,
                                        Optional.empty(),
                                        each.verdict() == Verdict.BROKEN
                                                ? each.why() + "; nothing alike took its place"
                                                : each.why()))
                .toList();
    }

    /** The rows that read one field, moved together. */
    private static List<Row> proposed(Editing editing, List<Touched> group, Succession succession) {
        List<Touched> movable =
                group.stream()
                        .filter(each -> each.verdict() == Verdict.BROKEN)
                        .filter(each -> renamed(each.expression(), succession).isPresent())
                        .toList();
        boolean moved = !movable.isEmpty() && editing.move(movable, succession);
        List<Row> rows = new ArrayList<>();
        for (Touched each : group) {
            if (moved && movable.contains(each)) {
                rows.add(new Row(each, renamed(each.expression(), succession), succession.why()));
            } else {
                rows.addAll(left(List.of(each)));
            }
        }
        return rows;
    }

    /** The files while they are edited; lines that were put in move those below them. */
    private static final class Editing {
        private final SortedMap<String, byte[]> files;
        private final Map<String, List<Integer>> putIn = new TreeMap<>();

        Editing(SortedMap<String, byte[]> files) {
            this.files = files;
        }

        /** Puts the new name into some rows, unless that changed anything else. */
        boolean move(List<Touched> rows, Succession succession) {
            String place = rows.getFirst().place();
            int colon = place.lastIndexOf(':');
            String file = colon < 0 ? place : place.substring(0, colon);
            byte[] bytes = files.get(file);
            if (bytes == null || colon < 0) {
                return false;
            }
            List<Integer> more = new ArrayList<>();
            SortedMap<String, byte[]> after = new TreeMap<>(files);
            after.put(
                    file,
                    edited(
                                    new String(bytes, StandardCharsets.UTF_8),
                                    places(file, rows),
                                    succession,
                                    more)
                            .getBytes(StandardCharsets.UTF_8));
            if (!harmless(files, after, rows, succession)) {
                return false;
            }
            files.putAll(after);
            putIn.computeIfAbsent(file, _ -> new ArrayList<>()).addAll(more);
            return true;
        }

        /** The expressions by the line at which each stands now. */
        private Map<Integer, String> places(String file, List<Touched> rows) {
            Map<Integer, String> places = new TreeMap<>();
            for (Touched each : rows) {
                int line =
                        Integer.parseInt(each.place().substring(each.place().lastIndexOf(':') + 1));
                long above =
                        putIn.getOrDefault(file, List.of()).stream()
                                .filter(put -> put < line)
                                .count();
                places.put(line + (int) above, each.expression());
            }
            return places;
        }

        SortedMap<String, byte[]> changed(SortedMap<String, byte[]> before) {
            SortedMap<String, byte[]> changed = new TreeMap<>(files);
            changed.entrySet()
                    .removeIf(each -> Arrays.equals(each.getValue(), before.get(each.getKey())));
            return changed;
        }
    }

    private static String edited(
            String text, Map<Integer, String> places, Succession succession, List<Integer> putIn) {
        List<ScalarRegions.Region> regions = ScalarRegions.of(text);
        boolean listed = regions.stream().anyMatch(each -> each.value().equals(succession.to()));
        StringBuilder edited = new StringBuilder();
        int copied = 0;
        for (ScalarRegions.Region region : regions) {
            String written = text.substring(region.from(), region.until());
            Optional<String> other = Optional.empty();
            if (region.value().equals(places.get(region.line()))
                    || region.value().equals(places.get(region.line() + 1))) {
                other = renamed(written, succession);
            } else if (region.value().equals(succession.from()) && !listed) {
                other = listed(text, region, succession);
                if (other.filter(each -> each.contains("\n")).isPresent()) {
                    putIn.add(region.line());
                }
            }
            if (other.isPresent()) {
                edited.append(text, copied, region.from()).append(other.get());
                copied = region.until();
            }
        }
        return edited.append(text, copied, text.length()).toString();
    }

    /** A name among the fields that a mapping lists of its source, which stand before their use. */
    private static Optional<String> listed(
            String text, ScalarRegions.Region region, Succession succession) {
        String before = text.substring(0, region.from());
        int fields = before.lastIndexOf("fields:");
        if (fields < 0 || !before.substring(fields).matches("fields:[\\s\\[\\-\\w,#.'\"]*")) {
            return Optional.empty();
        }
        String written = text.substring(region.from(), region.until());
        String line = before.substring(before.lastIndexOf('\n') + 1);
        // Both names: the records that were kept still have the old one.
        return Optional.of(
                written
                        + (line.isBlank() || line.strip().equals("-") ? "\n" + line : ", ")
                        + succession.to());
    }

    private static Optional<String> renamed(String written, Succession succession) {
        Matcher name =
                Pattern.compile(
                                "(?<![\\w.\\])])([A-Za-z_]\\w*"
                                        + "(?:\\.[A-Za-z_]\\w*|\\[[0-9]+\\])*)\\."
                                        + Pattern.quote(succession.from())
                                        + "(?!\\w)")
                        .matcher(written);
        StringBuilder changed = new StringBuilder();
        boolean found = false;
        while (name.find()) {
            if (written.substring(0, name.start()).endsWith("has(")) {
                return Optional.empty(); // has() takes one name only
            }
            found = true;
            String owner = name.group(1);
            name.appendReplacement(
                    changed,
                    Matcher.quoteReplacement(
                            "either(%s.%s, %s.%s)"
                                    .formatted(owner, succession.to(), owner, succession.from())));
        }
        return found ? Optional.of(name.appendTail(changed).toString()) : Optional.empty();
    }

    /** Whether these rows read the new field too, and every other row what it read before. */
    private static boolean harmless(
            SortedMap<String, byte[]> before,
            SortedMap<String, byte[]> after,
            List<Touched> touched,
            Succession succession) {
        Optional<Map<String, Lineage>> was = rows(before);
        Optional<Map<String, Lineage>> is = rows(after);
        return was.isPresent()
                && is.isPresent()
                && was.get().keySet().equals(is.get().keySet())
                && was.get().entrySet().stream()
                        .allMatch(
                                each ->
                                        asExpected(
                                                each.getValue(),
                                                Objects.requireNonNull(is.get().get(each.getKey())),
                                                isTouched(each.getKey(), each.getValue(), touched)
                                                        ? Optional.of(
                                                                succession.moved(
                                                                        touched.getFirst().reads()))
                                                        : Optional.empty()));
    }

    private static boolean isTouched(String key, Lineage row, List<Touched> touched) {
        return touched.stream()
                .anyMatch(
                        each ->
                                key.startsWith(each.mapping() + " ")
                                        && each.expression().equals(row.expression())
                                        && each.row().endsWith("." + row.field()));
    }

    private static boolean asExpected(Lineage was, Lineage is, Optional<String> more) {
        Set<String> expected = new TreeSet<>(was.reads());
        more.ifPresent(expected::add);
        return new TreeSet<>(is.reads()).equals(expected)
                && (more.isPresent() || is.expression().equals(was.expression()));
    }

    private static Optional<Map<String, Lineage>> rows(SortedMap<String, byte[]> files) {
        if (!(Releases.read(new LandscapeFiles(files)) instanceof ReadResult.Released read)) {
            return Optional.empty();
        }
        Map<String, Lineage> rows = new LinkedHashMap<>();
        for (Mapping mapping : read.release().mappings()) {
            int number = 0;
            for (Lineage row : mapping.lineage()) {
                rows.put(
                        mapping.system()
                                + ":"
                                + mapping.type()
                                + " "
                                + row.field()
                                + " "
                                + number++,
                        row);
            }
        }
        return Optional.of(rows);
    }
}
