package throughline.exposure;

import java.time.Instant;
import java.time.LocalDate;
import throughline.calendar.FiscalPeriod;
import throughline.landscape.LegalEntity;

/**
 * When what was worked in a period must be in the financial system.
 *
 * @param entity its legal entity's code
 * @param billedFrom when its invoices are made: the beginning of the cutoff's day
 * @param deadline when they must be there: the end of that day
 */
public record Cutoff(String entity, FiscalPeriod period, Instant billedFrom, Instant deadline) {

    /** The next one of an entity. */
    static Cutoff next(LegalEntity entity, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, entity.zone());
        FiscalPeriod period =
                entity.fiscalCalendar().periodOf(today.minusDays(entity.cutoffDays() + 1L));
        Cutoff cutoff = of(entity, period);
        return cutoff.deadline().isAfter(now)
                ? cutoff
                : of(entity, entity.fiscalCalendar().periodOf(period.range().until()));
    }

    /** The one before it. */
    static Cutoff before(LegalEntity entity, Cutoff cutoff) {
        return of(
                entity,
                entity.fiscalCalendar().periodOf(cutoff.period().range().from().minusDays(1)));
    }

    private static Cutoff of(LegalEntity entity, FiscalPeriod period) {
        LocalDate day = period.range().until().plusDays(entity.cutoffDays());
        return new Cutoff(
                entity.code(),
                period,
                day.atStartOfDay(entity.zone()).toInstant(),
                day.plusDays(1).atStartOfDay(entity.zone()).toInstant());
    }
}
