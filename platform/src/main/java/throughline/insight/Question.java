package throughline.insight;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a metric.
 *
 * @param from the first day; empty for as far back as there is anything
 * @param until the day after the last
 * @param at the day at whose end a point metric stands; the last day otherwise
 * @param known as it was known at this instant; empty for now
 * @param by time buckets and dimensions, in the order of the columns
 * @param where only rows with these values of dimensions
 * @param reporting in which currency
 */
public record Question(
        String metric,
        Optional<LocalDate> from,
        Optional<LocalDate> until,
        Optional<LocalDate> at,
        Optional<Instant> known,
        List<String> by,
        Map<String, String> where,
        Reporting reporting) {

    public Question {
        by = List.copyOf(by);
        where = Map.copyOf(where);
    }

    /** In the currency of each contract. */
    public Question(
            String metric,
            Optional<LocalDate> from,
            Optional<LocalDate> until,
            Optional<LocalDate> at,
            Optional<Instant> known,
            List<String> by,
            Map<String, String> where) {
        this(metric, from, until, at, known, by, where, Reporting.TRANSACTION);
    }

    /** Everything of a metric in one figure per currency. */
    public static Question of(String metric) {
        return new Question(
                metric,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of());
    }

    /** The same about a metric of another computation, for its parts. */
    Question by(List<String> other) {
        return new Question(metric, from, until, at, known, other, where, reporting);
    }

    /** The same in another currency. */
    public Question in(Reporting other) {
        return new Question(metric, from, until, at, known, by, where, other);
    }

    /** The same as it was known at another instant. */
    public Question asKnown(Optional<Instant> instant) {
        return new Question(metric, from, until, at, instant, by, where, reporting);
    }

    /** The same of another metric over other days. */
    Question over(String other, Optional<LocalDate> first, Optional<LocalDate> end) {
        return new Question(other, first, end, Optional.empty(), known, by, where, reporting);
    }
}
