package throughline.releases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private CsvFile() {}

    static Optional<Sheet> read(String file, String name, String text, Defects defects) {
        List<String> header = List.of();
        List<Sheet.Line> lines = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
            int number = 0;
            for (CSVRecord row : parser) {
                int last = (int) parser.getCurrentLineNumber();
                number = Math.max(number + 1, last);
                if (header.isEmpty()) {
                    header = row.toList();
                } else {
                    lines.add(new Sheet.Line(number, row.toList()));
                }
            }
        } catch (IOException | UncheckedIOException unreadable) {
            defects.add(
                    Place.of(file),
                    "bad-csv",
                    "This is not CSV: %s. Save it again as comma-separated values in UTF-8."
                            .formatted(withoutClass(unreadable)));
            return Optional.empty();
        }
        if (header.isEmpty()) {
            defects.add(
                    Place.of(file), "missing", "The table is empty. Give it a header and rows.");
            return Optional.empty();
        }
        return Optional.of(new Sheet(name, Place.of(file), header, lines));
    }

    /** What the parser says, in its words only. */
    private static String withoutClass(Exception unreadable) {
        return String.valueOf(unreadable.getMessage()).replaceAll("^([a-z]+\\.)+[A-Za-z]+: ", "");
    }
}
