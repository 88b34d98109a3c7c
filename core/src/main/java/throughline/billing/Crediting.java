package throughline.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.engagement.Entries;
import throughline.engagement.Event;
import throughline.engagement.Event.CreditNotePosted;
import throughline.engagement.Event.InvoiceLine;
import throughline.engagement.Exceptions;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.CreditNote;

/**
 * Takes credit notes off their invoices. The financial system gives an amount only, so the last
 * billed lines are credited first, and a person decides what becomes of the units.
 */
public final class Crediting {

    private Crediting() {}

    /** Learns a version of it. */
    public static List<Event> learned(Turn turn, CreditNote note) {
        Optional<Invoice> invoice = turn.state().billing().byExternalId(note.invoice().id());
        Credit known = turn.state().billing().credits().get(note.key().id());
        return switch (note.status()) {
            case DRAFT -> List.of();
            case POSTED ->
                    stands(known)
                            ? List.of()
                            : invoice.map(found -> posted(turn, note, found))
                                    .orElseGet(() -> Paying.held(turn, note));
            case VOID ->
                    known != null && known.stands()
                            ? voided(turn, note, known)
                            : Paying.released(turn, note);
        };
    }

    private static boolean stands(@Nullable Credit known) {
        return known != null && known.stands();
    }

    private static List<Event> posted(Turn turn, CreditNote note, Invoice invoice) {
        if (OtherCurrency.is(invoice, note.net())) {
            return OtherCurrency.refused(turn, note.key(), invoice, note.net());
        }
        List<Event> events = new ArrayList<>(Paying.released(turn, note));
        boolean possible =
                note.net().signum() > 0 && invoice.status() instanceof Invoice.Status.Posted;
        if (!possible || invoice.credited().plus(note.net()).compareTo(invoice.net()) > 0) {
            events.addAll(tooMuch(turn, note, invoice));
            return events;
        }
        events.add(event(note, invoice.key(), note.net(), lastBilledFirst(invoice, note.net())));
        return events;
    }

    private static List<Event> voided(Turn turn, CreditNote note, Credit known) {
        if (known.isWrittenOff()) {
            return afterWriteOff(turn, note);
        }
        Map<String, Money> back = Entries.none();
        for (var entry : known.netByLine().entrySet()) {
            back = Entries.plus(back, entry.getKey(), entry.getValue().negated());
        }
        List<Event> events = new ArrayList<>();
        events.add(event(note, known.invoice(), known.net().negated(), back));
        events.addAll(Exceptions.close(turn, key(note), "the credit note was voided"));
        return events;
    }

    private static List<Event> afterWriteOff(Turn turn, CreditNote note) {
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        "credit-voided-after-write-off:" + note.key(),
                        "credit-voided-after-write-off",
                        ("Credit note %s was voided, but what it opened was written off. Post it"
                                        + " again, or agree how the write-off is taken back.")
                                .formatted(note.number().orElse(note.key().id())),
                        Map.of("credit", note.key().toString()),
                        Optional.of(note.net()),
                        turn.release().ownerOf("billing")));
    }

    private static CreditNotePosted event(
            CreditNote note, String invoice, Money net, Map<String, Money> byLine) {
        String id = note.key().id();
        return new CreditNotePosted(
                id, invoice, note.number().orElse(id), note.date(), net, byLine);
    }

    private static Map<String, Money> lastBilledFirst(Invoice invoice, Money net) {
        Money skipped = invoice.credited();
        Money left = net;
        Map<String, Money> byLine = Entries.none();
        for (InvoiceLine line : invoice.lines().reversed()) {
            Money before = line.amount().min(skipped);
            skipped = skipped.minus(before);
            Money part = line.amount().minus(before).min(left);
            left = left.minus(part);
            byLine = part.isZero() ? byLine : Entries.sum(byLine, line.line(), part);
        }
        return byLine;
    }

    /** Asks what becomes of the units that a credit opened again. */
    static List<Event> undecided(Turn turn, CreditNotePosted posted) {
        Credit credit = turn.state().billing().credits().get(posted.creditNote());
        if (credit == null || credit.undecided().isEmpty()) {
            return List.of();
        }
        Money amount = credit.undecided().values().stream().reduce(Money::plus).orElseThrow();
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        "credit-undecided:" + posted.creditNote(),
                        "credit-undecided",
                        ("Credit note %s names no units, so the last billed of %s were credited."
                                        + " Say whether they are billed again or written off.")
                                .formatted(posted.number(), posted.invoice()),
                        Map.of("invoice", posted.invoice()),
                        Optional.of(amount),
                        turn.release().ownerOf("billing")));
    }

    private static List<Event> tooMuch(Turn turn, CreditNote note, Invoice invoice) {
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        "credit-exceeds-invoice:" + note.key(),
                        "credit-exceeds-invoice",
                        ("Credit note %s over %s is nothing, or more than is left of invoice "
                                        + "%s. Correct it in %s.")
                                .formatted(
                                        note.number().orElse(note.key().id()),
                                        note.net(),
                                        invoice.key(),
                                        note.key().system()),
                        Map.of(
                                "credited",
                                invoice.credited().toString(),
                                "net",
                                invoice.net().toString()),
                        Optional.of(note.net()),
                        turn.release().ownerOf("billing")));
    }

    static String key(CreditNote note) {
        return "credit-undecided:" + note.key().id();
    }
}
