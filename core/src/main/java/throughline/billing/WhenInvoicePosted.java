package throughline.billing;

import java.util.List;
import throughline.engagement.Event;
import throughline.engagement.Occasion;
import throughline.engagement.Turn;
import throughline.observed.CanonicalRecord.CreditNote;
import throughline.observed.CanonicalRecord.Payment;

/** Takes up payments and credits that came before their invoice. */
public final class WhenInvoicePosted {

    private WhenInvoicePosted() {}

    /** Looks again at payments and credits that came before their invoice. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        return turn.inOrder(
                turn.state().work().held().values(),
                (now, record) ->
                        record instanceof Payment payment
                                ? Paying.learned(now, payment)
                                : record instanceof CreditNote note
                                        ? Crediting.learned(now, note)
                                        : List.of());
    }
}
