package throughline.billing;

import java.util.Map;
import throughline.engagement.Entries;
import throughline.engagement.Event.CreditNotePosted;
import throughline.money.Money;

/**
 * A posted credit note.
 *
 * @param decided whether somebody decided what becomes of the units that it opened again
 */
public record Credit(String invoice, Money net, Map<String, Money> netByLine, boolean decided) {

    public Credit {
        netByLine = Entries.of(netByLine);
    }

    static Credit of(CreditNotePosted event) {
        boolean voided = event.net().signum() < 0;
        return new Credit(event.invoice(), event.net(), event.netByLine(), voided);
    }

    Credit settled() {
        return new Credit(invoice, net, netByLine, true);
    }

    /** Whether it stands in the financial system. */
    boolean stands() {
        return net.signum() > 0;
    }
}
