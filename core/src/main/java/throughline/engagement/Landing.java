package throughline.engagement;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.calendar.AccountingPeriods;
import throughline.calendar.FiscalPeriod;
import throughline.engagement.AttentionEvent.ExceptionClosed;
import throughline.landscape.LegalEntity;
import throughline.landscape.SystemDeclaration;
import throughline.money.Money;

/**
 * Where something lands that counts on a day: there, or when the day's period is closed, on the
 * first day of the first open one after it.
 *
 * @param belongs empty when the period was simply open
 */
public record Landing(LocalDate day, Optional<Belonging> belongs) {

    private static final String NO_OPEN_PERIOD = "no-open-period";

    /** Where a day lands; empty when its period is closed and no later one is open. */
    public static Optional<Landing> of(Turn turn, LocalDate day) {
        if (isAlwaysThere(turn)) {
            return Optional.of(new Landing(day, Optional.empty()));
        }
        String entity = turn.entity().map(LegalEntity::code).orElse("");
        AccountingPeriods periods = turn.periods().of(entity);
        FiscalPeriod period = turn.periodOf(day);
        return switch (periods.stateOn(day)) {
            case OPEN -> Optional.of(new Landing(day, Optional.empty()));
            case SOFT_CLOSED ->
                    Optional.of(
                            new Landing(
                                    day,
                                    because(period, day, "is soft-closed", entity, "in it still")));
            case CLOSED ->
                    periods.firstOpenAfter(day)
                            .map(
                                    open ->
                                            new Landing(
                                                    open.from(),
                                                    because(
                                                            period,
                                                            day,
                                                            "is closed",
                                                            entity,
                                                            "in the first open one")));
        };
    }

    /** Whether nobody says which periods are closed, so that every day lands on itself. */
    public static boolean isAlwaysThere(Turn turn) {
        String entity = turn.entity().map(LegalEntity::code).orElse("");
        return turn.periods().of(entity).periods().isEmpty();
    }

    /** What lands nowhere waits, and a person is told how much money does. */
    public static List<Event> nowhere(Turn turn, String what, LocalDate day, Money atStake) {
        String entity = turn.entity().map(LegalEntity::code).orElse("");
        String period = turn.periodOf(day).id();
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        NO_OPEN_PERIOD + ":" + what,
                        NO_OPEN_PERIOD,
                        ("Cannot post %s over %s: period %s is closed in %s and no later one is"
                                        + " open. Open one in the financial system.")
                                .formatted(what, atStake, period, entity),
                        Map.of("day", day.toString(), "period", period, "entity", entity),
                        Optional.of(atStake),
                        turn.release().ownerOf(financial(turn))));
    }

    private static String financial(Turn turn) {
        return turn.systems().stream().findFirst().map(SystemDeclaration::name).orElse("");
    }

    /** Closes the exceptions of what has a place to land now. */
    static List<Event> derive(Turn turn, Occasion occasion) {
        return turn.state().attention().exceptions().values().stream()
                .filter(open -> open.code().equals(NO_OPEN_PERIOD))
                .filter(open -> of(turn, LocalDate.parse(open.facts().get("day"))).isPresent())
                .<Event>map(open -> new ExceptionClosed(open.key(), "a period is open for it now"))
                .toList();
    }

    private static Optional<Belonging> because(
            FiscalPeriod period, LocalDate day, String state, String entity, String where) {
        String reason =
                "Belongs to %s which %s in %s; it is posted %s."
                        .formatted(period.id(), state, entity, where);
        return Optional.of(new Belonging(period.id(), day, reason));
    }
}
