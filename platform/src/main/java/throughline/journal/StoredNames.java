package throughline.journal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import throughline.engagement.AgreementEvent.*;
import throughline.engagement.AttentionEvent.*;
import throughline.engagement.BillingEvent.*;
import throughline.engagement.EffectEvent.*;
import throughline.engagement.Event;
import throughline.engagement.RevenueEvent.*;
import throughline.engagement.RevenueEvent.LossProvided;
import throughline.engagement.WorkEvent.*;

/**
 * The one registry of the names that things are stored under. They are ours for ever: a class may
 * be renamed, a stored name may not. A changed shape gets a new version, and the old one is lifted
 * when it is read.
 */
final class StoredNames {

    private static final Map<Class<? extends Event>, String> EVENTS = new LinkedHashMap<>();

    static {
        name(DealObserved.class, "deal-observed/v1");
        name(ReferenceObserved.class, "reference-observed/v1");
        name(GatesViolated.class, "gates-violated/v1");
        name(GateWaived.class, "gate-waived/v1");
        name(TermsApproved.class, "terms-approved/v1");
        name(ContractBooked.class, "contract-booked/v1");
        name(ContractCancelled.class, "contract-cancelled/v1");
        name(ContractReinstated.class, "contract-reinstated/v1");
        name(ChangeOrderObserved.class, "change-order-observed/v1");
        name(TreatmentAsked.class, "treatment-asked/v1");
        name(ContractAmended.class, "contract-amended/v1");
        name(AmendmentRevoked.class, "amendment-revoked/v1");
        name(WorkAtRisk.class, "work-at-risk/v1");
        name(LossProvided.class, "loss-provided/v1");
        name(RecordHeld.class, "record-held/v1");
        name(HeldRecordsTaken.class, "held-records-taken/v1");
        name(ProjectActivated.class, "project-activated/v1");
        name(TimeApproved.class, "time-approved/v1");
        name(TimeTakenBack.class, "time-taken-back/v1");
        name(CapacityKnown.class, "capacity-known/v1");
        name(MilestoneAccepted.class, "milestone-accepted/v1");
        name(ExpenseCounted.class, "expense-counted/v1");
        name(UsageCounted.class, "usage-counted/v1");
        name(EstimateRevised.class, "estimate-revised/v1");
        name(ChargeRaised.class, "charge-raised/v1");
        name(InvoicePlanned.class, "invoice-planned/v1");
        name(InvoicePosted.class, "invoice-posted/v1");
        name(InvoiceVoided.class, "invoice-voided/v1");
        name(CreditNotePosted.class, "credit-note-posted/v1");
        name(UnitsWrittenOff.class, "units-written-off/v1");
        name(PaymentReceived.class, "payment-received/v1");
        name(RevenueRecognized.class, "revenue-recognized/v1");
        name(JournalPlanned.class, "journal-planned/v1");
        name(ActionPlanned.class, "action-planned/v1");
        name(ActionWithdrawn.class, "action-withdrawn/v1");
        name(ActionConcluded.class, "action-concluded/v1");
        name(RecordLinked.class, "record-linked/v1");
        name(ExceptionRaised.class, "exception-raised/v1");
        name(ExceptionClosed.class, "exception-closed/v1");
        name(ClockStarted.class, "clock-started/v1");
        name(ClockPaused.class, "clock-paused/v1");
        name(ClockResumed.class, "clock-resumed/v1");
        name(ClockStopped.class, "clock-stopped/v1");
        name(WakeScheduled.class, "wake-scheduled/v1");
    }

    private StoredNames() {}

    private static void name(Class<? extends Event> type, String name) {
        EVENTS.put(type, name);
    }

    /** Every event type with the name that it is written under. */
    static Map<Class<? extends Event>, String> events() {
        return java.util.Collections.unmodifiableMap(EVENTS);
    }

    /** The cases of a sealed interface inside an event or state. */
    static Map<Class<?>, String> of(Class<?> sealed) {
        return Codecs.casesOf(sealed);
    }

    /** {@code FixedFeeMilestones} as {@code fixed-fee-milestones}. */
    static String hyphens(String className) {
        return className.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
