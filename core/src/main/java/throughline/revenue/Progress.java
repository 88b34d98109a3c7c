package throughline.revenue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import throughline.engagement.Engagement;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.EstimateRevised;
import throughline.engagement.WorkEvent.ExpenseCounted;
import throughline.engagement.WorkEvent.MilestoneAccepted;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.engagement.WorkEvent.TimeTakenBack;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.PricingModel.Milestone;
import throughline.terms.PricingModel.ResourceAssumption;
import throughline.terms.RevenueMethod;
import throughline.work.Estimates;
import throughline.work.Work;

/**
 * How far a line has come, in the unit of its method: days, hours, cost, accepted amounts, or
 * nothing and all.
 */
public final class Progress {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Progress() {}

    /**
     * What was done before a day.
     *
     * @param until empty for all that is known by today
     */
    static BigDecimal done(Turn turn, Line line, Optional<LocalDate> until) {
        return switch (line.revenue()) {
            case STRAIGHT_LINE ->
                    BigDecimal.valueOf(line.daysUntil(until.orElse(line.term().until())));
            case OUTPUT_MILESTONES -> accepted(turn, line, until);
            case INPUT_COST ->
                    spent(turn, line, until).subtract(Materials.handed(turn, line, until));
            case INPUT_HOURS -> spent(turn, line, until);
            case OUTPUT_PROGRESS -> percent(turn, line, until);
            case USAGE ->
                    isOver(turn, line, until) ? total(turn, line, until) : spent(turn, line, until);
            case VARIABLE -> measure(turn, line, until).map(Measure::done).orElse(BigDecimal.ZERO);
            case POINT_IN_TIME -> isDelivered(turn, line, until) ? BigDecimal.ONE : BigDecimal.ZERO;
            case RIGHT_TO_INVOICE, NONE -> BigDecimal.ZERO;
        };
    }

    private static BigDecimal spent(Turn turn, Line line, Optional<LocalDate> until) {
        return turn.state().revenue().done().getOrDefault(line.id(), Done.NOTHING).before(until);
    }

    private static BigDecimal percent(Turn turn, Line line, Optional<LocalDate> until) {
        Estimates estimates = turn.state().work().estimates();
        return until.map(day -> estimates.stating(line.id(), EstimateRevised::percentComplete, day))
                .orElseGet(() -> estimates.stating(line.id(), EstimateRevised::percentComplete))
                .flatMap(EstimateRevised::percentComplete)
                .map(HUNDRED::min)
                .orElse(BigDecimal.ZERO);
    }

    private record Measure(BigDecimal done, BigDecimal all) {}

    /** The progress of the line that a variable amount belongs to. */
    private static Optional<Measure> measure(Turn turn, Line line, Optional<LocalDate> until) {
        return turn.state().terms().stream()
                .flatMap(terms -> terms.lines().stream())
                .filter(other -> line.measuredBy().filter(other.id()::equals).isPresent())
                .findFirst()
                .flatMap(other -> progress(turn, other, until));
    }

    private static Optional<Measure> progress(Turn turn, Line line, Optional<LocalDate> until) {
        if (!Unmeasured.is(turn, line, until)) {
            return Optional.of(new Measure(done(turn, line, until), total(turn, line, until)));
        }
        return Unmeasured.isDelivered(turn, line, until)
                ? Optional.of(new Measure(BigDecimal.ONE, BigDecimal.ONE))
                : Optional.empty();
    }

    /**
     * What is done when all is.
     *
     * @param asOf as it was estimated before that day; empty for the newest estimate
     */
    static BigDecimal total(Turn turn, Line line, Optional<LocalDate> asOf) {
        return switch (line.revenue()) {
            case STRAIGHT_LINE -> BigDecimal.valueOf(line.daysUntil(line.term().until()));
            case OUTPUT_MILESTONES -> scheduled(line);
            case INPUT_HOURS -> estimated(turn, line, asOf).max(done(turn, line, asOf));
            case INPUT_COST ->
                    estimated(turn, line, asOf)
                            .subtract(Materials.inAll(turn, line, asOf))
                            .max(done(turn, line, asOf));
            case OUTPUT_PROGRESS -> HUNDRED;
            case USAGE -> Bought.toBeUsed(turn, line);
            case VARIABLE -> measure(turn, line, asOf).map(Measure::all).orElse(BigDecimal.ZERO);
            case POINT_IN_TIME -> BigDecimal.ONE;
            case RIGHT_TO_INVOICE, NONE -> BigDecimal.ZERO;
        };
    }

    /**
     * What is done and what all is, in words.
     *
     * @param what without until when
     */
    record Words(String what, Optional<LocalDate> until, String all) {
        String done() {
            return until.isEmpty() ? what : what + " to " + until.get().minusDays(1);
        }
    }

    static Words words(Line line, Optional<LocalDate> until) {
        return switch (line.revenue()) {
            case STRAIGHT_LINE -> new Words("days", until, "days of the term");
            case OUTPUT_MILESTONES -> new Words("accepted", until, "scheduled");
            case INPUT_HOURS -> new Words("hours", until, "hours estimated");
            case INPUT_COST -> new Words("cost", until, "cost estimated");
            case OUTPUT_PROGRESS -> new Words("percent complete", until, "percent");
            case USAGE -> new Words("hours used", until, "hours expected to be used");
            case VARIABLE ->
                    new Words(
                            "progress of line " + line.measuredBy().orElse(""), until, "all of it");
            case POINT_IN_TIME -> new Words("delivered", Optional.empty(), "in all");
            case RIGHT_TO_INVOICE, NONE -> new Words("done", until, "in all");
        };
    }

    private static BigDecimal accepted(Turn turn, Line line, Optional<LocalDate> until) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Milestone milestone : line.pricing().milestones()) {
            BigDecimal share = share(turn, milestone, until);
            sum = sum.add(milestone.amount().decimal().multiply(share));
        }
        return sum;
    }

    private static BigDecimal share(Turn turn, Milestone milestone, Optional<LocalDate> until) {
        return turn.state()
                .revenue()
                .accepted()
                .getOrDefault(milestone.id(), Accepted.NOT)
                .before(until);
    }

    /** As it was estimated; the hours that explained the price where nobody did. */
    static BigDecimal estimated(Turn turn, Line line, Optional<LocalDate> asOf) {
        Work work = turn.state().work();
        if (line.revenue() == RevenueMethod.INPUT_COST) {
            return work.estimated(line.id(), EstimateRevised::totalCost, asOf)
                    .map(Money::decimal)
                    .orElse(BigDecimal.ZERO);
        }
        return work.estimated(line.id(), EstimateRevised::totalHours, asOf)
                .orElseGet(
                        () ->
                                line.assumptions().stream()
                                        .map(ResourceAssumption::hours)
                                        .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static BigDecimal scheduled(Line line) {
        return line.pricing().milestones().stream()
                .map(milestone -> milestone.amount().decimal())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What was not used by the end of the term is gone. */
    private static boolean isOver(Turn turn, Line line, Optional<LocalDate> until) {
        return !until.orElse(turn.today()).isBefore(line.term().until());
    }

    /** All milestones are accepted in full; without milestones, the term is over. */
    static boolean isDelivered(Turn turn, Line line, Optional<LocalDate> until) {
        List<Milestone> milestones = line.pricing().milestones();
        return milestones.isEmpty()
                ? isOver(turn, line, until)
                : milestones.stream()
                        .allMatch(each -> share(turn, each, until).compareTo(BigDecimal.ONE) == 0);
    }

    /** Keeps what time means for the measure of its line. */
    public static Revenue worked(Engagement state, TimeApproved time) {
        return more(state, time.line(), time.on(), time.hours(), time.cost());
    }

    /** Takes it back. */
    public static Revenue takenBack(Engagement state, TimeTakenBack time) {
        return more(state, time.line(), time.on(), time.hours().negate(), time.cost().negated());
    }

    /** Keeps what an expense means for the measure of its line: its cost. */
    public static Revenue spent(Engagement state, ExpenseCounted expense) {
        String line = expense.line();
        BigDecimal cost = expense.cost().decimal();
        Revenue next = more(state, line, expense.on(), BigDecimal.ZERO, expense.cost());
        return methodOf(state, line) == RevenueMethod.INPUT_COST
                ? next.doing(Materials.key(line, expense.category()), expense.on(), cost)
                : next;
    }

    /** Keeps when a milestone was accepted. */
    public static Revenue accepted(Engagement state, MilestoneAccepted event) {
        return state.revenue().accepting(event);
    }

    private static Revenue more(
            Engagement state, String id, LocalDate on, BigDecimal hours, Money cost) {
        Optional<Line> line = line(state, id);
        RevenueMethod method = line.map(Line::revenue).orElse(RevenueMethod.NONE);
        Revenue next =
                switch (method) {
                    case INPUT_HOURS ->
                            line.filter(it -> it.assumptions().isEmpty()).isPresent()
                                    ? withCost(state, id, on, cost).doing(id, on, hours)
                                    : state.revenue().doing(id, on, hours);
                    case USAGE -> state.revenue().doing(id, on, hours);
                    case INPUT_COST -> state.revenue().doing(id, on, cost.decimal());
                    case OUTPUT_MILESTONES, OUTPUT_PROGRESS, VARIABLE -> state.revenue();
                    case RIGHT_TO_INVOICE, STRAIGHT_LINE, POINT_IN_TIME, NONE -> state.revenue();
                };
        return LossProvision.mayBeOnerous(method) ? next.costing(id, cost) : next;
    }

    /** What cost says where hours say nothing, as far as it is in the contract's currency. */
    private static Revenue withCost(Engagement state, String id, LocalDate on, Money cost) {
        return state.terms().filter(it -> it.currency().equals(cost.currency())).isPresent()
                ? state.revenue().doing(Unmeasured.key(id), on, cost.decimal())
                : state.revenue();
    }

    private static RevenueMethod methodOf(Engagement state, String id) {
        return line(state, id).map(Line::revenue).orElse(RevenueMethod.NONE);
    }

    private static Optional<Line> line(Engagement state, String id) {
        return state.terms().stream()
                .flatMap(terms -> terms.lines().stream())
                .filter(line -> line.id().equals(id))
                .findFirst();
    }
}
