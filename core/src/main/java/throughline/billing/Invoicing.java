package throughline.billing;

import static java.util.Comparator.comparing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import throughline.align.ActionKind;
import throughline.engagement.BillingEvent.InvoiceLine;
import throughline.engagement.BillingEvent.InvoicePlanned;
import throughline.engagement.Event;
import throughline.engagement.Landing;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Again;
import throughline.engagement.Occasion.DayReached;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Turn;
import throughline.landscape.LegalEntity;
import throughline.landscape.LegalEntity.InvoiceDating;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.Terms;

/**
 * Puts open units on invoices: charges at once, time after its period's cutoff. An invoice is of
 * one engagement, currency, purchase order and period; what comes late goes on a further one.
 */
public final class Invoicing {

    private Invoicing() {}

    /** Plans the invoices that are due. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        if (turn.receiver(ActionKind.POST_INVOICE).isEmpty()) {
            return List.of();
        }
        return switch (occasion) {
            case Happened _, Again _ -> charges(turn);
            case DayReached(var today) -> inPeriods(turn, today);
        };
    }

    /** What an invoice of one period bills: charges, or time. */
    private record Due(String period, boolean ofTime, List<Charge> charges, List<TimePool> pools) {}

    /**
     * The earliest period first, and in it charges before time: which of several invoices an order
     * has room for does not depend on what came first.
     */
    private static List<Event> inPeriods(Turn turn, LocalDate today) {
        Map<String, List<Charge>> charges = chargesByPeriod(turn);
        Map<String, List<TimePool>> time = timeByPeriod(turn, today);
        List<Due> due = new ArrayList<>();
        charges.forEach((period, all) -> due.add(new Due(period, false, all, List.of())));
        time.forEach((period, all) -> due.add(new Due(period, true, List.of(), all)));
        due.sort(comparing(Due::period).thenComparing(Due::ofTime));
        List<Event> planned =
                turn.inOrder(
                        due,
                        (now, each) ->
                                each.ofTime()
                                        ? ofTime(now, each.period(), each.pools())
                                        : ofCharges(now, each.period(), each.charges()));
        return Conformance.onlyOf(
                turn,
                Conformance.TIME,
                time.keySet(),
                Conformance.onlyOf(turn, Conformance.CHARGES, charges.keySet(), planned));
    }

    /** One invoice for each period, unless something is deducted: then one for all that is open. */
    private static List<Event> charges(Turn turn) {
        Map<String, List<Charge>> byPeriod = chargesByPeriod(turn);
        return Conformance.onlyOf(
                turn,
                Conformance.CHARGES,
                byPeriod.keySet(),
                turn.inOrder(
                        byPeriod.entrySet(),
                        (now, entry) -> ofCharges(now, entry.getKey(), entry.getValue())));
    }

    private static Map<String, List<Charge>> chargesByPeriod(Turn turn) {
        List<Charge> open = new ArrayList<>();
        boolean deduct = false;
        String latest = "";
        for (Charge charge : turn.state().billing().units().openCharges().values()) {
            if (!charge.isDrawdown() && mayBeBilled(turn, charge)) {
                open.add(charge);
                deduct |= charge.open().signum() < 0;
                latest = charge.period().compareTo(latest) > 0 ? charge.period() : latest;
            }
        }
        Map<String, List<Charge>> byPeriod = new TreeMap<>();
        for (Charge charge : open) {
            String period = deduct ? latest : charge.period();
            byPeriod.computeIfAbsent(period, _ -> new ArrayList<>()).add(charge);
        }
        return byPeriod;
    }

    private static List<Event> ofCharges(Turn turn, String period, List<Charge> charges) {
        LocalDate last = charges.stream().map(Charge::on).max(LocalDate::compareTo).orElseThrow();
        List<InvoiceLine> lines = charges.stream().map(charge -> lineOf(turn, charge)).toList();
        return planned(turn, Conformance.CHARGES, period, last, lines);
    }

    private static boolean mayBeBilled(Turn turn, Charge charge) {
        return charge.open().signum() > 0
                || Aside.isHeldBack(charge)
                || mayDeduct(turn, charge) && !OwedBack.isOrdered(turn, charge);
    }

    /** What was credited already is not deducted once more. */
    private static boolean mayDeduct(Turn turn, Charge charge) {
        Money amount = charge.open();
        LineTotals totals = turn.state().billing().line(charge.line(), amount.currency());
        return totals.onInvoices().plus(amount).signum() >= 0;
    }

    private static InvoiceLine lineOf(Turn turn, Charge charge) {
        return new InvoiceLine(
                charge.line(),
                charge.id(),
                "",
                lineName(turn, charge.line()) + ": " + charge.id(),
                BigDecimal.ZERO,
                charge.open(),
                0);
    }

    /**
     * An invoice for each period, unless time was taken back after it was billed: then one for all
     * that is due, so that what was billed too much is deducted.
     */
    private static Map<String, List<TimePool>> timeByPeriod(Turn turn, LocalDate today) {
        if (turn.state().billing().units().openPools().isEmpty()) {
            return Map.of();
        }
        List<TimePool> due =
                open(turn)
                        .filter(pool -> !Cutoff.dueOn(turn, pool).isAfter(today))
                        .filter(pool -> !Corrections.isCredited(turn, pool))
                        .toList();
        boolean deduct = due.stream().anyMatch(pool -> pool.openAmount().signum() < 0);
        String latest = due.stream().map(TimePool::period).max(String::compareTo).orElse("");
        return due.stream().collect(groupedBy(pool -> deduct ? latest : pool.period()));
    }

    private static List<Event> ofTime(Turn turn, String period, List<TimePool> pools) {
        Rooms rooms = new Rooms(turn);
        List<InvoiceLine> lines = new ArrayList<>();
        for (TimePool pool : deductionsFirst(pools)) {
            Money amount = rooms.take(pool);
            if (!amount.isZero()) {
                lines.add(lineOf(pool, amount));
            }
        }
        lines.addAll(drawdowns(turn, lines));
        LocalDate lastDay =
                pools.stream()
                        .map(pool -> turn.periodOf(pool.lastDay()).range().lastDay())
                        .max(LocalDate::compareTo)
                        .orElseThrow();
        return planned(turn, Conformance.TIME, period, lastDay, lines);
    }

    /** What an advance covers of the lines that are being billed. */
    private static List<InvoiceLine> drawdowns(Turn turn, List<InvoiceLine> billed) {
        Set<String> lines = billed.stream().map(InvoiceLine::line).collect(Collectors.toSet());
        return turn.state().billing().units().openCharges().values().stream()
                .filter(Charge::isDrawdown)
                .filter(charge -> lines.contains(charge.line()))
                .map(charge -> lineOf(turn, charge))
                .toList();
    }

    /** What is deducted makes room under a cap for the rest. */
    private static List<TimePool> deductionsFirst(List<TimePool> pools) {
        return pools.stream().sorted(comparing(pool -> pool.openAmount().signum())).toList();
    }

    private static InvoiceLine lineOf(TimePool pool, Money amount) {
        String role = pool.role().isEmpty() ? "Time" : pool.role();
        BigDecimal hours = pool.hoursOf(amount);
        String text = role + ", " + pool.period() + ", " + hours.toPlainString() + " h";
        return new InvoiceLine(
                pool.line(), pool.period(), pool.role(), text, hours, amount, pool.last());
    }

    private static List<Event> planned(
            Turn turn, String kind, String period, LocalDate last, List<InvoiceLine> lines) {
        Optional<Money> net = lines.stream().map(InvoiceLine::amount).reduce(Money::plus);
        boolean settlesAnAdvance =
                lines.stream().anyMatch(line -> line.period().contains(Charge.DRAWDOWN + "#"));
        if (net.isEmpty() || net.get().signum() < (settlesAnAdvance ? 0 : 1)) {
            return Conformance.passed(turn, kind, period);
        }
        boolean issueDay =
                turn.entity().map(LegalEntity::invoiceDating).orElse(InvoiceDating.PERIOD_END)
                        == InvoiceDating.ISSUE_DAY;
        String key = InvoiceKey.next(turn.state().id(), period, turn.state().billing());
        LocalDate date = issueDay ? turn.today() : last;
        return Landing.of(turn, date)
                .map(
                        landing ->
                                Conformance.judged(
                                        turn,
                                        kind,
                                        period,
                                        new InvoicePlanned(
                                                key,
                                                landing.day(),
                                                lines,
                                                net.get(),
                                                landing.belongs())))
                .orElseGet(() -> Landing.nowhere(turn, "invoice " + key, date, net.get()));
    }

    static Stream<TimePool> open(Turn turn) {
        return turn.state().billing().units().openPools().values().stream();
    }

    static Optional<Line> line(Turn turn, String id) {
        for (Line line : turn.state().terms().map(Terms::lines).orElse(List.of())) {
            if (line.id().equals(id)) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    private static String lineName(Turn turn, String id) {
        return line(turn, id).map(Line::name).orElse(id);
    }

    private static <T> Collector<T, ?, TreeMap<String, List<T>>> groupedBy(Function<T, String> by) {
        return Collectors.groupingBy(by, TreeMap::new, Collectors.toList());
    }
}
