package throughline.closing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import throughline.calendar.DateRange;
import throughline.closing.ClosingStore.Recorded;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.DocumentStatus;
import throughline.wording.Counted;

/**
 * What the books billed in a period, beside the documents that the financial system was seen to
 * hold. A document that is void there counts on neither side: its void may lie in another period.
 */
record LedgerSide(Sums books, Sums ledger, long documents, long madeByHand) {

    /**
     * Both sides of a period.
     *
     * @param billed what the books say
     */
    static LedgerSide of(
            ClosingStore store,
            Release release,
            String entity,
            DateRange range,
            List<ClosingStore.Billed> billed) {
        Sums ledger = new Sums();
        Set<String> gone = new HashSet<>();
        long documents = 0;
        long byHand = 0;
        for (Mapping mapping : release.mappings()) {
            boolean invoice = mapping.canonical().equals("invoice");
            if (!invoice && !mapping.canonical().equals("credit-note")) {
                continue;
            }
            byHand += store.madeByHand(mapping.system(), mapping.type());
            for (Recorded each : store.records(mapping.system(), mapping.type(), entity)) {
                documents += taken(each, range, ledger, gone);
            }
        }
        Sums books = new Sums();
        for (ClosingStore.Billed each : billed) {
            if (!gone.contains(each.document())) {
                books.add(each.engagement(), each.amount());
            }
        }
        return new LedgerSide(books, ledger, documents, byHand);
    }

    private static int taken(Recorded each, DateRange range, Sums ledger, Set<String> gone) {
        return switch (each.record()) {
            case CanonicalRecord.Invoice invoice -> {
                if (invoice.status() == DocumentStatus.VOID) {
                    invoice.reference().ifPresent(gone::add);
                }
                boolean counts =
                        invoice.status() == DocumentStatus.POSTED && range.contains(invoice.date());
                if (counts) {
                    ledger.add(each.engagement(), invoice.net());
                }
                yield counts ? 1 : 0;
            }
            case CanonicalRecord.CreditNote credit -> {
                if (credit.status() == DocumentStatus.VOID) {
                    gone.add(credit.key().toString());
                    credit.reference().ifPresent(gone::add);
                }
                boolean counts =
                        credit.status() == DocumentStatus.POSTED && range.contains(credit.date());
                if (counts) {
                    credit.net().ifPresent(net -> ledger.add(each.engagement(), net.negated()));
                }
                yield counts ? 1 : 0;
            }
            case CanonicalRecord.Deal _, CanonicalRecord.ChangeOrder _ -> 0;
            case CanonicalRecord.Customer _, CanonicalRecord.Person _ -> 0;
            case CanonicalRecord.Capacity _, CanonicalRecord.Project _ -> 0;
            case CanonicalRecord.Milestone _, CanonicalRecord.TimeEntry _ -> 0;
            case CanonicalRecord.Expense _, CanonicalRecord.Usage _ -> 0;
            case CanonicalRecord.Estimate _, CanonicalRecord.Payment _ -> 0;
            case CanonicalRecord.Journal _, CanonicalRecord.Period _ -> 0;
            case CanonicalRecord.ExchangeRates _, CanonicalRecord.Reference _ -> 0;
        };
    }

    /** What the books hold beyond the financial system, by engagement. */
    Sums difference() {
        return books.less(ledger);
    }

    /** Both sums in words. */
    String told() {
        return "The books billed %s; the financial system holds %s on %s."
                .formatted(
                        told(books.total()),
                        told(ledger.total()),
                        Counted.of(documents, "document"));
    }

    private static String told(List<Money> amounts) {
        return amounts.isEmpty()
                ? "nothing"
                : String.join(" and ", amounts.stream().map(Words::amount).toList());
    }
}
