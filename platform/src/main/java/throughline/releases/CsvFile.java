package throughline.releases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Place;
import throughline.landscape.build.Sheet;

/** One CSV file as a sheet; empty lines are skipped. */
final class CsvFile {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setTrim(true).get();

    /** As the parser says where it was. */
    private static final Pattern LINE = Pattern.compile("(?:startline |at line: )([0-9]{1,9})");

    private CsvFile() {}

    static Optional<Sheet> read(String file, String name, String text, Defects defects) {
        List<String> header = List.of();
        List<Sheet.Line> lines = new ArrayList<>();
        int number = 0;
        try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
            int at = 0;
            int line = 1;
            for (CSVRecord row : parser) {
                // A row may have cells of several lines; it is where it begins.
                while (at < row.getCharacterPosition()
                        || at < text.length() && isBreak(text.charAt(at))) {
                    line += endsLine(text, at) ? 1 : 0;
                    at++;
                }
                number = line;
                if (header.isEmpty()) {
                    header = row.toList();
                } else {
                    lines.add(new Sheet.Line(number, row.toList()));
                }
            }
        } catch (IOException | UncheckedIOException unreadable) {
            defects.add(
                    new Place(file, line(unreadable, number + 1), 0),
                    "bad-csv",
                    ("This is not CSV: %s. Put a quote before and after the whole cell, and write a"
                                    + " quote within it twice.")
                            .formatted(words(unreadable)));
            return Optional.empty();
        }
        if (header.isEmpty()) {
            defects.add(
                    Place.of(file), "missing", "The table is empty. Give it a header and rows.");
            return Optional.empty();
        }
        return Optional.of(new Sheet(name, Place.of(file), header, lines));
    }

    private static boolean isBreak(char character) {
        return character == '\n' || character == '\r';
    }

    private static boolean endsLine(String text, int at) {
        boolean pair = at + 1 < text.length() && text.charAt(at + 1) == '\n';
        return text.charAt(at) == '\n' || text.charAt(at) == '\r' && !pair;
    }

    /** The line that the parser names, or the one after the last that it could read. */
    private static int line(Exception unreadable, int otherwise) {
        Matcher named = LINE.matcher(String.valueOf(unreadable.getMessage()));
        return named.find() ? Integer.parseInt(named.group(1)) : otherwise;
    }

    /** What is wrong, to whoever wrote the file. */
    private static String words(Exception unreadable) {
        String said = String.valueOf(unreadable.getMessage());
        return said.contains("EOF reached")
                ? "a quote that is opened here is never closed"
                : said.contains("between encapsulated token and delimiter")
                        ? "something stands between the quote that ends a cell and the next comma"
                        : said.replaceAll("^([a-z]+\\.)+[A-Za-z]+: ", "");
    }
}
