package throughline.engagement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;
import throughline.terms.Amendment;
import throughline.terms.Terms;
import throughline.terms.Treatment;

/** What was learned of the deal, agreed, and changed of what was agreed. */
public sealed interface AgreementEvent extends Event {

    /** A newer version of the deal was taken in. */
    record DealObserved(CanonicalRecord.Deal deal) implements AgreementEvent {}

    /** A record that the deal refers to was taken in. */
    record ReferenceObserved(CanonicalRecord record) implements AgreementEvent {}

    /** All nine gates were evaluated on exactly this content and at least one is violated. */
    record GatesViolated(String contentHash, List<String> codes) implements AgreementEvent {
        public GatesViolated {
            codes = List.copyOf(codes);
        }
    }

    /** Somebody entitled waived a violation. */
    record GateWaived(String code, String by, String reason) implements AgreementEvent {}

    /** Somebody approved exactly this content. */
    record TermsApproved(String contentHash, String by, Instant at) implements AgreementEvent {}

    /** All gates passed; the terms are approved and in force, and booked. */
    record ContractBooked(Terms terms, LocalDate bookedOn) implements AgreementEvent {}

    /**
     * A won deal was lost or withdrawn: what is left of the booking is taken back.
     *
     * @param leftByLine price less entitled of each line, as it is taken from the contract value
     */
    record ContractCancelled(LocalDate on, Map<String, Money> leftByLine)
            implements AgreementEvent {
        public ContractCancelled {
            leftByLine = Collections.unmodifiableSortedMap(new TreeMap<>(leftByLine));
        }
    }

    /** A cancelled deal was won after all: what the cancellation took is booked again. */
    record ContractReinstated(LocalDate on, Map<String, Money> leftByLine)
            implements AgreementEvent {
        public ContractReinstated {
            leftByLine = Collections.unmodifiableSortedMap(new TreeMap<>(leftByLine));
        }
    }

    /** A newer version of a change order was taken in. */
    record ChangeOrderObserved(CanonicalRecord.ChangeOrder order) implements AgreementEvent {}

    /** Somebody wants a change to count another way than its facts say; it takes two to do so. */
    record TreatmentAsked(String order, String line, Treatment treatment, String by, String reason)
            implements AgreementEvent {}

    /** An approved change of terms is in force, or its content was put right. */
    record ContractAmended(Amendment amendment, Amended by) implements AgreementEvent {}

    /** A change of terms that was in force is not approved any more. */
    record AmendmentRevoked(String order, String number, LocalDate on, Amended by)
            implements AgreementEvent {}

    /** A record came before the contract or document that it belongs to; it waits in the state. */
    record RecordHeld(CanonicalRecord record) implements AgreementEvent {}

    /** Held records were taken up; what became of them are the events around this one. */
    record HeldRecordsTaken(List<RecordKey> records) implements AgreementEvent {
        public HeldRecordsTaken {
            records = List.copyOf(records);
        }
    }

    /** Every system holds what activation needs. */
    record ProjectActivated(LocalDate on) implements AgreementEvent {}
}
