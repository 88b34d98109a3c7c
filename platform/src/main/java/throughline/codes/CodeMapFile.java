package throughline.codes;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The file of a code map, to which a row is added: every other byte stays as it is, so that a
 * reviewer sees one line.
 */
final class CodeMapFile {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setTrim(true).get();
    private static final String CODE = "code";
    private static final String MEANING = "then meaning";

    private final String text;
    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    CodeMapFile(byte[] bytes) {
        this.text = new String(bytes, StandardCharsets.UTF_8);
        List<String> first = List.of();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), FORMAT)) {
            for (CSVRecord row : parser) {
                if (first.isEmpty()) {
                    first = row.toList();
                } else {
                    rows.add(row.toList());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a kept code map cannot be read", e);
        }
        this.header = first.stream().map(each -> each.replace("\uFEFF", "")).toList();
    }

    /** Whether it is a table by which a code alone is looked up. */
    boolean isCodeMap() {
        return header.contains(CODE) && header.contains(MEANING);
    }

    /** Single codes with their meanings, in the order of the file. */
    Map<String, String> known() {
        Map<String, String> known = new LinkedHashMap<>();
        int code = header.indexOf(CODE);
        int meaning = header.indexOf(MEANING);
        for (List<String> row : rows) {
            if (row.size() > Math.max(code, meaning) && !row.get(code).equals("*")) {
                for (String each : row.get(code).split("\\|")) {
                    known.putIfAbsent(each.strip(), row.get(meaning));
                }
            }
        }
        return known;
    }

    /** Whether a table's cell can hold this code as it is, and not as a condition. */
    static boolean canHold(String code) {
        return !code.isBlank()
                && code.length() <= 200
                && !code.equals("*")
                && !code.contains("|")
                && !code.contains("..")
                && !code.startsWith("<")
                && !code.startsWith(">")
                && code.chars().noneMatch(Character::isISOControl);
    }

    /** The row that says what a code means. */
    String row(String code, String meaning) {
        List<String> cells = new ArrayList<>();
        for (String column : header) {
            cells.add(
                    column.equals(CODE)
                            ? quoted(code)
                            : column.equals(MEANING) ? quoted(meaning) : "");
        }
        return String.join(",", cells);
    }

    private static String quoted(String cell) {
        return cell.contains(",") || cell.contains("\"") || !cell.equals(cell.strip())
                ? '"' + cell.replace("\"", "\"\"") + '"'
                : cell;
    }

    /** The file with this row: after all others, but before the first that takes any code. */
    byte[] with(String row) {
        String end = text.contains("\r\n") ? "\r\n" : "\n";
        List<String> lines = new ArrayList<>(List.of(text.split("\\r?\\n", -1)));
        while (!lines.isEmpty() && lines.getLast().isBlank()) {
            lines.removeLast();
        }
        int at = lines.size();
        int code = header.indexOf(CODE);
        for (int i = 1; i < lines.size() && at == lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            if (cells.length > code && cells[code].strip().equals("*")) {
                at = i;
            }
        }
        lines.add(at, row);
        return (String.join(end, lines) + end).getBytes(StandardCharsets.UTF_8);
    }
}
