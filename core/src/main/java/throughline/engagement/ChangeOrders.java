package throughline.engagement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.engagement.AgreementEvent.AmendmentRevoked;
import throughline.engagement.AgreementEvent.ChangeOrderObserved;
import throughline.engagement.AgreementEvent.ContractAmended;
import throughline.engagement.Occasion.Again;
import throughline.engagement.Occasion.DayReached;
import throughline.engagement.Occasion.Happened;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.ChangeStatus;
import throughline.policy.Violation;
import throughline.terms.Amendment;

/**
 * Brings approved change orders into force, each on the day from which it exists, and takes one out
 * of force that is not approved any more. The same content is judged once: what was agreed does not
 * change because a table did.
 */
final class ChangeOrders {

    private static final String KEY = "change-order:";

    private ChangeOrders() {}

    static List<Event> derive(Turn turn, Occasion occasion) {
        Collection<ChangeOrder> concerned = concerned(turn, occasion);
        return concerned.isEmpty()
                ? List.of()
                : turn.inOrder(inOrder(turn, concerned), ChangeOrders::one);
    }

    /** What is in force stays so until it is said or wanted otherwise, or judged anew. */
    private static Collection<ChangeOrder> concerned(Turn turn, Occasion occasion) {
        Changes changes = turn.state().agreement().changes();
        return switch (occasion) {
            case DayReached _, Happened(ChangeOrderObserved _) -> changes.waiting().values();
            case Happened _, Again _ -> changes.orders().values();
        };
    }

    private static List<ChangeOrder> inOrder(Turn turn, Collection<ChangeOrder> orders) {
        return orders.stream()
                .sorted(
                        Comparator.comparing((ChangeOrder order) -> Ordered.of(turn, order).day())
                                .thenComparing(ChangeOrder::number)
                                .thenComparing(order -> order.key().toString()))
                .toList();
    }

    private static List<Event> one(Turn turn, ChangeOrder order) {
        if (!turn.state().contract().stands()) {
            return turn.state().contract() instanceof Contract.Cancelled
                    ? afterCancellation(turn, order)
                    : List.of();
        }
        Amendment before = turn.state().agreement().changes().agreed().get(order.key().toString());
        if (before != null && isSettled(turn, order, before)) {
            return List.of();
        }
        return switch (ReadingOrders.read(turn, order)) {
            case OrderReading.NotApproved _ -> revoked(turn, order, "it is not approved");
            case OrderReading.Later _ -> revoked(turn, order, "it counts from a later day on");
            case OrderReading.Unpriced(var lines) -> unpriced(turn, order, lines);
            case OrderReading.Refused(var violations, var atStake) -> {
                List<Event> events = new ArrayList<>(outOfForce(turn, order));
                events.addAll(refused(turn, order, violations, atStake));
                yield events;
            }
            case OrderReading.Agreed(var amendment) -> agreed(turn, order, amendment);
        };
    }

    /** Whether this content is in force as people want it to count. */
    private static boolean isSettled(Turn turn, ChangeOrder order, Amendment before) {
        return order.status() == ChangeStatus.APPROVED
                && before.contentHash().equals(throughline.policy.ContentHash.of(order))
                && before.changes().stream()
                        .allMatch(
                                change ->
                                        Treating.overridden(turn, before.id(), change)
                                                .equals(change));
    }

    private static List<Event> agreed(Turn turn, ChangeOrder order, Amendment amendment) {
        Changes before = turn.state().agreement().changes();
        Amended by = Amended.through(turn, before.agreeing(amendment, turn.state().terms()));
        List<Event> events = new ArrayList<>(closed(turn, order, "it is in force"));
        events.add(new ContractAmended(amendment, by));
        return events;
    }

    private static List<Event> revoked(Turn turn, ChangeOrder order, String why) {
        List<Event> events = new ArrayList<>(closed(turn, order, why));
        events.addAll(outOfForce(turn, order));
        return events;
    }

    private static List<Event> outOfForce(Turn turn, ChangeOrder order) {
        Changes before = turn.state().agreement().changes();
        String id = order.key().toString();
        if (!before.agreed().containsKey(id)) {
            return List.of();
        }
        Changes after = before.revoking(id);
        Amended by = Amended.through(turn, new Changes.InForce(after, after.inForce()));
        return List.of(new AmendmentRevoked(id, order.number(), turn.today(), by));
    }

    private static List<Event> closed(Turn turn, ChangeOrder order, String why) {
        return Exceptions.close(turn, KEY + order.number(), why);
    }

    private static List<Event> unpriced(Turn turn, ChangeOrder order, List<String> lines) {
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        KEY + order.number(),
                        "change-order-unpriced",
                        ("The scope of change order %s is approved, and the price of %s is open."
                                        + " Nothing of it is billed or recognized until a price"
                                        + " is agreed; state it.")
                                .formatted(order.number(), String.join(", ", lines)),
                        Map.of(
                                "order",
                                order.number(),
                                "lines",
                                String.join(", ", lines),
                                "paragraph",
                                "ASC 606-10-25-11; IFRS 15.19"),
                        Optional.empty(),
                        ReadingOrders.owner(turn)));
    }

    private static List<Event> refused(
            Turn turn,
            ChangeOrder order,
            List<Violation> violations,
            Optional<throughline.money.Money> atStake) {
        String codes = violations.stream().map(Violation::code).collect(Collectors.joining(", "));
        String sentences =
                violations.stream().map(Violation::sentence).collect(Collectors.joining(" "));
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        KEY + order.number(),
                        "change-order-refused",
                        "Change order %s cannot come into force. %s"
                                .formatted(order.number(), sentences),
                        Map.of("order", order.number(), "codes", codes),
                        atStake,
                        ReadingOrders.owner(turn)));
    }

    private static List<Event> afterCancellation(Turn turn, ChangeOrder order) {
        boolean settled =
                turn.state().agreement().changes().agreed().containsKey(order.key().toString());
        return settled || order.status() != ChangeStatus.APPROVED
                ? List.of()
                : Exceptions.raise(
                        turn,
                        Exceptions.keyed(
                                KEY + order.number(),
                                "change-order-after-cancellation",
                                ("Change order %s is approved, but the deal is cancelled. Win the"
                                                + " deal again, or reject the change.")
                                        .formatted(order.number()),
                                Map.of("order", order.number()),
                                Optional.empty(),
                                ReadingOrders.owner(turn)));
    }

    /** The days on which agreed changes come into force. */
    static void dueDates(Turn turn, NextDay found) {
        Changes changes = turn.state().agreement().changes();
        if (changes.waiting().isEmpty() || !turn.state().contract().stands()) {
            return;
        }
        for (ChangeOrder order : changes.waiting().values()) {
            LocalDate day = Ordered.of(turn, order).day();
            boolean comes =
                    order.status() == ChangeStatus.APPROVED
                            && !changes.agreed().containsKey(order.key().toString());
            if (comes && day.isAfter(turn.today())) {
                found.accept(day);
            }
        }
    }
}
