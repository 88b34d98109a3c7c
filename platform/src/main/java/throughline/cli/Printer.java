package throughline.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.insight.Spreadsheets;
import throughline.people.Sentence;
import throughline.wording.GroupedAmounts;

/** Prints an answer as a table, as JSON or as CSV. */
final class Printer {

    /** Columns of words, in which people read amounts. */
    private static final Set<String> SENTENCES = Set.of("sentence", "gate", "why", "like");

    private static final int WIDEST = 100;

    private final PrintWriter out;
    private final Format format;

    Printer(PrintWriter out, Format format) {
        this.out = out;
        this.format = format;
    }

    void print(Answer answer) {
        switch (format) {
            case JSON -> out.println(JsonText.of(answer.json()));
            case CSV -> csv(answer.rows());
            case TABLE -> {
                table(answer.rows());
                answer.remarks().forEach(this::line);
            }
        }
        out.flush();
    }

    /** What a terminal would obey is a blank, also in what a remark repeats on several lines. */
    private void line(String remark) {
        remark.lines().map(Sentence::seen).map(GroupedAmounts::in).forEach(out::println);
    }

    private void csv(List<Map<String, @Nullable Object>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<String> names = names(rows);
        out.println(String.join(",", names.stream().map(Spreadsheets::cell).toList()));
        for (Map<String, @Nullable Object> row : rows) {
            out.println(
                    String.join(
                            ",",
                            names.stream()
                                    .map(name -> Spreadsheets.cell(cell(row.get(name))))
                                    .toList()));
        }
    }

    private void table(List<Map<String, @Nullable Object>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<String> names = names(rows);
        List<List<String>> lines = new ArrayList<>();
        lines.add(names);
        for (Map<String, @Nullable Object> row : rows) {
            lines.add(names.stream().map(name -> shortened(name, names, row)).toList());
        }
        int[] widths = new int[names.size()];
        boolean[] right = new boolean[names.size()];
        for (int column = 0; column < widths.length; column++) {
            right[column] = true;
            for (int line = 0; line < lines.size(); line++) {
                String text = lines.get(line).get(column);
                widths[column] = Math.max(widths[column], text.length());
                right[column] &= line == 0 || text.matches("-?[\\d,.%]*|undefined");
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String pad = " ".repeat(widths[column] - line.get(column).length());
                text.append(right[column] ? pad + line.get(column) : line.get(column) + pad);
                text.append("  ");
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private static List<String> names(List<Map<String, @Nullable Object>> rows) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.keySet()));
        return List.copyOf(names);
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Collection<?> list ->
                    String.join("; ", list.stream().map(String::valueOf).toList());
            case Object other -> other.toString();
        };
    }

    /** A sentence at the end of a row is told whole: what would work stands at its end. */
    private static String shortened(
            String name, List<String> names, Map<String, @Nullable Object> row) {
        String line = Sentence.seen(cell(row.get(name)).replaceAll("\\s+", " "));
        line = SENTENCES.contains(name) ? GroupedAmounts.in(line) : line;
        boolean whole =
                line.length() <= WIDEST || name.equals("sentence") && name.equals(names.getLast());
        return whole ? line : line.substring(0, WIDEST - 1) + "…";
    }
}
