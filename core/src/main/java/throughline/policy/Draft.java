package throughline.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.joda.money.CurrencyUnit;
import throughline.landscape.GateName;
import throughline.landscape.LegalEntity;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.Terms;

/**
 * Terms in the making: what the gates have decided so far.
 *
 * @param currency the contract's; empty while amounts disagree on it
 * @param amount the headline, else the sum of the lines; what the deal puts at stake
 */
record Draft(
        Optional<CurrencyUnit> currency,
        Optional<Money> amount,
        Optional<LegalEntity> entity,
        Optional<String> treatment,
        Optional<String> template,
        List<LineDraft> lines) {

    Draft {
        lines = List.copyOf(lines);
    }

    Draft in(Optional<CurrencyUnit> contract) {
        return new Draft(contract, amount, entity, treatment, template, lines);
    }

    Draft soldBy(LegalEntity seller) {
        return new Draft(currency, amount, Optional.of(seller), treatment, template, lines);
    }

    Draft taxed(String how) {
        return new Draft(currency, amount, entity, Optional.of(how), template, lines);
    }

    Draft deliveredBy(String project) {
        return new Draft(currency, amount, entity, treatment, Optional.of(project), lines);
    }

    Draft each(UnaryOperator<LineDraft> step) {
        List<LineDraft> next = new ArrayList<>(lines.size());
        for (LineDraft line : lines) {
            next.add(step.apply(line));
        }
        return new Draft(currency, amount, entity, treatment, template, next);
    }

    /** The terms, when every gate has decided its part. */
    Optional<Terms> terms(Case asked, String contentHash) {
        Case revenue = asked.before(GateName.REVENUE);
        List<Line> complete = new ArrayList<>(lines.size());
        for (LineDraft draft : lines) {
            line(this, revenue, draft).ifPresent(complete::add);
        }
        if (currency.isEmpty()
                || entity.isEmpty()
                || treatment.isEmpty()
                || template.isEmpty()
                || complete.isEmpty()
                || complete.size() < lines.size()) {
            return Optional.empty();
        }
        return Optional.of(
                new Terms(
                        0,
                        asked.day(),
                        entity.get().code(),
                        asked.unit().name(),
                        currency.get(),
                        asked.deal().purchaseOrder(),
                        treatment.get(),
                        template.get(),
                        complete,
                        contentHash));
    }

    private static Optional<Line> line(Draft whole, Case revenue, LineDraft draft) {
        return draft.line()
                .map(
                        line ->
                                line.allocatedBy(
                                                StandalonePrices.of(revenue, draft),
                                                draft.states(StatedCondition.ALLOCATION_BUNDLE),
                                                draft.states(StatedCondition.MEASURED_BY))
                                        .under(AgreedClauses.of(whole, draft)));
    }
}
