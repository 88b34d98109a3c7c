package throughline.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import throughline.calendar.DateRange;

/** Reads the parts of a schedule as tables write them: {@code 30@start=Kick-off;70@end}. */
final class ScheduleParts {

    private static final Pattern PART =
            Pattern.compile(
                    "([0-9]+(?:\\.[0-9]+)?)@(start|middle|end|close|\\+[0-9]{1,5})(?:=(.+))?");

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    private ScheduleParts() {}

    /** One part: percent of the price, when, and what it is called. */
    record Part(BigDecimal percent, When when, String name) {}

    /** A place in the term. */
    record When(String word) {

        /** The day of a term; days beyond it are moved to its first or last day. */
        LocalDate on(DateRange term, LocalDate dealDay) {
            LocalDate day =
                    switch (word) {
                        case "start" -> term.from();
                        case "middle" -> term.from().plusDays(term.days() / 2);
                        case "end" -> term.lastDay();
                        case "close" -> dealDay;
                        case String plus ->
                                term.from().plusDays(Integer.parseInt(plus.substring(1)));
                    };
            if (day.isBefore(term.from())) {
                return term.from();
            }
            return day.isAfter(term.lastDay()) ? term.lastDay() : day;
        }
    }

    /** The parts; empty when the text is of another form or does not come to 100 percent. */
    static Optional<List<Part>> parse(String text) {
        List<Part> parts = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (String piece : text.split(";", -1)) {
            Matcher part = PART.matcher(piece.strip());
            if (!part.matches()) {
                return Optional.empty();
            }
            BigDecimal percent = new BigDecimal(part.group(1));
            String name = part.group(3);
            String plain = part.group(1) + "% at " + part.group(2);
            parts.add(
                    new Part(
                            percent, new When(part.group(2)), name == null ? plain : name.strip()));
            sum = sum.add(percent);
        }
        return sum.compareTo(WHOLE) == 0 ? Optional.of(parts) : Optional.empty();
    }
}
