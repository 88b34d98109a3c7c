package throughline.engagement;

import static throughline.billing.InvoicedUnits.planned;
import static throughline.billing.InvoicedUnits.posted;
import static throughline.billing.InvoicedUnits.voided;
import static throughline.billing.OpenUnits.opened;
import static throughline.billing.OpenUnits.raised;
import static throughline.billing.OpenUnits.takenBack;
import static throughline.billing.SettledUnits.credited;
import static throughline.billing.SettledUnits.paid;
import static throughline.billing.SettledUnits.writtenOff;

import java.util.Optional;
import throughline.engagement.Agreement.Approval;
import throughline.engagement.Agreement.Refusal;
import throughline.engagement.AgreementEvent.AmendmentRevoked;
import throughline.engagement.AgreementEvent.ChangeOrderObserved;
import throughline.engagement.AgreementEvent.ContractAmended;
import throughline.engagement.AgreementEvent.ContractBooked;
import throughline.engagement.AgreementEvent.ContractCancelled;
import throughline.engagement.AgreementEvent.ContractReinstated;
import throughline.engagement.AgreementEvent.DealObserved;
import throughline.engagement.AgreementEvent.GateWaived;
import throughline.engagement.AgreementEvent.GatesViolated;
import throughline.engagement.AgreementEvent.HeldRecordsTaken;
import throughline.engagement.AgreementEvent.ProjectActivated;
import throughline.engagement.AgreementEvent.RecordHeld;
import throughline.engagement.AgreementEvent.ReferenceObserved;
import throughline.engagement.AgreementEvent.TermsApproved;
import throughline.engagement.AgreementEvent.TreatmentAsked;
import throughline.engagement.AttentionEvent.ClockPaused;
import throughline.engagement.AttentionEvent.ClockResumed;
import throughline.engagement.AttentionEvent.ClockStarted;
import throughline.engagement.AttentionEvent.ClockStopped;
import throughline.engagement.AttentionEvent.ExceptionClosed;
import throughline.engagement.AttentionEvent.ExceptionRaised;
import throughline.engagement.AttentionEvent.WakeScheduled;
import throughline.engagement.BillingEvent.ChargeRaised;
import throughline.engagement.BillingEvent.CreditNotePosted;
import throughline.engagement.BillingEvent.InvoicePlanned;
import throughline.engagement.BillingEvent.InvoicePosted;
import throughline.engagement.BillingEvent.InvoiceVoided;
import throughline.engagement.BillingEvent.PaymentReceived;
import throughline.engagement.BillingEvent.UnitsWrittenOff;
import throughline.engagement.EffectEvent.ActionConcluded;
import throughline.engagement.EffectEvent.ActionPlanned;
import throughline.engagement.EffectEvent.ActionWithdrawn;
import throughline.engagement.EffectEvent.RecordLinked;
import throughline.engagement.RevenueEvent.JournalPlanned;
import throughline.engagement.RevenueEvent.LossProvided;
import throughline.engagement.RevenueEvent.RevenueRecognized;
import throughline.engagement.WorkEvent.CapacityKnown;
import throughline.engagement.WorkEvent.EstimateRevised;
import throughline.engagement.WorkEvent.ExpenseCounted;
import throughline.engagement.WorkEvent.MilestoneAccepted;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.engagement.WorkEvent.TimeTakenBack;
import throughline.engagement.WorkEvent.UsageCounted;
import throughline.engagement.WorkEvent.WorkAtRisk;
import throughline.revenue.Progress;
import throughline.terms.Terms;

/** What an event does to an engagement. Never refuses: what happened, happened. */
public final class Evolve {

    private Evolve() {}

    /** The engagement after one more event. */
    public static Engagement apply(Engagement before, Event event) {
        Engagement state = before.oneEventLater();
        Agreement agreement = state.agreement();
        return switch (event) {
            case DealObserved(var deal) -> state.with(agreement.withDeal(deal));
            case ReferenceObserved(var record) -> state.with(agreement.withReference(record));
            case RecordLinked(var record) -> state.with(agreement.withLinked(record));
            case GateWaived(var code, var by, _) -> state.with(agreement.withWaiver(code, by));
            case TermsApproved(var hash, var by, var at) ->
                    state.with(agreement.withApproval(hash, new Approval(by, at)));
            case GatesViolated(var hash, var codes) ->
                    state.with(agreement.withViolated(Optional.of(new Refusal(hash, codes))));
            case ContractBooked booked -> Agreeing.booked(state, booked);
            case ContractCancelled cancelled -> Agreeing.cancelled(state, cancelled);
            case ContractReinstated back -> Agreeing.reinstated(state, back);
            case ChangeOrderObserved(var order) ->
                    state.with(agreement.withChanges(agreement.changes().observing(order)));
            case TreatmentAsked asked ->
                    state.with(agreement.withChanges(agreement.changes().asking(asked)));
            case WorkAtRisk risk -> state.with(agreement.withChanges(risky(before, risk)));
            case ContractAmended amended -> Agreeing.amended(state, amended);
            case AmendmentRevoked revoked -> Agreeing.revoked(state, revoked);
            case ProjectActivated(var on) -> Agreeing.activated(state, on);

            case RecordHeld(var record) -> state.with(state.work().holding(record));
            case HeldRecordsTaken(var records) -> state.with(state.work().releasing(records));
            case MilestoneAccepted accepted ->
                    state.with(state.work().accepting(accepted))
                            .with(Progress.accepted(state, accepted));
            case CapacityKnown known -> state.with(state.work().available(known));
            case ExpenseCounted expense ->
                    state.with(state.work().spending(expense)).with(Progress.spent(state, expense));
            case UsageCounted usage -> state.with(state.work().using(usage));
            case EstimateRevised estimate -> state.with(state.work().estimating(estimate));
            case TimeApproved time ->
                    state.with(state.work().approving(time))
                            .with(opened(state.billing(), time, state.sequence()))
                            .with(Progress.worked(state, time));
            case TimeTakenBack time ->
                    state.with(state.work().takingBack(time))
                            .with(takenBack(state.billing(), time, state.sequence()))
                            .with(Progress.takenBack(state, time));

            case ChargeRaised charge -> state.with(raised(state.billing(), charge));
            case InvoicePlanned invoice ->
                    state.with(planned(state.billing(), invoice, purchaseOrder(state)));
            case InvoicePosted invoice -> state.with(posted(state.billing(), invoice));
            case InvoiceVoided invoice -> state.with(voided(state.billing(), invoice));
            case CreditNotePosted credit -> state.with(credited(state.billing(), credit));
            case PaymentReceived payment -> state.with(paid(state.billing(), payment));
            case UnitsWrittenOff units -> state.with(writtenOff(state.billing(), units));
            case RevenueRecognized revenue -> state.with(state.revenue().recognizing(revenue));
            case LossProvided loss -> state.with(state.revenue().providing(loss));
            case JournalPlanned journal -> state.with(state.revenue().journaling(journal));

            case ActionPlanned(var action) -> state.with(state.effects().planned(action));
            case ActionWithdrawn(var key) -> state.with(state.effects().withdrawn(key));
            case ActionConcluded(var key, _, var outcome) ->
                    state.with(state.effects().concluded(key, outcome));
            case AttentionEvent attention -> attending(state, attention);
        };
    }

    private static Engagement attending(Engagement state, AttentionEvent event) {
        return switch (event) {
            case ExceptionRaised(var found) -> state.with(state.attention().raised(found));
            case ExceptionClosed(var key, _) -> state.with(state.attention().closed(key));
            case ClockStarted(var clock, var at, var due, _) ->
                    state.with(state.attention().started(clock, at, due));
            case ClockPaused paused -> state.with(state.attention().paused(paused));
            case ClockResumed resumed -> state.with(state.attention().resumed(resumed));
            case ClockStopped(var clock, _, var met) ->
                    state.with(state.attention().stopped(clock, met));
            case WakeScheduled(var on) -> state.wakingOn(on);
        };
    }

    private static Optional<String> purchaseOrder(Engagement state) {
        return state.terms().flatMap(Terms::purchaseOrder);
    }

    private static Changes risky(Engagement before, WorkAtRisk risk) {
        Changes changes = before.agreement().changes();
        return risk.ended()
                ? changes.safe(risk.work())
                : changes.risking(risk.work(), before.sequence());
    }
}
