package throughline.align;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.billing.Invoice;
import throughline.billing.InvoiceKey;
import throughline.engagement.EffectEvent.ActionPlanned;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Landing;
import throughline.engagement.Signal.Verdict.Credit;
import throughline.engagement.Turn;
import throughline.landscape.SystemDeclaration;

/** Asks the financial system for the credit notes that people order. */
public final class CreditOrders {

    private CreditOrders() {}

    /** Plans the write of a credit note; what cannot be credited is told to people instead. */
    public static List<Event> ordered(Turn turn, Credit credit) {
        Optional<SystemDeclaration> system = turn.receiver(ActionKind.POST_CREDIT_NOTE);
        Invoice invoice = turn.state().billing().invoices().get(credit.invoice());
        if (system.isEmpty()) {
            return impossible(turn, credit, "no system of this engagement takes credit notes");
        }
        if (invoice == null || !(invoice.status() instanceof Invoice.Status.Posted)) {
            return impossible(turn, credit, "it is not posted");
        }
        String purpose = purpose(turn, system.get(), credit);
        if (turn.state().effects().of(purpose).isPresent()) {
            return List.of();
        }
        boolean fits =
                credit.amount().currency().equals(invoice.net().currency())
                        && credit.amount().signum() > 0
                        && invoice.credited().plus(credit.amount()).compareTo(invoice.net()) <= 0;
        if (!fits) {
            return impossible(
                    turn,
                    credit,
                    "%s is left of it".formatted(invoice.net().minus(invoice.credited())));
        }
        LocalDate today = turn.today();
        return Landing.of(turn, today)
                .<List<Event>>map(
                        landing ->
                                List.of(
                                        new ActionPlanned(
                                                action(
                                                        turn,
                                                        new Write(purpose, system.get()),
                                                        credit,
                                                        landing.day()))))
                .orElseGet(
                        () ->
                                Landing.nowhere(
                                        turn,
                                        "a credit of " + credit.invoice(),
                                        today,
                                        credit.amount()));
    }

    private static String purpose(Turn turn, SystemDeclaration system, Credit credit) {
        return Purpose.of(
                turn,
                system,
                "credit/" + InvoiceKey.shortName(credit.invoice()) + "/" + credit.order());
    }

    /** Where a write goes, and by what name. */
    private record Write(String purpose, SystemDeclaration system) {}

    private static Action action(Turn turn, Write write, Credit credit, LocalDate on) {
        String reference = credit.invoice() + "/" + credit.order();
        Map<String, Object> body =
                turn.state()
                        .terms()
                        .map(terms -> RecordBodies.common(turn, terms))
                        .orElseGet(Body::new)
                        .with("reference", reference)
                        .with("engagement", turn.state().id().value())
                        .with("invoice", credit.invoice())
                        .with("date", on)
                        .with("net", credit.amount())
                        .with("reason", credit.reason())
                        .asMap();
        List<ActionKey> needs =
                turn.state().effects().byPurpose().values().stream()
                        .filter(effect -> effect.kind() == ActionKind.POST_INVOICE)
                        .filter(
                                effect ->
                                        Purpose.documentOf(turn.state().id(), effect)
                                                .equals(credit.invoice()))
                        .map(Effect::key)
                        .toList();
        return new Action(
                ActionKey.of(write.purpose(), 1),
                write.system().name(),
                ActionKind.POST_CREDIT_NOTE,
                reference,
                body,
                needs,
                Optional.of(credit.amount()),
                Optional.empty());
    }

    private static List<Event> impossible(Turn turn, Credit credit, String why) {
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        "credit-impossible:" + credit.invoice() + ":" + credit.order(),
                        "credit-impossible",
                        ("Cannot credit %s of invoice %s: %s. Order another amount, or settle it"
                                        + " with the customer.")
                                .formatted(credit.amount(), credit.invoice(), why),
                        Map.of("invoice", credit.invoice(), "order", credit.order()),
                        Optional.of(credit.amount()),
                        turn.release().ownerOf("billing")));
    }
}
