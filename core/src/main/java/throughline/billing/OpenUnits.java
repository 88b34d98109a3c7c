package throughline.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import throughline.engagement.BillingEvent.ChargeRaised;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.engagement.WorkEvent.TimeTakenBack;
import throughline.money.Money;

/** What gives a right to bill opens units. */
public final class OpenUnits {

    private OpenUnits() {}

    /** Opens a unit of time. */
    public static Billing opened(Billing state, TimeApproved event, long sequence) {
        return moved(
                state,
                poolOf(
                        state,
                        event.line(),
                        event.period(),
                        event.role(),
                        event.on(),
                        event.amount()),
                new Unit(event.on(), event.hours(), event.amount(), event.softBooked()),
                sequence);
    }

    /** Opens the same unit negatively, so that what is open or billed nets out. */
    public static Billing takenBack(Billing state, TimeTakenBack event, long sequence) {
        Billing next =
                moved(
                        state,
                        poolOf(
                                state,
                                event.line(),
                                event.period(),
                                event.role(),
                                event.on(),
                                event.amount()),
                        new Unit(
                                event.on(),
                                event.hours().negate(),
                                event.amount().negated(),
                                event.softBooked().negated()),
                        sequence);
        return Netting.ofLine(next, event.line());
    }

    /** Opens a charge. */
    public static Billing raised(Billing state, ChargeRaised event) {
        Charge charge =
                new Charge(
                        event.charge(),
                        event.line(),
                        event.period(),
                        event.on(),
                        event.amount(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        event.units());
        Money none = Money.zero(event.amount().currency());
        Billing next =
                state.withCharge(charge)
                        .changing(
                                event.line(),
                                event.amount().currency(),
                                totals ->
                                        totals.entitling(
                                                event.amount(), event.beyond().orElse(none)));
        return charge.owed().isZero() ? next : Netting.ofLine(next, event.line());
    }

    private record Unit(LocalDate on, BigDecimal hours, Money amount, Money soft) {}

    private static Billing moved(Billing state, TimePool pool, Unit unit, long sequence) {
        if (unit.amount().isZero() && unit.soft().isZero()) {
            return state;
        }
        return state.withPool(pool.opening(unit.on(), unit.hours(), unit.amount(), sequence))
                .changing(
                        pool.line(),
                        unit.amount().currency(),
                        totals -> totals.entitling(unit.amount(), unit.soft()));
    }

    private static TimePool poolOf(
            Billing state, String line, String period, String role, LocalDate on, Money amount) {
        TimePool pool = state.pools().get(TimePool.key(line, period, role));
        Money zero = Money.zero(amount.currency());
        return pool == null
                ? new TimePool(line, period, role, on, BigDecimal.ZERO, zero, 0, List.of())
                : pool;
    }
}
