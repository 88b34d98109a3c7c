package throughline.engine;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.calendar.AccountingPeriods;
import throughline.calendar.ObservedPeriods;
import throughline.calendar.PeriodState;
import throughline.landscape.Release;

/** Where something lands that is posted today, as far as periods are known to be closed. */
public final class ClosedPeriods {

    private final ObservedPeriods observed;

    private ClosedPeriods(ObservedPeriods observed) {
        this.observed = observed;
    }

    /** As they are known now. */
    public static ClosedPeriods read(DataSource database, Release release) {
        try {
            return new ClosedPeriods(new Periods(database, () -> release).current());
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the periods cannot be read", e);
        }
    }

    /** The periods of an entity, as they were observed. */
    public AccountingPeriods of(String entity) {
        return observed.of(entity);
    }

    /** The day on which it lands; empty when no period is open on it or after it. */
    public Optional<LocalDate> landing(String entity, LocalDate day) {
        AccountingPeriods periods = observed.of(entity);
        return periods.periods().isEmpty() || periods.stateOn(day) != PeriodState.CLOSED
                ? Optional.of(day)
                : periods.firstOpenAfter(day).map(range -> range.from());
    }
}
