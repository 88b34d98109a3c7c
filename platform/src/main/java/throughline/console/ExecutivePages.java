package throughline.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.console.ExecutiveView.Figure;
import throughline.console.ExecutiveView.Stage;
import throughline.conversion.CashConversion.All;
import throughline.conversion.CashConversion.OfCurrency;
import throughline.conversion.ConversionDesk;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.wording.Counted;
import tools.jackson.databind.json.JsonMapper;

/** One page for executives; every number opens to what it rests on. */
@RestController
public final class ExecutivePages {

    private static final String HERE = "/executive";
    private static final int MONTHS = 12;

    private final Pages pages = new Pages();
    private final JsonMapper json = JsonMapper.shared();
    private final ConversionDesk desk;
    private final Supplier<Release> release;

    /**
     * The page over a desk.
     *
     * @param release the one in force
     */
    public ExecutivePages(ConversionDesk desk, Supplier<Release> release) {
        this.desk = desk;
        this.release = release;
    }

    /** In one currency; without one, in that with the most contract value. */
    @GetMapping(path = HERE, produces = MediaType.TEXT_HTML_VALUE)
    public String executive(@RequestParam(defaultValue = "") String currency) {
        All all = desk.told().value();
        Page page = new Page("Executive", release.get().name(), HERE);
        List<String> currencies = List.copyOf(all.byCurrency().keySet());
        String chosen =
                currencies.contains(currency)
                        ? currency
                        : all.byCurrency().entrySet().stream()
                                .max(java.util.Comparator.comparing(each -> value(each.getValue())))
                                .map(Map.Entry::getKey)
                                .orElse("");
        return pages.render("executive", view(page, all, currencies, chosen));
    }

    private static BigDecimal value(OfCurrency figures) {
        String text = figures.figures().getOrDefault("contract-value", All.NONE);
        return text.equals(All.NONE) ? BigDecimal.ZERO : new BigDecimal(text);
    }

    private ExecutiveView view(Page page, All all, List<String> currencies, String currency) {
        String asOf = "As known on " + Wording.moment(all.at()) + " UTC.";
        if (currency.isEmpty()) {
            return new ExecutiveView(
                    page,
                    asOf,
                    currencies,
                    currency,
                    List.of(),
                    List.of(),
                    "",
                    "",
                    "",
                    "",
                    List.of(),
                    List.of());
        }
        OfCurrency figures =
                java.util.Objects.requireNonNull(all.byCurrency().get(currency), "chosen of these");
        LocalDate today = LocalDate.ofInstant(all.at(), ZoneOffset.UTC);
        List<Stage> stages = stages(figures, currency);
        return new ExecutiveView(
                page,
                asOf,
                currencies,
                currency,
                headline(figures, currency, today),
                stages,
                Charts.json(json, funnel(figures, currency)),
                "Where money waits in " + currency,
                Charts.json(json, trend("Backlog", figures.backlog(), "booked", false)),
                Charts.json(json, trend("Margin, %", figures.margin(), "recognized", true)),
                promises(all, currency),
                leaks(figures, currency));
    }

    private static List<Figure> headline(OfCurrency figures, String currency, LocalDate today) {
        String year =
                "&from="
                        + today.withDayOfMonth(1).minusMonths(MONTHS - 1L)
                        + "&until="
                        + today.plusDays(1);
        List<Figure> headline = new ArrayList<>();
        headline.add(
                new Figure(
                        "Work to cash",
                        days(figures.figures().get("lock-up")),
                        "from work to payment, over 90 days",
                        explain("lock-up", currency, ""),
                        ""));
        headline.add(
                new Figure(
                        "Backlog",
                        money(currency, figures.figures().get("backlog-revenue")),
                        "agreed, not earned",
                        explain("backlog-revenue", currency, ""),
                        ""));
        headline.add(
                new Figure(
                        "Margin",
                        percent(figures.figures().get("project-margin")),
                        "of what was earned in twelve months",
                        explain("project-margin", currency, year),
                        ""));
        headline.add(
                new Figure(
                        "At risk before the cutoff",
                        Wording.amount(figures.missing()),
                        "of " + Wording.amount(figures.exposed()) + " on its way",
                        "/cutoff",
                        figures.missing().isZero() ? "good" : "bad"));
        headline.add(
                new Figure(
                        "Leaking",
                        money(currency, figures.figures().get("leakage")),
                        "should have been billed already",
                        explain("leakage", currency, ""),
                        figures.leaks().isEmpty() ? "good" : "warn"));
        return headline;
    }

    private static List<Stage> stages(OfCurrency figures, String currency) {
        return List.of(
                new Stage(
                        "Signed, not active",
                        Wording.amount(figures.notActive()),
                        figures.secondsToActive().map(ExecutivePages::span).orElse(All.NONE),
                        "half of all deals become active within this time",
                        "/engagements?stage=contracted"),
                new Stage(
                        "Worked, not approved",
                        Wording.amount(figures.unapproved()),
                        All.NONE,
                        "at the rates that will count",
                        "/cutoff"),
                new Stage(
                        "Approved, not billed",
                        money(currency, figures.figures().get("unbilled")),
                        days(figures.figures().get("unbilled-days")),
                        "unbilled ÷ billings of 90 days",
                        explain("unbilled-days", currency, "")),
                new Stage(
                        "Billed, not paid",
                        money(currency, figures.figures().get("receivable")),
                        days(figures.figures().get("dso")),
                        "receivable ÷ billings of 90 days",
                        explain("dso", currency, "")),
                new Stage(
                        "Collected",
                        money(currency, figures.figures().get("collected")),
                        "",
                        "since the beginning",
                        explain("collected", currency, "")));
    }

    private static Map<String, Object> funnel(OfCurrency figures, String currency) {
        List<String> names = new ArrayList<>();
        List<BigDecimal> amounts = new ArrayList<>();
        names.add("Signed, not active");
        amounts.add(figures.notActive().decimal());
        names.add("Worked, not approved");
        amounts.add(figures.unapproved().decimal());
        names.add("Approved, not billed");
        amounts.add(decimal(figures.figures().get("unbilled")));
        names.add("Billed, not paid");
        amounts.add(decimal(figures.figures().get("receivable")));
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("stages", names);
        chart.put("amounts", amounts);
        chart.put("name", "waiting (" + currency + ")");
        return chart;
    }

    private static BigDecimal decimal(@org.jspecify.annotations.Nullable String text) {
        return text == null || text.equals(All.NONE) ? BigDecimal.ZERO : new BigDecimal(text);
    }

    private static Map<String, Object> trend(
            String name, Map<String, String> byMonth, String color, boolean percent) {
        List<String> labels =
                byMonth.keySet().stream().skip(Math.max(0, byMonth.size() - MONTHS)).toList();
        Map<String, Object> series = new LinkedHashMap<>();
        series.put("name", name);
        series.put("color", color);
        series.put("line", true);
        series.put(
                "values",
                labels.stream()
                        .map(label -> decimal(byMonth.get(label)))
                        .map(each -> percent ? each.movePointRight(2) : each)
                        .toList());
        return Map.of("labels", labels, "series", List.of(series));
    }

    private static List<ExecutiveView.Promise> promises(All all, String currency) {
        return all.clocks().stream()
                .map(
                        each ->
                                new ExecutiveView.Promise(
                                        Wording.words(each.name()),
                                        percent(each.byCount()),
                                        "/explain/figure?metric=sla-attainment&clock="
                                                + ExceptionList.encoded(each.name()),
                                        percent(each.byMoney().get(currency)),
                                        "/explain/figure?metric=sla-attainment-money&clock="
                                                + ExceptionList.encoded(each.name())
                                                + "&currency="
                                                + currency,
                                        isAll(each.byCount()) ? "good" : "warn"))
                .toList();
    }

    private static List<ExecutiveView.Leak> leaks(OfCurrency figures, String currency) {
        List<ExecutiveView.Leak> leaks = new ArrayList<>();
        for (String age : List.of("0-30", "31-60", "61-90", "over-90")) {
            if (figures.leaks().containsKey(age)) {
                leaks.add(
                        new ExecutiveView.Leak(
                                age.replace("over-", "over ") + " days",
                                money(currency, figures.leaks().get(age)),
                                explain("leakage", currency, "")));
            }
        }
        return leaks;
    }

    private static String explain(String metric, String currency, String more) {
        return "/explain/figure?metric=" + metric + "&currency=" + currency + more;
    }

    private static String money(String currency, @org.jspecify.annotations.Nullable String amount) {
        return amount == null || amount.equals(All.NONE)
                ? All.NONE
                : Wording.amount(Money.parse(currency + " " + amount));
    }

    private static String days(@org.jspecify.annotations.Nullable String days) {
        return days == null || days.equals(All.NONE)
                ? All.NONE
                : Counted.of(new BigDecimal(days), "day");
    }

    private static String percent(@org.jspecify.annotations.Nullable String share) {
        return share == null || share.equals(All.NONE)
                ? All.NONE
                : new BigDecimal(share)
                                .movePointRight(2)
                                .setScale(1, RoundingMode.HALF_UP)
                                .toPlainString()
                        + " %";
    }

    private static boolean isAll(String share) {
        return !share.equals(All.NONE) && new BigDecimal(share).compareTo(BigDecimal.ONE) == 0;
    }

    private static String span(long seconds) {
        Duration span = Duration.ofSeconds(seconds);
        return span.toDays() > 1
                ? Counted.of(span.toDays(), "day")
                : span.toHours() > 0
                        ? span.toHours() + " h"
                        : span.toMinutes() > 0 ? span.toMinutes() + " min" : seconds + " s";
    }
}
