package throughline.billing;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.align.CreditOrders;
import throughline.align.Effect;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.NextDay;
import throughline.engagement.Occasion;
import throughline.engagement.Signal;
import throughline.engagement.Turn;
import throughline.landscape.GateName;
import throughline.money.Money;
import throughline.observed.CreditedPart;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.Terms;

/**
 * What was billed too much is deducted from the next invoice. Where no further one is in sight, the
 * customer is owed money: a person is told, or by policy a credit note is ordered.
 */
public final class OwedBack {

    private static final String CODE = "owed-to-customer";
    private static final String ORDER = "owed-";

    private OwedBack() {}

    /** Tells what is owed, or orders credits over it, once no invoice is left to deduct it from. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        Map<String, Owed> owed = owed(turn);
        if (owed.isEmpty() || isInSight(turn)) {
            return Exceptions.close(turn, CODE, "an invoice deducts it, or it was credited");
        }
        Money sum = owed.values().stream().map(Owed::amount).reduce(Money::plus).orElseThrow();
        Money more = sum.minus(coming(turn, sum));
        if (more.signum() <= 0) {
            return Exceptions.close(turn, CODE, "an invoice deducts it, or it was credited");
        }
        if (turn.setting(GateName.SCHEDULE, "owed-back").filter("credit"::equals).isEmpty()) {
            return told(turn, more, owed);
        }
        List<Event> events = new ArrayList<>();
        Turn now = turn;
        for (Owed each : owed.values()) {
            Money part = each.amount().min(more);
            more = more.minus(part);
            for (Event event : credited(now, each, part)) {
                events.add(event);
                now = now.after(event);
            }
        }
        return events;
    }

    /** The days on which a line ends while something is owed. */
    public static void dueDates(Turn turn, NextDay found) {
        if (!owed(turn).isEmpty()) {
            for (Line line : lines(turn)) {
                found.accept(line.term().until());
            }
        }
    }

    /** What is owed of a unit. */
    private record Owed(String unit, String line, Money amount) {}

    private static Map<String, Owed> owed(Turn turn) {
        Units units = turn.state().billing().units();
        Map<String, Owed> owed = new TreeMap<>();
        for (Charge charge : units.openCharges().values()) {
            Money amount = charge.owed();
            if (amount.signum() > 0) {
                owed.put(charge.id(), new Owed(charge.id(), charge.line(), amount));
            }
        }
        for (TimePool pool : units.openPools().values()) {
            Money amount = pool.owed();
            if (amount.signum() > 0 && !Corrections.isCredited(turn, pool)) {
                owed.put(pool.key(), new Owed(pool.key(), pool.line(), amount));
            }
        }
        return owed;
    }

    /** What waits to be billed and will deduct it. */
    private static Money coming(Turn turn, Money like) {
        Units units = turn.state().billing().units();
        Money none = Money.zero(like.currency());
        Money sum = none;
        for (Charge charge : units.openCharges().values()) {
            sum = sum.plus(charge.open().max(none));
        }
        for (TimePool pool : units.openPools().values()) {
            sum = Cutoff.billable(turn, pool) ? sum.plus(pool.openAmount()) : sum;
        }
        return sum;
    }

    private static boolean isInSight(Turn turn) {
        return turn.state().contract().stands()
                && lines(turn).stream().anyMatch(line -> isInSight(turn, line));
    }

    private static boolean isInSight(Turn turn, Line line) {
        if (!line.term().until().isAfter(turn.today())) {
            return false;
        }
        boolean byDelivery =
                line.pricing().hourly().isPresent()
                        || line.pricing().measure().isPresent()
                        || line.pricing() instanceof PricingModel.Expenses;
        return byDelivery
                || line.price()
                        .filter(
                                price ->
                                        turn.state()
                                                        .billing()
                                                        .line(line.id(), price.currency())
                                                        .entitled()
                                                        .compareTo(price)
                                                < 0)
                        .isPresent();
    }

    private static List<Event> told(Turn turn, Money amount, Map<String, Owed> owed) {
        return Exceptions.raise(
                turn,
                Exceptions.single(
                        CODE,
                        ("%s was billed too much (%s), and no invoice is in sight that deducts it."
                                        + " Credit it, or agree what becomes of it.")
                                .formatted(amount, String.join(", ", owed.keySet())),
                        Map.of("units", String.join(", ", owed.keySet())),
                        Optional.of(amount),
                        turn.release().ownerOf("billing")));
    }

    /** Credits the invoices that billed the line, the newest first. */
    private static List<Event> credited(Turn turn, Owed owed, Money amount) {
        List<Event> events = new ArrayList<>();
        List<Invoice> invoices =
                turn.state().billing().invoices().values().stream()
                        .filter(invoice -> invoice.status() instanceof Invoice.Status.Posted)
                        .sorted(comparing(Invoice::date).thenComparing(Invoice::key).reversed())
                        .toList();
        Money left = amount;
        Turn now = turn;
        for (Invoice invoice : invoices) {
            Money room = new CreditedUnits(invoice).roomOf(owed.line());
            Money part = room.min(invoice.net().minus(invoice.credited())).min(left);
            if (part.signum() > 0) {
                left = left.minus(part);
                for (Event event : ordered(now, invoice, part, owed)) {
                    events.add(event);
                    now = now.after(event);
                }
            }
        }
        if (left.signum() > 0) {
            events.addAll(told(now, left, Map.of(owed.unit(), owed)));
        }
        return events;
    }

    private static List<Event> ordered(Turn turn, Invoice invoice, Money part, Owed owed) {
        return CreditOrders.ordered(
                turn,
                new Signal.Verdict.Credit(
                        invoice.key(),
                        part,
                        order(owed.unit()),
                        "it was billed too much, and no invoice is in sight that deducts it"));
    }

    private static String order(String unit) {
        return ORDER + unit.replaceAll("[^A-Za-z0-9.]+", "-");
    }

    /** What a credit that was ordered here takes back, by its reference. */
    static Optional<CreditedPart> partOf(Turn turn, String reference) {
        String order = reference.substring(reference.lastIndexOf('/') + 1);
        return order.startsWith(ORDER)
                ? owed(turn).values().stream()
                        .filter(owed -> order(owed.unit()).equals(order))
                        .map(owed -> part(owed.line()))
                        .findFirst()
                : Optional.empty();
    }

    private static CreditedPart part(String line) {
        Optional<String> none = Optional.empty();
        return new CreditedPart(Optional.of(line), none, none, Optional.empty(), Optional.empty());
    }

    /** Whether a credit over a charge is on its way, so that no invoice deducts it as well. */
    static boolean isOrdered(Turn turn, Charge charge) {
        String end = "/" + order(charge.id());
        return turn.state().effects().byPurpose().values().stream()
                .filter(effect -> effect.purpose().endsWith(end))
                .anyMatch(OwedBack::mayArrive);
    }

    private static boolean mayArrive(Effect effect) {
        return switch (effect.status()) {
            case Effect.Status.Planned _, Effect.Status.Confirmed _, Effect.Status.Ambiguous _ ->
                    true;
            case Effect.Status.Rejected _, Effect.Status.Cancelled _, Effect.Status.Withdrawn _ ->
                    false;
        };
    }

    private static List<Line> lines(Turn turn) {
        return turn.state().terms().map(Terms::lines).orElse(List.of());
    }
}
