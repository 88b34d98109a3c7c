package throughline.billing;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import throughline.engagement.Entries;
import throughline.engagement.Event.InvoiceLine;
import throughline.money.Money;

/**
 * A sales invoice of ours.
 *
 * @param key also the reference under which the financial system holds it
 * @param credited how much of it was credited
 * @param paid how much of it was paid, with tax
 */
public record Invoice(
        String key,
        LocalDate date,
        List<InvoiceLine> lines,
        Money net,
        Status status,
        Money credited,
        Money paid) {

    /** How far it has come. */
    public sealed interface Status {
        /** Planned, and on its way. */
        record Planned() implements Status {}

        /** In the financial system. */
        record Posted(String externalId, String number, LocalDate date, Money tax)
                implements Status {}

        /** Voided there. */
        record Voided(LocalDate on) implements Status {}
    }

    public Invoice {
        lines = List.copyOf(lines);
    }

    /** Its amounts by line of the terms. */
    public Map<String, Money> netByLine() {
        Map<String, Money> sums = Entries.none();
        for (InvoiceLine line : lines) {
            sums = Entries.sum(sums, line.line(), line.amount());
        }
        return sums;
    }

    Invoice with(Status next) {
        return new Invoice(key, date, lines, net, next, credited, paid);
    }

    Invoice crediting(Money amount) {
        return new Invoice(key, date, lines, net, status, credited.plus(amount), paid);
    }

    Invoice receiving(Money amount) {
        return new Invoice(key, date, lines, net, status, credited, paid.plus(amount));
    }
}
