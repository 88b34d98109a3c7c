package throughline.engagement;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.billing.Charging;
import throughline.billing.Cutoff;
import throughline.billing.HoldingBack;
import throughline.billing.OwedBack;
import throughline.engagement.AttentionEvent.WakeScheduled;
import throughline.engagement.BillingEvent.InvoicePosted;
import throughline.engagement.EffectEvent.ActionConcluded;
import throughline.engagement.RevenueEvent.RevenueRecognized;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.engagement.WorkEvent.TimeTakenBack;
import throughline.revenue.Journaling;

/** Works out when the calendar alone would next change something. */
final class Wake {

    private Wake() {}

    static List<Event> of(Turn turn, List<Event> events) {
        boolean ticked = turn.signal() instanceof Signal.ClockTicked;
        if (!ticked && events.stream().allMatch(Wake::isAnswer)) {
            return List.of();
        }
        Optional<LocalDate> next =
                !ticked && isOnlyTime(events) ? soon(turn, events) : any(turn, ticked);
        return next.equals(turn.state().nextWake()) ? List.of() : List.of(new WakeScheduled(next));
    }

    /** What systems answer makes no unit, no revenue and no change of terms due. */
    private static boolean isAnswer(Event event) {
        return event instanceof ActionConcluded || event instanceof InvoicePosted;
    }

    /** What this tick left undone no later tick would do either, until something else happens. */
    private static Optional<LocalDate> any(Turn turn, boolean ticked) {
        NextDay earliest = new NextDay(ticked ? turn.today() : LocalDate.MIN);
        Charging.dueDates(turn, earliest);
        Cutoff.dueDates(turn, earliest);
        HoldingBack.dueDates(turn, earliest);
        Journaling.dueDates(turn, earliest);
        OwedBack.dueDates(turn, earliest);
        ChangeOrders.dueDates(turn, earliest);
        return earliest.found();
    }

    /** Time alone can only bring the day of its own period forward: no need to look at the rest. */
    private static Optional<LocalDate> soon(Turn turn, List<Event> events) {
        Stream<LocalDate> due =
                events.stream()
                        .flatMap(event -> workDay(event).stream())
                        .map(day -> Cutoff.dueOn(turn, day));
        return Stream.concat(turn.state().nextWake().stream(), due).min(LocalDate::compareTo);
    }

    private static Optional<LocalDate> workDay(Event event) {
        return event instanceof TimeApproved time && !time.amount().isZero()
                ? Optional.of(time.on())
                : Optional.empty();
    }

    private static boolean isOnlyTime(List<Event> events) {
        return !events.isEmpty()
                && events.stream()
                        .allMatch(
                                event ->
                                        event instanceof TimeApproved
                                                || event instanceof TimeTakenBack
                                                || event instanceof RevenueRecognized);
    }
}
