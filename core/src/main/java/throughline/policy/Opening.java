package throughline.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.joda.money.CurrencyUnit;
import throughline.landscape.GateName;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.DealLine;

/** Lays out what was sold, before any gate: lines, currency, amount at stake. */
final class Opening {

    private static final String GENERAL = "general";
    private static final long LARGEST = 1_000_000_000_000_000L;
    private static final int DIGITS = 30;

    private Opening() {}

    /**
     * The draft with nothing decided; the pricing gate's defaults fill what the deal leaves out.
     */
    static Draft draft(Case asked) {
        Case pricing = asked.before(GateName.PRICING);
        Deal deal = asked.deal();
        Set<CurrencyUnit> currencies = currencies(deal);
        Optional<CurrencyUnit> currency =
                currencies.size() == 1 && outOfRange(deal).isEmpty()
                        ? currencies.stream().findFirst()
                        : Optional.empty();
        return new Draft(
                currency,
                amount(deal, currency),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                lines(pricing, deal));
    }

    /**
     * Numbers of the deal that no honest deal has; sums of others can never overflow.
     *
     * <p>Amounts up to a million billion minor units, at most thirty digits in shares and hours.
     */
    static List<String> outOfRange(Deal deal) {
        List<String> absurd = new ArrayList<>();
        Consumer<Money> money =
                amount -> {
                    if (amount.minor() > LARGEST || amount.minor() < -LARGEST) {
                        absurd.add(amount.toString());
                    }
                };
        deal.amount().ifPresent(money);
        for (DealLine line : deal.lines()) {
            eachAmount(line, money);
        }
        Consumer<BigDecimal> number =
                it -> {
                    if (it.precision() > DIGITS || Math.abs(it.scale()) > DIGITS) {
                        absurd.add(it.toString());
                    }
                };
        for (DealLine line : deal.lines()) {
            line.estimates().forEach(estimate -> number.accept(estimate.hours()));
            line.milestones().forEach(part -> part.share().ifPresent(number));
        }
        return absurd;
    }

    /** Every currency in which the deal states an amount. */
    static Set<CurrencyUnit> currencies(Deal deal) {
        Set<CurrencyUnit> found = new LinkedHashSet<>();
        deal.amount().ifPresent(amount -> found.add(amount.currency()));
        for (DealLine line : deal.lines()) {
            eachAmount(line, amount -> found.add(amount.currency()));
        }
        return found;
    }

    private static void eachAmount(DealLine line, Consumer<Money> then) {
        line.amount().ifPresent(then);
        line.listPrice().ifPresent(then);
        line.cap().ifPresent(then);
        line.standaloneSellingPrice().ifPresent(then);
        line.milestones().forEach(part -> part.amount().ifPresent(then));
        line.instalments().forEach(part -> then.accept(part.amount()));
        line.tiers().forEach(tier -> then.accept(tier.price()));
        line.estimates().forEach(estimate -> estimate.rate().ifPresent(then));
    }

    private static Optional<Money> amount(Deal deal, Optional<CurrencyUnit> currency) {
        return deal.amount()
                .or(
                        () ->
                                currency.flatMap(
                                        unit ->
                                                deal.lines().stream()
                                                        .map(DealLine::amount)
                                                        .flatMap(Optional::stream)
                                                        .reduce(Money::plus)));
    }

    private static List<LineDraft> lines(Case pricing, Deal deal) {
        String serviceLine = pricing.setting("default-service-line").orElse(GENERAL);
        String model = pricing.setting("default-model").orElse("");
        if (deal.lines().isEmpty()) {
            return model.isEmpty() || deal.amount().isEmpty()
                    ? List.of()
                    : List.of(
                            LineDraft.of(
                                    only(deal, serviceLine), serviceLine, model, deal.amount()));
        }
        boolean single = deal.lines().size() == 1;
        List<LineDraft> lines = new ArrayList<>(deal.lines().size());
        for (DealLine line : deal.lines()) {
            lines.add(
                    LineDraft.of(
                            line,
                            orElse(line.serviceLine(), serviceLine),
                            orElse(line.pricingModel(), model),
                            single ? line.amount().or(deal::amount) : line.amount()));
        }
        return lines;
    }

    private static DealLine only(Deal deal, String serviceLine) {
        return new DealLine(
                "1",
                deal.name(),
                serviceLine,
                "",
                deal.amount(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of());
    }

    private static String orElse(String text, String other) {
        return text.isBlank() ? other : text;
    }
}
