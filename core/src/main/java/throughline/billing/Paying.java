package throughline.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.AgreementEvent.HeldRecordsTaken;
import throughline.engagement.AgreementEvent.RecordHeld;
import throughline.engagement.BillingEvent.PaymentReceived;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.Payment;

/** Books money received on the invoice that it pays. */
public final class Paying {

    private static final String INVOICE = "invoice";

    private Paying() {}

    /** Learns a version of it. */
    public static List<Event> learned(Turn turn, Payment payment) {
        Optional<Invoice> invoice = turn.state().billing().byExternalId(payment.invoice().id());
        if (invoice.isEmpty()) {
            return held(turn, payment);
        }
        if (OtherCurrency.is(invoice.get(), payment.amount())) {
            return OtherCurrency.refused(turn, payment.key(), invoice.get(), payment.amount());
        }
        String id = payment.key().id();
        Money before =
                turn.state()
                        .billing()
                        .payments()
                        .getOrDefault(id, Money.zero(payment.amount().currency()));
        List<Event> events = new ArrayList<>(released(turn, payment));
        Money more = payment.amount().minus(before);
        Money paid = invoice.get().paid().plus(more);
        if (!more.isZero()) {
            events.add(new PaymentReceived(id, invoice.get().key(), payment.on(), more));
        }
        events.addAll(repaid(turn, invoice.get(), paid));
        events.addAll(overpaid(turn, invoice.get(), paid));
        return events;
    }

    /** What is given back may be known before what was paid; then it is told until that comes. */
    private static List<Event> repaid(Turn turn, Invoice invoice, Money paid) {
        String key = "refund-exceeds-payments:" + invoice.key();
        return paid.signum() >= 0
                ? Exceptions.close(turn, key, "no more was given back than was paid")
                : Exceptions.raise(
                        turn,
                        Exceptions.keyed(
                                key,
                                "refund-exceeds-payments",
                                ("%s more was given back for invoice %s than was paid of it. Enter"
                                                + " the payment, or correct what was given back.")
                                        .formatted(paid.negated(), invoice.key()),
                                Map.of(INVOICE, invoice.key()),
                                Optional.of(paid.negated()),
                                turn.release().ownerOf("billing")));
    }

    /** Money that is there is booked; that it is more than the invoice with its tax, is told. */
    private static List<Event> overpaid(Turn turn, Invoice invoice, Money paid) {
        return switch (invoice.status()) {
            case Invoice.Status.Planned _ -> overpaid(turn, invoice, paid, invoice.net());
            case Invoice.Status.Posted(_, _, _, var tax) ->
                    overpaid(turn, invoice, paid, invoice.net().plus(tax));
            case Invoice.Status.Voided _ -> paidThoughVoided(turn, invoice, paid);
        };
    }

    private static List<Event> overpaid(Turn turn, Invoice invoice, Money paid, Money due) {
        Money over = paid.minus(due);
        return tooMuch(
                turn,
                invoice,
                over,
                ("%s was paid of invoice %s, %s more than it is over. Pay it back, or book it where"
                                + " it belongs.")
                        .formatted(paid, invoice.key(), over));
    }

    /** Nothing is due of a voided invoice, whatever was paid of it before or comes late. */
    static List<Event> paidThoughVoided(Turn turn, Invoice invoice, Money paid) {
        return tooMuch(
                turn,
                invoice,
                paid,
                ("%s was paid of invoice %s, which is void. Pay it back, or book it where it"
                                + " belongs.")
                        .formatted(paid, invoice.key()));
    }

    private static List<Event> tooMuch(Turn turn, Invoice invoice, Money over, String sentence) {
        String key = "invoice-overpaid:" + invoice.key();
        return over.signum() <= 0
                ? Exceptions.close(turn, key, "it is not paid beyond its amount any more")
                : Exceptions.raise(
                        turn,
                        Exceptions.keyed(
                                key,
                                "invoice-overpaid",
                                sentence,
                                Map.of(INVOICE, invoice.key()),
                                Optional.of(over),
                                turn.release().ownerOf("billing")));
    }

    static List<Event> held(Turn turn, CanonicalRecord record) {
        return record.equals(turn.state().work().held().get(record.key().toString()))
                ? List.of()
                : List.of(new RecordHeld(record));
    }

    static List<Event> released(Turn turn, CanonicalRecord record) {
        return turn.state().work().held().containsKey(record.key().toString())
                ? List.of(new HeldRecordsTaken(List.of(record.key())))
                : List.of();
    }
}
