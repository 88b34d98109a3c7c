package throughline.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.engagement.AgreementEvent.HeldRecordsTaken;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Occasion;
import throughline.engagement.Turn;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.Milestone;
import throughline.observed.CanonicalRecord.TimeEntry;

/** Takes up work that came before the contract that it belongs to. */
public final class HeldWork {

    private HeldWork() {}

    /** Looks at everything held again. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        if (turn.state().terms().isEmpty() || turn.state().work().held().isEmpty()) {
            return List.of();
        }
        List<Event> events =
                new ArrayList<>(
                        turn.inOrder(turn.state().work().held().values(), HeldWork::takenUp));
        Turn after = turn;
        for (Event event : events) {
            after = after.after(event);
        }
        boolean waiting =
                after.state().work().held().values().stream().anyMatch(TimeEntry.class::isInstance);
        if (!waiting) {
            events.addAll(Exceptions.close(after, "rate-missing", "every entry has a rate now"));
        }
        return events;
    }

    private static List<Event> takenUp(Turn turn, CanonicalRecord record) {
        return switch (record) {
            case TimeEntry entry -> TimeKeeping.observed(turn, entry, Optional.empty());
            case Milestone milestone ->
                    Acceptance.isUnknown(turn, milestone)
                            ? List.of()
                            : taken(Acceptance.observed(turn, milestone), milestone);
            case CanonicalRecord.Expense expense ->
                    taken(Spending.observed(turn, expense), expense);
            case CanonicalRecord.Usage usage -> taken(Metering.observed(turn, usage), usage);
            case CanonicalRecord.Estimate estimate ->
                    taken(Metering.observed(turn, estimate), estimate);
            case CanonicalRecord.Deal _,
                    CanonicalRecord.ChangeOrder _,
                    CanonicalRecord.Customer _,
                    CanonicalRecord.Person _,
                    CanonicalRecord.Capacity _,
                    CanonicalRecord.Project _,
                    CanonicalRecord.Invoice _,
                    CanonicalRecord.CreditNote _,
                    CanonicalRecord.Payment _,
                    CanonicalRecord.Journal _,
                    CanonicalRecord.Period _,
                    CanonicalRecord.ExchangeRates _,
                    CanonicalRecord.Reference _ ->
                    List.of();
        };
    }

    private static List<Event> taken(List<Event> learned, CanonicalRecord record) {
        List<Event> events = new ArrayList<>(learned);
        events.add(new HeldRecordsTaken(List.of(record.key())));
        return events;
    }
}
