package throughline.conversion;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.joda.money.CurrencyUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.exposure.Exposure;
import throughline.exposure.ExposureDesk;
import throughline.insight.Metric;
import throughline.insight.MetricAnswer;
import throughline.insight.MetricDesk;
import throughline.insight.Metrics;
import throughline.insight.Question;
import throughline.insight.Settings;
import throughline.landscape.Release;
import throughline.money.Money;

/**
 * The figures of an executive; each is a metric, so that each can be explained.
 *
 * <p><b>Threads</b>: one at a time.
 */
public final class CashConversion {

    private static final int MONTHS = 12;
    private static final List<String> PLAIN =
            List.of(
                    "backlog-revenue",
                    "backlog-billing",
                    "unbilled",
                    "receivable",
                    "unbilled-days",
                    "dso",
                    "lock-up",
                    "collected",
                    "contract-value",
                    "leakage");
    private static final String TO_ACTIVE =
            """
            select percentile_disc(0.5) within group (
                order by extract(epoch from stopped - started)::bigint) as seconds, count(*)
            from clock where stopped is not null and clock = 'closed-won-to-active'
            """;
    private static final String NOT_ACTIVE =
            """
            select coalesce(sum(price_minor), 0)::bigint from engagement
            where status = 'contracted' and currency = ?
            """;

    private static final Counts NOBODY = new Counts(0, 0);
    private static final String CLOCKS =
            """
            select split_part(clock, ':', 1) as clock,
                count(*) filter (where met = false or
                    (stopped is null and paused_since is null and due < now())) as missed,
                count(*) filter (where stopped is null and paused_since is not null) as paused
            from clock group by 1
            """;

    private final DataSource database;
    private final Exposure exposure;
    private final LocalDate today;
    private final Map<Question, MetricAnswer> answers;

    /** Of what a database holds under a release. */
    public CashConversion(DataSource database, Settings settings, Release release, Instant now) {
        this.database = database;
        this.exposure = new ExposureDesk(database).last(release, now);
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        this.answers = new MetricDesk(database, settings).answers(asked());
    }

    /** Everything, as it stood when it was added up. */
    public record All(Instant at, Map<String, OfCurrency> byCurrency, List<Clock> clocks) {
        /** Stands for a figure that is not defined. */
        public static final String NONE = "–";
    }

    /**
     * One clock.
     *
     * @param byCount the share of those due that were met; none when none was due
     * @param byMoney the same of the money at stake, by currency
     * @param missed how many ended too late, or are late and still open
     * @param paused how many stand still while others have to do something first
     */
    public record Clock(
            String name, String byCount, Map<String, String> byMoney, long missed, long paused) {}

    /** All figures of one currency, as texts of metrics. */
    public record OfCurrency(
            Map<String, String> figures,
            Map<String, String> backlog,
            Map<String, String> margin,
            Map<String, String> leaks,
            Money unapproved,
            Money exposed,
            Money missing,
            Money notActive,
            Optional<Long> secondsToActive) {}

    /** Adds all of it up. */
    public All all(Instant now) {
        TreeSet<String> currencies = new TreeSet<>();
        Map<String, Map<String, String>> figures = new TreeMap<>();
        for (String metric : PLAIN) {
            Map<String, String> found = byCurrency(Question.of(metric));
            figures.put(metric, found);
            currencies.addAll(found.keySet());
        }
        figures.put("project-margin", byCurrency(over("project-margin", List.of())));
        Map<String, Map<String, String>> backlog =
                byLabel(over("backlog-revenue", List.of("month")), "month");
        Map<String, Map<String, String>> margin =
                byLabel(over("project-margin", List.of("month")), "month");
        Map<String, Map<String, String>> leaks = byLabel(labelled("leakage", "age"), "age");
        Map<String, OfCurrency> all = new TreeMap<>();
        Optional<Long> toActive = toActive();
        for (String currency : currencies) {
            Map<String, String> own = new LinkedHashMap<>();
            String nothing = Money.zero(CurrencyUnit.of(currency)).decimal().toPlainString();
            figures.forEach(
                    (metric, values) ->
                            own.put(
                                    metric,
                                    values.getOrDefault(
                                            currency, isSum(metric) ? nothing : All.NONE)));
            all.put(
                    currency,
                    new OfCurrency(
                            own,
                            backlog.getOrDefault(currency, Map.of()),
                            margin.getOrDefault(currency, Map.of()),
                            leaks.getOrDefault(currency, Map.of()),
                            exposed(currency, true, false),
                            exposed(currency, false, false),
                            exposed(currency, false, true),
                            notActive(currency),
                            toActive));
        }
        return new All(now, all, clocks());
    }

    /** The sum of nothing is nothing; a ratio or days of nothing are not defined. */
    private static boolean isSum(String metric) {
        return Metrics.named(metric).filter(each -> each.unit() == Metric.Unit.MONEY).isPresent();
    }

    private Question over(String metric, List<String> by) {
        return new Question(
                metric,
                Optional.of(today.withDayOfMonth(1).minusMonths(MONTHS - 1L)),
                Optional.of(today.plusDays(1)),
                Optional.empty(),
                Optional.empty(),
                by,
                Map.of());
    }

    private static Question labelled(String metric, String by) {
        return new Question(
                metric,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(by),
                Map.of());
    }

    private List<Question> asked() {
        List<Question> asked = new ArrayList<>(PLAIN.stream().map(Question::of).toList());
        asked.add(over("project-margin", List.of()));
        asked.add(over("backlog-revenue", List.of("month")));
        asked.add(over("project-margin", List.of("month")));
        asked.add(labelled("leakage", "age"));
        asked.add(labelled("sla-attainment-money", "clock"));
        asked.add(labelled("sla-attainment", "clock"));
        return asked;
    }

    private List<MetricAnswer.Figure> figures(Question question) {
        return answers.get(question) instanceof MetricAnswer.Figures found
                ? found.figures()
                : List.of();
    }

    private Map<String, String> byCurrency(Question question) {
        Map<String, String> found = new TreeMap<>();
        for (MetricAnswer.Figure each : figures(question)) {
            each.currency().ifPresent(code -> found.put(code, each.value().orElse(All.NONE)));
        }
        return found;
    }

    /** By currency and label. */
    private Map<String, Map<String, String>> byLabel(Question question, String label) {
        Map<String, Map<String, String>> found = new TreeMap<>();
        for (MetricAnswer.Figure each : figures(question)) {
            if (each.currency().isPresent() && each.value().isPresent()) {
                found.computeIfAbsent(each.currency().get(), _ -> new TreeMap<>())
                        .put(each.labels().getOrDefault(label, ""), each.value().get());
            }
        }
        return found;
    }

    private record Counts(long missed, long paused) {}

    private Map<String, Counts> counts() {
        Map<String, Counts> counts = new TreeMap<>();
        JdbcClient.create(database)
                .sql(CLOCKS)
                .query(
                        row -> {
                            counts.put(
                                    row.getString(1), new Counts(row.getLong(2), row.getLong(3)));
                        });
        return counts;
    }

    private List<Clock> clocks() {
        Map<String, Map<String, String>> money = new TreeMap<>();
        for (MetricAnswer.Figure each : figures(labelled("sla-attainment-money", "clock"))) {
            each.currency()
                    .ifPresent(
                            code ->
                                    money.computeIfAbsent(
                                                    each.labels().getOrDefault("clock", ""),
                                                    _ -> new TreeMap<>())
                                            .put(code, each.value().orElse(All.NONE)));
        }
        Map<String, Counts> counted = counts();
        List<Clock> clocks = new ArrayList<>();
        for (MetricAnswer.Figure each : figures(labelled("sla-attainment", "clock"))) {
            String name = each.labels().getOrDefault("clock", "");
            clocks.add(
                    new Clock(
                            name,
                            each.value().orElse(All.NONE),
                            money.getOrDefault(name, Map.of()),
                            counted.getOrDefault(name, NOBODY).missed(),
                            counted.getOrDefault(name, NOBODY).paused()));
        }
        return clocks;
    }

    private Money exposed(String currency, boolean unapproved, boolean missing) {
        Money sum = Money.zero(CurrencyUnit.of(currency));
        for (Exposure.Cause each : exposure.causes()) {
            boolean early =
                    switch (each.stage()) {
                        case UNSUBMITTED, UNAPPROVED -> true;
                        case APPROVED, SENT, REJECTED -> false;
                    };
            if (each.amount().currency().getCode().equals(currency) && (early || !unapproved)) {
                sum = sum.plus(missing ? each.missing() : each.amount());
            }
        }
        return sum;
    }

    private Optional<Long> toActive() {
        return JdbcClient.create(database)
                .sql(TO_ACTIVE)
                .query((row, number) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .single();
    }

    private Money notActive(String currency) {
        long minor =
                JdbcClient.create(database)
                        .sql(NOT_ACTIVE)
                        .param(currency)
                        .query(Long.class)
                        .single();
        return Money.ofMinor(currency, minor);
    }
}
