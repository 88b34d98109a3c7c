package throughline.terms;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import throughline.calendar.DateRange;
import throughline.money.Money;

/**
 * One priced promise of a contract; in this version a line is one obligation.
 *
 * @param price the committed price; empty for uncommitted time and materials
 * @param term the service period, half-open
 * @param standalone what it sells for alone, which the transaction price is allocated by
 * @param bundle lines of one bundle share what they are priced at among themselves alone, since
 *     their discount is observed for them alone (606-10-32-37; IFRS 15.82)
 * @param measuredBy the line with whose progress this one is earned, when it is a variable part of
 *     that line's consideration
 * @param paused days of the term on which nothing is delivered
 * @param ended the first day on which the line does not stand any more, though its term would
 * @param further what else was agreed
 */
public record Line(
        String id,
        String name,
        String serviceLine,
        PricingModel pricing,
        Optional<Money> price,
        DateRange term,
        RevenueMethod revenue,
        List<PricingModel.ResourceAssumption> assumptions,
        Optional<Money> standalone,
        Optional<String> bundle,
        Optional<String> measuredBy,
        List<DateRange> paused,
        Optional<LocalDate> ended,
        Optional<Clauses> further) {

    public Line {
        assumptions = List.copyOf(assumptions);
        paused = List.copyOf(paused);
    }

    /** A line that runs through, without a stand-alone selling price. */
    public Line(
            String id,
            String name,
            String serviceLine,
            PricingModel pricing,
            Optional<Money> price,
            DateRange term,
            RevenueMethod revenue,
            List<PricingModel.ResourceAssumption> assumptions) {
        this(
                id,
                name,
                serviceLine,
                pricing,
                price,
                term,
                revenue,
                assumptions,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** With what explains its price. */
    public Line explainedBy(List<PricingModel.ResourceAssumption> resources) {
        return anew(line -> line.assumptions = resources);
    }

    /** With what it sells for alone, and what it shares with others. */
    public Line allocatedBy(
            Optional<Money> alone, Optional<String> together, Optional<String> measure) {
        return anew(
                line -> {
                    line.standalone = alone;
                    line.bundle = together;
                    line.measuredBy = measure;
                });
    }

    /** With what else was agreed. */
    public Line under(Clauses agreed) {
        return anew(
                line ->
                        line.further =
                                agreed.equals(Clauses.NONE)
                                        ? Optional.empty()
                                        : Optional.of(agreed));
    }

    /** What else was agreed. */
    public Clauses clauses() {
        return further.orElse(Clauses.NONE);
    }

    /** At another price, billed another way. */
    public Line at(Optional<Money> other, PricingModel how) {
        return anew(
                line -> {
                    line.price = other;
                    line.pricing = how;
                });
    }

    /** Billed another way. */
    Line billedBy(PricingModel how) {
        return anew(line -> line.pricing = how);
    }

    /** Whether a cap of its own, or one that it shares, bounds what it may bill. */
    public boolean isCapped() {
        return clauses().capOf().isPresent()
                || pricing instanceof PricingModel.TimeAndMaterials(_, var cap) && cap.isPresent();
    }

    /** Without any cap. */
    public Line uncapped() {
        Clauses now = clauses();
        Line free = under(new Clauses(now.holdback(), Optional.empty(), now.serviceLevel()));
        return pricing instanceof PricingModel.TimeAndMaterials(var card, _)
                ? free.billedBy(new PricingModel.TimeAndMaterials(card, Optional.empty()))
                : free;
    }

    /** With days on which nothing is delivered. */
    Line pausing(List<DateRange> days) {
        return anew(line -> line.paused = days);
    }

    /** Ended before its time, for what was delivered of it. */
    Line ending(LocalDate on, Optional<Money> kept) {
        boolean within = term.from().isBefore(on) && on.isBefore(term.until());
        return anew(
                line -> {
                    line.price = kept;
                    line.term = within ? new DateRange(term.from(), on) : term;
                    line.ended = Optional.of(on);
                });
    }

    /** Worth something else alone, and recognized another way. */
    public Line valued(Optional<Money> alone, RevenueMethod how) {
        return anew(
                line -> {
                    line.standalone = alone;
                    line.revenue = how;
                });
    }

    /** Whether another version sells the same; pauses and an end are no content of it. */
    public boolean isSoldAs(Line other) {
        return id.equals(other.id)
                && serviceLine.equals(other.serviceLine)
                && pricing.equals(other.pricing)
                && price.equals(other.price)
                && term.equals(other.term)
                && revenue == other.revenue
                && standalone.equals(other.standalone)
                && bundle.equals(other.bundle)
                && measuredBy.equals(other.measuredBy)
                && further.equals(other.further);
    }

    /** As if it went on again on a day, where nobody knows yet when it does. */
    public Line restingUntil(LocalDate day) {
        return rests()
                ? pausing(
                        paused.stream()
                                .filter(range -> range.from().isBefore(day))
                                .map(
                                        range ->
                                                range.until().isAfter(day)
                                                        ? new DateRange(range.from(), day)
                                                        : range)
                                .toList())
                : this;
    }

    /** Whether nobody knows yet when it goes on. */
    public boolean rests() {
        return paused.stream().anyMatch(range -> range.until().isAfter(term.until()));
    }

    /** How many days of a range of days count: those in the term that are not paused. */
    public long daysUntil(LocalDate day) {
        LocalDate end = day.isBefore(term.until()) ? day : term.until();
        if (!term.from().isBefore(end)) {
            return 0;
        }
        DateRange served = new DateRange(term.from(), end);
        if (paused.isEmpty()) {
            return served.days();
        }
        long idle =
                paused.stream()
                        .flatMap(range -> range.intersect(served).stream())
                        .mapToLong(DateRange::days)
                        .sum();
        return served.days() - idle;
    }

    /** The same line with something said anew. */
    private Line anew(Consumer<Saying> what) {
        Saying saying = new Saying(this);
        what.accept(saying);
        return new Line(
                id,
                name,
                serviceLine,
                saying.pricing,
                saying.price,
                saying.term,
                saying.revenue,
                saying.assumptions,
                saying.standalone,
                saying.bundle,
                saying.measuredBy,
                saying.paused,
                saying.ended,
                saying.further);
    }

    /** What a line says and may say anew, until it is a line again. */
    private static final class Saying {
        private PricingModel pricing;
        private Optional<Money> price;
        private DateRange term;
        private RevenueMethod revenue;
        private List<PricingModel.ResourceAssumption> assumptions;
        private Optional<Money> standalone;
        private Optional<String> bundle;
        private Optional<String> measuredBy;
        private List<DateRange> paused;
        private Optional<LocalDate> ended;
        private Optional<Clauses> further;

        Saying(Line line) {
            pricing = line.pricing;
            price = line.price;
            term = line.term;
            revenue = line.revenue;
            assumptions = line.assumptions;
            standalone = line.standalone;
            bundle = line.bundle;
            measuredBy = line.measuredBy;
            paused = line.paused;
            ended = line.ended;
            further = line.further;
        }
    }
}
