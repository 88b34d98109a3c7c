package throughline.cli;

import java.util.Locale;

/** How an answer is printed. */
public enum Format {
    /** For people. */
    TABLE,
    /** For scripts: the documented contract. */
    JSON,
    /** For spreadsheets: the rows of the answer. */
    CSV;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
