package throughline.engagement;

import java.util.List;
import java.util.Set;
import throughline.align.Aligning;
import throughline.align.Answers;
import throughline.billing.CapWatch;
import throughline.billing.Charging;
import throughline.billing.Corrections;
import throughline.billing.Documents;
import throughline.billing.Invoicing;
import throughline.engagement.Event.ActionConcluded;
import throughline.engagement.Event.ActionPlanned;
import throughline.engagement.Event.ActionWithdrawn;
import throughline.engagement.Event.ChargeRaised;
import throughline.engagement.Event.ContractBooked;
import throughline.engagement.Event.ContractCancelled;
import throughline.engagement.Event.ContractReinstated;
import throughline.engagement.Event.CreditNotePosted;
import throughline.engagement.Event.DealObserved;
import throughline.engagement.Event.GateWaived;
import throughline.engagement.Event.InvoicePlanned;
import throughline.engagement.Event.InvoicePosted;
import throughline.engagement.Event.InvoiceVoided;
import throughline.engagement.Event.JournalPlanned;
import throughline.engagement.Event.MilestoneAccepted;
import throughline.engagement.Event.ProjectActivated;
import throughline.engagement.Event.ReferenceObserved;
import throughline.engagement.Event.TermsApproved;
import throughline.engagement.Event.TimeApproved;
import throughline.engagement.Event.TimeTakenBack;
import throughline.engagement.Event.UnitsWrittenOff;
import throughline.revenue.Journaling;
import throughline.revenue.Recognizing;
import throughline.work.HeldWork;
import throughline.work.WorkWatch;

/** Every rule of the business, in the order in which they are asked. */
final class Rules {

    private Rules() {}

    static final List<Rule> IN_ORDER =
            List.of(
                    new Rule(
                            "gates",
                            "A won deal becomes a contract only when all nine gates agree",
                            Set.of(
                                    DealObserved.class,
                                    ReferenceObserved.class,
                                    GateWaived.class,
                                    TermsApproved.class),
                            false,
                            Gating::derive),
                    new Rule(
                            "terms-changed",
                            "Terms that were booked change by amendment only, never silently",
                            Set.of(DealObserved.class),
                            false,
                            ChangedTerms::derive),
                    new Rule(
                            "cancellation",
                            "A booked deal that is lost again gives back what is left of it",
                            Set.of(DealObserved.class),
                            false,
                            Cancelling::derive),
                    new Rule(
                            "closed-won-to-active",
                            "The time from a won deal to an active project is promised",
                            Set.of(
                                    DealObserved.class,
                                    ProjectActivated.class,
                                    ContractCancelled.class),
                            false,
                            Clocks::fromWonToActive),
                    new Rule(
                            "accepted-to-charge",
                            "The time from an accepted milestone to its charge is promised",
                            Set.of(MilestoneAccepted.class, ChargeRaised.class),
                            false,
                            Clocks::fromAcceptedToCharged),
                    new Rule(
                            "held-work",
                            "Work that came before its contract counts as soon as there is one",
                            Set.of(ContractBooked.class),
                            false,
                            HeldWork::derive),
                    new Rule(
                            "unknown-roles",
                            "A default rate is a guess that somebody must look at, once",
                            Set.of(TimeApproved.class, TimeTakenBack.class),
                            true,
                            WorkWatch::defaultRates),
                    new Rule(
                            "work-outside-term",
                            "Work outside of the agreed term may not be billable",
                            Set.of(TimeApproved.class),
                            false,
                            WorkWatch::outsideTerm),
                    new Rule(
                            "milestone-charges",
                            "Acceptance gives the right to bill the accepted share",
                            Set.of(MilestoneAccepted.class),
                            false,
                            Charging::ofMilestones),
                    new Rule(
                            "instalments",
                            "A date in the schedule gives the right to bill its amount",
                            Set.of(),
                            true,
                            Charging::ofInstalments),
                    new Rule(
                            "cap",
                            "Time beyond an agreed cap is held or absorbed, never billed",
                            Set.of(TimeApproved.class, TimeTakenBack.class),
                            true,
                            CapWatch::derive),
                    new Rule(
                            "revenue",
                            "What was earned is recognized in the period in which it was earned",
                            Set.of(
                                    TimeApproved.class,
                                    TimeTakenBack.class,
                                    MilestoneAccepted.class,
                                    ChargeRaised.class,
                                    UnitsWrittenOff.class,
                                    ContractCancelled.class,
                                    ContractReinstated.class),
                            true,
                            Recognizing::derive),
                    new Rule(
                            "invoices",
                            "What may be billed is billed when it is due, once",
                            Set.of(ChargeRaised.class),
                            true,
                            Invoicing::derive),
                    new Rule(
                            "credits",
                            "What a credit opens again is billed again or given up by a person",
                            Set.of(CreditNotePosted.class),
                            false,
                            Corrections::creditPosted),
                    new Rule(
                            "corrected-time",
                            "Billed time that changed needs nobody once the difference is settled",
                            Set.of(InvoicePlanned.class, CreditNotePosted.class),
                            false,
                            Corrections::settled),
                    new Rule(
                            "journals",
                            "Recognized revenue reaches the ledger when its period is complete",
                            Set.of(),
                            true,
                            Journaling::derive),
                    new Rule(
                            "alignment",
                            "Every system is asked for what it should hold and does not",
                            Set.of(
                                    DealObserved.class,
                                    ReferenceObserved.class,
                                    ContractBooked.class,
                                    ContractCancelled.class,
                                    ContractReinstated.class,
                                    InvoicePlanned.class,
                                    InvoicePosted.class,
                                    JournalPlanned.class,
                                    ActionPlanned.class,
                                    ActionWithdrawn.class),
                            false,
                            Aligning::derive),
                    new Rule(
                            "answers",
                            "A refused or unclear write needs a person; a confirmed one does not",
                            Set.of(
                                    ActionConcluded.class,
                                    ActionPlanned.class,
                                    ActionWithdrawn.class),
                            false,
                            Answers::derive),
                    new Rule(
                            "confirmed-invoices",
                            "An invoice that the financial system confirmed is posted",
                            Set.of(ActionConcluded.class),
                            false,
                            Documents::whenConfirmed),
                    new Rule(
                            "held-documents",
                            "Payments and credits that came before their invoice count after it",
                            Set.of(InvoicePosted.class, InvoiceVoided.class),
                            false,
                            Documents::whenPosted),
                    new Rule(
                            "activation",
                            "A project is active when every system holds what it needs",
                            Set.of(
                                    ContractBooked.class,
                                    ContractReinstated.class,
                                    ActionConcluded.class,
                                    ActionWithdrawn.class),
                            false,
                            Activating::derive));
}
