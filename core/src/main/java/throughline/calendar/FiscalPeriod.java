package throughline.calendar;

/**
 * One accounting period.
 *
 * @param id sorts in time, for example {@code 2026-03}
 */
public record FiscalPeriod(String id, DateRange range) {}
