package throughline.landscape;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Rules that finance edits in a spreadsheet. The first row that matches decides.
 *
 * <p>Cells of input columns: an exact text, {@code *} for anything, {@code A|B} for one of several,
 * {@code >=100}, {@code <100}, {@code 10..20} (half-open) for numbers. Columns {@code from} and
 * {@code until} bound a row's effective dates, half-open.
 */
public interface DecisionTable {

    /** The table's name, as its file is called. */
    String name();

    /**
     * The first matching row on a day; an input that the caller leaves out matches only {@code *}.
     */
    Optional<Row> decide(Map<String, String> inputs, LocalDate on);

    /**
     * Every row that may decide on a day, in their order, when some inputs could be anything.
     *
     * @param open tells the inputs that are not known; the others are as given, or left out
     */
    default List<Row> possible(Map<String, String> inputs, Predicate<String> open, LocalDate on) {
        return decide(inputs, on).stream().toList();
    }

    /** Whether some row holds on some days only. */
    default boolean dated() {
        return false;
    }

    /** Of a code map, every code that is written out with its meaning, on whichever day. */
    default Map<String, String> codes() {
        return Map.of();
    }

    /**
     * What a row says.
     *
     * @param number the line in the file, for explanations
     * @param outputs by output column; a blank cell is absent
     */
    record Row(String table, int number, Map<String, String> outputs) {
        public Row {
            outputs = Map.copyOf(outputs);
        }

        /** One output, when its cell is not blank. */
        public Optional<String> output(String column) {
            return Optional.ofNullable(outputs.get(column));
        }

        /** How explanations name this row. */
        public String source() {
            return "tables/" + table + ".csv line " + number;
        }
    }
}
