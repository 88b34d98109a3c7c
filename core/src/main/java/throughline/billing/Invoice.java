package throughline.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.engagement.Belonging;
import throughline.engagement.BillingEvent.InvoiceLine;
import throughline.engagement.Entries;
import throughline.money.Money;

/**
 * A sales invoice of ours.
 *
 * @param key also the reference under which the financial system holds it
 * @param credited how much of it was credited
 * @param paid how much of it was paid, with tax
 * @param belongsTo the period that it belongs to, where that one did not simply take it
 * @param purchaseOrder the customer's order that was in force when it was planned
 * @param creditedUnits how much of each of its units was credited
 * @param creditedQuantities how many hours or units of each were credited by quantity
 */
public record Invoice(
        String key,
        LocalDate date,
        List<InvoiceLine> lines,
        Money net,
        Status status,
        Money credited,
        Money paid,
        Optional<Belonging> belongsTo,
        Optional<String> purchaseOrder,
        Map<String, Money> creditedUnits,
        Map<String, BigDecimal> creditedQuantities) {

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
        creditedUnits = Entries.of(creditedUnits);
        creditedQuantities = Entries.of(creditedQuantities);
    }

    /** Its amounts by line of the terms. */
    public Map<String, Money> netByLine() {
        Map<String, Money> sums = new TreeMap<>();
        for (InvoiceLine line : lines) {
            sums.merge(line.line(), line.amount(), Money::plus);
        }
        return sums;
    }

    Invoice with(Status next) {
        return with(date, next, belongsTo);
    }

    /** Less a credit of its units; more when that is negative. */
    Invoice crediting(
            Money amount, Map<String, Money> byUnit, Map<String, BigDecimal> quantityByUnit) {
        Map<String, Money> units = creditedUnits;
        for (var entry : byUnit.entrySet()) {
            units = Entries.sum(units, entry.getKey(), entry.getValue());
        }
        Map<String, BigDecimal> quantities = creditedQuantities;
        for (var entry : quantityByUnit.entrySet()) {
            quantities = Entries.add(quantities, entry.getKey(), entry.getValue());
        }
        return new Invoice(
                key,
                date,
                lines,
                net,
                status,
                credited.plus(amount),
                paid,
                belongsTo,
                purchaseOrder,
                units,
                quantities);
    }

    Invoice receiving(Money amount) {
        return new Invoice(
                key,
                date,
                lines,
                net,
                status,
                credited,
                paid.plus(amount),
                belongsTo,
                purchaseOrder,
                creditedUnits,
                creditedQuantities);
    }

    Invoice dated(LocalDate on, Optional<Belonging> belonging) {
        return with(on, status, belonging);
    }

    private Invoice with(LocalDate on, Status next, Optional<Belonging> belonging) {
        return new Invoice(
                key,
                on,
                lines,
                net,
                next,
                credited,
                paid,
                belonging,
                purchaseOrder,
                creditedUnits,
                creditedQuantities);
    }
}
