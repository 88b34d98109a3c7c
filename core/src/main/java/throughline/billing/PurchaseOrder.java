package throughline.billing;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import throughline.engagement.Changes;
import throughline.engagement.Turn;
import throughline.landscape.GateName;
import throughline.landscape.GatePolicy;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.terms.Amendment;
import throughline.terms.Terms;

/**
 * The customer's order that is in force, and what is left of it.
 *
 * @param number as the customer calls it
 * @param worth the most that may be billed on it, without tax
 * @param taken what invoices took of it, posted or not, less credits
 */
record PurchaseOrder(String number, Money worth, Money taken) {

    /** The attribute of a deal or change order that says what the order which it names is worth. */
    static final String WORTH = "purchase-order-amount";

    private static final String WARN = "purchase-order-warn-percent";
    private static final BigDecimal WARN_BY_DEFAULT = BigDecimal.valueOf(80);

    /** The order in force; empty when there is none, or nobody says what it is worth. */
    static Optional<PurchaseOrder> of(Turn turn) {
        Optional<Terms> terms = turn.state().terms();
        Optional<String> number = terms.flatMap(Terms::purchaseOrder);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        return stated(turn, number.get())
                .flatMap(text -> amount(turn, text))
                .map(worth -> new PurchaseOrder(number.get(), worth, taken(turn, number, worth)));
    }

    /** What an attribute says that is no amount; empty when it can be read or says nothing. */
    static Optional<String> unreadable(Turn turn) {
        return turn.state()
                .terms()
                .flatMap(Terms::purchaseOrder)
                .flatMap(number -> stated(turn, number))
                .filter(text -> amount(turn, text).isEmpty());
    }

    Money left() {
        return worth.minus(taken);
    }

    /** The share of the order, in percent, after which people are warned. */
    static BigDecimal warnPercent(Turn turn) {
        String text =
                turn.unit().gates().stream()
                        .filter(policy -> policy.gate() == GateName.SCHEDULE)
                        .findFirst()
                        .map(GatePolicy::settings)
                        .orElse(Map.of())
                        .getOrDefault(WARN, "");
        return text.matches("\\d{1,3}(\\.\\d{1,6})?") ? new BigDecimal(text) : WARN_BY_DEFAULT;
    }

    /** The last amendment by effect that names the order and its worth, else the deal. */
    private static Optional<String> stated(Turn turn, String number) {
        Changes changes = turn.state().agreement().changes();
        Optional<String> amended =
                changes.agreed().values().stream()
                        .sorted(Amendment.BY_EFFECT.reversed())
                        .map(amendment -> changes.orders().get(amendment.id()))
                        .filter(Objects::nonNull)
                        .filter(order -> order.purchaseOrder().equals(Optional.of(number)))
                        .map(ChangeOrder::attributes)
                        .flatMap(said -> Optional.ofNullable(said.get(WORTH)).stream())
                        .findFirst();
        return amended.or(
                () ->
                        turn.state()
                                .agreement()
                                .deal()
                                .filter(deal -> deal.purchaseOrder().equals(Optional.of(number)))
                                .map(deal -> deal.attributes().get(WORTH)));
    }

    private static Optional<Money> amount(Turn turn, String text) {
        boolean decimal = text.strip().matches("\\d{1,15}(\\.\\d{1,6})?");
        try {
            return decimal
                    ? turn.state()
                            .terms()
                            .map(
                                    terms ->
                                            Money.exact(
                                                    terms.currency(), new BigDecimal(text.strip())))
                    : Optional.empty();
        } catch (ArithmeticException finerThanTheCurrency) {
            return Optional.empty();
        }
    }

    private static Money taken(Turn turn, Optional<String> number, Money worth) {
        Money taken = Money.zero(worth.currency());
        for (Invoice invoice : turn.state().billing().invoices().values()) {
            boolean counts =
                    invoice.purchaseOrder().equals(number)
                            && invoice.net().currency().equals(worth.currency());
            taken =
                    switch (invoice.status()) {
                        case Invoice.Status.Planned _, Invoice.Status.Posted _ ->
                                counts
                                        ? taken.plus(invoice.net()).minus(invoice.credited())
                                        : taken;
                        case Invoice.Status.Voided _ -> taken;
                    };
        }
        return taken;
    }
}
