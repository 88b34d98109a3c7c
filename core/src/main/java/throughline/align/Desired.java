package throughline.align;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import throughline.engagement.Contract;
import throughline.engagement.Turn;
import throughline.landscape.SystemDeclaration;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.Deal;
import throughline.terms.Line;
import throughline.terms.Terms;

/** What every system should hold of an engagement, as it stands. */
public final class Desired {

    private static final List<ActionKind> RECORDS =
            List.of(
                    ActionKind.CREATE_CUSTOMER,
                    ActionKind.CREATE_CONTRACT,
                    ActionKind.CREATE_PROJECT);

    private Desired() {}

    /** A kind of record that a system takes. */
    private record Slot(SystemDeclaration system, ActionKind kind, String purpose) {}

    /** All that is wanted and not known to be held. */
    public static List<Wanted> of(Turn turn) {
        return Stream.of(
                        records(turn),
                        Drift.restored(turn),
                        DesiredDocuments.invoices(turn),
                        DesiredDocuments.journals(turn))
                .flatMap(List::stream)
                .toList();
    }

    /** The purposes that must be confirmed before the project counts as active. */
    public static List<String> forActivation(Turn turn) {
        return turn.state().contract().stands()
                ? slots(turn).stream().map(Slot::purpose).toList()
                : List.of();
    }

    private static List<Wanted> records(Turn turn) {
        Optional<Terms> terms = turn.state().terms();
        Optional<Deal> deal = turn.state().agreement().deal();
        boolean owed =
                switch (turn.state().contract()) {
                    case Contract.Booked _, Contract.Active _ -> true;
                    case Contract.Cancelled _ -> !turn.state().billing().invoices().isEmpty();
                    case Contract.Proposed _ -> false;
                };
        if (!owed || terms.isEmpty() || deal.isEmpty()) {
            return List.of();
        }
        return slots(turn).stream()
                .filter(slot -> !turn.state().effects().confirmed(slot.purpose()))
                .map(slot -> record(turn, terms.get(), deal.get(), slot))
                .toList();
    }

    private static List<Slot> slots(Turn turn) {
        List<Slot> slots = new ArrayList<>();
        for (SystemDeclaration system : turn.systems()) {
            for (ActionKind kind : RECORDS) {
                if (Purpose.receives(system, kind)) {
                    slots.add(new Slot(system, kind, Purpose.of(turn, system, kind)));
                }
            }
        }
        commercial(turn)
                .map(
                        crm ->
                                new Slot(
                                        crm,
                                        ActionKind.WRITE_BACK,
                                        Purpose.of(turn, crm, ActionKind.WRITE_BACK)))
                .ifPresent(slots::add);
        return slots;
    }

    /** The live system that the deal is in, when it wants to know what became of it. */
    private static Optional<SystemDeclaration> commercial(Turn turn) {
        String home = turn.state().agreement().deal().map(deal -> deal.key().system()).orElse("");
        return turn.release().systems().stream()
                .filter(system -> system.name().equals(home))
                .filter(system -> system.mode() == SystemDeclaration.Mode.LIVE)
                .filter(system -> Purpose.receives(system, ActionKind.WRITE_BACK))
                .findFirst();
    }

    private static Wanted record(Turn turn, Terms terms, Deal deal, Slot slot) {
        String engagement = turn.state().id().value();
        List<String> customer = Purpose.needs(turn, slot.system(), ActionKind.CREATE_CUSTOMER);
        return switch (slot.kind()) {
            case CREATE_CUSTOMER ->
                    wanted(
                            turn,
                            terms,
                            slot,
                            deal.customer().toString(),
                            List.of(),
                            () -> RecordBodies.customer(turn, terms, deal));
            case CREATE_CONTRACT ->
                    wanted(
                            turn,
                            terms,
                            slot,
                            engagement,
                            customer,
                            () -> RecordBodies.contract(turn, terms, deal));
            case CREATE_PROJECT ->
                    wanted(
                            turn,
                            terms,
                            slot,
                            engagement,
                            customer,
                            () -> RecordBodies.project(turn, terms, deal));
            case WRITE_BACK, UPDATE_PROJECT, POST_INVOICE, POST_CREDIT_NOTE, POST_JOURNAL ->
                    wanted(
                            turn,
                            terms,
                            slot,
                            deal.key().toString(),
                            delivered(turn),
                            () -> RecordBodies.writeBack(deal));
        };
    }

    /** What tells that there is a project, or where nobody takes projects, a contract. */
    private static List<String> delivered(Turn turn) {
        return Stream.of(ActionKind.CREATE_PROJECT, ActionKind.CREATE_CONTRACT)
                .flatMap(kind -> turn.receiver(kind).map(to -> Purpose.of(turn, to, kind)).stream())
                .limit(1)
                .toList();
    }

    private static Wanted wanted(
            Turn turn,
            Terms terms,
            Slot slot,
            String naturalKey,
            List<String> needs,
            Supplier<Map<String, Object>> body) {
        return new Wanted(
                slot.purpose(),
                slot.system().name(),
                slot.kind(),
                naturalKey,
                body,
                needs,
                price(terms),
                turn.state().attention().nextDeadline());
    }

    private static Optional<Money> price(Terms terms) {
        return terms.lines().stream()
                .map(Line::price)
                .flatMap(Optional::stream)
                .reduce(Money::plus);
    }
}
