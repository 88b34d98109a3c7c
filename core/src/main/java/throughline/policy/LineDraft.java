package throughline.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
        return anew(draft -> draft.price = committed);
    }

    /** With a price that follows from its conditions. */
    LineDraft worth(Money sum) {
        return anew(
                draft -> {
                    draft.amount = Optional.of(sum);
                    draft.price = Optional.of(sum);
                });
    }

    LineDraft onCard(Optional<String> card, Optional<Money> most) {
        return anew(
                draft -> {
                    draft.rateCard = card;
                    draft.cap = most;
                });
    }

    LineDraft during(DateRange range) {
        return anew(draft -> draft.term = Optional.of(range));
    }

    LineDraft billedBy(PricingModel how) {
        return anew(draft -> draft.pricing = Optional.of(how));
    }

    LineDraft recognizedBy(RevenueMethod method) {
        return anew(draft -> draft.revenue = Optional.of(method));
    }

    LineDraft explainedBy(List<ResourceAssumption> resources) {
        return anew(draft -> draft.assumptions = resources);
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

    /** The same draft with something decided. */
    private LineDraft anew(Consumer<Deciding> what) {
        Deciding deciding = new Deciding(this);
        what.accept(deciding);
        return new LineDraft(
                sold,
                serviceLine,
                modelWord,
                deciding.amount,
                deciding.price,
                deciding.rateCard,
                deciding.cap,
                deciding.term,
                deciding.pricing,
                deciding.revenue,
                deciding.assumptions);
    }

    /** What gates decide of a line, until it is a draft again. */
    private static final class Deciding {
        private Optional<Money> amount;
        private Optional<Money> price;
        private Optional<String> rateCard;
        private Optional<Money> cap;
        private Optional<DateRange> term;
        private Optional<PricingModel> pricing;
        private Optional<RevenueMethod> revenue;
        private List<ResourceAssumption> assumptions;

        Deciding(LineDraft draft) {
            amount = draft.amount;
            price = draft.price;
            rateCard = draft.rateCard;
            cap = draft.cap;
            term = draft.term;
            pricing = draft.pricing;
            revenue = draft.revenue;
            assumptions = draft.assumptions;
        }
    }
}
