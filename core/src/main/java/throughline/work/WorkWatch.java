package throughline.work;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.BusinessException;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.wording.Counted;
import throughline.work.Work.Tally;

/** Watches for work that somebody should look at, once for an engagement and not once an entry. */
public final class WorkWatch {

    private static final String DEFAULT_RATE = "role-unknown";
    private static final String OUTSIDE_TERM = "work-outside-term";

    private WorkWatch() {}

    /**
     * Keeps one exception about time at a default rate. It is worded again when the number of
     * entries doubles and when a day passes, so that a large import does not flood the journal.
     */
    public static List<Event> defaultRates(Turn turn, Occasion occasion) {
        Tally tally = turn.state().work().atDefaultRate();
        if (tally.entries() == 0) {
            return Exceptions.close(turn, DEFAULT_RATE, "every entry has a role that is rated");
        }
        boolean entry = occasion instanceof Happened;
        boolean doubled = Long.bitCount(tally.entries()) == 1;
        boolean open = Exceptions.isOpen(turn, DEFAULT_RATE);
        return entry && open && !doubled
                ? List.of()
                : Exceptions.raise(turn, defaultRate(turn, tally));
    }

    private static BusinessException defaultRate(Turn turn, Tally tally) {
        BigDecimal hours = tally.hours().stripTrailingZeros();
        return Exceptions.single(
                DEFAULT_RATE,
                ("%s (%s) %s no role that the rate card knows; its "
                                + "default rate was taken. Add the role or the rate.")
                        .formatted(
                                Counted.of(tally.entries(), "time entry", "time entries"),
                                Counted.of(hours, "hour"),
                                Counted.word(tally.entries(), "has", "have")),
                Map.of("entries", Long.toString(tally.entries()), "hours", hours.toPlainString()),
                Optional.empty(),
                turn.release().ownerOf(RateCard.TABLE));
    }

    /** Notices billable work outside of its line's term. */
    public static List<Event> outsideTerm(Turn turn, Occasion occasion) {
        if (!(occasion instanceof Happened(TimeApproved unit))
                || unit.amount().isZero()
                || Exceptions.isOpen(turn, OUTSIDE_TERM)) {
            return List.of();
        }
        return turn.state().terms().stream()
                .flatMap(terms -> terms.lines().stream())
                .filter(line -> line.id().equals(unit.line()))
                .filter(line -> !line.term().contains(unit.on()))
                .findFirst()
                .map(
                        line ->
                                Exceptions.raise(
                                        turn,
                                        Exceptions.single(
                                                OUTSIDE_TERM,
                                                ("Time was approved on %s, outside of the "
                                                                + "term %s of line %s. Extend the "
                                                                + "term, or take the time back.")
                                                        .formatted(
                                                                unit.on(),
                                                                line.term().words(),
                                                                line.id()),
                                                Map.of("entry", unit.unit().toString()),
                                                Optional.of(unit.amount()),
                                                turn.release().ownerOf(RateCard.TABLE))))
                .orElse(List.of());
    }
}
