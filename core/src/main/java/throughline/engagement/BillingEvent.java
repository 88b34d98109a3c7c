package throughline.engagement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.money.Money;

/** What may be billed, was billed, and what became of it. */
public sealed interface BillingEvent extends Event {

    /**
     * Work or the calendar gave the right to bill this amount.
     *
     * @param beyond what it adds to the contract value beyond the committed price; empty for what
     *     is part of the price
     * @param units how many units it charges; empty for what is not charged by units
     */
    record ChargeRaised(
            String charge,
            String line,
            String period,
            LocalDate on,
            Money amount,
            Optional<Money> beyond,
            Optional<BigDecimal> units)
            implements BillingEvent {

        public ChargeRaised(String charge, String line, String period, LocalDate on, Money amount) {
            this(charge, line, period, on, amount, Optional.empty(), Optional.empty());
        }
    }

    /**
     * Open units were put on an invoice that will be posted. Once more for the same invoice: it was
     * refused, and gets another date.
     *
     * @param belongsTo the period that it belongs to, where that one did not simply take it
     */
    record InvoicePlanned(
            String invoice,
            LocalDate date,
            List<InvoiceLine> lines,
            Money net,
            Optional<Belonging> belongsTo)
            implements BillingEvent {
        public InvoicePlanned {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One line of an invoice and what it consumes.
     *
     * @param period the work period whose open units it takes, or the charge's id
     * @param role whose units of the period; empty for charges
     * @param throughSequence time units opened up to this sequence are on it; 0 for charges
     */
    record InvoiceLine(
            String line,
            String period,
            String role,
            String text,
            BigDecimal hours,
            Money amount,
            long throughSequence) {}

    /** The financial system posted it; number and tax are its facts, amounts are as planned. */
    record InvoicePosted(
            String invoice,
            String externalId,
            String number,
            LocalDate date,
            Money net,
            Money tax,
            Map<String, Money> netByLine,
            Optional<Belonging> belongsTo)
            implements BillingEvent {
        public InvoicePosted {
            netByLine = Collections.unmodifiableSortedMap(new TreeMap<>(netByLine));
        }
    }

    /** An invoice was voided in the financial system; its units are open again. */
    record InvoiceVoided(String invoice, LocalDate on, Money net, Map<String, Money> netByLine)
            implements BillingEvent {
        public InvoiceVoided {
            netByLine = Collections.unmodifiableSortedMap(new TreeMap<>(netByLine));
        }
    }

    /**
     * A credit note was posted in the financial system; negative when it was voided.
     *
     * @param netByUnit of the units that it names; empty when it names none
     * @param then {@code bill-again} where what it takes back goes on the next invoice
     * @param quantityByUnit hours or units of what it takes back by quantity
     */
    record CreditNotePosted(
            String creditNote,
            String invoice,
            String number,
            LocalDate date,
            Money net,
            Map<String, Money> netByLine,
            Map<String, Money> netByUnit,
            Optional<String> then,
            Map<String, BigDecimal> quantityByUnit)
            implements BillingEvent {
        public CreditNotePosted {
            netByLine = Collections.unmodifiableSortedMap(new TreeMap<>(netByLine));
            netByUnit = Collections.unmodifiableSortedMap(new TreeMap<>(netByUnit));
            quantityByUnit = Collections.unmodifiableSortedMap(new TreeMap<>(quantityByUnit));
        }
    }

    /**
     * Open units were given up.
     *
     * @param unit the charge, the credit note or {@code line/period/role} of the time given up
     * @param softBooked what the contract value gains by it; negative or zero
     */
    record UnitsWrittenOff(
            String unit,
            String line,
            String period,
            String role,
            LocalDate on,
            BigDecimal hours,
            Money amount,
            Money softBooked,
            String by,
            String reason)
            implements BillingEvent {}

    /** Money came in. */
    record PaymentReceived(String payment, String invoice, LocalDate on, Money amount)
            implements BillingEvent {}
}
