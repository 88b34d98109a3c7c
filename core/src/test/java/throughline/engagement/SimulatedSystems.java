package throughline.engagement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome;
import throughline.align.ActionOutcome.Confirmed;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.CreditNote;
import throughline.observed.CanonicalRecord.DocumentStatus;
import throughline.observed.CanonicalRecord.Invoice;
import throughline.observed.CanonicalRecord.Payment;
import throughline.observed.RecordKey;

/** What the receiving systems hold. They take whatever they are sent, twice if it is sent twice. */
final class SimulatedSystems {

    /** A document as it was written, whoever asked how often. */
    record Document(String id, Action action, LocalDate writtenOn) {}

    private final List<Document> documents = new ArrayList<>();
    private final Map<String, Money> credited = new LinkedHashMap<>();
    private int credits;
    private int looked;
    private final Map<String, DocumentStatus> statuses = new LinkedHashMap<>();

    ActionOutcome write(Action action, LocalDate today) {
        Document document = new Document("D" + (documents.size() + 1), action, today);
        documents.add(document);
        statuses.put(document.id(), DocumentStatus.POSTED);
        return answer(document);
    }

    /** Looks for a document by the natural key under which it was written. */
    Optional<ActionOutcome> probe(Action action) {
        return documents.stream()
                .filter(document -> document.action().system().equals(action.system()))
                .filter(document -> document.action().kind() == action.kind())
                .filter(document -> document.action().naturalKey().equals(action.naturalKey()))
                .findFirst()
                .map(SimulatedSystems::answer);
    }

    private static ActionOutcome answer(Document document) {
        return new Confirmed(document.id(), Map.of("number", "N-" + document.id()));
    }

    List<Document> of(ActionKind kind) {
        return documents.stream().filter(document -> document.action().kind() == kind).toList();
    }

    /** The documents of a kind that were written since this was asked last. */
    List<Document> unseen(ActionKind kind) {
        List<Document> fresh = documents.subList(looked, documents.size());
        looked = documents.size();
        return fresh.stream().filter(document -> document.action().kind() == kind).toList();
    }

    boolean isVoid(Document document) {
        return statuses.get(document.id()) == DocumentStatus.VOID;
    }

    void markVoid(Document document) {
        statuses.put(document.id(), DocumentStatus.VOID);
    }

    Invoice record(Document document) {
        return new Invoice(
                new RecordKey("erp", "invoice", document.id()),
                Optional.of(document.action().naturalKey()),
                Optional.of("N-" + document.id()),
                isVoid(document) ? DocumentStatus.VOID : DocumentStatus.POSTED,
                LocalDate.parse((String) document.action().body().getOrDefault("date", "")),
                amount(document),
                Money.zero(CurrencyUnit.EUR));
    }

    /** Credits invoices, the last first, as a person would who is told what was billed too much. */
    List<CreditNote> credit(EngagementId id, Money tooMuch) {
        List<CreditNote> notes = new ArrayList<>();
        Money left = tooMuch;
        for (Document document : of(ActionKind.POST_INVOICE).reversed()) {
            boolean ours = document.action().naturalKey().startsWith(id + "/") && !isVoid(document);
            Money before = credited.getOrDefault(document.id(), Money.zero(CurrencyUnit.EUR));
            Money part =
                    ours ? amount(document).minus(before).min(left) : Money.zero(CurrencyUnit.EUR);
            if (part.signum() > 0) {
                credited.put(document.id(), before.plus(part));
                left = left.minus(part);
                notes.add(note(document, part));
            }
        }
        return notes;
    }

    private CreditNote note(Document document, Money net) {
        String id = "CR" + ++credits;
        return new CreditNote(
                new RecordKey("erp", "credit-note", id),
                new RecordKey("erp", "invoice", document.id()),
                Optional.empty(),
                Optional.of(id),
                DocumentStatus.POSTED,
                document.writtenOn(),
                Optional.of(net),
                Optional.empty(),
                List.of());
    }

    /** What stands of an invoice: its net less its credits. */
    Money standing(Document document) {
        Money none = Money.zero(CurrencyUnit.EUR);
        return isVoid(document)
                ? none
                : amount(document).minus(credited.getOrDefault(document.id(), none));
    }

    Payment payment(Document document) {
        return new Payment(
                new RecordKey("erp", "payment", "for-" + document.id()),
                new RecordKey("erp", "invoice", document.id()),
                document.writtenOn().plusDays(30),
                amount(document));
    }

    static Money amount(Document document) {
        return Money.exact(
                CurrencyUnit.EUR,
                new BigDecimal((String) document.action().body().getOrDefault("net", "0")));
    }
}
