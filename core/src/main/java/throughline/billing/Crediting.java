package throughline.billing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.engagement.BillingEvent.CreditNotePosted;
import throughline.engagement.Entries;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Turn;
import throughline.landscape.GateName;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.CreditNote;
import throughline.observed.CreditedPart;

/**
 * Takes credit notes off their invoices. One that names its units takes those; where the financial
 * system gives only an amount or a quantity, the last billed lines are credited first. What nothing
 * is owed for is open again: policy lets it be billed once more, or a person decides.
 */
public final class Crediting {

    private static final String UNDECIDED = "credit-undecided";
    private static final String AGAIN = "bill-again";

    private Crediting() {}

    /** Learns a version of it. */
    public static List<Event> learned(Turn turn, CreditNote note) {
        Optional<Invoice> invoice = turn.state().billing().byExternalId(note.invoice().id());
        Credit known = turn.state().billing().credits().get(note.key().id());
        return switch (note.status()) {
            case DRAFT -> List.of();
            case POSTED ->
                    known != null && known.stands()
                            ? differs(turn, note, known)
                            : invoice.map(found -> posted(turn, note, found))
                                    .orElseGet(() -> Paying.held(turn, note));
            case VOID ->
                    known != null && known.stands()
                            ? voided(turn, note, known)
                            : Paying.released(turn, note);
        };
    }

    /** A posted document does not change: what it says otherwise now is told and not followed. */
    private static List<Event> differs(Turn turn, CreditNote note, Credit known) {
        String key = "credit-differs:" + note.key();
        return note.net().filter(net -> !net.equals(known.net())).isEmpty()
                ? Exceptions.close(turn, key, "it says again what was taken up")
                : Exceptions.raise(
                        turn,
                        Exceptions.keyed(
                                key,
                                "credit-differs",
                                ("Credit note %s is %s in %s now, but %s was taken up. Void it, and"
                                                + " post another one.")
                                        .formatted(
                                                note.number().orElse(note.key().id()),
                                                note.net().orElseThrow(),
                                                note.key().system(),
                                                known.net()),
                                Map.of("credit", note.key().toString()),
                                note.net(),
                                turn.release().ownerOf("billing")));
    }

    private static List<Event> posted(Turn turn, CreditNote note, Invoice invoice) {
        Optional<Money> foreign =
                Stream.concat(
                                note.net().stream(),
                                note.parts().stream().flatMap(part -> part.amount().stream()))
                        .filter(amount -> OtherCurrency.is(invoice, amount))
                        .findFirst();
        if (foreign.isPresent()) {
            return OtherCurrency.refused(turn, note.key(), invoice, foreign.get());
        }
        List<Event> events = new ArrayList<>(Paying.released(turn, note));
        CreditedUnits units = new CreditedUnits(invoice);
        CreditedParts parts = new CreditedParts(units, turn);
        parts.take(parts(turn, note), note.net());
        Money net = net(note, invoice, units);
        boolean possible = net.signum() > 0 && invoice.status() instanceof Invoice.Status.Posted;
        if (!possible || invoice.credited().plus(net).compareTo(invoice.net()) > 0) {
            events.addAll(tooMuch(turn, note, net, invoice, parts.unclear()));
            return events;
        }
        Money named = units.sum().orElse(Money.zero(net.currency()));
        boolean contradicts = named.compareTo(net) > 0;
        CreditedUnits taken = contradicts ? new CreditedUnits(invoice) : units;
        taken.lastBilledFirst(contradicts ? net : net.minus(named));
        boolean names = named.signum() > 0 && !contradicts;
        events.add(
                event(note, invoice.key(), net, taken.byLine())
                        .of(names ? taken.taken() : Map.of(), taken.quantities(), then(turn)));
        if (contradicts || !parts.unclear().isEmpty()) {
            Money rest = contradicts ? net : net.minus(named);
            events.addAll(unclear(turn, note, net, rest, invoice, parts.unclear()));
        }
        return events;
    }

    /** What it says that it takes back; of a credit that we ordered, we know it. */
    private static List<CreditedPart> parts(Turn turn, CreditNote note) {
        return note.parts().isEmpty()
                ? note.reference()
                        .flatMap(reference -> OwedBack.partOf(turn, reference))
                        .map(List::of)
                        .orElse(List.of())
                : note.parts();
    }

    private static Money net(CreditNote note, Invoice invoice, CreditedUnits units) {
        Money none = Money.zero(invoice.net().currency());
        Money stated =
                note.parts().stream()
                        .flatMap(part -> part.amount().stream())
                        .reduce(none, Money::plus);
        return note.net().orElseGet(() -> units.sum().orElse(none).max(stated));
    }

    private static Optional<String> then(Turn turn) {
        return turn.setting(GateName.SCHEDULE, "credited-units").filter(AGAIN::equals);
    }

    private static List<Event> voided(Turn turn, CreditNote note, Credit known) {
        if (known.isWrittenOff() || !Netting.isOpen(turn.state().billing(), known)) {
            return tooLate(turn, note, known);
        }
        List<Event> events = new ArrayList<>();
        events.add(
                event(note, known.invoice(), known.net().negated(), negated(known.netByLine()))
                        .of(
                                negated(known.units()),
                                negatedQuantities(known.quantities()),
                                Optional.empty()));
        events.addAll(Exceptions.close(turn, key(note), "the credit note was voided"));
        return events;
    }

    private static Map<String, Money> negated(Map<String, Money> amounts) {
        Map<String, Money> back = Entries.none();
        for (var entry : amounts.entrySet()) {
            back = Entries.plus(back, entry.getKey(), entry.getValue().negated());
        }
        return back;
    }

    private static Map<String, BigDecimal> negatedQuantities(Map<String, BigDecimal> quantities) {
        Map<String, BigDecimal> back = Entries.none();
        for (var entry : quantities.entrySet()) {
            back = Entries.plus(back, entry.getKey(), entry.getValue().negate());
        }
        return back;
    }

    private static List<Event> tooLate(Turn turn, CreditNote note, Credit known) {
        String code =
                known.isWrittenOff()
                        ? "credit-voided-after-write-off"
                        : "credit-voided-after-billing";
        String since =
                known.isWrittenOff()
                        ? "written off. Post it again, or agree how the write-off is taken back."
                        : "billed again. Post it again, or void what it was billed on.";
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        code + ":" + note.key(),
                        code,
                        "Credit note %s was voided, but what it opened was %s"
                                .formatted(note.number().orElse(note.key().id()), since),
                        Map.of("credit", note.key().toString()),
                        Optional.of(known.net()),
                        turn.release().ownerOf("billing")));
    }

    private static Posted event(
            CreditNote note, String invoice, Money net, Map<String, Money> byLine) {
        String id = note.key().id();
        return (units, quantities, then) ->
                new CreditNotePosted(
                        id,
                        invoice,
                        note.number().orElse(id),
                        note.date(),
                        net,
                        byLine,
                        units,
                        then,
                        quantities);
    }

    /** A posted credit, once it is known which units it names. */
    private interface Posted {
        CreditNotePosted of(
                Map<String, Money> units,
                Map<String, BigDecimal> quantities,
                Optional<String> then);
    }

    private static List<Event> unclear(
            Turn turn, CreditNote note, Money net, Money rest, Invoice invoice, List<String> what) {
        String names =
                what.isEmpty() ? "units worth more than itself" : String.join(", and ", what);
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        "credit-unit-unknown:" + note.key(),
                        "credit-unit-unknown",
                        ("Credit note %s of invoice %s names %s. %s was credited%s; correct it in"
                                        + " %s.")
                                .formatted(
                                        note.number().orElse(note.key().id()),
                                        invoice.key(),
                                        names,
                                        rest.isZero() ? "What is left" : rest,
                                        rest.isZero() ? "" : " of what was billed last instead",
                                        note.key().system()),
                        Map.of("invoice", invoice.key()),
                        Optional.of(net),
                        turn.release().ownerOf("billing")));
    }

    /** Asks what becomes of the units that a credit opened again. */
    static List<Event> undecided(Turn turn, CreditNotePosted posted) {
        Credit credit = turn.state().billing().credits().get(posted.creditNote());
        if (credit == null || credit.undecided().isEmpty()) {
            return List.of();
        }
        Money amount = credit.undecided().values().stream().reduce(Money::plus).orElseThrow();
        String which =
                posted.netByUnit().isEmpty()
                        ? "names no units, so the last billed of %s were credited: %s"
                        : "takes back units of %s: %s";
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        UNDECIDED + ":" + posted.creditNote(),
                        UNDECIDED,
                        ("Credit note %s "
                                        + which
                                        + ". Write them off, or void it if they stay"
                                        + " billed; with the setting credited-units: bill-again"
                                        + " they go on the next invoice.")
                                .formatted(
                                        posted.number(),
                                        posted.invoice(),
                                        String.join(", ", credit.units().keySet())),
                        Map.of("invoice", posted.invoice()),
                        Optional.of(amount),
                        turn.release().ownerOf("billing")));
    }

    private static List<Event> tooMuch(
            Turn turn, CreditNote note, Money net, Invoice invoice, List<String> what) {
        String names = what.isEmpty() ? "" : "It names " + String.join(", and ", what) + ". ";
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        "credit-exceeds-invoice:" + note.key(),
                        "credit-exceeds-invoice",
                        ("Credit note %s over %s is nothing, or more than is left of invoice "
                                        + "%s. %sCorrect it in %s.")
                                .formatted(
                                        note.number().orElse(note.key().id()),
                                        net,
                                        invoice.key(),
                                        names,
                                        note.key().system()),
                        Map.of(
                                "credited",
                                invoice.credited().toString(),
                                "net",
                                invoice.net().toString()),
                        Optional.of(net),
                        turn.release().ownerOf("billing")));
    }

    /** Needs nobody any more where what was owed took up all that a credit opened. */
    static List<Event> settled(Turn turn) {
        List<Event> events = new ArrayList<>();
        turn.state()
                .billing()
                .credits()
                .forEach(
                        (id, credit) -> {
                            if (credit.undecided().isEmpty()) {
                                events.addAll(
                                        Exceptions.close(
                                                turn,
                                                UNDECIDED + ":" + id,
                                                "it settled what was owed"));
                            }
                        });
        return events;
    }

    static String key(CreditNote note) {
        return UNDECIDED + ":" + note.key().id();
    }
}
