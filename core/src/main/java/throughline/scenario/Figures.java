package throughline.scenario;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import throughline.books.Account;
import throughline.books.Balances;
import throughline.books.Happening;
import throughline.books.Measure;
import throughline.books.Measures;
import throughline.engagement.RevenueEvent.RevenueRecognized;
import throughline.money.Money;

/** The figures of a scenario, under the names and definitions of the product's metrics. */
final class Figures {

    private static final int RATIO_DIGITS = 4;

    private static final Map<String, Function<Balances, Money>> BALANCES = balances();

    /** Every figure that there is. */
    static final List<String> NAMES =
            Stream.of(
                            Stream.of("bookings", "soft-bookings"),
                            BALANCES.keySet().stream(),
                            Stream.of("project-margin", "hours", "billable-hours"))
                    .flatMap(names -> names)
                    .toList();

    private Figures() {}

    private static Map<String, Function<Balances, Money>> balances() {
        Map<String, Function<Balances, Money>> all = new LinkedHashMap<>();
        all.put("contract-value", b -> b.credit(Account.CONTRACT_VALUE_BILLING));
        all.put("backlog-billing", b -> b.debit(Account.BACKLOG_BILLING));
        all.put("backlog-revenue", b -> b.debit(Account.BACKLOG_REVENUE));
        all.put("entitled", b -> b.credit(Account.ENTITLED));
        all.put("unbilled", b -> b.debit(Account.UNBILLED));
        all.put("written-off", b -> b.debit(Account.WRITTEN_OFF));
        all.put("billings", b -> b.debit(Account.BILLED));
        all.put("recognized-revenue", b -> b.credit(Account.REVENUE));
        all.put(
                "deferred-revenue",
                b -> b.credit(Account.CONTRACT_POSITION).max(Money.zero(b.currency())));
        all.put(
                "contract-asset",
                b -> b.debit(Account.CONTRACT_POSITION).max(Money.zero(b.currency())));
        all.put("receivable", b -> b.debit(Account.RECEIVABLE));
        all.put("collected", b -> b.debit(Account.CASH));
        all.put("cost", b -> b.debit(Account.COST));
        all.put("loss-provision", b -> b.credit(Account.LOSS_PROVISION));
        return all;
    }

    /** All figures by name; what is undefined is absent. */
    static Map<String, BigDecimal> of(Moment moment) {
        Map<String, BigDecimal> all = new LinkedHashMap<>();
        all.put("bookings", sum(moment, Happening.BOOKED));
        all.put("soft-bookings", sum(moment, Happening.SOFT_BOOKED));
        Balances balances = moment.balances();
        BALANCES.forEach((name, figure) -> all.put(name, figure.apply(balances).decimal()));
        margin(balances).ifPresent(ratio -> all.put("project-margin", ratio));
        all.put("hours", hours(moment, Measure.Kind.HOURS_WORKED));
        all.put("billable-hours", hours(moment, Measure.Kind.HOURS_BILLABLE));
        return all;
    }

    private static BigDecimal sum(Moment moment, Happening happening) {
        return moment.postings().stream()
                .filter(known -> known.posting().happening() == happening)
                .map(known -> known.posting().amount())
                .reduce(Money.zero(moment.currency()), Money::plus)
                .decimal();
    }

    private static Optional<BigDecimal> margin(Balances balances) {
        BigDecimal revenue = balances.credit(Account.REVENUE).decimal();
        BigDecimal cost = balances.debit(Account.COST).decimal();
        return revenue.signum() == 0
                ? Optional.empty()
                : Optional.of(
                        revenue.subtract(cost).divide(revenue, RATIO_DIGITS, RoundingMode.HALF_UP));
    }

    private static BigDecimal hours(Moment moment, Measure.Kind kind) {
        return moment.told().stream()
                .flatMap(each -> Measures.of(each.event()).stream())
                .filter(measure -> measure.kind() == kind)
                .filter(measure -> !measure.effective().isAfter(moment.through()))
                .map(Measure::hours)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * A figure by its path; empty when there is none of that name.
     *
     * @param path as in {@link Expectation.Subject.Figure}
     */
    static Optional<BigDecimal> at(Moment moment, String path) {
        String[] names = path.split("/", 3);
        return switch (names[0]) {
            case "metrics" -> Optional.ofNullable(of(moment).get(names[1]));
            case "revenue" ->
                    Optional.of(revenue(moment, names[1], names.length > 2 ? names[2] : ""));
            case "position" -> Optional.of(position(moment, names[1]).decimal());
            case String other -> throw new IllegalArgumentException("no figure is called " + other);
        };
    }

    /** Recognized in a period, a quarter ({@code 2026-Q1}) or a calendar year; of a line or all. */
    private static BigDecimal revenue(Moment moment, String period, String line) {
        return moment.all(RevenueRecognized.class).stream()
                .filter(revenue -> !revenue.effective().isAfter(moment.through()))
                .filter(revenue -> line.isEmpty() || revenue.line().equals(line))
                .filter(revenue -> Spans.contains(period, revenue.period(), revenue.effective()))
                .map(RevenueRecognized::amount)
                .reduce(Money.zero(moment.currency()), Money::plus)
                .decimal();
    }

    /** Billed less recognized at the end of a span, by business dates. */
    private static Money position(Moment moment, String span) {
        List<Moment.Known> within =
                moment.postings().stream()
                        .filter(
                                known ->
                                        Spans.reaches(
                                                span,
                                                moment.periodOf(known.posting().effective()),
                                                known.posting().effective()))
                        .toList();
        return Balances.of(moment.currency(), within.stream().map(Moment.Known::posting).toList())
                .credit(Account.CONTRACT_POSITION);
    }
}
