package throughline.landscape;

import java.time.ZoneId;
import java.util.List;
import org.joda.money.CurrencyUnit;
import throughline.calendar.FiscalCalendar;

/**
 * A legal entity that sells and books.
 *
 * @param currencies what its contracts may be priced in
 * @param cutoffDays how many days after a fiscal period's end its time is billed
 * @param invoiceDating whether invoices carry the period's last day or the day they are made
 */
public record LegalEntity(
        String code,
        String country,
        CurrencyUnit functionalCurrency,
        List<CurrencyUnit> currencies,
        ZoneId zone,
        FiscalCalendar fiscalCalendar,
        int cutoffDays,
        InvoiceDating invoiceDating) {

    public LegalEntity {
        currencies = List.copyOf(currencies);
    }

    /** Which date invoices carry. */
    public enum InvoiceDating {
        PERIOD_END,
        ISSUE_DAY
    }
}
