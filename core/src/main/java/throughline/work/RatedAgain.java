package throughline.work;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import throughline.engagement.AgreementEvent.AmendmentRevoked;
import throughline.engagement.AgreementEvent.ContractAmended;
import throughline.engagement.Engagement;
import throughline.engagement.Event;
import throughline.engagement.Outcome;
import throughline.engagement.Signal.RecordObserved;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.observed.CanonicalRecord.TimeEntry;
import throughline.terms.Amendment;

/**
 * Time that was rated by terms which do not count for its day any more: a change of terms may be
 * agreed after the days for which it counts. The entries are not kept in the state, so whoever
 * keeps them observes them once more; what is worth the same then stays as it is.
 */
public final class RatedAgain {

    private RatedAgain() {}

    /**
     * From which day on the approved time of an engagement is to be observed once more; empty while
     * nothing moved by which time is rated.
     *
     * @param before the state before the outcome
     */
    public static Optional<LocalDate> since(Engagement before, Outcome outcome) {
        Set<LocalDate> days = new TreeSet<>();
        for (Event event : outcome.events()) {
            if (event instanceof ContractAmended(var amendment, _)) {
                days.add(amendment.effective());
                agreed(before, amendment.id()).ifPresent(days::add);
            } else if (event instanceof AmendmentRevoked revoked) {
                agreed(before, revoked.order()).ifPresent(days::add);
            }
        }
        return days.stream()
                .filter(day -> !rates(before, day).equals(rates(outcome.state(), day)))
                .findFirst();
    }

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
     * The day on which time that was observed once more became worth something else: that on which
     * the change of terms exists, as every other change of a price (606-10-32-43; IFRS 15.88). Time
     * that is new, or that its system changed, counts on the day on which it was worked.
     */
    public static LocalDate day(Turn turn, String line, LocalDate worked) {
        boolean again =
                turn.signal() instanceof RecordObserved observed
                        && observed.record() instanceof TimeEntry entry
                        && observed.previous()
                                .filter(before -> before.record().equals(entry))
                                .flatMap(before -> before.approved())
                                .map(TimeApproved::line)
                                .isPresent();
        return again
                ? turn.state().agreement().changes().agreed().values().stream()
                        .filter(each -> each.touches(line) && !each.effective().isAfter(worked))
                        .map(Amendment::day)
                        .filter(worked::isBefore)
                        .max(LocalDate::compareTo)
                        .orElse(worked)
                : worked;
    }
}
