package throughline.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.calendar.DateRange;
import throughline.calendar.FiscalPeriod;
import throughline.engagement.BillingEvent.InvoiceLine;
import throughline.engagement.Entries;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.ExpenseCounted;
import throughline.landscape.GateName;
import throughline.landscape.TimeRate;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.PricingModel.Milestone;
import throughline.wording.Counted;
import throughline.work.AgreedPrices;

/** The clauses about what was delivered: milestones once, rates, expenses, days within the term. */
final class SowUnits {

    /** A milestone is billed once, and at its amount. */
    static final String MILESTONE = "sow-milestone-billed-twice";

    /** Hours are billed at most at the rate of the card. */
    static final String RATE = "sow-rate-above-card";

    /** Expenses are passed on within the policy. */
    static final String EXPENSE = "sow-expense-outside-policy";

    /** Nothing is billed that lies outside of the term. */
    static final String TERM = "sow-outside-term";

    private static final BigDecimal HUNDREDTH = new BigDecimal("0.01");

    private SowUnits() {}

    /** The name under which charges of one source are told. */
    static String sourceOf(String charge) {
        int number = Math.max(charge.lastIndexOf('#'), charge.lastIndexOf('~'));
        boolean numbered = number > 0 && number + 1 < charge.length();
        for (int i = number + 1; numbered && i < charge.length(); i++) {
            numbered = charge.charAt(i) >= '0' && charge.charAt(i) <= '9';
        }
        return numbered ? charge.substring(0, number) : charge;
    }

    /** What is wrong with what was charged for one source of a line. */
    static List<SowBreach> ofSource(Turn turn, Line line, String source) {
        Charge first = null;
        Money sum = null;
        for (Charge charge :
                Entries.startingWith(turn.state().billing().charges(), source).values()) {
            if (charge.invoice().isPresent() && sourceOf(charge.id()).equals(source)) {
                first = first == null ? charge : first;
                sum = sum == null ? charge.amount() : sum.plus(charge.amount());
            }
        }
        if (first == null || sum == null || sum.signum() <= 0 || Aside.is(source)) {
            return List.of();
        }
        List<SowBreach> found = new ArrayList<>();
        String name = source.substring(line.id().length() + 1);
        milestone(turn, line, name, sum).ifPresent(found::add);
        expense(turn, line, name, sum).ifPresent(found::add);
        outside(turn, line, source, first, sum).ifPresent(found::add);
        return found;
    }

    private static Optional<SowBreach> milestone(Turn turn, Line line, String name, Money billed) {
        boolean byMilestones =
                line.pricing() instanceof PricingModel.FixedFeeMilestones
                        || line.pricing() instanceof PricingModel.Outcome;
        if (!byMilestones) {
            return Optional.empty();
        }
        Money agreed =
                line.pricing().milestones().stream()
                        .filter(milestone -> milestone.id().equals(name))
                        .map(Milestone::amount)
                        .findFirst()
                        .orElse(Money.zero(billed.currency()));
        Money over = billed.minus(agreed);
        Money credited = turn.state().billing().line(line.id(), billed.currency()).credited();
        return over.signum() <= 0 || credited.compareTo(over) >= 0
                ? Optional.empty()
                : Optional.of(
                        new SowBreach(
                                MILESTONE,
                                line.id() + "/" + name,
                                over,
                                ("Milestone %s of line %s is billed at %s, agreed is %s: clause"
                                                + " \"each milestone once\" is exceeded by %s."
                                                + " Credit that, or agree an amendment.")
                                        .formatted(name, line.id(), billed, agreed, over),
                                Map.of(
                                        "clause", "each milestone once",
                                        "line", line.id(),
                                        "milestone", name,
                                        "agreed", agreed.toString(),
                                        "billed", billed.toString())));
    }

    private static Optional<SowBreach> expense(Turn turn, Line line, String name, Money billed) {
        ExpenseCounted known = turn.state().work().expenses().get(name);
        Optional<Money> most =
                Optional.ofNullable(known)
                        .flatMap(spent -> AgreedPrices.ofExpense(turn, line, spent));
        return most.filter(agreed -> billed.compareTo(agreed) > 0)
                .map(
                        agreed ->
                                new SowBreach(
                                        EXPENSE,
                                        line.id() + "/" + name,
                                        billed.minus(agreed),
                                        ("Expense %s is billed at %s, the policy passes on %s at"
                                                        + " most: clause \"expenses\" is exceeded"
                                                        + " by %s. Credit that, or correct the"
                                                        + " policy.")
                                                .formatted(
                                                        name, billed, agreed, billed.minus(agreed)),
                                        Map.of(
                                                "clause", "expenses",
                                                "line", line.id(),
                                                "expense", name,
                                                "agreed", agreed.toString(),
                                                "billed", billed.toString())));
    }

    /** Late acceptance is no breach; dates that the calendar bills, and expenses, have a term. */
    private static Optional<SowBreach> outside(
            Turn turn, Line line, String source, Charge first, Money billed) {
        boolean dated =
                line.pricing() instanceof PricingModel.FixedFeeCalendar
                        || line.pricing() instanceof PricingModel.Expenses;
        return !dated || billing(turn, line).contains(first.on())
                ? Optional.empty()
                : Optional.of(
                        outside(
                                line,
                                source,
                                billed,
                                "%s of %s is billed".formatted(billed, first.on())));
    }

    private static SowBreach outside(Line line, String about, Money billed, String what) {
        return new SowBreach(
                TERM,
                about,
                billed,
                ("%s on line %s, whose term is %s: clause \"term\" does not cover it. Credit it, or"
                                + " extend the term by amendment.")
                        .formatted(what, line.id(), line.term().words()),
                Map.of("clause", "term", "line", line.id(), "term", line.term().words()));
    }

    private static DateRange billing(Turn turn, Line line) {
        int grace =
                turn.setting(GateName.SCHEDULE, "grace-days")
                        .filter(text -> text.matches("\\d{1,4}"))
                        .map(Integer::parseInt)
                        .orElse(0);
        return new DateRange(line.term().from(), line.term().until().plusDays(grace));
    }

    /** What is wrong with what was billed of the time of one line, period and role. */
    static List<SowBreach> ofPool(Turn turn, Line line, TimePool pool) {
        BigDecimal hours = BigDecimal.ZERO;
        Money billed = Money.zero(pool.openAmount().currency());
        List<InvoiceLine> parts = turn.state().billing().linesOf(pool);
        for (InvoiceLine part : parts) {
            hours = hours.add(part.hours());
            billed = billed.plus(part.amount());
        }
        List<SowBreach> found = new ArrayList<>();
        if (hours.signum() > 0 && billed.signum() > 0) {
            above(turn, line, pool, new Hours(hours, billed, parts.size())).ifPresent(found::add);
            FiscalPeriod period = turn.periodOf(pool.lastDay());
            if (period.range().intersect(line.term()).isEmpty()) {
                String what = "%s of %s is billed".formatted(billed, pool.period());
                found.add(outside(line, pool.key(), billed, what));
            }
        }
        return found;
    }

    /** What was billed of hours, on how many lines of invoices. */
    private record Hours(BigDecimal hours, Money billed, int parts) {}

    /**
     * Hours of a part of a pool are told to a hundredth, and each entry is rounded to a minor unit:
     * only what is more than that is above the card.
     */
    private static Optional<SowBreach> above(Turn turn, Line line, TimePool pool, Hours on) {
        LocalDate day = pool.lastDay();
        return AgreedPrices.ofTime(turn, line, pool.role(), turn.periodOf(day))
                .map(
                        rate -> {
                            Money agreed = rate.of(on.hours(), RoundingMode.HALF_UP);
                            Money rounding =
                                    rate.of(
                                                    HUNDREDTH.multiply(
                                                            BigDecimal.valueOf(on.parts())),
                                                    RoundingMode.UP)
                                            .plus(
                                                    Money.rounded(
                                                            rate.amount().currency(),
                                                            on.hours().multiply(HUNDREDTH),
                                                            RoundingMode.UP));
                            Money over = on.billed().minus(agreed);
                            return over.compareTo(rounding) > 0
                                    ? Optional.of(above(line, pool, rate, on, over))
                                    : Optional.<SowBreach>empty();
                        })
                .orElse(Optional.empty());
    }

    private static SowBreach above(Line line, TimePool pool, TimeRate rate, Hours on, Money over) {
        String role = pool.role().isEmpty() ? "time" : pool.role();
        return new SowBreach(
                RATE,
                pool.key(),
                over,
                ("%s of %s in %s %s billed at %s on line %s, the card says %s:"
                                + " clause \"rates\" is exceeded by %s. Credit that, or correct the"
                                + " card.")
                        .formatted(
                                Counted.of(on.hours(), "hour"),
                                role,
                                pool.period(),
                                Counted.word(on.hours(), "is", "are"),
                                on.billed(),
                                line.id(),
                                rate,
                                over),
                Map.of(
                        "clause", "rates",
                        "line", line.id(),
                        "role", role,
                        "agreed", rate.toString(),
                        "billed", on.billed().toString()));
    }
}
