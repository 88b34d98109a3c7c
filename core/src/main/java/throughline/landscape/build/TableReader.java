package throughline.landscape.build;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import throughline.calendar.DateRange;
import throughline.landscape.DecisionTable;
import throughline.wording.Counted;

/**
 * Reads decision tables. Columns headed {@code then NAME} are what a row says; {@code from} and
 * {@code until} are its days; {@code note} is for people; all others are what it depends on.
 */
final class TableReader {

    private static final String OUTPUT = "then ";
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    /** The days of a row that names none. */
    static final DateRange ALWAYS = new DateRange(FIRST, LAST);

    private final Defects defects;

    TableReader(Defects defects) {
        this.defects = defects;
    }

    SheetTable read(Sheet sheet) {
        header(sheet);
        List<String> inputs = sheet.header().stream().filter(TableReader::isInput).toList();
        List<SheetTable.Rule> rules = new ArrayList<>();
        for (Sheet.Line line : sheet.lines()) {
            Place place = new Place(sheet.place().file(), line.number(), 0);
            if (line.cells().size() != sheet.header().size()) {
                defects.add(
                        place,
                        "bad-shape",
                        "This row has %s, the header has %d. Complete it."
                                .formatted(
                                        Counted.of(line.cells().size(), "cell"),
                                        sheet.header().size()));
            } else {
                rule(sheet, line, place).ifPresent(rules::add);
            }
        }
        numbers(sheet, inputs, rules);
        unreachable(sheet, rules);
        return new SheetTable(sheet.name(), inputs, rules);
    }

    private void header(Sheet sheet) {
        Set<String> seen = new HashSet<>();
        Place place = new Place(sheet.place().file(), 1, 0);
        for (String column : sheet.header()) {
            if (column.isBlank()) {
                defects.add(place, "bad-shape", "A column has no name. Name it or remove it.");
            } else if (!seen.add(column)) {
                defects.add(
                        place,
                        "duplicate",
                        "Two columns are named %s. Rename one.".formatted(column));
            }
        }
        if (!separated(sheet, place)
                && sheet.header().stream().noneMatch(column -> column.startsWith(OUTPUT))) {
            defects.add(
                    place,
                    "bad-shape",
                    "The table says nothing. Head the columns that it decides \"then NAME\".");
        }
    }

    /** Spreadsheets of some countries save with semicolons what they call comma-separated. */
    private boolean separated(Sheet sheet, Place place) {
        String only = sheet.header().size() == 1 ? sheet.header().getFirst() : "";
        if (only.contains(";") || only.contains("\t")) {
            defects.add(
                    place,
                    "bad-csv",
                    "The cells are separated by %s. Save it with commas between them."
                            .formatted(only.contains(";") ? "semicolons" : "tabs"));
            return true;
        }
        return false;
    }

    private static boolean isInput(String column) {
        return !column.startsWith(OUTPUT)
                && !column.equals("from")
                && !column.equals("until")
                && !column.equals("note");
    }

    private Optional<SheetTable.Rule> rule(Sheet sheet, Sheet.Line line, Place place) {
        List<Cell> cells = new ArrayList<>();
        Map<String, String> outputs = new HashMap<>();
        LocalDate from = FIRST;
        LocalDate until = LAST;
        boolean sound = true;
        for (int i = 0; i < sheet.header().size(); i++) {
            String column = sheet.header().get(i);
            String text = line.cells().get(i).strip();
            if (column.startsWith(OUTPUT)) {
                if (!text.isEmpty()) {
                    outputs.put(column.substring(OUTPUT.length()).strip(), text);
                }
            } else if (column.equals("from")) {
                from = day(text, FIRST, column, place);
            } else if (column.equals("until")) {
                until = day(text, LAST, column, place);
            } else if (isInput(column)) {
                Optional<Cell> cell = cell(text, column, place);
                sound = sound && cell.isPresent();
                cell.ifPresent(cells::add);
            }
        }
        if (!from.isBefore(until)) {
            defects.add(
                    place,
                    "bad-date",
                    ("The row holds on no day: it begins %s, and ends before %s. Write the day"
                                    + " after its last into until.")
                            .formatted(from, until));
            return Optional.empty();
        }
        return sound
                ? Optional.of(
                        new SheetTable.Rule(
                                cells,
                                new DateRange(from, until),
                                new DecisionTable.Row(sheet.name(), line.number(), outputs)))
                : Optional.empty();
    }

    private Optional<Cell> cell(String text, String column, Place place) {
        if (text.isEmpty()) {
            defects.add(
                    place,
                    "missing",
                    "The cell of %s is empty. Write * for anything.".formatted(column));
            return Optional.empty();
        }
        try {
            Cell read = Cell.parse(text);
            if (read instanceof Cell.Within range && range.isEmpty()) {
                defects.add(
                        place,
                        "bad-value",
                        "The cell of %s is %s, and no number is in it. Write the lower one first."
                                .formatted(column, text));
                return Optional.empty();
            }
            return Optional.of(read);
        } catch (NumberFormatException notNumber) {
            defects.add(
                    place,
                    "bad-value",
                    "The cell of %s is %s. Write a text, A|B, >=100, <100, 10..20 or *."
                            .formatted(column, text));
            return Optional.empty();
        }
    }

    private LocalDate day(String text, LocalDate otherwise, String column, Place place) {
        try {
            return text.isEmpty() ? otherwise : LocalDate.parse(text);
        } catch (DateTimeException unreadable) {
            defects.add(
                    place,
                    "bad-date",
                    "%s is %s, which is not a date that exists. Write 2026-03-31."
                            .formatted(column, text));
            return otherwise;
        }
    }

    private void unreachable(Sheet sheet, List<SheetTable.Rule> rules) {
        Reachability.check(
                rules,
                clash ->
                        defects.add(
                                new Place(sheet.place().file(), clash.later().row().number(), 0),
                                clash.covered() ? "unreachable-row" : "overlapping-rows",
                                (clash.covered()
                                                ? "This row is never reached: line %d takes"
                                                        + " everything that it would. Move it up or"
                                                        + " remove it."
                                                : "This row and line %d overlap in part and say"
                                                        + " different things. End one where the"
                                                        + " other begins.")
                                        .formatted(clash.earlier().row().number())));
    }

    /** Beside comparisons a word is a number that somebody wrote wrongly, and is never met. */
    private void numbers(Sheet sheet, List<String> inputs, List<SheetTable.Rule> rules) {
        for (int i = 0; i < inputs.size(); i++) {
            int at = i;
            if (rules.stream().noneMatch(rule -> rule.cells().get(at) instanceof Cell.Within)) {
                continue;
            }
            for (SheetTable.Rule rule : rules) {
                if (rule.cells().get(i) instanceof Cell.OneOf one && !one.isNumbers()) {
                    defects.add(
                            new Place(sheet.place().file(), rule.row().number(), 0),
                            "wrong-type",
                            ("The cell of %s is %s, and other rows hold it against numbers. Write a"
                                            + " number, >=100, <100, 10..20 or *.")
                                    .formatted(
                                            inputs.get(i),
                                            String.join("|", new TreeSet<>(one.texts()))));
                }
            }
        }
    }
}
