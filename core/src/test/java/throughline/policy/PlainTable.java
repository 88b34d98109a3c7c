package throughline.policy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import throughline.landscape.DecisionTable;

/**
 * A decision table written as text: {@code "service-line, amount | approver"}, then rows of the
 * same shape. Cells are exact, {@code *} or {@code >=number}.
 */
record PlainTable(String name, List<String> inputs, List<String> outputs, List<String> rows)
        implements DecisionTable {

    static PlainTable of(String name, String header, String... rows) {
        return new PlainTable(name, cells(header, 0), cells(header, 1), List.of(rows));
    }

    @Override
    public Optional<Row> decide(Map<String, String> asked, LocalDate on) {
        return IntStream.range(0, rows.size())
                .filter(row -> matches(cells(rows.get(row), 0), asked))
                .mapToObj(this::row)
                .findFirst();
    }

    private Row row(int index) {
        List<String> said = cells(rows.get(index), 1);
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            if (!said.get(i).isEmpty()) {
                values.put(outputs.get(i), said.get(i));
            }
        }
        return new Row(name, index + 2, values);
    }

    private boolean matches(List<String> cells, Map<String, String> asked) {
        return IntStream.range(0, inputs.size())
                .allMatch(
                        i -> matches(cells.get(i), Optional.ofNullable(asked.get(inputs.get(i)))));
    }

    private static boolean matches(String cell, Optional<String> value) {
        if (cell.startsWith(">=")) {
            return value.filter(
                            text ->
                                    new java.math.BigDecimal(text)
                                                    .compareTo(
                                                            new java.math.BigDecimal(
                                                                    cell.substring(2)))
                                            >= 0)
                    .isPresent();
        }
        return cell.equals("*") || value.filter(cell::equals).isPresent();
    }

    private static List<String> cells(String line, int side) {
        return Arrays.stream(line.split("\\|", -1)[side].split(",", -1))
                .map(String::strip)
                .toList();
    }
}
