package throughline.billing;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import throughline.engagement.BillingEvent.ChargeRaised;
import throughline.engagement.Entries;
import throughline.engagement.Event;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.PricingModel;

/** Charges for clauses: what is kept back and released, credits for missed levels, shared caps. */
final class Aside {

    /** What is kept back of charges. */
    private static final String HELD = "/held-back";

    /** What is kept back of work that is billed by hours goes on the invoices of that work. */
    private static final String HELD_OF_WORK = HELD + Charge.DRAWDOWN;

    /** What was kept back, and is owed now. */
    private static final String RELEASED = "/released";

    /** What is credited for a period whose level was missed. */
    private static final String CREDIT = "-service-credit";

    /** What a cap that several lines share leaves of what was booked. */
    private static final String SHARED = "/shared-cap";

    private static final List<String> ENDINGS =
            List.of(HELD, HELD_OF_WORK, RELEASED, CREDIT, SHARED);

    private Aside() {}

    /** Whether a charge belongs to a clause, so that no schedule knows its source. */
    static boolean is(String charge) {
        int number = charge.lastIndexOf('#');
        String source = number < 0 ? charge : charge.substring(0, number);
        for (String ending : ENDINGS) {
            if (source.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    /** The source of what is kept back of a line. */
    static String heldBack(Line line) {
        return line.id()
                + (line.pricing() instanceof PricingModel.TimeAndMaterials ? HELD_OF_WORK : HELD);
    }

    /** The source of what was kept back of a line and is owed. */
    static String released(Line line) {
        return line.id() + RELEASED;
    }

    /** The source of what is credited for a period of a line. */
    static String credit(Line line, String period) {
        return line.id() + "/" + period + CREDIT;
    }

    /** The source of what a shared cap changes of a line. */
    static String sharedCap(Line line) {
        return line.id() + SHARED;
    }

    /** Whether a charge keeps back a part of others, with which it is billed. */
    static boolean isHeldBack(Charge charge) {
        return charge.id().contains(HELD + "#");
    }

    /** What was charged for a source so far. */
    static Money charged(Turn turn, String source, Money like) {
        Money sum = Money.zero(like.currency());
        for (Charge charge :
                Entries.startingWith(turn.state().billing().charges(), source + "#").values()) {
            sum = sum.plus(charge.amount());
        }
        return sum;
    }

    /** Charges the difference to what a source comes to now. */
    static List<Event> difference(
            Turn turn, Line line, String source, LocalDate on, Reckoning target, boolean beyond) {
        Reckoning more = target;
        for (Charge charge :
                Entries.startingWith(turn.state().billing().charges(), source + "#").values()) {
            more = more.minus("charged as " + charge.id(), charge.amount());
        }
        return more.amount().isZero()
                ? List.of()
                : List.of(
                        turn.because(
                                new ChargeRaised(
                                        next(turn, source),
                                        line.id(),
                                        turn.periodOf(on).id(),
                                        on,
                                        more.amount(),
                                        beyond ? Optional.of(more.amount()) : Optional.empty(),
                                        Optional.empty()),
                                "clauses",
                                "clauses of line " + line.id(),
                                more));
    }

    /** The name of the next charge of a source. */
    static String next(Turn turn, String source) {
        int count = Entries.startingWith(turn.state().billing().charges(), source + "#").size();
        return source + "#" + (count + 1);
    }
}
