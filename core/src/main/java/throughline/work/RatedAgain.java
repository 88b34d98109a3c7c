package throughline.work;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
        return outcome.events().stream()
                .flatMap(event -> moved(before, event))
                .filter(
                        each ->
                                !rates(before, each.worked())
                                        .equals(rates(outcome.state(), each.worked())))
                .reduce(Since::and);
    }

    private static Stream<Since> moved(Engagement before, Event event) {
        if (event instanceof ContractAmended(var amendment, _)) {
            return Stream.concat(Stream.of(amendment), agreed(before, amendment.id()))
                    .map(each -> new Since(each.effective(), amendment.day()));
        }
        return event instanceof AmendmentRevoked revoked
                ? agreed(before, revoked.order())
                        .map(each -> new Since(each.effective(), revoked.on()))
                : Stream.empty();
    }

    private static Stream<Amendment> agreed(Engagement state, String order) {
        return Stream.ofNullable(state.agreement().changes().agreed().get(order));
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
