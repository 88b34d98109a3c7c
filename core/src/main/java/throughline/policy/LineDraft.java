package throughline.policy;

import java.util.List;
import java.util.Optional;
import throughline.calendar.DateRange;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.PricingModel.ResourceAssumption;
import throughline.terms.RevenueMethod;

/**
 * A line on its way to terms: what was sold, and what the gates have decided so far.
 *
 * @param modelWord the pricing model's name, also when nobody knows it
 * @param amount what was sold, or estimated
 * @param price what is committed
 */
record LineDraft(
        DealLine sold,
        String serviceLine,
        String modelWord,
        Optional<Money> amount,
        Optional<Money> price,
        Optional<String> rateCard,
        Optional<Money> cap,
        Optional<DateRange> term,
        Optional<PricingModel> pricing,
        Optional<RevenueMethod> revenue,
        List<ResourceAssumption> assumptions) {

    LineDraft {
        assumptions = List.copyOf(assumptions);
    }

    /** A line of which nothing is decided. */
    static LineDraft of(DealLine sold, String serviceLine, String model, Optional<Money> amount) {
        return new LineDraft(
                sold,
                serviceLine,
                model,
                amount,
                Optional.empty(),
                sold.rateCard(),
                sold.cap(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    String id() {
        return sold.id();
    }

    /** What it states under a condition, as it is written. */
    Optional<String> states(StatedCondition condition) {
        return Optional.ofNullable(sold.conditions().get(condition.word()))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    Optional<Model> model() {
        return Model.of(modelWord);
    }

    boolean is(Model other) {
        return model().filter(other::equals).isPresent();
    }

    boolean isFixedFee() {
        return model().filter(Model::isFixedFee).isPresent();
    }

    LineDraft priced(Optional<Money> committed) {
        return new LineDraft(
                sold,
                serviceLine,
                modelWord,
                amount,
                committed,
                rateCard,
                cap,
                term,
                pricing,
                revenue,
                assumptions);
    }

    /** With a price that follows from its conditions. */
    LineDraft worth(Money sum) {
        return new LineDraft(
                sold,
                serviceLine,
                modelWord,
                Optional.of(sum),
                Optional.of(sum),
                rateCard,
                cap,
                term,
                pricing,
                revenue,
                assumptions);
    }

    LineDraft onCard(Optional<String> card, Optional<Money> most) {
        return new LineDraft(
                sold,
                serviceLine,
                modelWord,
                amount,
                price,
                card,
                most,
                term,
                pricing,
                revenue,
                assumptions);
    }

    LineDraft during(DateRange range) {
        return new LineDraft(
                sold,
                serviceLine,
                modelWord,
                amount,
                price,
                rateCard,
                cap,
                Optional.of(range),
                pricing,
                revenue,
                assumptions);
    }

    LineDraft billedBy(PricingModel how) {
        return new LineDraft(
                sold,
                serviceLine,
                modelWord,
                amount,
                price,
                rateCard,
                cap,
                term,
                Optional.of(how),
                revenue,
                assumptions);
    }

    LineDraft recognizedBy(RevenueMethod method) {
        return new LineDraft(
                sold,
                serviceLine,
                modelWord,
                amount,
                price,
                rateCard,
                cap,
                term,
                pricing,
                Optional.of(method),
                assumptions);
    }

    LineDraft explainedBy(List<ResourceAssumption> resources) {
        return new LineDraft(
                sold,
                serviceLine,
                modelWord,
                amount,
                price,
                rateCard,
                cap,
                term,
                pricing,
                revenue,
                resources);
    }

    /** The line of the terms, when every gate has decided its part. */
    Optional<Line> line() {
        if (pricing.isEmpty() || term.isEmpty() || revenue.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Line(
                        sold.id(),
                        sold.name(),
                        serviceLine,
                        pricing.get(),
                        price,
                        term.get(),
                        revenue.get(),
                        assumptions));
    }
}
