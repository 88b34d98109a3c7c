package throughline.insight;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A way to cut time into pieces, each named so that the names sort like the pieces. */
enum TimeBucket {
    WEEK,
    MONTH,
    QUARTER,
    YEAR;

    /** Those that can be asked for, by name. */
    static final List<String> NAMES = Arrays.stream(values()).map(TimeBucket::text).toList();

    static Optional<TimeBucket> named(String name) {
        return Arrays.stream(values()).filter(each -> each.text().equals(name)).findFirst();
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first day of the piece in which a day lies. */
    LocalDate start(LocalDate day, DayOfWeek weekStartsOn) {
        return switch (this) {
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(weekStartsOn));
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.withMonth((day.getMonthValue() - 1) / 3 * 3 + 1).withDayOfMonth(1);
            case YEAR -> day.withDayOfYear(1);
        };
    }

    /** The first day of the next piece. */
    LocalDate next(LocalDate start) {
        return switch (this) {
            case WEEK -> start.plusWeeks(1);
            case MONTH -> start.plusMonths(1);
            case QUARTER -> start.plusMonths(3);
            case YEAR -> start.plusYears(1);
        };
    }

    /** {@code 2017-03}, {@code 2017-Q1}, {@code 2017}, or a week's first day. */
    String label(LocalDate start) {
        return switch (this) {
            case WEEK -> start.toString();
            case MONTH -> start.toString().substring(0, 7);
            case QUARTER -> start.getYear() + "-Q" + ((start.getMonthValue() - 1) / 3 + 1);
            case YEAR -> Integer.toString(start.getYear());
        };
    }

    /** The grain at which the database may add up before this is cut. */
    String grain() {
        return this == WEEK ? "day" : "month";
    }

    /** The first day of the piece with this label. */
    LocalDate parse(String label) {
        return switch (this) {
            case WEEK -> LocalDate.parse(label);
            case MONTH -> LocalDate.parse(label + "-01");
            case QUARTER ->
                    LocalDate.of(
                            Integer.parseInt(label.substring(0, 4)),
                            (label.charAt(6) - '1') * 3 + 1,
                            1);
            case YEAR -> LocalDate.of(Integer.parseInt(label), 1, 1);
        };
    }
}
