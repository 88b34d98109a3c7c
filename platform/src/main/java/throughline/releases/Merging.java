package throughline.releases;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts two sets of changes to the same files together: file by file, and within a table row by row.
 * Where both changed the same, a person has to say what is right.
 */
final class Merging {

    private final LandscapeFiles before;
    private final LandscapeFiles wanted;
    private final LandscapeFiles inForce;

    Merging(LandscapeFiles before, LandscapeFiles wanted, LandscapeFiles inForce) {
        this.before = before;
        this.wanted = wanted;
        this.inForce = inForce;
    }

    /**
     * What is in force, with what is wanted.
     *
     * @param name of what is wanted, for messages
     * @throws RefusedReleaseException with every place that both changed
     */
    LandscapeFiles merged(String name) {
        TreeSet<String> files = new TreeSet<>(before.files().keySet());
        files.addAll(wanted.files().keySet());
        files.addAll(inForce.files().keySet());
        SortedMap<String, byte[]> merged = new TreeMap<>();
        List<String> conflicts = new ArrayList<>();
        for (String file : files) {
            byte @Nullable [] was = before.files().get(file);
            byte @Nullable [] next = wanted.files().get(file);
            byte @Nullable [] now = inForce.files().get(file);
            byte @Nullable [] result = now;
            if (Arrays.equals(was, now)) {
                result = next;
            } else if (!Arrays.equals(was, next) && !Arrays.equals(now, next)) {
                if (was == null || next == null || now == null || !file.endsWith(".csv")) {
                    conflicts.add(file);
                } else {
                    result = table(file, was, next, now, conflicts);
                }
            }
            if (result != null) {
                merged.put(file, result);
            }
        }
        if (!conflicts.isEmpty()) {
            throw new RefusedReleaseException(
                    "rebase-conflict",
                    "Cannot re-base release %s: what is in force changed the same: %s. Export what"
                                    .formatted(name, String.join("; ", conflicts))
                            + " is in force (throughline releases export), make the change there,"
                            + " and plan it.");
        }
        return new LandscapeFiles(merged);
    }

    private static byte[] table(
            String file, byte[] was, byte[] next, byte[] now, List<String> conflicts) {
        Lines old = Lines.of(file, was);
        Lines mine = Lines.of(file, next);
        Lines theirs = Lines.of(file, now);
        if (!old.plain()
                || !mine.plain()
                || !theirs.plain()
                || !old.header.equals(mine.header)
                || !old.header.equals(theirs.header)) {
            conflicts.add(file);
            return now;
        }
        Map<String, String> rows = new LinkedHashMap<>(theirs.rows);
        TreeSet<String> touched = new TreeSet<>(old.rows.keySet());
        touched.addAll(mine.rows.keySet());
        for (String row : touched) {
            String one = old.rows.getOrDefault(row, "");
            String other = mine.rows.getOrDefault(row, "");
            String standing = theirs.rows.getOrDefault(row, "");
            if (!one.equals(other) && !standing.equals(one) && !standing.equals(other)) {
                conflicts.add("%s, row %s".formatted(file, row));
            } else if (!one.equals(other) && other.isEmpty()) {
                rows.remove(row);
            } else if (!one.equals(other) && rows.containsKey(row)) {
                rows.put(row, other);
            }
        }
        return theirs.with(added(rows, old, mine));
    }

    /** New rows stand after the row that they stood after. */
    private static List<String> added(Map<String, String> rows, Lines old, Lines mine) {
        List<String> keys = new ArrayList<>(rows.keySet());
        Map<String, String> all = new LinkedHashMap<>(rows);
        String before = "";
        for (Map.Entry<String, String> each : mine.rows.entrySet()) {
            if (!old.rows.containsKey(each.getKey()) && !all.containsKey(each.getKey())) {
                all.put(each.getKey(), each.getValue());
                keys.add(keys.indexOf(before) + 1, each.getKey());
            }
            if (all.containsKey(each.getKey())) {
                before = each.getKey();
            }
        }
        return keys.stream().map(key -> all.getOrDefault(key, "")).toList();
    }

    /** The lines of a table by what its rows ask for. */
    private record Lines(String header, Map<String, String> rows, String end, boolean plain) {

        static Lines of(String file, byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            String end = text.contains("\r\n") ? "\r\n" : "\n";
            List<String> lines = text.lines().toList();
            Map<String, String> rows = new LinkedHashMap<>();
            Map<String, Rows.Row> found = Rows.of(file, bytes);
            boolean plain = !lines.isEmpty();
            int last = 1;
            for (Map.Entry<String, Rows.Row> row : found.entrySet()) {
                int line = row.getValue().line();
                // A row over several lines, or an empty line between: a person had better look.
                plain = plain && line == last + 1 && line <= lines.size();
                last = line;
                if (plain) {
                    rows.put(row.getKey(), lines.get(line - 1));
                }
            }
            return new Lines(lines.isEmpty() ? "" : lines.getFirst(), rows, end, plain);
        }

        byte[] with(List<String> lines) {
            List<String> all = new ArrayList<>(List.of(header));
            all.addAll(lines);
            return (String.join(end, all) + end).getBytes(StandardCharsets.UTF_8);
        }
    }
}
