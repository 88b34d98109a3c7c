package throughline.align;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.billing.Invoice;
import throughline.billing.InvoiceKey;
import throughline.engagement.RevenueEvent.JournalPlanned;
import throughline.engagement.Turn;
import throughline.landscape.SystemDeclaration;
import throughline.money.Money;

/** The invoices and journals that the financial system should hold. */
final class DesiredDocuments {

    private DesiredDocuments() {}

    static List<Wanted> invoices(Turn turn) {
        Optional<SystemDeclaration> system = turn.receiver(ActionKind.POST_INVOICE);
        return system.isEmpty()
                ? List.of()
                : turn.state().billing().invoices().values().stream()
                        .filter(invoice -> invoice.status() instanceof Invoice.Status.Planned)
                        .map(invoice -> invoice(turn, system.get(), invoice))
                        .toList();
    }

    static List<Wanted> invoice(Turn turn, String key) {
        Invoice invoice = turn.state().billing().invoices().get(key);
        return invoice == null
                ? List.of()
                : turn.receiver(ActionKind.POST_INVOICE)
                        .map(system -> List.of(invoice(turn, system, invoice)))
                        .orElse(List.of());
    }

    private static Wanted invoice(Turn turn, SystemDeclaration system, Invoice invoice) {
        List<String> needs =
                new ArrayList<>(Purpose.needs(turn, system, ActionKind.CREATE_CUSTOMER));
        needs.addAll(Purpose.needs(turn, system, ActionKind.CREATE_CONTRACT));
        return new Wanted(
                Purpose.of(turn, system, "invoice/" + InvoiceKey.shortName(invoice.key())),
                system.name(),
                ActionKind.POST_INVOICE,
                invoice.key(),
                () -> DocumentBodies.invoice(turn, invoice),
                needs,
                Optional.of(invoice.net()),
                Optional.empty());
    }

    static List<Wanted> journals(Turn turn) {
        Optional<SystemDeclaration> system = turn.receiver(ActionKind.POST_JOURNAL);
        return system.isEmpty()
                ? List.of()
                : turn.state().revenue().journals().values().stream()
                        .filter(journal -> !posted(turn, system.get(), journal))
                        .map(journal -> journal(turn, system.get(), journal))
                        .toList();
    }

    static List<Wanted> journal(Turn turn, JournalPlanned journal) {
        return turn.receiver(ActionKind.POST_JOURNAL)
                .map(system -> List.of(journal(turn, system, journal)))
                .orElse(List.of());
    }

    private static boolean posted(Turn turn, SystemDeclaration system, JournalPlanned journal) {
        return turn.state().effects().confirmed(Purpose.of(turn, system, journalName(journal)));
    }

    private static Wanted journal(Turn turn, SystemDeclaration system, JournalPlanned journal) {
        Optional<Money> total = journal.amountByLine().values().stream().reduce(Money::plus);
        return new Wanted(
                Purpose.of(turn, system, journalName(journal)),
                system.name(),
                ActionKind.POST_JOURNAL,
                journal.journal(),
                () -> DocumentBodies.journal(turn, journal),
                List.of(),
                total,
                Optional.empty());
    }

    private static String journalName(JournalPlanned journal) {
        return "journal/" + InvoiceKey.shortName(journal.journal()).substring("journal-".length());
    }
}
