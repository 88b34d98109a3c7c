package throughline.align;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import throughline.billing.Invoice;
import throughline.engagement.Belonging;
import throughline.engagement.BillingEvent.InvoiceLine;
import throughline.engagement.RevenueEvent.JournalPlanned;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.revenue.LossProvision;

/** Invoices and journals in canonical words, as the reference page of actions lists them. */
final class DocumentBodies {

    private DocumentBodies() {}

    static Map<String, Object> invoice(Turn turn, Invoice invoice) {
        return turn.state()
                .terms()
                .map(terms -> RecordBodies.common(turn, terms))
                .orElseGet(Body::new)
                .with("reference", invoice.key())
                .with("engagement", turn.state().id().value())
                .with("date", invoice.date())
                .with("net", invoice.net())
                .withList(
                        "lines", invoice.lines().stream().map(DocumentBodies::invoiceLine).toList())
                .withText("belongsTo", invoice.belongsTo().map(Belonging::period))
                .withText("reason", invoice.belongsTo().map(Belonging::reason))
                .asMap();
    }

    private static Map<String, Object> invoiceLine(InvoiceLine line) {
        return new Body()
                .with("line", line.line())
                .with("period", line.period())
                .with("role", line.role())
                .with("text", line.text())
                .with("hours", line.hours())
                .with("amount", line.amount())
                .asMap();
    }

    private static Map<String, Object> journalLine(String key, Money amount) {
        boolean loss = LossProvision.isOne(key);
        return new Body()
                .with("line", LossProvision.lineOf(key))
                .with("debit", loss ? "expected-loss" : "contract-position")
                .with("credit", loss ? "loss-provision" : "revenue")
                .with("amount", amount)
                .asMap();
    }

    static Map<String, Object> journal(Turn turn, JournalPlanned journal) {
        List<Map<String, Object>> lines = new ArrayList<>(journal.amountByLine().size());
        journal.amountByLine().forEach((line, amount) -> lines.add(journalLine(line, amount)));
        return turn.state()
                .terms()
                .map(terms -> RecordBodies.common(turn, terms))
                .orElseGet(Body::new)
                .with("reference", journal.journal())
                .with("engagement", turn.state().id().value())
                .with("period", turn.periodOf(journal.date()).id())
                .with("date", journal.date())
                .withList("lines", lines)
                .withText("belongsTo", journal.belongsTo().map(Belonging::period))
                .withText("reason", journal.belongsTo().map(Belonging::reason))
                .asMap();
    }
}
