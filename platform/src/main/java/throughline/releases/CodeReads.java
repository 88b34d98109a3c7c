package throughline.releases;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import throughline.landscape.DecisionTable;

/**
 * Which row of a code map says what the values mean that a row of a mapping reads. Where meanings
 * have effective dates, it is the one of a day among these values, never of today: what a record
 * said years ago it still means as of then.
 */
final class CodeReads {

    private static final int DAY = "2026-01-01".length();
    private static final LocalDate ANY_DAY = LocalDate.of(2026, 1, 1);

    private CodeReads() {}

    /** Whether one of the values is a code that such a row has the meaning of. */
    static boolean meet(
            DecisionTable table, List<String> values, Predicate<DecisionTable.Row> row) {
        List<LocalDate> days =
                table.dated()
                        ? values.stream().flatMap(value -> day(value).stream()).toList()
                        : List.of(ANY_DAY);
        return values.stream()
                .anyMatch(
                        code ->
                                days.stream()
                                        .anyMatch(
                                                on ->
                                                        table.decide(
                                                                        Map.of(
                                                                                "code",
                                                                                code.strip()),
                                                                        on)
                                                                .filter(row)
                                                                .isPresent()));
    }

    private static Optional<LocalDate> day(String value) {
        try {
            return Optional.of(LocalDate.parse(value.substring(0, Math.min(DAY, value.length()))));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
