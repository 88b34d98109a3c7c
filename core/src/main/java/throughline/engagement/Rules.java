package throughline.engagement;

import static throughline.engagement.Rule.daily;
import static throughline.engagement.Rule.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import throughline.align.Aligning;
import throughline.align.Answers;
import throughline.align.Drift;
import throughline.align.Redating;
import throughline.billing.CapWatch;
import throughline.billing.Charging;
import throughline.billing.Conformance;
import throughline.billing.Corrections;
import throughline.billing.HoldingBack;
import throughline.billing.Invoicing;
import throughline.billing.OwedBack;
import throughline.billing.ServiceCredits;
import throughline.billing.SharedCap;
import throughline.billing.StatementOfWork;
import throughline.billing.WhenInvoiceConfirmed;
import throughline.billing.WhenInvoicePosted;
import throughline.engagement.AgreementEvent.AmendmentRevoked;
import throughline.engagement.AgreementEvent.ChangeOrderObserved;
import throughline.engagement.AgreementEvent.ContractAmended;
import throughline.engagement.AgreementEvent.ContractBooked;
import throughline.engagement.AgreementEvent.ContractCancelled;
import throughline.engagement.AgreementEvent.ContractReinstated;
import throughline.engagement.AgreementEvent.DealObserved;
import throughline.engagement.AgreementEvent.GateWaived;
import throughline.engagement.AgreementEvent.HeldRecordsTaken;
import throughline.engagement.AgreementEvent.ProjectActivated;
import throughline.engagement.AgreementEvent.RecordHeld;
import throughline.engagement.AgreementEvent.ReferenceObserved;
import throughline.engagement.AgreementEvent.TermsApproved;
import throughline.engagement.AgreementEvent.TreatmentAsked;
import throughline.engagement.AttentionEvent.ExceptionRaised;
import throughline.engagement.BillingEvent.ChargeRaised;
import throughline.engagement.BillingEvent.CreditNotePosted;
import throughline.engagement.BillingEvent.InvoicePlanned;
import throughline.engagement.BillingEvent.InvoicePosted;
import throughline.engagement.BillingEvent.InvoiceVoided;
import throughline.engagement.BillingEvent.UnitsWrittenOff;
import throughline.engagement.EffectEvent.ActionConcluded;
import throughline.engagement.EffectEvent.ActionPlanned;
import throughline.engagement.EffectEvent.ActionWithdrawn;
import throughline.engagement.RevenueEvent.JournalPlanned;
import throughline.engagement.RevenueEvent.RevenueRecognized;
import throughline.engagement.WorkEvent.EstimateRevised;
import throughline.engagement.WorkEvent.ExpenseCounted;
import throughline.engagement.WorkEvent.MilestoneAccepted;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.engagement.WorkEvent.TimeTakenBack;
import throughline.engagement.WorkEvent.UsageCounted;
import throughline.engagement.WorkEvent.WorkAtRisk;
import throughline.revenue.Journaling;
import throughline.revenue.LossProvision;
import throughline.revenue.Recognizing;
import throughline.work.HeldWork;
import throughline.work.RiskWatch;
import throughline.work.UnknownLine;
import throughline.work.WorkWatch;

/** Every rule of the business, in the order in which they are asked. */
final class Rules {

    private static final Rule.Settling ALIGNMENT =
            new Rule.Settling() {
                @Override
                public boolean isWhole(Occasion occasion) {
                    return Aligning.isWhole(occasion);
                }

                @Override
                public boolean isSettledBy(List<Event> answer) {
                    return Aligning.isSettledBy(answer);
                }
            };

    private Rules() {}

    static final List<Rule> IN_ORDER =
            List.of(
                    rule(
                            "closed-won-to-active",
                            "The time from a won deal to an active project is promised",
                            Clocks::fromWonToActive,
                            DealObserved.class,
                            ProjectActivated.class,
                            ContractCancelled.class),
                    rule(
                            "gates",
                            "A won deal becomes a contract only when all nine gates agree",
                            Gating::derive,
                            DealObserved.class,
                            ReferenceObserved.class,
                            GateWaived.class,
                            TermsApproved.class),
                    rule(
                            "terms-changed",
                            "Terms that were booked change by amendment only, never silently",
                            ChangedTerms::derive,
                            DealObserved.class),
                    daily(
                            "change-orders",
                            "A change of terms is in force when it is agreed, priced and possible",
                            ChangeOrders::derive,
                            ChangeOrderObserved.class,
                            TreatmentAsked.class,
                            ContractBooked.class,
                            ContractCancelled.class,
                            ContractReinstated.class,
                            ReferenceObserved.class,
                            GateWaived.class,
                            TermsApproved.class),
                    rule(
                            "cancellation",
                            "A booked deal that is lost again gives back what is left of it",
                            Cancelling::derive,
                            DealObserved.class),
                    rule(
                            "accepted-to-charge",
                            "The time from an accepted milestone to its charge is promised",
                            Clocks::fromAcceptedToCharged,
                            MilestoneAccepted.class,
                            ChargeRaised.class),
                    rule(
                            "planned-to-posted",
                            "The time from a planned invoice to its number in the ledger is"
                                    + " promised",
                            Clocks::fromPlannedToPosted,
                            InvoicePlanned.class,
                            InvoicePosted.class,
                            InvoiceVoided.class),
                    rule(
                            "held-work",
                            "Work that came before its contract counts as soon as there is one",
                            HeldWork::derive,
                            ContractBooked.class,
                            ContractAmended.class),
                    rule(
                            "work-at-risk",
                            "Work that nobody has agreed to pay for is told, and never billed",
                            RiskWatch::derive,
                            WorkAtRisk.class,
                            ContractAmended.class,
                            AmendmentRevoked.class),
                    daily(
                            "unknown-roles",
                            "A default rate is a guess that somebody must look at, once",
                            WorkWatch::defaultRates,
                            TimeApproved.class,
                            TimeTakenBack.class),
                    rule(
                            "work-outside-term",
                            "Work outside of the agreed term may not be billable",
                            WorkWatch::outsideTerm,
                            TimeApproved.class),
                    rule(
                            "unknown-lines",
                            "Work that names a line which nobody sold is told until one is",
                            UnknownLine::derive,
                            ContractAmended.class),
                    rule(
                            "delivery-charges",
                            "What was delivered gives the right to bill it, once",
                            Charging::ofWork,
                            ContractAmended.class,
                            AmendmentRevoked.class,
                            MilestoneAccepted.class,
                            EstimateRevised.class,
                            UsageCounted.class,
                            ExpenseCounted.class,
                            TimeApproved.class,
                            TimeTakenBack.class),
                    daily(
                            "calendar-charges",
                            "A date gives the right to bill its amount, and settles its period",
                            Charging::ofCalendar,
                            ContractAmended.class,
                            AmendmentRevoked.class,
                            UsageCounted.class,
                            TimeApproved.class,
                            TimeTakenBack.class),
                    daily(
                            "cap",
                            "Time beyond an agreed cap is held or absorbed, never billed",
                            CapWatch::derive,
                            ContractAmended.class,
                            AmendmentRevoked.class,
                            UnitsWrittenOff.class,
                            TimeApproved.class,
                            TimeTakenBack.class),
                    rule(
                            "shared-caps",
                            "What is worked on one line of a shared cap leaves less for the others",
                            SharedCap::derive,
                            ContractAmended.class,
                            AmendmentRevoked.class,
                            UnitsWrittenOff.class,
                            TimeApproved.class,
                            TimeTakenBack.class),
                    rule(
                            "service-credits",
                            "A service that was worse than promised costs less",
                            ServiceCredits::derive,
                            EstimateRevised.class),
                    daily(
                            "holdback",
                            "What is kept back is no right to bill until it is released",
                            HoldingBack::derive,
                            MilestoneAccepted.class,
                            ContractAmended.class,
                            AmendmentRevoked.class,
                            UnitsWrittenOff.class,
                            ChargeRaised.class),
                    daily(
                            "open-periods",
                            "What no period took is looked at again when one is open",
                            Landing::derive),
                    daily(
                            "revenue",
                            "What was earned is recognized in the period in which it was earned",
                            Recognizing::derive,
                            TimeApproved.class,
                            TimeTakenBack.class,
                            MilestoneAccepted.class,
                            ChargeRaised.class,
                            UnitsWrittenOff.class,
                            EstimateRevised.class,
                            ExpenseCounted.class,
                            ContractCancelled.class,
                            ContractReinstated.class,
                            ContractAmended.class,
                            AmendmentRevoked.class),
                    rule(
                            "loss-provision",
                            "A loss that a contract is expected to bring is provided for in full",
                            LossProvision::derive,
                            EstimateRevised.class,
                            RevenueRecognized.class,
                            TimeApproved.class,
                            TimeTakenBack.class,
                            ExpenseCounted.class,
                            ContractAmended.class,
                            AmendmentRevoked.class,
                            ContractCancelled.class,
                            ContractReinstated.class),
                    daily(
                            "invoices",
                            "What may be billed is billed when it is due, once",
                            Invoicing::derive,
                            ChargeRaised.class),
                    daily(
                            "purchase-order",
                            "What is billed stays within the customer's order, or is held",
                            Conformance::derive,
                            DealObserved.class,
                            HeldRecordsTaken.class,
                            GateWaived.class,
                            ContractAmended.class,
                            AmendmentRevoked.class,
                            TimeTakenBack.class,
                            UnitsWrittenOff.class,
                            InvoicePlanned.class,
                            InvoiceVoided.class,
                            CreditNotePosted.class),
                    rule(
                            "statement-of-work",
                            "What is agreed, scheduled and billed keeps every clause, or is told",
                            StatementOfWork::derive,
                            ContractBooked.class,
                            ProjectActivated.class,
                            ContractAmended.class,
                            AmendmentRevoked.class,
                            GateWaived.class,
                            InvoicePosted.class,
                            InvoiceVoided.class,
                            CreditNotePosted.class,
                            RecordHeld.class,
                            HeldRecordsTaken.class),
                    rule(
                            "credits",
                            "What a credit opens again is billed again or given up by a person",
                            Corrections::creditPosted,
                            CreditNotePosted.class),
                    rule(
                            "credited-time",
                            "What was billed too much of changed time is credited, by policy",
                            Corrections::credited,
                            ExceptionRaised.class),
                    rule(
                            "corrected-time",
                            "Billed time that changed needs nobody once the difference is settled",
                            Corrections::settled,
                            InvoicePlanned.class,
                            ExceptionRaised.class,
                            ChargeRaised.class,
                            CreditNotePosted.class),
                    daily(
                            "owed-back",
                            "What was billed too much goes back, also without a later invoice",
                            OwedBack::derive,
                            ChargeRaised.class,
                            TimeTakenBack.class,
                            InvoicePlanned.class,
                            InvoicePosted.class,
                            CreditNotePosted.class,
                            UnitsWrittenOff.class,
                            ContractCancelled.class,
                            ContractReinstated.class,
                            ContractAmended.class,
                            AmendmentRevoked.class),
                    daily(
                            "journals",
                            "Recognized revenue reaches the ledger when its period is complete",
                            Journaling::derive),
                    rule(
                            "closed-periods",
                            "What a closed period refused is posted in the first open one",
                            Redating::derive,
                            ActionConcluded.class),
                    rule(
                                    "alignment",
                                    "Every system is asked for what it should hold and does not",
                                    Aligning::derive,
                                    ContractAmended.class,
                                    AmendmentRevoked.class,
                                    DealObserved.class,
                                    ReferenceObserved.class,
                                    ContractBooked.class,
                                    ContractCancelled.class,
                                    ContractReinstated.class,
                                    InvoicePlanned.class,
                                    JournalPlanned.class,
                                    ActionPlanned.class,
                                    ActionWithdrawn.class)
                            .settledBy(ALIGNMENT),
                    rule(
                            "drift",
                            "An edit by a system that is not believed is restored, or told",
                            Drift::derive,
                            ReferenceObserved.class,
                            DealObserved.class,
                            ContractBooked.class),
                    rule(
                            "answers",
                            "A refused or unclear write needs a person; a confirmed one does not",
                            Answers::derive,
                            ActionConcluded.class,
                            ActionPlanned.class,
                            ActionWithdrawn.class),
                    rule(
                            "confirmed-invoices",
                            "An invoice that the financial system confirmed is posted",
                            WhenInvoiceConfirmed::derive,
                            ActionConcluded.class),
                    rule(
                            "held-documents",
                            "Payments and credits that came before their invoice count after it",
                            WhenInvoicePosted::derive,
                            InvoicePosted.class,
                            InvoiceVoided.class),
                    rule(
                            "activation",
                            "A project is active when every system holds what it needs",
                            Activating::derive,
                            ContractBooked.class,
                            ContractReinstated.class,
                            ActionConcluded.class,
                            ActionWithdrawn.class));

    private static final List<Rule> DAILY = IN_ORDER.stream().filter(Rule::daily).toList();

    private static final Map<Class<? extends Event>, List<Rule>> BY_EVENT = byEvent();

    /** The rules to be asked, in order. */
    static List<Rule> concerning(Occasion occasion) {
        return switch (occasion) {
            case Occasion.Happened(var event) -> BY_EVENT.getOrDefault(event.getClass(), List.of());
            case Occasion.DayReached _ -> DAILY;
            case Occasion.Again _ -> IN_ORDER;
        };
    }

    private static Map<Class<? extends Event>, List<Rule>> byEvent() {
        Map<Class<? extends Event>, List<Rule>> rules = new HashMap<>();
        for (Rule rule : IN_ORDER) {
            for (Class<? extends Event> event : rule.wakes()) {
                rules.computeIfAbsent(event, _ -> new ArrayList<>()).add(rule);
            }
        }
        return rules;
    }
}
