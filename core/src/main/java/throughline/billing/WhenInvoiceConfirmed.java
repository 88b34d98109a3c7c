package throughline.billing;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome.Confirmed;
import throughline.align.Purpose;
import throughline.engagement.BillingEvent.InvoicePosted;
import throughline.engagement.EffectEvent.ActionConcluded;
import throughline.engagement.Event;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Turn;
import throughline.money.Money;

/**
 * Posts an invoice that the financial system confirmed. Its number, date and tax are facts of that
 * system; the amounts are as they were planned.
 */
public final class WhenInvoiceConfirmed {

    private WhenInvoiceConfirmed() {}

    /** An invoice of ours that was confirmed is posted. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        if (!(occasion
                instanceof Happened(ActionConcluded(var key, _, Confirmed(var id, var facts))))) {
            return List.of();
        }
        return turn.state()
                .effects()
                .of(key.purpose())
                .filter(effect -> effect.kind() == ActionKind.POST_INVOICE)
                .map(effect -> Purpose.documentOf(turn.state().id(), effect))
                .map(turn.state().billing().invoices()::get)
                .filter(invoice -> invoice.status() instanceof Invoice.Status.Planned)
                .map(invoice -> List.<Event>of(posted(invoice, id, facts)))
                .orElse(List.of());
    }

    static InvoicePosted posted(Invoice known, String id, Map<String, String> facts) {
        return new InvoicePosted(
                known.key(),
                id,
                facts.getOrDefault("number", id),
                date(facts.get("date")).orElse(known.date()),
                known.net(),
                tax(facts.get("tax"), known.net()),
                known.netByLine(),
                known.belongsTo());
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
}
