package throughline.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.Terms;

/** The clauses that bound a whole line: its price, its cap, and a schedule that adds up. */
final class SowLines {

    /** Nothing beyond the price is billed. */
    static final String PRICE = "sow-price-exceeded";

    /** Nothing beyond the cap is billed. */
    static final String CAP = "sow-cap-exceeded";

    /** The schedule bills the price, all of it and nothing else. */
    static final String SCHEDULE = "sow-schedule-differs";

    private SowLines() {}

    /** What is wrong with one line. */
    static List<SowBreach> of(Turn turn, Line line) {
        List<SowBreach> found = new ArrayList<>();
        price(turn, line).ifPresent(found::add);
        cap(turn, line).ifPresent(found::add);
        schedule(line).ifPresent(found::add);
        return found;
    }

    private static Optional<SowBreach> price(Turn turn, Line line) {
        Optional<Money> committed = turn.state().contract().committed(line);
        if (committed.isEmpty()) {
            return Optional.empty();
        }
        LineTotals totals = turn.state().billing().line(line.id(), committed.get().currency());
        Money worth = committed.get().plus(totals.softBooked());
        Money billed =
                totals.onInvoices().minus(Corrections.onTheWay(turn, line, worth.currency()));
        Money over = billed.minus(worth);
        return over.signum() <= 0
                ? Optional.empty()
                : Optional.of(
                        new SowBreach(
                                PRICE,
                                line.id(),
                                over,
                                ("%s is billed on line %s, which is worth %s: clause \"price\" is"
                                                + " exceeded by %s. Credit that, or agree an"
                                                + " amendment.")
                                        .formatted(billed, line.id(), worth, over),
                                Map.of(
                                        "clause", "price",
                                        "line", line.id(),
                                        "agreed", worth.toString(),
                                        "billed", billed.toString())));
    }

    private static Optional<SowBreach> cap(Turn turn, Line line) {
        Optional<Money> cap = Cap.own(line);
        if (cap.isEmpty()) {
            return Optional.empty();
        }
        Money billed = Cap.totals(turn, line, cap.get()).onInvoices();
        Money over = billed.minus(cap.get());
        return over.signum() <= 0
                ? Optional.empty()
                : Optional.of(
                        new SowBreach(
                                CAP,
                                line.id(),
                                over,
                                ("%s is billed on line %s, which is capped at %s: clause \"cap\" is"
                                                + " exceeded by %s. Credit that, or raise the cap"
                                                + " by amendment.")
                                        .formatted(billed, line.id(), cap.get(), over),
                                Map.of(
                                        "clause", "cap",
                                        "line", line.id(),
                                        "agreed", cap.get().toString(),
                                        "billed", billed.toString())));
    }

    /**
     * What ends early bills what was kept of it, and what is priced by delivery has no schedule.
     */
    private static Optional<SowBreach> schedule(Line line) {
        if (line.price().isEmpty() || line.ended().isPresent()) {
            return Optional.empty();
        }
        Optional<Money> scheduled =
                switch (line.pricing()) {
                    case PricingModel.FixedFeeMilestones(var parts) ->
                            sum(parts, PricingModel.Milestone::amount);
                    case PricingModel.FixedFeeCalendar(var parts) ->
                            sum(parts, PricingModel.Instalment::amount);
                    case PricingModel.TimeAndMaterials _, PricingModel.Progress _ ->
                            Optional.empty();
                    case PricingModel.AdvanceDrawdown _, PricingModel.Retainer _ ->
                            Optional.empty();
                    case PricingModel.PrepaidBlock _, PricingModel.ManagedService _ ->
                            Optional.empty();
                    case PricingModel.PerUnit _, PricingModel.Outcome _ -> Optional.empty();
                    case PricingModel.Expenses _, PricingModel.Internal _ -> Optional.empty();
                };
        if (scheduled.isEmpty()) {
            return Optional.empty();
        }
        Money off = scheduled.get().minus(line.price().get());
        return off.isZero()
                ? Optional.empty()
                : Optional.of(
                        new SowBreach(
                                SCHEDULE,
                                line.id(),
                                off.signum() < 0 ? off.negated() : off,
                                ("The schedule of line %s bills %s, its price is %s: clause"
                                                + " \"schedule\" is off by %s. Correct one of them"
                                                + " by amendment.")
                                        .formatted(
                                                line.id(),
                                                scheduled.get(),
                                                line.price().get(),
                                                off),
                                Map.of(
                                        "clause", "schedule",
                                        "line", line.id(),
                                        "agreed", line.price().get().toString(),
                                        "scheduled", scheduled.get().toString())));
    }

    private static <T> Optional<Money> sum(List<T> parts, Function<T, Money> amount) {
        Money sum = null;
        for (T part : parts) {
            sum = sum == null ? amount.apply(part) : sum.plus(amount.apply(part));
        }
        return Optional.ofNullable(sum);
    }

    /**
     * Invoices that the financial system holds and that were not planned here, or not over that
     * amount: they may not take what is billed beyond what the contract is worth.
     */
    static List<SowBreach> ofForeign(Turn turn, Terms terms) {
        List<CanonicalRecord.Invoice> foreign = foreign(turn, terms);
        if (foreign.isEmpty()) {
            return List.of();
        }
        List<SowBreach> found = new ArrayList<>();
        Money billed = Money.zero(terms.currency());
        Money worth = billed;
        for (Line line : terms.lines()) {
            LineTotals totals = turn.state().billing().line(line.id(), terms.currency());
            billed = billed.plus(totals.onInvoices());
            worth =
                    worth.plus(
                                    turn.state()
                                            .contract()
                                            .committed(line)
                                            .orElse(Money.zero(terms.currency())))
                            .plus(totals.softBooked());
        }
        for (CanonicalRecord.Invoice invoice : foreign) {
            Money more = unplanned(turn, invoice);
            billed = billed.plus(more);
            Money over = billed.minus(worth).min(more);
            if (over.signum() > 0) {
                found.add(exceeding(invoice, billed, worth, over));
            }
        }
        return found;
    }

    private static List<CanonicalRecord.Invoice> foreign(Turn turn, Terms terms) {
        List<CanonicalRecord.Invoice> held = new ArrayList<>();
        for (CanonicalRecord record : turn.state().work().held().values()) {
            if (record instanceof CanonicalRecord.Invoice invoice
                    && invoice.net().currency().equals(terms.currency())) {
                held.add(invoice);
            }
        }
        return held;
    }

    /** What an invoice bills that was not planned. */
    private static Money unplanned(Turn turn, CanonicalRecord.Invoice invoice) {
        return invoice.reference()
                .map(turn.state().billing().invoices()::get)
                .map(known -> invoice.net().minus(known.net()))
                .orElse(invoice.net());
    }

    private static SowBreach exceeding(
            CanonicalRecord.Invoice invoice, Money billed, Money worth, Money over) {
        return new SowBreach(
                PRICE,
                invoice.key().toString(),
                over,
                ("With invoice %s over %s in %s, %s is billed of a contract that is worth %s:"
                                + " clause \"price\" is exceeded by %s. Void or credit it there, or"
                                + " agree an amendment.")
                        .formatted(
                                invoice.number().orElse(invoice.key().id()),
                                invoice.net(),
                                invoice.key().system(),
                                billed,
                                worth,
                                over),
                Map.of(
                        "clause", "price",
                        "invoice", invoice.key().toString(),
                        "agreed", worth.toString(),
                        "billed", billed.toString()));
    }
}
