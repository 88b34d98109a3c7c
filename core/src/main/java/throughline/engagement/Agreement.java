package throughline.engagement;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.RecordKey;

/**
 * What is known of the deal, who agreed to it, and how far it has come.
 *
 * @param references records that the deal refers to, by key
 * @param linked records of other systems that belong here, by key
 * @param waived who waived a violation, by its code
 * @param approvals who approved which content, by its hash
 * @param violated what the gates said last; empty when they have not spoken or all passed
 * @param changes how the terms changed since they were booked
 */
public record Agreement(
        Optional<Deal> deal,
        Map<String, CanonicalRecord> references,
        Map<String, RecordKey> linked,
        Map<String, String> waived,
        Map<String, Approval> approvals,
        Optional<Refusal> violated,
        Contract contract,
        Changes changes) {

    /** Somebody's approval of exactly one content. */
    public record Approval(String by, Instant at) {}

    /** The codes of the violations that stood against a content. */
    public record Refusal(String contentHash, List<String> codes) {}

    /** Nothing known. */
    static final Agreement NONE =
            new Agreement(
                    Optional.empty(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Optional.empty(),
                    new Contract.Proposed(),
                    Changes.NONE);

    public Agreement {
        references = Entries.of(references);
        linked = Entries.of(linked);
        waived = Entries.of(waived);
        approvals = Entries.of(approvals);
    }

    /** The deal's customer, when it is known. */
    public Optional<Customer> customer() {
        return deal.map(known -> references.get(known.customer().toString()))
                .filter(Customer.class::isInstance)
                .map(Customer.class::cast);
    }

    Agreement withDeal(Deal newest) {
        return new Agreement(
                Optional.of(newest),
                references,
                linked,
                waived,
                approvals,
                violated,
                contract,
                changes);
    }

    Agreement withReference(CanonicalRecord record) {
        var more = Entries.plus(references, record.key().toString(), record);
        return new Agreement(deal, more, linked, waived, approvals, violated, contract, changes);
    }

    Agreement withLinked(RecordKey record) {
        var more = Entries.plus(linked, record.toString(), record);
        return new Agreement(
                deal, references, more, waived, approvals, violated, contract, changes);
    }

    Agreement withWaiver(String code, String by) {
        var more = Entries.plus(waived, code, by);
        return new Agreement(
                deal, references, linked, more, approvals, violated, contract, changes);
    }

    Agreement withApproval(String contentHash, Approval approval) {
        var more = Entries.plus(approvals, contentHash, approval);
        return new Agreement(deal, references, linked, waived, more, violated, contract, changes);
    }

    Agreement withViolated(Optional<Refusal> refusal) {
        return new Agreement(
                deal, references, linked, waived, approvals, refusal, contract, changes);
    }

    Agreement withContract(Contract next) {
        return new Agreement(
                deal, references, linked, waived, approvals, Optional.empty(), next, changes);
    }

    Agreement withChanges(Changes next) {
        return new Agreement(deal, references, linked, waived, approvals, violated, contract, next);
    }
}
