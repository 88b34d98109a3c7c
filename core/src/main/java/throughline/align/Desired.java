package throughline.align;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.billing.Invoice;
import throughline.billing.InvoiceKey;
import throughline.engagement.Contract;
import throughline.engagement.EngagementId;
import throughline.engagement.Event.JournalPlanned;
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

    /**
     * One record that a system should hold.
     *
     * @param purpose the action's key without its attempt
     * @param dependsOn purposes that must be confirmed first
     */
    public record Wanted(
            String purpose,
            String system,
            ActionKind kind,
            String naturalKey,
            Map<String, Object> body,
            List<String> dependsOn,
            Optional<Money> atStake,
            Optional<Instant> due) {

        Action attempt(int number, Effects effects) {
            List<ActionKey> first =
                    dependsOn.stream()
                            .map(
                                    need ->
                                            effects.of(need)
                                                    .map(Effect::key)
                                                    .orElse(ActionKey.of(need, 1)))
                            .toList();
            ActionKey key = ActionKey.of(purpose, number);
            return new Action(key, system, kind, naturalKey, body, first, atStake, due);
        }
    }

    /** A kind of record that a system takes. */
    private record Slot(SystemDeclaration system, ActionKind kind, String purpose) {}

    /** All that is wanted and not known to be held. */
    public static List<Wanted> of(Turn turn) {
        return Stream.of(records(turn), invoices(turn), journals(turn))
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
                if (receives(system, kind)) {
                    slots.add(new Slot(system, kind, purpose(turn, system, word(kind))));
                }
            }
        }
        commercial(turn)
                .map(
                        crm ->
                                new Slot(
                                        crm,
                                        ActionKind.WRITE_BACK,
                                        purpose(turn, crm, word(ActionKind.WRITE_BACK))))
                .ifPresent(slots::add);
        return slots;
    }

    /** The live system that the deal is in, when it wants to know what became of it. */
    private static Optional<SystemDeclaration> commercial(Turn turn) {
        String home = turn.state().agreement().deal().map(deal -> deal.key().system()).orElse("");
        return turn.release().systems().stream()
                .filter(system -> system.name().equals(home))
                .filter(system -> system.mode() == SystemDeclaration.Mode.LIVE)
                .filter(system -> receives(system, ActionKind.WRITE_BACK))
                .findFirst();
    }

    private static Wanted record(Turn turn, Terms terms, Deal deal, Slot slot) {
        String engagement = turn.state().id().value();
        List<String> customer = needs(turn, slot.system(), ActionKind.CREATE_CUSTOMER);
        return switch (slot.kind()) {
            case CREATE_CUSTOMER ->
                    wanted(
                            turn,
                            terms,
                            slot,
                            deal.customer().toString(),
                            List.of(),
                            Bodies.customer(turn, terms, deal));
            case CREATE_CONTRACT ->
                    wanted(
                            turn,
                            terms,
                            slot,
                            engagement,
                            customer,
                            Bodies.contract(turn, terms, deal));
            case CREATE_PROJECT ->
                    wanted(
                            turn,
                            terms,
                            slot,
                            engagement,
                            customer,
                            Bodies.project(turn, terms, deal));
            case WRITE_BACK, POST_INVOICE, POST_CREDIT_NOTE, POST_JOURNAL ->
                    wanted(
                            turn,
                            terms,
                            slot,
                            deal.key().toString(),
                            delivered(turn),
                            Bodies.writeBack(deal));
        };
    }

    /** What tells that there is a project, or where nobody takes projects, a contract. */
    private static List<String> delivered(Turn turn) {
        return Stream.of(ActionKind.CREATE_PROJECT, ActionKind.CREATE_CONTRACT)
                .flatMap(
                        kind ->
                                turn
                                        .receiver(kind)
                                        .map(to -> purpose(turn, to, word(kind)))
                                        .stream())
                .limit(1)
                .toList();
    }

    private static Wanted wanted(
            Turn turn,
            Terms terms,
            Slot slot,
            String naturalKey,
            List<String> needs,
            Map<String, Object> body) {
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

    private static List<Wanted> invoices(Turn turn) {
        Optional<SystemDeclaration> system = turn.receiver(ActionKind.POST_INVOICE);
        return system.isEmpty()
                ? List.of()
                : turn.state().billing().invoices().values().stream()
                        .filter(invoice -> invoice.status() instanceof Invoice.Status.Planned)
                        .map(invoice -> invoice(turn, system.get(), invoice))
                        .toList();
    }

    private static Wanted invoice(Turn turn, SystemDeclaration system, Invoice invoice) {
        List<String> needs = new ArrayList<>(needs(turn, system, ActionKind.CREATE_CUSTOMER));
        needs.addAll(needs(turn, system, ActionKind.CREATE_CONTRACT));
        return new Wanted(
                purpose(turn, system, "invoice/" + InvoiceKey.shortName(invoice.key())),
                system.name(),
                ActionKind.POST_INVOICE,
                invoice.key(),
                Bodies.invoice(turn, invoice),
                needs,
                Optional.of(invoice.net()),
                Optional.empty());
    }

    private static List<Wanted> journals(Turn turn) {
        Optional<SystemDeclaration> system = turn.receiver(ActionKind.POST_JOURNAL);
        return system.isEmpty()
                ? List.of()
                : turn.state().revenue().journals().values().stream()
                        .filter(journal -> !posted(turn, system.get(), journal))
                        .map(journal -> journal(turn, system.get(), journal))
                        .toList();
    }

    private static boolean posted(Turn turn, SystemDeclaration system, JournalPlanned journal) {
        return turn.state().effects().confirmed(purpose(turn, system, journalName(journal)));
    }

    private static Wanted journal(Turn turn, SystemDeclaration system, JournalPlanned journal) {
        Optional<Money> total = journal.amountByLine().values().stream().reduce(Money::plus);
        return new Wanted(
                purpose(turn, system, journalName(journal)),
                system.name(),
                ActionKind.POST_JOURNAL,
                journal.journal(),
                Bodies.journal(turn, journal),
                List.of(),
                total,
                Optional.empty());
    }

    private static String journalName(JournalPlanned journal) {
        return "journal/" + InvoiceKey.shortName(journal.journal()).substring("journal-".length());
    }

    /** The document that an effect writes, by its reference; empty text when it writes none. */
    public static String documentOf(EngagementId engagement, Effect effect) {
        String last = effect.purpose().substring(effect.purpose().lastIndexOf('/') + 1);
        return switch (effect.kind()) {
            case POST_INVOICE -> engagement + "/" + last;
            case POST_JOURNAL -> engagement + "/journal-" + last;
            case CREATE_CUSTOMER, CREATE_CONTRACT, CREATE_PROJECT, POST_CREDIT_NOTE, WRITE_BACK ->
                    "";
        };
    }

    private static List<String> needs(Turn turn, SystemDeclaration system, ActionKind kind) {
        return receives(system, kind) ? List.of(purpose(turn, system, word(kind))) : List.of();
    }

    private static boolean receives(SystemDeclaration system, ActionKind kind) {
        return system.writes().contains(kind.name());
    }

    private static String purpose(Turn turn, SystemDeclaration system, String what) {
        return turn.state().id() + "/" + system.name() + "/" + what;
    }

    private static String word(ActionKind kind) {
        return switch (kind) {
            case CREATE_CUSTOMER -> "customer";
            case CREATE_CONTRACT -> "contract";
            case CREATE_PROJECT -> "project";
            case WRITE_BACK -> "write-back";
            case POST_INVOICE -> "invoice";
            case POST_CREDIT_NOTE -> "credit-note";
            case POST_JOURNAL -> "journal";
        };
    }

    private static Optional<Money> price(Terms terms) {
        return terms.lines().stream()
                .map(Line::price)
                .flatMap(Optional::stream)
                .reduce(Money::plus);
    }
}
