package throughline.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.calendar.DateRange;
import throughline.calendar.FiscalCalendar;
import throughline.calendar.FiscalPeriod;
import throughline.landscape.LegalEntity;
import throughline.money.Money;
import throughline.terms.PricingModel.Fee;

/**
 * The fees of a term, period by period: groups of fiscal periods of the selling entity, counted
 * from the one in which the term starts. A period that the term covers in part is charged by its
 * days; from an index day on, full fees rise.
 */
final class RecurringFees {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int EXACT_ENOUGH = 12;

    /**
     * How fees recur.
     *
     * @param periods fiscal periods in one fee period
     * @param inAdvance billed on the first day of a period, otherwise on its last
     * @param rise percent by which the full fee rises on every index day
     * @param from the first index day
     * @param rounding of a fee to the minor unit
     */
    record Recurrence(
            int periods,
            boolean inAdvance,
            BigDecimal rise,
            Optional<LocalDate> from,
            RoundingMode rounding) {}

    private RecurringFees() {}

    static List<Fee> over(
            DateRange term, Money full, Recurrence recurrence, Optional<LegalEntity> entity) {
        List<Fee> fees = new ArrayList<>();
        List<FiscalPeriod> group = new ArrayList<>();
        for (FiscalPeriod period : periods(term, recurrence.periods(), entity)) {
            group.add(period);
            if (group.size() == recurrence.periods()) {
                fees.add(fee(term, full, recurrence, group));
                group.clear();
            }
        }
        return fees;
    }

    /** Whole groups of periods that cover the term. */
    private static List<FiscalPeriod> periods(
            DateRange term, int size, Optional<LegalEntity> entity) {
        List<FiscalPeriod> periods = new ArrayList<>();
        for (LocalDate day = term.from();
                day.isBefore(term.until()) || periods.size() % size != 0;
                day = periods.getLast().range().until()) {
            periods.add(periodOf(day, entity));
        }
        return periods;
    }

    private static FiscalPeriod periodOf(LocalDate day, Optional<LegalEntity> entity) {
        FiscalCalendar months = new FiscalCalendar.Months();
        try {
            return entity.map(LegalEntity::fiscalCalendar).orElse(months).periodOf(day);
        } catch (IllegalArgumentException unlisted) {
            return months.periodOf(day);
        }
    }

    private static Fee fee(
            DateRange term, Money full, Recurrence recurrence, List<FiscalPeriod> group) {
        DateRange whole =
                new DateRange(group.getFirst().range().from(), group.getLast().range().until());
        DateRange covered = whole.intersect(term).orElse(whole);
        Money indexed = indexed(full, recurrence, covered.from());
        boolean all = covered.equals(whole);
        BigDecimal part =
                all
                        ? BigDecimal.ONE
                        : BigDecimal.valueOf(covered.days())
                                .divide(
                                        BigDecimal.valueOf(whole.days()),
                                        EXACT_ENOUGH,
                                        RoundingMode.HALF_UP);
        Money amount =
                all
                        ? indexed
                        : Money.rounded(
                                full.currency(),
                                indexed.decimal()
                                        .multiply(BigDecimal.valueOf(covered.days()))
                                        .divide(
                                                BigDecimal.valueOf(whole.days()),
                                                EXACT_ENOUGH,
                                                RoundingMode.HALF_UP),
                                recurrence.rounding());
        return new Fee(
                group.getFirst().id(),
                covered,
                recurrence.inAdvance() ? covered.from() : covered.lastDay(),
                amount,
                part);
    }

    /** The full fee of a period, risen once for every index day up to its start. */
    private static Money indexed(Money full, Recurrence recurrence, LocalDate start) {
        if (recurrence.from().isEmpty() || recurrence.rise().signum() == 0) {
            return full;
        }
        BigDecimal factor = BigDecimal.ONE.add(recurrence.rise().divide(HUNDRED));
        Money fee = full;
        for (LocalDate day = recurrence.from().get(); !day.isAfter(start); day = day.plusYears(1)) {
            fee = fee.times(factor, recurrence.rounding());
        }
        return fee;
    }
}
