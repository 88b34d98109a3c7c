package throughline.billing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.observed.RecordKey;

/**
 * Refuses payments and credits in another currency than their invoice's: nobody may guess a rate.
 */
final class OtherCurrency {

    private OtherCurrency() {}

    static boolean is(Invoice invoice, Money amount) {
        return !invoice.net().currency().equals(amount.currency());
    }

    static List<Event> refused(Turn turn, RecordKey record, Invoice invoice, Money amount) {
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        "currency-differs:" + record,
                        "currency-differs",
                        "%s %s over %s is for invoice %s, which is in %s. Correct it in %s."
                                .formatted(
                                        record.type(),
                                        record.id(),
                                        amount,
                                        invoice.key(),
                                        invoice.net().currency(),
                                        record.system()),
                        Map.of("invoice", invoice.key(), "amount", amount.toString()),
                        Optional.of(amount),
                        turn.release().ownerOf(record.system())));
    }
}
