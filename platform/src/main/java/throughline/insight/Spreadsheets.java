package throughline.insight;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts for spreadsheets: none of them runs as a formula when somebody opens the file. */
public final class Spreadsheets {

    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d[\\d.,]*");
    private static final Pattern QUOTED = Pattern.compile("[\",\r\n]");
    private static final String BEGINS_FORMULA = "=+-@\t\r";

    private Spreadsheets() {}

    /**
     * One cell. What would begin a formula gets an apostrophe, as people write it; numbers stay.
     */
    public static String cell(String text) {
        boolean formula =
                !text.isEmpty()
                        && BEGINS_FORMULA.indexOf(text.charAt(0)) >= 0
                        && !NUMBER.matcher(text).matches();
        String safe = formula ? "'" + text : text;
        return QUOTED.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** One line, with its end. */
    public static String line(List<String> cells) {
        return cells.stream().map(Spreadsheets::cell).collect(Collectors.joining(",")) + "\r\n";
    }
}
