package throughline.calendar;

import static java.util.Comparator.comparing;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The accounting periods of one legal entity as its financial system was observed to hold them, in
 * the order of time. Days that it does not list are open: no fact is refused for what is not known.
 */
public record AccountingPeriods(List<Observed> periods) {

    /** Nothing was observed. */
    public static final AccountingPeriods NONE = new AccountingPeriods(List.of());

    /** One period and its state. */
    public record Observed(DateRange range, PeriodState state) {}

    public AccountingPeriods {
        periods = periods.stream().sorted(comparing(period -> period.range().from())).toList();
    }

    /** Whether a day's period takes postings. */
    public PeriodState stateOn(LocalDate day) {
        return periods.stream()
                .filter(period -> period.range().contains(day))
                .map(Observed::state)
                .findFirst()
                .orElse(PeriodState.OPEN);
    }

    /** The first period after a day that takes postings without a reason; empty when none does. */
    public Optional<DateRange> firstOpenAfter(LocalDate day) {
        return periods.stream()
                .filter(period -> period.state() == PeriodState.OPEN)
                .map(Observed::range)
                .filter(range -> range.from().isAfter(day))
                .findFirst();
    }
}
