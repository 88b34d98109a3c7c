package throughline.engagement;

import java.util.ArrayList;
import java.util.List;
import throughline.align.Answers;
import throughline.align.CreditOrders;
import throughline.billing.Crediting;
import throughline.billing.InvoiceRecords;
import throughline.billing.Paying;
import throughline.billing.ProvenWrites;
import throughline.billing.WritingOff;
import throughline.engagement.AgreementEvent.ChangeOrderObserved;
import throughline.engagement.AgreementEvent.DealObserved;
import throughline.engagement.AgreementEvent.GateWaived;
import throughline.engagement.AgreementEvent.ReferenceObserved;
import throughline.engagement.AgreementEvent.TermsApproved;
import throughline.engagement.EffectEvent.RecordLinked;
import throughline.engagement.Signal.ActionEnded;
import throughline.engagement.Signal.ClockTicked;
import throughline.engagement.Signal.PersonDecided;
import throughline.engagement.Signal.RecordObserved;
import throughline.engagement.Signal.Rederive;
import throughline.engagement.Signal.ReferenceKnown;
import throughline.engagement.WorkEvent.CapacityKnown;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.Capacity;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.CreditNote;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.Estimate;
import throughline.observed.CanonicalRecord.ExchangeRates;
import throughline.observed.CanonicalRecord.Expense;
import throughline.observed.CanonicalRecord.Invoice;
import throughline.observed.CanonicalRecord.Journal;
import throughline.observed.CanonicalRecord.Milestone;
import throughline.observed.CanonicalRecord.Payment;
import throughline.observed.CanonicalRecord.Period;
import throughline.observed.CanonicalRecord.Person;
import throughline.observed.CanonicalRecord.Project;
import throughline.observed.CanonicalRecord.Reference;
import throughline.observed.CanonicalRecord.TimeEntry;
import throughline.observed.CanonicalRecord.Usage;
import throughline.observed.RecordKey;
import throughline.work.Acceptance;
import throughline.work.Metering;
import throughline.work.Spending;
import throughline.work.TimeKeeping;

/** What a signal says that was not known before. */
final class Learning {

    private Learning() {}

    static List<Event> from(Turn turn) {
        return switch (turn.signal()) {
            case RecordObserved observed -> fromRecord(turn, observed);
            case ReferenceKnown(var record, _, _) -> reference(turn, record);
            case PersonDecided decided -> fromPerson(turn, decided);
            case ActionEnded(var action, var outcome, _) -> Answers.learned(turn, action, outcome);
            case ClockTicked _, Rederive _ -> List.of();
        };
    }

    private static List<Event> fromRecord(Turn turn, RecordObserved observed) {
        return switch (observed.record()) {
            case Deal deal -> deal(turn, deal);
            case ChangeOrder order -> changeOrder(turn, order);
            case TimeEntry entry -> TimeKeeping.observed(turn, entry, observed.previous());
            case Milestone milestone -> Acceptance.observed(turn, milestone);
            case Capacity capacity -> capacity(turn, capacity);
            case Expense expense -> Spending.observed(turn, expense);
            case Usage usage -> Metering.observed(turn, usage);
            case Estimate estimate -> Metering.observed(turn, estimate);
            case Invoice invoice -> InvoiceRecords.learned(turn, invoice);
            case CreditNote note -> Crediting.learned(turn, note);
            case Payment payment -> Paying.learned(turn, payment);
            case Journal journal -> ProvenWrites.journal(turn, journal);
            case Project project -> project(turn, project);
            case Customer _, Person _, Reference _, Period _, ExchangeRates _ ->
                    reference(turn, observed.record());
        };
    }

    private static List<Event> fromPerson(Turn turn, PersonDecided decided) {
        Agreement agreement = turn.state().agreement();
        return switch (decided.verdict()) {
            case Signal.Verdict.Waive(var code, var reason) ->
                    agreement.waived().containsKey(code)
                            ? List.of()
                            : List.of(new GateWaived(code, decided.by(), reason));
            case Signal.Verdict.Approve(var hash, _) ->
                    agreement.approvals().containsKey(hash)
                            ? List.of()
                            : List.of(new TermsApproved(hash, decided.by(), decided.known()));
            case Signal.Verdict.Treat treat -> Treating.decided(turn, treat, decided.by());
            case Signal.Verdict.Settle(var action, var outcome) ->
                    Answers.learned(turn, action, outcome);
            case Signal.Verdict.Retry(var action) -> Answers.retried(turn, action);
            case Signal.Verdict.Cancel(var action, var reason) ->
                    Answers.cancelled(turn, action, decided.by(), reason);
            case Signal.Verdict.Credit credit -> CreditOrders.ordered(turn, credit);
            case Signal.Verdict.WriteOff(var unit, var reason) ->
                    WritingOff.decided(turn, unit, decided.by(), reason);
        };
    }

    private static List<Event> deal(Turn turn, Deal deal) {
        boolean known = turn.state().agreement().deal().filter(deal::equals).isPresent();
        return known ? List.of() : List.of(new DealObserved(deal));
    }

    private static List<Event> changeOrder(Turn turn, ChangeOrder order) {
        ChangeOrder known = turn.state().agreement().changes().orders().get(order.key().toString());
        return order.equals(known) ? List.of() : List.of(new ChangeOrderObserved(order));
    }

    private static List<Event> reference(Turn turn, CanonicalRecord record) {
        CanonicalRecord before = turn.state().agreement().references().get(record.key().toString());
        return record.equals(before) ? List.of() : List.of(new ReferenceObserved(record));
    }

    private static List<Event> linked(Turn turn, RecordKey record) {
        return turn.state().agreement().linked().containsKey(record.toString())
                ? List.of()
                : List.of(new RecordLinked(record));
    }

    private static List<Event> project(Turn turn, Project project) {
        List<Event> events = new ArrayList<>(linked(turn, project.key()));
        events.addAll(reference(turn, project));
        return events;
    }

    private static List<Event> capacity(Turn turn, Capacity capacity) {
        RecordKey unit = capacity.key();
        var known = turn.state().work().capacity().get(unit.toString());
        var more = known == null ? capacity.hours() : capacity.hours().subtract(known);
        return more.signum() == 0
                ? List.of()
                : List.of(new CapacityKnown(unit, capacity.person().id(), capacity.from(), more));
    }
}
