package throughline.books;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.books.Measure.Kind;
import throughline.engagement.Event;
import throughline.money.Money;

/** The hours that each event adds or takes back; a function of one event, like its postings. */
public final class Measures {

    private Measures() {}

    /** The measures of an event, none of them zero. */
    public static List<Measure> of(Event event) {
        return switch (event) {
            case Event.TimeApproved time -> approved(time);
            case Event.TimeTakenBack time -> takenBack(time);
            case Event.CapacityKnown capacity ->
                    nonZero(
                            List.of(
                                    new Measure(
                                            Kind.HOURS_AVAILABLE,
                                            "",
                                            capacity.hours(),
                                            capacity.from(),
                                            capacity.person())));
            case Event.DealObserved _, Event.ReferenceObserved _, Event.RecordLinked _ -> List.of();
            case Event.RecordHeld _, Event.HeldRecordsTaken _ -> List.of();
            case Event.GatesViolated _, Event.GateWaived _, Event.TermsApproved _ -> List.of();
            case Event.ContractBooked _, Event.ContractCancelled _, Event.ContractReinstated _ ->
                    List.of();
            case Event.ChangeOrderObserved _, Event.TreatmentAsked _ -> List.of();
            case Event.WorkAtRisk _ -> List.of();
            case Event.ContractAmended _, Event.AmendmentRevoked _ -> List.of();
            case Event.ProjectActivated _, Event.MilestoneAccepted _, Event.ChargeRaised _ ->
                    List.of();
            case Event.InvoicePlanned _, Event.InvoicePosted _, Event.InvoiceVoided _ -> List.of();
            case Event.CreditNotePosted _, Event.UnitsWrittenOff _, Event.PaymentReceived _ ->
                    List.of();
            case Event.RevenueRecognized _, Event.JournalPlanned _, Event.LossProvided _ ->
                    List.of();
            case Event.ExpenseCounted _, Event.UsageCounted _, Event.EstimateRevised _ -> List.of();
            case Event.ActionPlanned _, Event.ActionWithdrawn _, Event.ActionConcluded _ ->
                    List.of();
            case Event.ExceptionRaised _, Event.ExceptionClosed _ -> List.of();
            case Event.ClockStarted _, Event.ClockStopped _, Event.WakeScheduled _ -> List.of();
        };
    }

    private static List<Measure> approved(Event.TimeApproved time) {
        Measure worked =
                new Measure(Kind.HOURS_WORKED, time.line(), time.hours(), time.on(), time.person());
        return worked(worked, time.billable(), time.standard());
    }

    private static List<Measure> takenBack(Event.TimeTakenBack time) {
        Measure worked =
                new Measure(
                        Kind.HOURS_WORKED,
                        time.line(),
                        time.hours().negate(),
                        time.on(),
                        time.person());
        return worked(worked, time.billable(), time.standard());
    }

    /** Hours count as worked, as billable when they are, and apart where nobody can rate them. */
    private static List<Measure> worked(
            Measure worked, boolean billable, Optional<Money> standard) {
        List<Measure> measures = new ArrayList<>(3);
        measures.add(worked);
        if (billable) {
            measures.add(worked.as(Kind.HOURS_BILLABLE));
        }
        if (billable && standard.filter(Money::isZero).isPresent()) {
            measures.add(worked.as(Kind.HOURS_UNRATED));
        }
        return nonZero(measures);
    }

    private static List<Measure> nonZero(List<Measure> measures) {
        return measures.stream().filter(measure -> measure.hours().signum() != 0).toList();
    }
}
