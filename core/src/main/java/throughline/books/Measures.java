package throughline.books;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.books.Measure.Kind;
import throughline.engagement.AgreementEvent;
import throughline.engagement.AttentionEvent;
import throughline.engagement.BillingEvent;
import throughline.engagement.EffectEvent;
import throughline.engagement.Event;
import throughline.engagement.RevenueEvent;
import throughline.engagement.WorkEvent;
import throughline.money.Money;

/** The hours that each event adds or takes back; a function of one event, like its postings. */
public final class Measures {

    private Measures() {}

    /** The measures of an event, none of them zero. */
    public static List<Measure> of(Event event) {
        return switch (event) {
            case WorkEvent.TimeApproved time -> approved(time);
            case WorkEvent.TimeTakenBack time -> takenBack(time);
            case WorkEvent.CapacityKnown capacity ->
                    nonZero(
                            List.of(
                                    new Measure(
                                            Kind.HOURS_AVAILABLE,
                                            "",
                                            capacity.hours(),
                                            capacity.from(),
                                            capacity.person())));
            case WorkEvent.WorkAtRisk _, WorkEvent.MilestoneAccepted _ -> List.of();
            case WorkEvent.ExpenseCounted _,
                    WorkEvent.UsageCounted _,
                    WorkEvent.EstimateRevised _ ->
                    List.of();
            case AgreementEvent _, BillingEvent _, RevenueEvent _, EffectEvent _ -> List.of();
            case AttentionEvent _ -> List.of();
        };
    }

    private static List<Measure> approved(WorkEvent.TimeApproved time) {
        Measure worked =
                new Measure(Kind.HOURS_WORKED, time.line(), time.hours(), time.on(), time.person());
        return worked(worked, time.billable(), time.standard());
    }

    private static List<Measure> takenBack(WorkEvent.TimeTakenBack time) {
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
