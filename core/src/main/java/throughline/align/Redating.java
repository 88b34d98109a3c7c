package throughline.align;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.align.ActionOutcome.Rejected;
import throughline.billing.Invoice;
import throughline.engagement.Belonging;
import throughline.engagement.BillingEvent.InvoicePlanned;
import throughline.engagement.EffectEvent.ActionConcluded;
import throughline.engagement.Event;
import throughline.engagement.Landing;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.RevenueEvent.JournalPlanned;
import throughline.engagement.Turn;
import throughline.money.Money;

/**
 * A document that was refused because its period is closed is planned again for the first open one.
 * Only what was refused is: what is under way may have been taken.
 */
public final class Redating {

    private static final String PERIOD_CLOSED = "period-closed";

    private Redating() {}

    /** Plans refused documents again, with a date that the financial system can take. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        return switch (occasion) {
            case Happened(ActionConcluded(var key, _, Rejected _)) ->
                    turn.state().effects().of(key.purpose()).stream()
                            .flatMap(effect -> again(turn, effect, false))
                            .toList();
            case Occasion.Again _ ->
                    turn.state().effects().byPurpose().values().stream()
                            .flatMap(effect -> again(turn, effect, true))
                            .toList();
            case Happened _, Occasion.DayReached _ -> List.of();
        };
    }

    private static Stream<Event> again(Turn turn, Effect effect, boolean reopened) {
        if (!(effect.status() instanceof Effect.Status.Rejected(var code, _))
                || !code.toLowerCase(Locale.ROOT).replace('_', '-').contains(PERIOD_CLOSED)) {
            return Stream.empty();
        }
        String document = Purpose.documentOf(turn.state().id(), effect);
        Invoice invoice = turn.state().billing().invoices().get(document);
        JournalPlanned journal = turn.state().revenue().journals().get(document);
        if (invoice != null && invoice.status() instanceof Invoice.Status.Planned) {
            return redated(
                    turn,
                    effect,
                    new Refused(
                            "invoice " + document,
                            invoice.date(),
                            invoice.net(),
                            invoice.belongsTo().isPresent(),
                            reopened),
                    landing ->
                            new InvoicePlanned(
                                    invoice.key(),
                                    landing.day(),
                                    invoice.lines(),
                                    invoice.net(),
                                    first(invoice.belongsTo(), landing)));
        }
        if (journal != null) {
            Money total =
                    journal.amountByLine().values().stream().reduce(Money::plus).orElseThrow();
            return redated(
                    turn,
                    effect,
                    new Refused(
                            "journal " + document,
                            journal.date(),
                            total,
                            journal.belongsTo().isPresent(),
                            reopened),
                    landing ->
                            new JournalPlanned(
                                    journal.journal(),
                                    journal.period(),
                                    landing.day(),
                                    journal.amountByLine(),
                                    first(journal.belongsTo(), landing)));
        }
        return Stream.empty();
    }

    /** A refused document; {@code marked} when the reason for its date was given already. */
    private record Refused(
            String what, LocalDate date, Money atStake, boolean marked, boolean reopened) {

        boolean isSaid(Landing landing) {
            return marked && landing.day().equals(date);
        }
    }

    private static Stream<Event> redated(
            Turn turn,
            Effect effect,
            Refused refused,
            java.util.function.Function<Landing, Event> planned) {
        Optional<Landing> landing = Landing.of(turn, refused.date());
        if (landing.isEmpty()) {
            return Landing.nowhere(turn, refused.what(), refused.date(), refused.atStake())
                    .stream();
        }
        if (landing.get().belongs().isPresent() && !refused.isSaid(landing.get())) {
            return Stream.of(planned.apply(landing.get()));
        }
        // Its period takes it as it is. When that is news, it is asked for again.
        return refused.reopened() ? Aligning.again(turn, effect).stream() : Stream.empty();
    }

    /** What moves twice belongs where it belonged first. */
    private static Optional<Belonging> first(Optional<Belonging> before, Landing landing) {
        return before.isPresent()
                ? Optional.of(
                        new Belonging(
                                before.get().period(),
                                before.get().day(),
                                landing.belongs()
                                        .map(Belonging::reason)
                                        .orElse(before.get().reason())))
                : landing.belongs();
    }
}
