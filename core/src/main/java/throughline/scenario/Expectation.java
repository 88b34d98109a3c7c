package throughline.scenario;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import throughline.landscape.build.Place;

/**
 * Something that must be so.
 *
 * @param subject what it is about
 * @param place where it is written
 */
public record Expectation(Subject subject, Place place) {

    /** What is expected. */
    public sealed interface Subject {

        /**
         * One figure.
         *
         * @param path as {@code metrics/backlog-revenue}, {@code revenue/2026-01}, {@code
         *     revenue/2026-01/line}, {@code position/2026-01}
         */
        record Figure(String path, BigDecimal amount) implements Subject {}

        /**
         * A list of rows: all of them, in order, by the columns that are mentioned.
         *
         * @param rows by column; amounts compare as numbers, everything else as texts
         * @param complete whether there must be no other rows
         */
        record Rows(String table, List<Map<String, String>> rows, boolean complete)
                implements Subject {
            public Rows {
                rows = rows.stream().<Map<String, String>>map(LinkedHashMap::new).toList();
            }
        }

        /** The codes of the exceptions that are open, in alphabetical order. */
        record Exceptions(List<String> codes) implements Subject {
            public Exceptions {
                codes = codes.stream().sorted().toList();
            }
        }

        /** The codes of the happenings so far that could not be, in alphabetical order. */
        record Refusals(List<String> codes) implements Subject {
            public Refusals {
                codes = codes.stream().sorted().toList();
            }
        }
    }
}
