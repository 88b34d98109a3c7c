package throughline.engagement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.ChangeStatus;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.LineChange;
import throughline.observed.CanonicalRecord.PlannedInstalment;
import throughline.observed.CanonicalRecord.PlannedMilestone;
import throughline.observed.CanonicalRecord.TimeEntry;
import throughline.observed.RecordKey;

/** Change orders as tests speak of them. */
final class Orders {

    private Orders() {}

    /** An approved change that was signed on a day and counts from then on. */
    static ChangeOrder approved(String number, String signed, DealLine... lines) {
        return order(number, ChangeStatus.APPROVED, signed, signed, List.of(lines), List.of());
    }

    /** An approved change that counts from another day than the one on which it was signed. */
    static ChangeOrder approved(String number, String signed, String effective, DealLine... lines) {
        return order(number, ChangeStatus.APPROVED, signed, effective, List.of(lines), List.of());
    }

    /** An approved change that touches no line. */
    static ChangeOrder approved(String number, String signed) {
        return order(number, ChangeStatus.APPROVED, signed, signed, List.of(), List.of());
    }

    static ChangeOrder approved(String number, String signed, LineChange... changes) {
        return order(number, ChangeStatus.APPROVED, signed, signed, List.of(), List.of(changes));
    }

    static ChangeOrder proposed(String number, DealLine... lines) {
        return order(number, ChangeStatus.PROPOSED, "2026-01-01", "", List.of(lines), List.of());
    }

    static ChangeOrder order(
            String number,
            ChangeStatus status,
            String signed,
            String effective,
            List<DealLine> lines,
            List<LineChange> changes) {
        boolean agreed = status == ChangeStatus.APPROVED;
        Optional<String> none = Optional.empty();
        return new ChangeOrder(
                key(number),
                Records.DEAL,
                number,
                status,
                none,
                agreed ? Optional.of(LocalDate.parse(signed)) : Optional.empty(),
                agreed
                        ? Optional.of(Instant.parse(signed + "T09:00:00Z"))
                        : Optional.<Instant>empty(),
                agreed ? Optional.of("cfo") : none,
                effective.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(effective)),
                none,
                none,
                none,
                lines,
                changes,
                Map.of());
    }

    /** Time that names the line that it was worked on. */
    static TimeEntry named(TimeEntry entry, String line) {
        return new TimeEntry(
                entry.key(),
                entry.project(),
                entry.person(),
                entry.on(),
                entry.hours(),
                entry.role(),
                entry.billable(),
                entry.status(),
                Map.of("line", line));
    }

    static RecordKey key(String number) {
        return new RecordKey("crm", "change-order", number);
    }

    /** With facts that the treatment rests on. */
    static ChangeOrder knowing(ChangeOrder order, LineChange... changes) {
        return with(
                order, order.kind(), order.purchaseOrder(), order.legalEntity(), List.of(changes));
    }

    /** Of a kind that its content does not show. */
    static ChangeOrder of(ChangeOrder order, String kind) {
        return with(
                order,
                Optional.of(kind),
                order.purchaseOrder(),
                order.legalEntity(),
                order.changes());
    }

    static ChangeOrder naming(ChangeOrder order, String purchaseOrder, String entity) {
        return with(
                order,
                order.kind(),
                Optional.of(purchaseOrder),
                Optional.of(entity),
                order.changes());
    }

    private static ChangeOrder with(
            ChangeOrder order,
            Optional<String> kind,
            Optional<String> purchaseOrder,
            Optional<String> entity,
            List<LineChange> changes) {
        return new ChangeOrder(
                order.key(),
                order.deal(),
                order.number(),
                order.status(),
                kind,
                order.signedOn(),
                order.approvedAt(),
                order.approvedBy(),
                order.effective(),
                purchaseOrder,
                entity,
                order.reason(),
                order.lines(),
                changes,
                order.attributes());
    }

    static LineChange distinct(String line, boolean distinct) {
        return new LineChange(line, Optional.empty(), Optional.of(distinct), Optional.empty());
    }

    static LineChange alone(String line, boolean atStandalonePrice) {
        return new LineChange(
                line, Optional.empty(), Optional.of(true), Optional.of(atStandalonePrice));
    }

    static LineChange what(String line, String what) {
        return new LineChange(line, Optional.of(what), Optional.empty(), Optional.empty());
    }

    /** A line at another price, with the schedule that follows from it. */
    static DealLine repriced(DealLine line, String amount) {
        return version(line, amount, List.of(), List.of(), line.until());
    }

    /** A line in another term. */
    static DealLine during(DealLine line, String from, String until) {
        return line(
                line,
                line.amount(),
                Optional.of(LocalDate.parse(from)),
                Optional.of(LocalDate.parse(until)),
                line.standaloneSellingPrice());
    }

    static DealLine unpriced(DealLine line) {
        return line(
                line, Optional.empty(), line.from(), line.until(), line.standaloneSellingPrice());
    }

    /** A line that sells for so much alone. */
    static DealLine alone(DealLine line, String euros) {
        return line(
                line,
                line.amount(),
                line.from(),
                line.until(),
                Optional.of(Money.parse("EUR " + euros)));
    }

    private static DealLine line(
            DealLine line,
            Optional<Money> amount,
            Optional<LocalDate> from,
            Optional<LocalDate> until,
            Optional<Money> standalone) {
        return new DealLine(
                line.id(),
                line.name(),
                line.serviceLine(),
                line.pricingModel(),
                amount,
                line.listPrice(),
                from,
                until,
                line.milestones(),
                line.instalments(),
                line.estimates(),
                line.rateCard(),
                line.cap(),
                standalone,
                line.revenueMethod(),
                line.tiers(),
                line.conditions());
    }

    static DealLine version(
            DealLine line,
            String amount,
            List<PlannedMilestone> milestones,
            List<PlannedInstalment> instalments,
            Optional<LocalDate> until) {
        return new DealLine(
                line.id(),
                line.name(),
                line.serviceLine(),
                line.pricingModel(),
                Optional.of(Money.parse("EUR " + amount)),
                line.listPrice(),
                line.from(),
                until,
                milestones,
                instalments,
                line.estimates(),
                line.rateCard(),
                line.cap(),
                line.standaloneSellingPrice(),
                line.revenueMethod(),
                line.tiers(),
                line.conditions());
    }
}
