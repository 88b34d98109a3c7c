package throughline.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.engagement.Event;
import throughline.engagement.Event.HeldRecordsTaken;
import throughline.engagement.Event.PaymentReceived;
import throughline.engagement.Event.RecordHeld;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.Payment;

/** Books money received on the invoice that it pays. */
public final class Paying {

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
        if (!more.isZero()) {
            events.add(new PaymentReceived(id, invoice.get().key(), payment.on(), more));
        }
        return events;
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
