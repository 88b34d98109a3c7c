package throughline.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.PricingModel.Fee;
import throughline.terms.PricingModel.Retainer;
import throughline.terms.PricingModel.Unused;
import throughline.wording.Counted;

/**
 * The account of a retainer's included hours. Every period brings its hours and uses some; what is
 * over is lost, carried or given back, and what is beyond is charged. Carried hours are used before
 * the period's own, the oldest first.
 */
final class IncludedHours {

    private final Retainer retainer;
    private final RoundingMode rounding;
    private final Deque<Carried> carried = new ArrayDeque<>();
    private BigDecimal unusedAtAll = BigDecimal.ZERO;

    private IncludedHours(Retainer retainer, RoundingMode rounding) {
        this.retainer = retainer;
        this.rounding = rounding;
    }

    /** Hours of an earlier period, and how many periods they still have. */
    private record Carried(BigDecimal hours, int left) {}

    /**
     * What one period came to.
     *
     * @param beyond hours that no included hour covers
     * @param charge what these cost, less what is trued up in the last period
     */
    record Settled(Fee fee, BigDecimal used, BigDecimal beyond, Reckoning charge) {}

    /**
     * Settles some periods.
     *
     * @param wanted consecutive ones, in order; the ones before them count as far as hours of them
     *     are carried
     * @param used hours in a period
     * @param rounding of what hours cost
     */
    static Stream<Settled> settle(
            Retainer retainer,
            List<? extends Fee> wanted,
            Function<Fee, BigDecimal> used,
            RoundingMode rounding) {
        if (wanted.isEmpty()) {
            return Stream.empty();
        }
        IncludedHours account = new IncludedHours(retainer, rounding);
        for (Fee earlier : account.before(wanted)) {
            account.period(earlier, used.apply(earlier));
        }
        return wanted.stream()
                .map(
                        fee -> {
                            BigDecimal hours = used.apply(fee);
                            BigDecimal beyond = account.period(fee, hours);
                            return new Settled(fee, hours, beyond, account.charge(fee, beyond));
                        });
    }

    /** The periods whose unused hours may matter to others. */
    private List<Fee> before(List<? extends Fee> wanted) {
        List<Fee> all = retainer.fees();
        boolean matter =
                switch (retainer.unused()) {
                    case Unused.Lost _ -> false;
                    case Unused.RollsOver _ -> true;
                    case Unused.TruedUp _ -> wanted.getLast().equals(all.getLast());
                };
        return matter ? all.subList(0, all.indexOf(wanted.getFirst())) : List.of();
    }

    /** Hours of a period that nothing covers. */
    private BigDecimal period(Fee fee, BigDecimal used) {
        BigDecimal own = retainer.included().multiply(fee.part());
        BigDecimal left = used;
        for (Iterator<Carried> older = carried.iterator(); older.hasNext(); ) {
            Carried hours = older.next();
            BigDecimal taken = left.min(hours.hours());
            left = left.subtract(taken);
            older.remove();
            if (taken.compareTo(hours.hours()) < 0) {
                carried.addFirst(new Carried(hours.hours().subtract(taken), hours.left()));
                break;
            }
        }
        BigDecimal beyond = left.subtract(own).max(BigDecimal.ZERO);
        BigDecimal over = own.subtract(left).max(BigDecimal.ZERO);
        unusedAtAll = unusedAtAll.add(over);
        carry(over);
        return beyond;
    }

    private void carry(BigDecimal over) {
        if (!(retainer.unused() instanceof Unused.RollsOver(var cap, var periods))) {
            return;
        }
        List<Carried> older = new ArrayList<>(carried);
        carried.clear();
        BigDecimal room = cap.orElse(null);
        older.add(new Carried(over, periods + 1));
        List<Carried> kept = new ArrayList<>();
        for (Carried hours : older.reversed()) {
            BigDecimal may = room == null ? hours.hours() : hours.hours().min(room);
            if (hours.left() > 1 && may.signum() > 0) {
                kept.addFirst(new Carried(may, hours.left() - 1));
                room = room == null ? null : room.subtract(may);
            }
        }
        carried.addAll(kept);
    }

    private Reckoning charge(Fee fee, BigDecimal beyond) {
        Money none = Money.zero(fee.amount().currency());
        Reckoning extra =
                Reckoning.of("an extra hour", retainer.extraHour().orElse(none))
                        .times("hours beyond the included ones", beyond)
                        .rounded(rounding);
        boolean last = fee.equals(retainer.fees().getLast());
        return last && retainer.unused() instanceof Unused.TruedUp(var perHour)
                ? extra.minus(
                        Counted.of(unusedAtAll.stripTrailingZeros(), "unused hour")
                                + " trued up at "
                                + perHour,
                        perHour.times(unusedAtAll, rounding))
                : extra;
    }
}
