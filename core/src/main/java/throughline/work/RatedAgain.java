package throughline.work;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.AgreementEvent.AmendmentRevoked;
import throughline.engagement.AgreementEvent.ContractAmended;
import throughline.engagement.Engagement;
import throughline.engagement.Event;
import throughline.engagement.Outcome;
import throughline.engagement.Signal.PreviousVersion;
import throughline.engagement.Signal.RecordObserved;
import throughline.engagement.Turn;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.TimeEntry;
import throughline.terms.Amendment;

/**
 * Time that was rated by terms which do not count for its day any more: a change of terms may be
 * agreed, or revoked, after the days for which it counts. The entries are not kept in the state, so
 * whoever keeps them observes them once more, before anything else; what is worth the same then
 * stays as it is.
 */
public final class RatedAgain {

    private RatedAgain() {}

    /**
     * Which approved time is to be observed once more.
     *
     * @param worked the first day of such work
     * @param changed the day on which the change of terms exists, or is revoked
     */
    public record Since(LocalDate worked, LocalDate changed) {

        private Since and(Since other) {
            return new Since(
                    worked.isBefore(other.worked) ? worked : other.worked,
                    changed.isAfter(other.changed) ? changed : other.changed);
        }

        /** Whether a record is of such work. */
        public boolean covers(CanonicalRecord record) {
            return record instanceof TimeEntry entry && !entry.on().isBefore(worked);
        }
    }

    /**
     * Since when time is rated by other terms; empty while nothing moved by which it is rated.
     *
     * @param before the state before the outcome
     */
    public static Optional<Since> since(Engagement before, Outcome outcome) {
        Optional<Since> found = Optional.empty();
        for (Event event : outcome.events()) {
            for (Since each : moved(before, event)) {
                if (!rates(before, each.worked()).equals(rates(outcome.state(), each.worked()))) {
                    found = Optional.of(found.map(each::and).orElse(each));
                }
            }
        }
        return found;
    }

    private static List<Since> moved(Engagement before, Event event) {
        if (event instanceof ContractAmended(var amendment, _)) {
            List<Since> moved = new ArrayList<>(2);
            moved.add(new Since(amendment.effective(), amendment.day()));
            agreed(before, amendment.id())
                    .ifPresent(was -> moved.add(new Since(was, amendment.day())));
            return moved;
        }
        return event instanceof AmendmentRevoked revoked
                ? agreed(before, revoked.order())
                        .map(was -> List.of(new Since(was, revoked.on())))
                        .orElse(List.of())
                : List.of();
    }

    /** From when the terms of a change counted. */
    private static Optional<LocalDate> agreed(Engagement state, String order) {
        return Optional.ofNullable(state.agreement().changes().agreed().get(order))
                .map(Amendment::effective);
    }

    private static Map<String, Map<String, String>> rates(Engagement state, LocalDate day) {
        Map<String, Map<String, String>> rates = new HashMap<>();
        state.termsFor(day)
                .ifPresent(
                        terms ->
                                terms.lines()
                                        .forEach(
                                                line ->
                                                        rates.put(
                                                                line.id(),
                                                                RateCard.ofContract(terms, line))));
        return rates;
    }

    /**
     * The day on which time became worth what it is: that on which the change of terms exists which
     * rates it otherwise, as of every other change of a price (606-10-32-43; IFRS 15.88), but not
     * before the work. All other time counts on the day on which it was worked.
     */
    public static LocalDate day(Turn turn, LocalDate worked) {
        return turn.signal() instanceof RecordObserved(_, var previous, _, _)
                ? previous.flatMap(PreviousVersion::changed).filter(worked::isBefore).orElse(worked)
                : worked;
    }
}
