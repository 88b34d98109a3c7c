package throughline.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.engagement.BillingEvent.InvoicePlanned;
import throughline.engagement.BusinessException;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.DayReached;
import throughline.engagement.Turn;
import throughline.money.Money;

/**
 * Holds invoices against the customer's order. One that would exceed it stays back, its units open,
 * with what is at stake, and goes when the order suffices or a person waives the violation.
 */
public final class Conformance {

    static final String CHARGES = "charges";
    static final String TIME = "time";

    static final String EXCEEDED = "purchase-order-exceeded";
    static final String NOT_CONFORMING = "invoice-not-conforming";
    private static final List<String> HOLDING = List.of(EXCEEDED, NOT_CONFORMING);
    private static final String WARNED = "purchase-order-warning";
    private static final String UNREADABLE = "purchase-order-unreadable";
    private static final String INVOICES = "invoices";

    private Conformance() {}

    /** Warns before the order is used up, and looks again at what was held. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        return turn.inOrder(
                List.of(false, true), (now, held) -> held ? again(now, occasion) : watched(now));
    }

    /** The invoice, or why it is held. */
    static List<Event> judged(Turn turn, String kind, String period, InvoicePlanned invoice) {
        Optional<PurchaseOrder> order = PurchaseOrder.of(turn);
        boolean waived = StatementOfWork.isWaived(turn, EXCEEDED, key(EXCEEDED, kind, period));
        if (order.isPresent() && !waived && invoice.net().compareTo(order.get().left()) > 0) {
            return Exceptions.raise(turn, exceeded(turn, kind, period, invoice, order.get()));
        }
        Optional<SowBreach> breach =
                StatementOfWork.isWaived(turn, NOT_CONFORMING, key(NOT_CONFORMING, kind, period))
                        ? Optional.empty()
                        : StatementOfWork.causedBy(turn, invoice);
        if (breach.isPresent()) {
            return Exceptions.raise(turn, breaching(turn, kind, period, invoice, breach.get()));
        }
        List<Event> events = new ArrayList<>(passed(turn, kind, period));
        events.add(invoice);
        return events;
    }

    /** Nothing of a period is to be billed any more, or nothing stands against it. */
    static List<Event> passed(Turn turn, String kind, String period) {
        if (turn.state().attention().exceptions().isEmpty()) {
            return List.of();
        }
        return HOLDING.stream()
                .flatMap(
                        code ->
                                Exceptions.close(
                                        turn,
                                        key(code, kind, period),
                                        "nothing is held of it any more")
                                        .stream())
                .toList();
    }

    /** Closes what is said of periods of which nothing is open now. */
    static List<Event> onlyOf(Turn turn, String kind, Set<String> periods, List<Event> events) {
        List<Event> all = new ArrayList<>(events);
        for (BusinessException found : turn.state().attention().exceptions().values()) {
            boolean ours =
                    HOLDING.contains(found.code())
                            && kind.equals(found.facts().get(INVOICES))
                            && !periods.contains(found.facts().getOrDefault("period", ""));
            if (ours) {
                all.addAll(Exceptions.close(turn, found.key(), "nothing is held of it any more"));
            }
        }
        return all;
    }

    private static String key(String code, String kind, String period) {
        return code + ":" + period + "/" + kind;
    }

    private static BusinessException breaching(
            Turn turn, String kind, String period, InvoicePlanned invoice, SowBreach breach) {
        Map<String, String> facts = new HashMap<>(breach.facts());
        facts.put("period", period);
        facts.put(INVOICES, kind);
        return Exceptions.keyed(
                key(NOT_CONFORMING, kind, period),
                NOT_CONFORMING,
                "Cannot bill %s for %s. With it, %s"
                        .formatted(invoice.net(), period, lowerCased(breach.sentence())),
                facts,
                Optional.of(invoice.net()),
                turn.release().ownerOf("billing"));
    }

    private static String lowerCased(String sentence) {
        return sentence.startsWith("The ") ? "t" + sentence.substring(1) : sentence;
    }

    private static List<Event> again(Turn turn, Occasion occasion) {
        return !(occasion instanceof DayReached) && isHolding(turn)
                ? Invoicing.derive(turn, new DayReached(turn.today()))
                : List.of();
    }

    private static boolean isHolding(Turn turn) {
        for (BusinessException found : turn.state().attention().exceptions().values()) {
            if (HOLDING.contains(found.code())) {
                return true;
            }
        }
        return false;
    }

    private static BusinessException exceeded(
            Turn turn, String kind, String period, InvoicePlanned invoice, PurchaseOrder order) {
        Money left = order.left();
        Money over = invoice.net().minus(left);
        return Exceptions.keyed(
                key(EXCEEDED, kind, period),
                EXCEEDED,
                ("Cannot bill %s for %s: purchase order %s is worth %s, %s of it is left, and the"
                                + " invoice exceeds that by %s. Obtain a higher or another order"
                                + " and record it by amendment, or have it waived.")
                        .formatted(
                                invoice.net(), period, order.number(), order.worth(), left, over),
                Map.of(
                        "period",
                        period,
                        INVOICES,
                        kind,
                        "purchaseOrder",
                        order.number(),
                        "worth",
                        order.worth().toString(),
                        "left",
                        left.toString(),
                        "over",
                        over.toString()),
                Optional.of(invoice.net()),
                turn.release().ownerOf("billing"));
    }

    private static List<Event> watched(Turn turn) {
        Optional<PurchaseOrder> order = PurchaseOrder.of(turn);
        Optional<PurchaseOrder> nearlyUsed = order.filter(each -> isNearlyUsed(turn, each));
        List<Event> events = new ArrayList<>();
        events.addAll(
                nearlyUsed
                        .map(each -> Exceptions.raise(turn, warned(turn, each)))
                        .orElseGet(
                                () -> Exceptions.close(turn, WARNED, "the order has room again")));
        events.addAll(
                PurchaseOrder.unreadable(turn)
                        .map(text -> Exceptions.raise(turn, unreadable(turn, text)))
                        .orElseGet(() -> Exceptions.close(turn, UNREADABLE, "it can be read now")));
        return events;
    }

    private static boolean isNearlyUsed(Turn turn, PurchaseOrder order) {
        BigDecimal share = PurchaseOrder.warnPercent(turn).movePointLeft(2);
        Money warning = order.worth().times(share, RoundingMode.HALF_UP);
        return order.taken().signum() > 0 && order.taken().compareTo(warning) >= 0;
    }

    private static BusinessException warned(Turn turn, PurchaseOrder order) {
        String percent = PurchaseOrder.warnPercent(turn).toPlainString();
        return Exceptions.single(
                WARNED,
                ("Invoices have taken %s percent or more of purchase order %s, which is worth %s."
                                + " Obtain a higher order, or plan the end.")
                        .formatted(percent, order.number(), order.worth()),
                Map.of("purchaseOrder", order.number(), "worth", order.worth().toString()),
                Optional.empty(),
                turn.release().ownerOf("billing"));
    }

    private static BusinessException unreadable(Turn turn, String text) {
        return Exceptions.single(
                UNREADABLE,
                ("Cannot hold invoices against the purchase order: %s says '%s', which is no"
                                + " amount in the currency of the contract. Write it as 1200.00.")
                        .formatted(PurchaseOrder.WORTH, text),
                Map.of("attribute", PurchaseOrder.WORTH, "value", text),
                Optional.empty(),
                turn.release().ownerOf("billing"));
    }
}
