package throughline.billing;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome.Confirmed;
import throughline.align.Desired;
import throughline.align.Effect;
import throughline.engagement.Event;
import throughline.engagement.Event.ActionConcluded;
import throughline.engagement.Event.InvoicePosted;
import throughline.engagement.Event.InvoiceVoided;
import throughline.engagement.Exceptions;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.CreditNote;
import throughline.observed.CanonicalRecord.Journal;
import throughline.observed.CanonicalRecord.Payment;

/**
 * Learns what the financial system holds. The confirmation of a write and the observed record say
 * the same; whichever comes first counts, and the other changes nothing.
 */
public final class Documents {

    private Documents() {}

    /** An invoice of ours that was confirmed is posted. */
    public static List<Event> whenConfirmed(Turn turn, Occasion occasion) {
        if (!(occasion
                instanceof Happened(ActionConcluded(var key, _, Confirmed(var id, var facts))))) {
            return List.of();
        }
        return turn.state()
                .effects()
                .of(key.purpose())
                .filter(effect -> effect.kind() == ActionKind.POST_INVOICE)
                .map(effect -> Desired.documentOf(turn.state().id(), effect))
                .map(turn.state().billing().invoices()::get)
                .filter(invoice -> invoice.status() instanceof Invoice.Status.Planned)
                .map(invoice -> List.<Event>of(posted(invoice, id, facts)))
                .orElse(List.of());
    }

    /** Learns a version of an invoice. */
    public static List<Event> invoice(Turn turn, CanonicalRecord.Invoice record) {
        return switch (record.status()) {
            case DRAFT -> List.of();
            case POSTED ->
                    ours(turn, record)
                            .map(known -> posted(turn, record, known))
                            .orElseGet(() -> unknown(turn, record));
            case VOID ->
                    ours(turn, record).map(known -> voided(turn, record, known)).orElse(List.of());
        };
    }

    private static Optional<Invoice> ours(Turn turn, CanonicalRecord.Invoice record) {
        return record.reference().map(turn.state().billing().invoices()::get);
    }

    private static List<Event> posted(Turn turn, CanonicalRecord.Invoice record, Invoice known) {
        List<Event> events = new ArrayList<>();
        if (known.status() instanceof Invoice.Status.Planned) {
            Map<String, String> facts = facts(record);
            events.add(posted(known, record.key().id(), facts));
            events.addAll(
                    concluded(turn, record.key().system(), known.key(), record.key().id(), facts));
        }
        if (!record.net().equals(known.net())) {
            events.addAll(differs(turn, record, known));
        }
        return events;
    }

    private static List<Event> voided(Turn turn, CanonicalRecord.Invoice record, Invoice known) {
        return switch (known.status()) {
            case Invoice.Status.Voided _ -> List.of();
            case Invoice.Status.Posted _ -> List.of(voiding(record, known));
            case Invoice.Status.Planned _ -> {
                List<Event> events = new ArrayList<>(posted(turn, record, known));
                events.add(voiding(record, known));
                yield events;
            }
        };
    }

    private static Event voiding(CanonicalRecord.Invoice record, Invoice known) {
        return new InvoiceVoided(known.key(), record.date(), known.net(), known.netByLine());
    }

    private static Map<String, String> facts(CanonicalRecord.Invoice record) {
        return Map.of(
                "number", record.number().orElse(record.key().id()),
                "date", record.date().toString(),
                "tax", record.tax().decimal().toPlainString());
    }

    private static InvoicePosted posted(Invoice known, String id, Map<String, String> facts) {
        return new InvoicePosted(
                known.key(),
                id,
                facts.getOrDefault("number", id),
                date(facts.get("date")).orElse(known.date()),
                known.net(),
                tax(facts.get("tax"), known.net()),
                known.netByLine());
    }

    private static Optional<LocalDate> date(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(LocalDate::parse);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Money tax(@Nullable String text, Money net) {
        try {
            return text == null
                    ? Money.zero(net.currency())
                    : Money.exact(net.currency(), new BigDecimal(text));
        } catch (ArithmeticException | NumberFormatException unreadable) {
            return Money.zero(net.currency());
        }
    }

    /** What a record in the system proves about the write that made it. */
    private static List<Event> concluded(
            Turn turn, String system, String document, String id, Map<String, String> facts) {
        return turn.state().effects().byPurpose().values().stream()
                .filter(effect -> effect.system().equals(system) && !effect.isConfirmed())
                .filter(effect -> document.equals(Desired.documentOf(turn.state().id(), effect)))
                .findFirst()
                .map(effect -> confirmed(effect, id, facts))
                .orElse(List.of());
    }

    private static List<Event> confirmed(Effect effect, String id, Map<String, String> facts) {
        return List.of(
                new ActionConcluded(effect.key(), effect.system(), new Confirmed(id, facts)));
    }

    /** Learns a version of a journal. */
    public static List<Event> journal(Turn turn, Journal journal) {
        return switch (journal.status()) {
            case DRAFT, VOID -> List.of();
            case POSTED ->
                    journal.reference()
                            .map(
                                    reference ->
                                            concluded(
                                                    turn,
                                                    journal.key().system(),
                                                    reference,
                                                    journal.key().id(),
                                                    Map.of(
                                                            "number",
                                                            journal.number()
                                                                    .orElse(journal.key().id()))))
                            .orElse(List.of());
        };
    }

    /** Learns a version of a credit note. */
    public static List<Event> creditNote(Turn turn, CreditNote note) {
        return Crediting.learned(turn, note);
    }

    /** Learns a version of a payment. */
    public static List<Event> payment(Turn turn, Payment payment) {
        return Paying.learned(turn, payment);
    }

    /** Looks again at payments and credits that came before their invoice. */
    public static List<Event> whenPosted(Turn turn, Occasion occasion) {
        return turn.inOrder(
                turn.state().work().held().values(),
                (now, record) ->
                        record instanceof Payment payment
                                ? Paying.learned(now, payment)
                                : record instanceof CreditNote note
                                        ? Crediting.learned(now, note)
                                        : List.of());
    }

    private static List<Event> unknown(Turn turn, CanonicalRecord.Invoice record) {
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        "invoice-unknown:" + record.key(),
                        "invoice-unknown",
                        "Invoice %s over %s is in %s but was not made from this contract. Void it there, or say what it bills."
                                .formatted(
                                        record.number().orElse(record.key().id()),
                                        record.net(),
                                        record.key().system()),
                        Map.of("invoice", record.key().toString()),
                        Optional.of(record.net()),
                        turn.release().ownerOf(record.key().system())));
    }

    private static List<Event> differs(Turn turn, CanonicalRecord.Invoice record, Invoice known) {
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        "invoice-differs:" + known.key(),
                        "invoice-differs",
                        "Invoice %s is %s in %s but %s was planned. Credit the difference, or void it."
                                .formatted(
                                        record.number().orElse(record.key().id()),
                                        record.net(),
                                        record.key().system(),
                                        known.net()),
                        Map.of(
                                "planned",
                                known.net().toString(),
                                "posted",
                                record.net().toString()),
                        Optional.of(record.net()),
                        turn.release().ownerOf(record.key().system())));
    }
}
