package throughline.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.BillingEvent.InvoiceVoided;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Turn;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.DocumentStatus;

/**
 * Learns from invoices as the financial system holds them. Record and confirmation say the same;
 * whichever comes first counts, and the other changes nothing.
 */
public final class InvoiceRecords {

    private InvoiceRecords() {}

    /** Learns a version of an invoice. */
    public static List<Event> learned(Turn turn, CanonicalRecord.Invoice record) {
        return switch (record.status()) {
            case DRAFT -> List.of();
            case POSTED ->
                    ours(turn, record)
                            .map(known -> posted(turn, record, known))
                            .orElseGet(() -> unknown(turn, record));
            case VOID -> {
                List<Event> events = new ArrayList<>(settled(turn, record));
                ours(turn, record).ifPresent(known -> events.addAll(voided(turn, record, known)));
                yield events;
            }
        };
    }

    private static Optional<Invoice> ours(Turn turn, CanonicalRecord.Invoice record) {
        return record.reference().map(turn.state().billing().invoices()::get);
    }

    private static List<Event> posted(Turn turn, CanonicalRecord.Invoice record, Invoice known) {
        List<Event> events = new ArrayList<>();
        if (known.status() instanceof Invoice.Status.Planned) {
            Map<String, String> facts = facts(record);
            events.add(WhenInvoiceConfirmed.posted(known, record.key().id(), facts));
            events.addAll(
                    ProvenWrites.concluded(
                            turn, record.key().system(), known.key(), record.key().id(), facts));
        }
        if (record.status() == DocumentStatus.VOID) {
            return events;
        }
        if (record.net().equals(known.net())) {
            events.addAll(settled(turn, record));
        } else {
            events.addAll(Paying.held(turn, record));
            events.addAll(differs(turn, record, known));
        }
        return events;
    }

    /** A document that is gone, or as it was planned, needs nobody any more. */
    private static List<Event> settled(Turn turn, CanonicalRecord.Invoice record) {
        List<Event> events = new ArrayList<>(Paying.released(turn, record));
        events.addAll(
                Exceptions.close(turn, "invoice-unknown:" + record.key(), "it was voided there"));
        record.reference()
                .ifPresent(
                        key ->
                                events.addAll(
                                        Exceptions.close(
                                                turn,
                                                "invoice-differs:" + key,
                                                "it bills what was planned, or nothing")));
        return events;
    }

    private static List<Event> voided(Turn turn, CanonicalRecord.Invoice record, Invoice known) {
        return switch (known.status()) {
            case Invoice.Status.Voided _ -> List.of();
            case Invoice.Status.Posted _ ->
                    known.credited().isZero()
                            ? voidedThere(turn, record, known)
                            : voidedThoughCredited(turn, record, known);
            case Invoice.Status.Planned _ -> {
                List<Event> events = new ArrayList<>(posted(turn, record, known));
                events.addAll(voidedThere(turn, record, known));
                yield events;
            }
        };
    }

    private static List<Event> voidedThere(
            Turn turn, CanonicalRecord.Invoice record, Invoice known) {
        List<Event> events = new ArrayList<>();
        events.add(voiding(record, known));
        events.addAll(Paying.paidThoughVoided(turn, known, known.paid()));
        return events;
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

    private static List<Event> voidedThoughCredited(
            Turn turn, CanonicalRecord.Invoice record, Invoice known) {
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        "voided-though-credited:" + known.key(),
                        "voided-though-credited",
                        ("Invoice %s was voided, but %s of it was credited before. Void the "
                                        + "credit first, then the invoice.")
                                .formatted(known.key(), known.credited()),
                        Map.of("invoice", known.key()),
                        Optional.of(known.net()),
                        turn.release().ownerOf(record.key().system())));
    }

    private static List<Event> unknown(Turn turn, CanonicalRecord.Invoice record) {
        List<Event> events = new ArrayList<>(Paying.held(turn, record));
        events.addAll(
                Exceptions.raise(
                        turn,
                        Exceptions.keyed(
                                "invoice-unknown:" + record.key(),
                                "invoice-unknown",
                                ("Invoice %s over %s is in %s but was not made from this contract. "
                                                + "Void it there, or say what it bills.")
                                        .formatted(
                                                record.number().orElse(record.key().id()),
                                                record.net(),
                                                record.key().system()),
                                Map.of("invoice", record.key().toString()),
                                Optional.of(record.net()),
                                turn.release().ownerOf(record.key().system()))));
        return events;
    }

    private static List<Event> differs(Turn turn, CanonicalRecord.Invoice record, Invoice known) {
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        "invoice-differs:" + known.key(),
                        "invoice-differs",
                        ("Invoice %s is %s in %s but %s was planned. Credit the difference, "
                                        + "or void it.")
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
