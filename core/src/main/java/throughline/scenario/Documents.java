package throughline.scenario;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import throughline.align.ActionKind;
import throughline.billing.Invoice;
import throughline.billing.InvoiceKey;
import throughline.calendar.PeriodState;
import throughline.engagement.BillingEvent.InvoicePlanned;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.CreditNote;
import throughline.observed.CanonicalRecord.DocumentStatus;
import throughline.observed.CanonicalRecord.Payment;
import throughline.observed.CreditedPart;
import throughline.observed.RecordKey;
import throughline.scenario.Happenings.Effect;

/** What people do with invoices and credit notes in the financial system of a scenario. */
final class Documents {

    private static final String ERP = "erp";

    private final Course course;
    private final StandIn systems;

    Documents(Course course, StandIn systems) {
        this.course = course;
        this.systems = systems;
    }

    Effect posted(Happening.InvoicePosted posted) {
        return of(
                posted.invoice(),
                "post",
                invoice -> {
                    LocalDate date = posted.date().orElse(invoice.date());
                    return switch (invoice.status()) {
                        case Invoice.Status.Posted(_, var number, _, _) ->
                                Effect.refused(
                                        "invoice-posted-already",
                                        ("Cannot post invoice %s: it is posted as %s. Post "
                                                        + "another, or void it first.")
                                                .formatted(name(invoice), number));
                        case Invoice.Status.Voided _ -> voidedAlready("post", invoice);
                        case Invoice.Status.Planned _ ->
                                closed("post", invoice, date)
                                        .orElseGet(() -> seen(invoice, posted, date));
                    };
                });
    }

    private Effect seen(Invoice invoice, Happening.InvoicePosted posted, LocalDate date) {
        String id = systems.idOf(ActionKind.POST_INVOICE, invoice.key());
        return Effect.of(
                course.observe(
                        new CanonicalRecord.Invoice(
                                new RecordKey(ERP, "invoice", id),
                                Optional.of(invoice.key()),
                                posted.number().or(() -> Optional.of(id)),
                                DocumentStatus.POSTED,
                                date,
                                posted.net().orElse(invoice.net()),
                                Money.zero(invoice.net().currency()))));
    }

    Effect voided(String reference) {
        return inErp(
                reference,
                "void",
                (invoice, erp) ->
                        closed("void", invoice, course.today())
                                .orElseGet(
                                        () ->
                                                Effect.of(
                                                        course.observe(
                                                                new CanonicalRecord.Invoice(
                                                                        key(erp),
                                                                        Optional.of(invoice.key()),
                                                                        Optional.of(erp.number()),
                                                                        DocumentStatus.VOID,
                                                                        course.today(),
                                                                        invoice.net(),
                                                                        erp.tax())))));
    }

    Effect credited(Happening.InvoiceCredited credited) {
        return inErp(
                credited.invoice(),
                "credit",
                (invoice, erp) ->
                        closed("credit", invoice, course.today())
                                .orElseGet(
                                        () ->
                                                Effect.of(
                                                        course.observe(
                                                                note(
                                                                        credited.id(),
                                                                        key(erp),
                                                                        DocumentStatus.POSTED,
                                                                        credited.net(),
                                                                        credited.parts())))));
    }

    Effect creditVoided(String id) {
        return course.known(new RecordKey(ERP, "credit-note", id))
                .map(CreditNote.class::cast)
                .map(
                        note ->
                                Effect.of(
                                        course.observe(
                                                note(
                                                        id,
                                                        note.invoice(),
                                                        DocumentStatus.VOID,
                                                        note.net(),
                                                        note.parts()))))
                .orElseGet(
                        () ->
                                Effect.refused(
                                        "credit-unknown",
                                        ("Cannot void credit note %s: none of that id was "
                                                        + "posted. Correct the id.")
                                                .formatted(id)));
    }

    private CreditNote note(
            String id,
            RecordKey invoice,
            DocumentStatus status,
            Optional<Money> net,
            List<CreditedPart> parts) {
        return new CreditNote(
                new RecordKey(ERP, "credit-note", id),
                invoice,
                Optional.empty(),
                Optional.of(id),
                status,
                course.today(),
                net,
                Optional.empty(),
                parts);
    }

    Effect paid(Happening.Paid paid) {
        return inErp(
                paid.invoice(),
                "pay",
                (_, erp) ->
                        Effect.of(
                                course.observe(
                                        new Payment(
                                                new RecordKey(ERP, "payment", paid.id()),
                                                key(erp),
                                                course.today(),
                                                paid.amount()))));
    }

    /** What is done to an invoice that the financial system holds. */
    private interface Deed {
        Effect on(Invoice invoice, Invoice.Status.Posted erp);
    }

    private Effect inErp(String reference, String what, Deed deed) {
        return of(
                reference,
                what,
                invoice ->
                        switch (invoice.status()) {
                            case Invoice.Status.Posted erp -> deed.on(invoice, erp);
                            case Invoice.Status.Voided _ -> voidedAlready(what, invoice);
                            case Invoice.Status.Planned _ ->
                                    Effect.refused(
                                            "invoice-not-posted",
                                            ("Cannot %s invoice %s on %s: it is planned and "
                                                            + "not posted yet. Post it first.")
                                                    .formatted(
                                                            what, name(invoice), course.today()));
                        });
    }

    private Effect of(String reference, String what, Function<Invoice, Effect> deed) {
        return find(reference)
                .map(deed)
                .orElseGet(
                        () ->
                                Effect.refused(
                                        "invoice-unknown",
                                        ("Cannot %s invoice %s on %s: there is none of that "
                                                        + "name yet. Until then there are: %s.")
                                                .formatted(
                                                        what,
                                                        reference,
                                                        course.today(),
                                                        String.join(", ", names()))));
    }

    private static Effect voidedAlready(String what, Invoice invoice) {
        return Effect.refused(
                "invoice-voided-already",
                "Cannot %s invoice %s: it is void. Name the one that took its place."
                        .formatted(what, name(invoice)));
    }

    private Optional<Effect> closed(String what, Invoice invoice, LocalDate date) {
        return course.periods().stateOn(date) == PeriodState.CLOSED
                ? Optional.of(
                        Effect.refused(
                                "period-closed",
                                ("Cannot %s invoice %s on %s: that day's period is closed. Use "
                                                + "a day of an open period.")
                                        .formatted(what, name(invoice), date)))
                : Optional.empty();
    }

    /**
     * By key, key within the contract, number, or place in the order in which they were planned.
     */
    private Optional<Invoice> find(String reference) {
        Map<String, Invoice> invoices = course.state().billing().invoices();
        List<String> order = inOrder();
        if (reference.matches("\\d{1,4}")) {
            int place = Integer.parseInt(reference);
            return place >= 1 && place <= order.size()
                    ? Optional.ofNullable(invoices.get(order.get(place - 1)))
                    : Optional.empty();
        }
        return invoices.values().stream()
                .filter(
                        invoice ->
                                invoice.key().equals(reference)
                                        || name(invoice).equals(reference)
                                        || invoice.status()
                                                        instanceof
                                                        Invoice.Status.Posted(_, var no, _, _)
                                                && no.equals(reference))
                .findFirst();
    }

    private List<String> inOrder() {
        return course.told().stream()
                .map(Told::event)
                .filter(InvoicePlanned.class::isInstance)
                .map(event -> ((InvoicePlanned) event).invoice())
                .distinct()
                .toList();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        inOrder().forEach(key -> names.add(InvoiceKey.shortName(key)));
        return names.isEmpty() ? List.of("none") : names;
    }

    private static String name(Invoice invoice) {
        return InvoiceKey.shortName(invoice.key());
    }

    private static RecordKey key(Invoice.Status.Posted erp) {
        return new RecordKey(ERP, "invoice", erp.externalId());
    }
}
