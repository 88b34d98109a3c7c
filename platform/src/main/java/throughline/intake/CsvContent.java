package throughline.intake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import throughline.wording.Counted;

/**
 * Comma-separated files with a header. Values are texts, exactly as they stand there; what they
 * mean is the mapping's to say.
 */
final class CsvContent {

    private static final String MARK = "\uFEFF";
    private static final String REPLACED = "\uFFFD";
    private static final Pattern SEPARATED = Pattern.compile("[;\t|]");
    private static final Pattern BEGAN = Pattern.compile("startline (\\d+)");

    private CsvContent() {}

    static void read(Path file, Reading reading, Consumer<RawMessage> messages)
            throws IOException, BrokenFileException {
        // A quotation mark that is never closed swallows the rest: found out before anything is
        // taken.
        each(file, reading, (record, at, header) -> {});
        each(
                file,
                reading,
                (record, at, header) -> messages.accept(message(record, at, header, reading)));
    }

    private static RawMessage message(
            CSVRecord record, long line, List<String> header, Reading reading) {
        String content = String.join(",", record.values());
        if (record.size() != header.size()) {
            return reading.unreadable(
                    line,
                    ErrorCode.BAD_LINE,
                    "it has %s, the header has %d"
                            .formatted(Counted.of(record.size(), "field"), header.size()),
                    content);
        }
        if (content.contains(REPLACED)) {
            return reading.unreadable(
                    line, ErrorCode.BAD_ENCODING, "it holds bytes that are not UTF-8", content);
        }
        Map<String, Object> raw = new LinkedHashMap<>();
        for (int column = 0; column < header.size(); column++) {
            if (!header.get(column).isEmpty()) {
                raw.put(header.get(column), record.get(column));
            } else if (!record.get(column).isBlank()) {
                return reading.unreadable(
                        line,
                        ErrorCode.BAD_LINE,
                        "it has a value behind the last column that has a name",
                        content);
            }
        }
        return reading.message(raw, line);
    }

    private static void each(Path file, Reading reading, Line line)
            throws IOException, BrokenFileException {
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE);
        try (BufferedReader text =
                        new BufferedReader(
                                new InputStreamReader(Files.newInputStream(file), decoder));
                CSVParser parser =
                        CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get().parse(text)) {
            List<String> header = null;
            // Lines are counted as an editor counts them: values may hold several.
            long begins = 1;
            for (CSVRecord record : parser) {
                if (!isBlank(record)) {
                    if (header == null) {
                        header = header(record, reading);
                    } else {
                        line.read(record, begins, header);
                    }
                }
                begins = parser.getCurrentLineNumber() + 1;
            }
            if (header == null) {
                throw broken(reading, "it is empty");
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            throw broken(reading, unclosed(e));
        }
    }

    /** Where a quotation mark was opened that is never closed, as far as the parser says it. */
    private static String unclosed(RuntimeException e) {
        Matcher line = BEGAN.matcher(String.valueOf(e.getMessage()));
        return line.find()
                ? "a quotation mark that is opened in line %s is never closed"
                        .formatted(line.group(1))
                : "its quotation marks do not close";
    }

    private static boolean isBlank(CSVRecord record) {
        return record.size() == 1 && record.get(0).isEmpty();
    }

    private static List<String> header(CSVRecord record, Reading reading)
            throws BrokenFileException {
        List<String> header =
                record.stream()
                        .map(name -> name.startsWith(MARK) ? name.substring(1) : name)
                        .map(String::strip)
                        .toList();
        readable(header, reading);
        Set<String> seen = new HashSet<>();
        // Some write a separator after the last column too; nothing may stand behind it.
        boolean closed = header.size() > 1 && header.getLast().isEmpty();
        for (String name : closed ? header.subList(0, header.size() - 1) : header) {
            if (name.isEmpty() || !seen.add(name)) {
                throw broken(
                        reading,
                        name.isEmpty()
                                ? "its first line has a column without a name"
                                : "its first line has the column " + name + " twice");
            }
        }
        return header;
    }

    /** What every line would fail for is told once, of the file. */
    private static void readable(List<String> header, Reading reading) throws BrokenFileException {
        if (header.stream().anyMatch(name -> name.contains(REPLACED) || name.indexOf('\0') >= 0)) {
            throw new BrokenFileException(
                    ErrorCode.BAD_ENCODING,
                    ("Cannot take in %s: its first line is not UTF-8. Nothing of it was taken in."
                                    + " Save it as UTF-8 text.")
                            .formatted(reading.file()));
        }
        if (header.size() == 1 && SEPARATED.matcher(header.getFirst()).find()) {
            throw broken(reading, "its columns are not separated by commas");
        }
    }

    private static BrokenFileException broken(Reading reading, String why) {
        return new BrokenFileException(
                ErrorCode.INVALID_CSV,
                ("Cannot take in %s: %s. Nothing of it was taken in. Give it one header line "
                                + "and one line for each record.")
                        .formatted(reading.file(), why));
    }

    @FunctionalInterface
    private interface Line {
        void read(CSVRecord record, long line, List<String> header);
    }
}
