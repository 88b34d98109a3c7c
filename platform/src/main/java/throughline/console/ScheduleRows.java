package throughline.console;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import throughline.billing.Charge;
import throughline.billing.Invoice;
import throughline.billing.TimePool;
import throughline.console.EngagementView.Scheduled;
import throughline.engagement.BillingEvent.InvoiceLine;
import throughline.engagement.Engagement;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.Terms;

/** What an engagement gives rights to bill for, and how far the billing of each is. */
final class ScheduleRows {

    private ScheduleRows() {}

    /** Charges first, then what is ahead, then time. */
    static List<Scheduled> of(Engagement state, Optional<Terms> terms) {
        List<Scheduled> rows = new ArrayList<>();
        Collection<Charge> charges = state.billing().charges().values();
        charges.forEach(charge -> rows.add(charged(state, terms, charge)));
        terms.stream()
                .flatMap(agreed -> agreed.lines().stream())
                .forEach(line -> planned(line, charges, rows));
        for (TimePool pool : state.billing().pools().values()) {
            worked(state, pool, rows);
        }
        return rows;
    }

    /** Time that is billed and time that is open, each with its hours and amount. */
    private static void worked(Engagement state, TimePool pool, List<Scheduled> rows) {
        List<InvoiceLine> billed = state.billing().linesOf(pool);
        if (!billed.isEmpty()) {
            BigDecimal hours =
                    billed.stream()
                            .map(InvoiceLine::hours)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            Money amount =
                    billed.stream()
                            .map(InvoiceLine::amount)
                            .reduce(Money.zero(pool.openAmount().currency()), Money::plus);
            rows.add(time(pool, hours, "billed", "good", amount));
        }
        if (billed.isEmpty() || !pool.openAmount().isZero() || pool.openHours().signum() != 0) {
            rows.add(time(pool, pool.openHours(), "open", "warn", pool.openAmount()));
        }
    }

    private static Scheduled time(
            TimePool pool, BigDecimal hours, String now, String tone, Money amount) {
        return new Scheduled(
                hours.toPlainString() + " h " + pool.role(),
                pool.period(),
                now,
                tone,
                Wording.amount(amount));
    }

    private static Scheduled charged(Engagement state, Optional<Terms> terms, Charge charge) {
        boolean posted =
                charge.invoice()
                        .map(key -> state.billing().invoices().get(key))
                        .filter(invoice -> invoice.status() instanceof Invoice.Status.Posted)
                        .isPresent();
        String now =
                charge.writtenOff()
                        ? "written off"
                        : posted ? "billed" : charge.isOpen() ? "open" : "on invoice";
        return new Scheduled(
                ChargeName.of(charge.id(), terms),
                charge.on().toString(),
                now,
                posted ? "good" : "warn",
                Wording.amount(charge.amount()));
    }

    private static void planned(Line line, Collection<Charge> charges, List<Scheduled> rows) {
        for (PricingModel.Milestone milestone : line.pricing().milestones()) {
            if (isAhead(line, milestone.id(), charges)) {
                rows.add(
                        new Scheduled(
                                milestone.name(),
                                Wording.day(milestone.due().orElse(null)),
                                "not accepted",
                                "",
                                Wording.amount(milestone.amount())));
            }
        }
        for (PricingModel.Instalment instalment : line.pricing().instalments()) {
            if (isAhead(line, instalment.id(), charges)) {
                rows.add(
                        new Scheduled(
                                line.name(),
                                instalment.on().toString(),
                                "ahead",
                                "",
                                Wording.amount(instalment.amount())));
            }
        }
    }

    private static boolean isAhead(Line line, String part, Collection<Charge> charges) {
        String source = line.id() + "/" + part;
        return charges.stream()
                .noneMatch(
                        charge ->
                                charge.id().equals(source)
                                        || charge.id().startsWith(source + "#")
                                        || charge.id().startsWith(source + "~"));
    }
}
