package throughline.engagement;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;
import throughline.terms.Amendment;
import throughline.terms.Terms;
import throughline.terms.Treatment;
import throughline.work.AtRisk;

/**
 * What happened to an engagement. Sequence, known instant, release and cause are kept beside it in
 * the journal. The stored type names are ours and live in one registry, never these class names.
 */
public sealed interface Event {

    /** A newer version of the deal was taken in. */
    record DealObserved(CanonicalRecord.Deal deal) implements Event {}

    /** A record that the deal refers to was taken in. */
    record ReferenceObserved(CanonicalRecord record) implements Event {}

    /** All nine gates were evaluated on exactly this content and at least one is violated. */
    record GatesViolated(String contentHash, List<String> codes) implements Event {
        public GatesViolated {
            codes = List.copyOf(codes);
        }
    }

    /** Somebody entitled waived a violation. */
    record GateWaived(String code, String by, String reason) implements Event {}

    /** Somebody approved exactly this content. */
    record TermsApproved(String contentHash, String by, Instant at) implements Event {}

    /** All gates passed; the terms are approved and in force, and booked. */
    record ContractBooked(Terms terms, LocalDate bookedOn) implements Event {}

    /**
     * A won deal was lost or withdrawn: what is left of the booking is taken back.
     *
     * @param leftByLine price less entitled of each line, as it is taken from the contract value
     */
    record ContractCancelled(LocalDate on, Map<String, Money> leftByLine) implements Event {
        public ContractCancelled {
            leftByLine = Collections.unmodifiableSortedMap(new TreeMap<>(leftByLine));
        }
    }

    /** A cancelled deal was won after all: what the cancellation took is booked again. */
    record ContractReinstated(LocalDate on, Map<String, Money> leftByLine) implements Event {
        public ContractReinstated {
            leftByLine = Collections.unmodifiableSortedMap(new TreeMap<>(leftByLine));
        }
    }

    /** A newer version of a change order was taken in. */
    record ChangeOrderObserved(CanonicalRecord.ChangeOrder order) implements Event {}

    /** Somebody wants a change to count another way than its facts say; it takes two to do so. */
    record TreatmentAsked(String order, String line, Treatment treatment, String by, String reason)
            implements Event {}

    /** An approved change of terms is in force, or its content was put right. */
    record ContractAmended(Amendment amendment, Amended by) implements Event {}

    /** A change of terms that was in force is not approved any more. */
    record AmendmentRevoked(String order, String number, LocalDate on, Amended by)
            implements Event {}

    /** A record came before the contract or document that it belongs to; it waits in the state. */
    record RecordHeld(CanonicalRecord record) implements Event {}

    /** Held records were taken up; what became of them are the events around this one. */
    record HeldRecordsTaken(List<RecordKey> records) implements Event {
        public HeldRecordsTaken {
            records = List.copyOf(records);
        }
    }

    /** Every system holds what activation needs. */
    record ProjectActivated(LocalDate on) implements Event {}

    // ---- work

    /**
     * A unit of time was approved, and is billable at a rate.
     *
     * @param unit the time entry's record
     * @param period the work period that it is folded into, {@code 2026-03}
     * @param amount hours by rate, which it entitles to; zero for work that is not billed by hours
     * @param softBooked what this unit adds to the contract value beyond the committed price; the
     *     sum over a line is what was delivered over its price, up to its cap
     * @param rateSource the row of the rate card, or why the default was taken
     * @param standard hours by their standard rate; zero where no row tells one, empty when
     *     unbilled
     */
    record TimeApproved(
            RecordKey unit,
            String line,
            String period,
            String person,
            String role,
            LocalDate on,
            BigDecimal hours,
            boolean billable,
            Money amount,
            Money cost,
            Money softBooked,
            String rateSource,
            Optional<Money> standard)
            implements Event {}

    /**
     * An approved unit changed or was withdrawn: what it was is taken back in full, and a further
     * {@link TimeApproved} carries what it is now. All quantities are positive; they count
     * negatively.
     *
     * @param softBooked what the contract value loses with it; not always what it once added
     * @param taken the sequence of the event that is taken back
     */
    record TimeTakenBack(
            RecordKey unit,
            String line,
            String period,
            String person,
            String role,
            LocalDate on,
            BigDecimal hours,
            boolean billable,
            Money amount,
            Money cost,
            Money softBooked,
            String rateSource,
            long taken,
            Optional<Money> standard)
            implements Event {}

    /** A person was available; negative hours take an earlier statement back. */
    record CapacityKnown(RecordKey unit, String person, LocalDate from, BigDecimal hours)
            implements Event {}

    /** Approved time is on a change that is not in force, or is not any more. */
    record WorkAtRisk(AtRisk work, boolean ended) implements Event {}

    /** A milestone was accepted by the customer, in full or in part. */
    record MilestoneAccepted(String line, String milestone, LocalDate on, BigDecimal share)
            implements Event {}

    /**
     * An approved expense counts; with negative amounts it takes an earlier statement back.
     *
     * @param cost what was paid
     * @param amount what it entitles to; zero when it is not billable
     * @param rule what says so: the row of the expense policy, or the line's condition
     */
    record ExpenseCounted(
            RecordKey unit,
            String line,
            LocalDate on,
            String category,
            Money cost,
            Money amount,
            String rule)
            implements Event {}

    /** Approved units count; a negative quantity takes an earlier statement back. */
    record UsageCounted(
            RecordKey unit, String line, String period, LocalDate on, BigDecimal quantity)
            implements Event {}

    /** How far a line has come, and what it will take, was estimated anew. */
    record EstimateRevised(
            String line,
            LocalDate on,
            Optional<BigDecimal> percentComplete,
            Optional<BigDecimal> totalHours,
            Optional<Money> totalCost,
            Optional<Money> variable,
            Optional<Money> materials)
            implements Event {}

    // ---- billing

    /**
     * Work or the calendar gave the right to bill this amount.
     *
     * @param beyond what it adds to the contract value beyond the committed price; empty for what
     *     is part of the price
     */
    record ChargeRaised(
            String charge,
            String line,
            String period,
            LocalDate on,
            Money amount,
            Optional<Money> beyond)
            implements Event {

        public ChargeRaised(String charge, String line, String period, LocalDate on, Money amount) {
            this(charge, line, period, on, amount, Optional.empty());
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
            implements Event {
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
            implements Event {
        public InvoicePosted {
            netByLine = Collections.unmodifiableSortedMap(new TreeMap<>(netByLine));
        }
    }

    /** An invoice was voided in the financial system; its units are open again. */
    record InvoiceVoided(String invoice, LocalDate on, Money net, Map<String, Money> netByLine)
            implements Event {
        public InvoiceVoided {
            netByLine = Collections.unmodifiableSortedMap(new TreeMap<>(netByLine));
        }
    }

    /**
     * A credit note was posted in the financial system; negative when it was voided. What it names
     * is told by unit; {@code then} is {@code bill-again} where that goes on the next invoice.
     */
    record CreditNotePosted(
            String creditNote,
            String invoice,
            String number,
            LocalDate date,
            Money net,
            Map<String, Money> netByLine,
            Map<String, Money> netByUnit,
            Optional<String> then)
            implements Event {
        public CreditNotePosted {
            netByLine = Collections.unmodifiableSortedMap(new TreeMap<>(netByLine));
            netByUnit = Collections.unmodifiableSortedMap(new TreeMap<>(netByUnit));
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
            implements Event {}

    /** Money came in. */
    record PaymentReceived(String payment, String invoice, LocalDate on, Money amount)
            implements Event {}

    // ---- revenue

    /**
     * Revenue was recognized in a period; negative when it is taken back.
     *
     * @param belongsTo the period that it belongs to, where that one did not simply take it
     */
    record RevenueRecognized(
            String line,
            String period,
            LocalDate effective,
            Money amount,
            String method,
            Optional<Belonging> belongsTo)
            implements Event {

        public RevenueRecognized(
                String line, String period, LocalDate effective, Money amount, String method) {
            this(line, period, effective, amount, method, Optional.empty());
        }
    }

    /**
     * Recognized revenue of a period was put on a journal that will be posted. Once more for the
     * same journal: it was refused, and gets another date.
     *
     * @param period the one in which it was recognized
     * @param belongsTo the period that it belongs to, where that one did not simply take it
     */
    record JournalPlanned(
            String journal,
            String period,
            LocalDate date,
            Map<String, Money> amountByLine,
            Optional<Belonging> belongsTo)
            implements Event {
        public JournalPlanned {
            amountByLine = Collections.unmodifiableSortedMap(new TreeMap<>(amountByLine));
        }
    }

    /**
     * A loss that is expected of a line was provided for; negative when less of it is.
     *
     * @param belongsTo the period that it belongs to, where that one did not simply take it
     */
    record LossProvided(
            String line, String period, LocalDate on, Money amount, Optional<Belonging> belongsTo)
            implements Event {}

    // ---- effects

    /** The difference between desired and observed asked for this write. */
    record ActionPlanned(Action action) implements Event {}

    /** A planned write is no longer wanted and had not been sent. */
    record ActionWithdrawn(ActionKey action) implements Event {}

    /** A write ended. */
    record ActionConcluded(ActionKey action, String system, ActionOutcome outcome)
            implements Event {}

    /** An object of another system belongs to this engagement. */
    record RecordLinked(RecordKey record) implements Event {}

    // ---- people and deadlines

    /** A person in the business must decide or mend something. */
    record ExceptionRaised(BusinessException exception) implements Event {}

    /** Its cause is gone. */
    record ExceptionClosed(String key, String why) implements Event {}

    /** A business clock began. */
    record ClockStarted(String clock, Instant at, Instant due, Optional<Money> atStake)
            implements Event {}

    /** A business clock ended. */
    record ClockStopped(String clock, Instant at, boolean met) implements Event {}

    /** The first day on which the calendar alone would change something; empty when none would. */
    record WakeScheduled(Optional<LocalDate> on) implements Event {}
}
