package throughline.policy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import throughline.calendar.DateRange;
import throughline.landscape.LegalEntity;
import throughline.money.Money;

/**
 * What conditions of the landscape may name of the terms, in one list: the gates fill it in, and
 * whoever checks conditions knows from it what there is and of which type.
 *
 * @param type of its value, as expressions read it
 * @param words the values that it can have; empty where any can be
 */
public record ConditionFact<T>(
        String name, Class<?> type, List<String> words, Function<T, Optional<?>> of) {

    /** A deal on its way through the gates. */
    record Asked(Case asked, Draft draft) {}

    /** Of the terms, besides their lines. */
    private static final List<ConditionFact<Asked>> TERMS =
            List.of(
                    text("unit", (asked, draft) -> Optional.of(asked.unit().name())),
                    fact("effective", LocalDate.class, (asked, draft) -> Optional.of(asked.day())),
                    text("entity", (asked, draft) -> draft.entity().map(LegalEntity::code)),
                    new ConditionFact<>(
                            "taxTreatment",
                            String.class,
                            TaxGate.TREATMENTS.stream().sorted().toList(),
                            it -> it.draft().treatment()),
                    text("projectTemplate", (asked, draft) -> draft.template()),
                    text("currency", (asked, draft) -> draft.currency().map(CurrencyUnit::getCode)),
                    fact(
                            "price",
                            Money.class,
                            (asked, draft) -> draft.currency().map(in -> price(draft, in))));

    /** Of each line of the terms. */
    private static final List<ConditionFact<LineDraft>> LINES =
            List.of(
                    ofLine("id", String.class, line -> Optional.of(line.id())),
                    ofLine("serviceLine", String.class, line -> Optional.of(line.serviceLine())),
                    ofLine("pricingModel", String.class, line -> Optional.of(line.modelWord())),
                    ofLine("price", Money.class, LineDraft::price),
                    ofLine("amount", Money.class, LineDraft::amount),
                    ofLine("listPrice", Money.class, line -> line.sold().listPrice()),
                    ofLine("cap", Money.class, LineDraft::cap),
                    ofLine("from", LocalDate.class, line -> line.term().map(DateRange::from)),
                    ofLine("until", LocalDate.class, line -> line.term().map(DateRange::until)));

    /** The name of the list of lines. */
    public static final String LIST = "lines";

    /** Every fact of the terms, besides their lines. */
    public static List<? extends ConditionFact<?>> ofTerms() {
        return TERMS;
    }

    /** Every fact of a line of the terms. */
    public static List<? extends ConditionFact<?>> ofLines() {
        return LINES;
    }

    /** The facts of the terms that are known, with those of their lines. */
    static Map<String, Object> known(Case asked, Draft draft) {
        Map<String, Object> facts = filled(TERMS, new Asked(asked, draft));
        facts.put(LIST, draft.lines().stream().map(line -> filled(LINES, line)).toList());
        return facts;
    }

    private static <T> Map<String, Object> filled(List<ConditionFact<T>> all, T from) {
        Map<String, Object> facts = new HashMap<>();
        all.forEach(fact -> fact.of().apply(from).ifPresent(v -> facts.put(fact.name(), v)));
        return facts;
    }

    private static Money price(Draft draft, CurrencyUnit currency) {
        return draft.lines().stream()
                .flatMap(line -> line.price().stream())
                .reduce(Money.zero(currency), Money::plus);
    }

    private static ConditionFact<Asked> text(String name, BiFunction<Case, Draft, Optional<?>> of) {
        return fact(name, String.class, of);
    }

    private static ConditionFact<Asked> fact(
            String name, Class<?> type, BiFunction<Case, Draft, Optional<?>> of) {
        return new ConditionFact<>(name, type, List.of(), it -> of.apply(it.asked(), it.draft()));
    }

    private static ConditionFact<LineDraft> ofLine(
            String name, Class<?> type, Function<LineDraft, Optional<?>> of) {
        return new ConditionFact<>(name, type, List.of(), of);
    }
}
