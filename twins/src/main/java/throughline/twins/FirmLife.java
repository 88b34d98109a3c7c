package throughline.twins;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Lives the firm's life through its three systems: some months of history, then day after day. From
 * one seed follow the same customers, deals, people and mistakes.
 *
 * <p>Threads: one at a time.
 */
public final class FirmLife {

    private final Twins twins;
    private final Sales sales;
    private final Delivery delivery;
    private final Finance finance;

    /** The life that follows from a seed. */
    public FirmLife(Twins twins, long seed) {
        this.twins = twins;
        this.sales = new Sales(twins.crm(), twins.clock(), seed);
        this.delivery = new Delivery(twins.psa(), seed + 1);
        this.finance = new Finance(twins.erp(), seed + 2);
    }

    /**
     * Enters what the firm has, and the deals of some months before today, without notifications.
     */
    public void history(LocalDate today, int months, int dealsPerMonth) {
        LocalDate start = today.minusMonths(months);
        twins.clock().set(Sales.at(start.minusDays(1), 6));
        sales.begin();
        delivery.begin();
        finance.begin(start, today);
        long deals = (long) months * dealsPerMonth;
        long days = ChronoUnit.DAYS.between(start, today);
        long opened = 0;
        for (LocalDate day = start; day.isBefore(today); day = day.plusDays(1)) {
            if (day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0) {
                continue;
            }
            twins.clock().set(Sales.at(day, 9));
            long due = deals * (ChronoUnit.DAYS.between(start, day) + 1) / days;
            sales.pastDay(day, (int) (due - opened));
            opened = due;
        }
        twins.clock().release();
    }

    /**
     * What happens in one stretch of the present: deals, work, acceptance, payment, mistakes made
     * and mended.
     */
    public void day(LocalDate today) {
        sales.day(today);
        delivery.work(today);
        finance.collect(today);
        finance.correct(today);
    }

    /** Delivery and finance go on without new deals, so that everything can come to rest. */
    public void quietDay(LocalDate today) {
        delivery.work(today);
        finance.collect(today);
        sales.mendOne();
    }
}
