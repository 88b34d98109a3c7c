package throughline.work;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.landscape.TimeRate;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.observed.CanonicalRecord.TimeEntry;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.RevenueMethod;
import throughline.terms.Terms;
import throughline.work.RateCard.Rating;

/** What a time entry means for its engagement. */
sealed interface Standing {

    /** It counts, as this unit (without what it soft-books), worth this much. */
    record Counts(TimeApproved unit, Reckoning worth) implements Standing {}

    /** It costs, and counts for nothing else until its change order is in force. */
    record Risky(TimeApproved unit, AtRisk work) implements Standing {}

    /** Not approved, or withdrawn. */
    record DoesNotCount() implements Standing {}

    /** It cannot be: the entry must be mended. */
    record Refused(String why) implements Standing {}

    /** It cannot be priced: the card must be mended. */
    record Waits(String why) implements Standing {}

    /** Entries may cover a week; nobody works more than all of it. */
    BigDecimal MOST_HOURS = BigDecimal.valueOf(168);

    /** What a version of an entry means under these terms. */
    static Standing of(Turn turn, Terms terms, TimeEntry entry) {
        if (entry.hours().signum() < 0 || entry.hours().compareTo(MOST_HOURS) > 0) {
            return new Refused(
                    "it states " + entry.hours().toPlainString() + " hours; 0 to 168 are possible");
        }
        return switch (entry.status()) {
            case DRAFT, SUBMITTED, DELETED -> new DoesNotCount();
            case APPROVED ->
                    PendingLines.of(turn, terms, entry)
                            .map(pending -> risky(turn, terms, pending, entry))
                            .orElseGet(() -> priced(turn, terms, lineOf(terms, entry), entry));
        };
    }

    private static Standing risky(
            Turn turn, Terms terms, PendingLines.Pending pending, TimeEntry entry) {
        Standing standing = priced(turn, terms, pending.line(), entry);
        if (!(standing instanceof Counts(var unit, _))) {
            return standing;
        }
        Money none = Money.zero(terms.currency());
        TimeApproved counted =
                new TimeApproved(
                        unit.unit(),
                        unit.line(),
                        unit.period(),
                        unit.person(),
                        unit.role(),
                        unit.on(),
                        unit.hours(),
                        unit.billable(),
                        none,
                        unit.cost(),
                        none,
                        "at risk: change order " + pending.order() + " is not in force",
                        unit.standard());
        Money worth = unit.amount().isZero() ? unit.cost() : unit.amount();
        return new Risky(counted, new AtRisk(pending.order(), worth, entry, counted));
    }

    private static Standing priced(Turn turn, Terms terms, Line line, TimeEntry entry) {
        boolean byHours = line.pricing().hourly().isPresent();
        boolean internal = line.pricing() instanceof PricingModel.Internal;
        boolean billable = entry.billable() && !internal;
        Money zero = Money.zero(terms.currency());
        Reckoning nothing = Reckoning.of("not billed by hours", zero);
        Rating rating = RateCard.rate(turn, terms, line, entry);
        return switch (rating) {
            case Rating.Unrated(var why) when byHours && billable || isEarnedByCost(line) ->
                    new Waits(why);
            case Rating.Unrated(var why) -> {
                Optional<Money> unknown = billable ? Optional.of(zero) : Optional.empty();
                Worth worth = new Worth(billable, nothing, zero, unknown, why);
                yield counts(turn, line, entry, worth);
            }
            case Rating.Rated(var rate, var cost, var full, var source) -> {
                Reckoning amount = byHours && billable ? by(turn, rate, entry) : nothing;
                String from = byHours && billable ? source : "not billed by hours";
                Optional<Money> standard =
                        billable ? Optional.of(by(turn, full, entry).amount()) : Optional.empty();
                Worth worth =
                        new Worth(billable, amount, by(turn, cost, entry).amount(), standard, from);
                yield counts(turn, line, entry, worth);
            }
        };
    }

    private static boolean isEarnedByCost(Line line) {
        return line.revenue() == RevenueMethod.INPUT_COST;
    }

    /** What an entry is worth and costs, what it would be worth at most, and what says so. */
    record Worth(
            boolean billable,
            Reckoning amount,
            Money cost,
            Optional<Money> standard,
            String source) {}

    private static Reckoning by(Turn turn, TimeRate rate, TimeEntry entry) {
        return rate.reckon(entry.hours()).rounded(turn.rounding());
    }

    private static Standing counts(Turn turn, Line line, TimeEntry entry, Worth worth) {
        return new Counts(unit(turn, line, entry, worth), worth.amount());
    }

    private static TimeApproved unit(Turn turn, Line line, TimeEntry entry, Worth worth) {
        return new TimeApproved(
                entry.key(),
                line.id(),
                turn.periodOf(entry.on()).id(),
                entry.person().id(),
                TimeKind.of(entry).label(),
                entry.on(),
                entry.hours(),
                worth.billable(),
                worth.amount().amount(),
                worth.cost(),
                Money.zero(worth.amount().currency()),
                worth.source(),
                worth.standard());
    }

    /** The line that the entry names, else one billed by hours on that day, else the first. */
    private static Line lineOf(Terms terms, TimeEntry entry) {
        List<Line> lines = terms.lines();
        String named = entry.attributes().getOrDefault("line", "");
        List<Line> timed =
                lines.stream().filter(line -> line.pricing().hourly().isPresent()).toList();
        return lines.stream()
                .filter(line -> line.id().equals(named))
                .findFirst()
                .or(() -> timed.stream().filter(l -> l.term().contains(entry.on())).findFirst())
                .or(() -> timed.stream().findFirst())
                .orElseGet(lines::getFirst);
    }
}
