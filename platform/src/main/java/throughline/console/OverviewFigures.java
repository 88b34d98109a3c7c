package throughline.console;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.joda.money.CurrencyUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.console.OverviewView.Cause;
import throughline.console.OverviewView.Clock;
import throughline.console.OverviewView.Figure;
import throughline.console.OverviewView.Flow;
import throughline.console.OverviewView.Latest;
import throughline.console.OverviewView.Writes;
import throughline.insight.Remembered;
import throughline.money.Money;
import throughline.totals.BooksNow;
import throughline.totals.Total;
import throughline.wording.Counted;
import tools.jackson.databind.json.JsonMapper;

/** The overview's figures, read from the books and the read models. */
final class OverviewFigures {

    private static final String LEGS = "select happening, account, side from happening_leg";
    private static final String CAUSES =
            """
            select code, at_stake_currency as currency, count(*) as cases, sum(at_stake_minor) \
            as minor
            from exception_item where closed is null group by 1, 2
            """;
    private static final String CLOCKS =
            """
            select split_part(clock, ':', 1) as clock, count(*) filter (where met) as met,
                count(*) filter (where met = false or
                    (stopped is null and paused_since is null and due < now())) as missed,
                count(*) filter (where stopped is null and paused_since is not null) as paused
            from clock group by 1 order by 1
            """;
    private static final String WRITES =
            """
            select system, count(*) filter (where status = 'confirmed') as confirmed,
                count(*) filter (where status in ('planned', 'sent')) as under_way,
                count(*) filter (where status in ('rejected', 'ambiguous')) as needs_help
            from action group by 1 order by 1
            """;
    private static final String LATEST =
            """
            select p.type, p.subject, p.time, p.data, e.name
            from (select * from publication order by tx desc, position desc limit 8) p
            left join engagement e on e.id = p.subject
            order by p.tx desc, p.position desc
            """;
    private static final Map<String, String> SERIES =
            Map.of(
                    "booked", "Booked",
                    "soft-booked", "Booked",
                    "invoice-posted", "Billed",
                    "credit-posted", "Billed",
                    "revenue-recognized", "Recognized");
    private static final int MONTHS_SHOWN = 24;

    private final DataSource source;
    private final JdbcClient database;
    private final JsonMapper json = JsonMapper.shared();
    private final Remembered<Sums> remembered;

    OverviewFigures(DataSource source) {
        this.source = source;
        this.database = JdbcClient.create(source);
        this.remembered = new Remembered<>(source);
    }

    /** What is added up over everything, as it stood then. */
    private record Sums(
            Instant at,
            List<Flow> flows,
            String months,
            List<Cause> causes,
            List<Clock> clocks,
            List<Writes> writes) {}

    OverviewView view(Page page, Supplier<Instant> clock) {
        Sums sums = remembered.of("overview", () -> sums(clock.get()));
        return new OverviewView(
                page,
                "As known on " + Wording.moment(sums.at()) + " UTC.",
                sums.flows(),
                sums.months(),
                "Booked, billed and recognized by month in " + mainCurrency(sums.flows()),
                sums.causes(),
                sums.clocks(),
                sums.writes(),
                latest(clock.get()));
    }

    private Sums sums(Instant now) {
        BooksNow books = BooksNow.of(source);
        List<Flow> flows = flows(books);
        return new Sums(
                now,
                flows,
                flows.isEmpty()
                        ? "{\"labels\":[],\"series\":[]}"
                        : months(books.totals(), mainCurrency(flows)),
                causes(),
                clocks(),
                writes());
    }

    private record Leg(String account, int side) {}

    private List<Flow> flows(BooksNow books) {
        Map<String, List<Leg>> legs = new TreeMap<>();
        database.sql(LEGS)
                .query(
                        row -> {
                            legs.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                                    .add(new Leg(row.getString(2), row.getInt(3)));
                        });
        Map<String, Map<String, Long>> balances = new TreeMap<>();
        for (Total total : books.totals()) {
            long minor = total.sum().longValueExact();
            Map<String, Long> accounts =
                    balances.computeIfAbsent(total.currency(), _ -> new TreeMap<>());
            for (Leg leg : legs.getOrDefault(total.happening(), List.of())) {
                accounts.merge(leg.account(), leg.side() * minor, Long::sum);
            }
        }
        List<Flow> flows = new ArrayList<>();
        balances.forEach(
                (currency, accounts) ->
                        flows.add(
                                flow(
                                        currency,
                                        accounts,
                                        books.booked().getOrDefault(currency, 0L))));
        return flows;
    }

    private static Flow flow(String currency, Map<String, Long> accounts, long contracts) {
        CurrencyUnit unit = CurrencyUnit.of(currency);
        long booked = -accounts.getOrDefault("contract-value-billing", 0L);
        long position = -accounts.getOrDefault("contract-position", 0L);
        String held =
                position >= 0
                        ? "deferred " + Wording.bare(new Money(position, unit))
                        : "contract asset " + Wording.bare(new Money(-position, unit));
        return new Flow(
                currency,
                List.of(
                        figure(
                                new Label("Booked", "contract-value"),
                                new Money(booked, unit),
                                Counted.of(contracts, "contract")),
                        figure(
                                new Label("Backlog", "backlog-billing"),
                                in(unit, accounts, "backlog-billing"),
                                "agreed, not billed"),
                        figure(
                                new Label("Unbilled", "unbilled"),
                                in(unit, accounts, "unbilled"),
                                "entitled, not billed"),
                        figure(
                                new Label("Billed", "billings"),
                                in(unit, accounts, "billed"),
                                "on posted invoices"),
                        figure(
                                new Label("Recognized", "recognized-revenue"),
                                in(unit, accounts, "earned"),
                                held),
                        figure(
                                new Label("Collected", "collected"),
                                in(unit, accounts, "cash"),
                                "paid")));
    }

    /** What a figure is called, and the metric that tells the same. */
    private record Label(String text, String metric) {}

    private static Money in(CurrencyUnit unit, Map<String, Long> accounts, String account) {
        return new Money(accounts.getOrDefault(account, 0L), unit);
    }

    private static Figure figure(Label label, Money amount, String note) {
        return new Figure(
                label.text(),
                Wording.bare(amount),
                note,
                "/explain/figure?metric="
                        + label.metric()
                        + "&currency="
                        + amount.currency().getCode());
    }

    private static String mainCurrency(List<Flow> flows) {
        return flows.isEmpty() ? "" : flows.getFirst().currency();
    }

    private String months(List<Total> books, String currency) {
        Map<String, Map<String, BigDecimal>> series = new LinkedHashMap<>();
        List.of("Booked", "Billed", "Recognized")
                .forEach(name -> series.put(name, new TreeMap<>()));
        CurrencyUnit unit = CurrencyUnit.of(currency);
        for (Total total : books) {
            String name = SERIES.get(total.happening());
            if (name != null && total.currency().equals(currency)) {
                int sign = total.happening().equals("credit-posted") ? -1 : 1;
                long minor = sign * total.sum().longValueExact();
                series.computeIfAbsent(name, _ -> new TreeMap<>())
                        .merge(
                                total.effective().toString().substring(0, 7),
                                new Money(minor, unit).decimal(),
                                BigDecimal::add);
            }
        }
        TreeSet<String> labels = new TreeSet<>();
        series.values().forEach(values -> labels.addAll(values.keySet()));
        List<String> shown =
                labels.stream().skip(Math.max(0, labels.size() - MONTHS_SHOWN)).toList();
        List<Map<String, Object>> lines = new ArrayList<>();
        series.forEach(
                (name, values) ->
                        lines.add(
                                Map.of(
                                        "name", name + " (" + currency + ")",
                                        "color", name.toLowerCase(java.util.Locale.ROOT),
                                        "line", name.equals("Recognized"),
                                        "values",
                                                shown.stream()
                                                        .map(
                                                                m ->
                                                                        values.getOrDefault(
                                                                                m, BigDecimal.ZERO))
                                                        .toList())));
        return Charts.json(json, Map.of("labels", shown, "series", lines));
    }

    private List<Cause> causes() {
        Map<String, Long> cases = new TreeMap<>();
        Map<String, List<Money>> stakes = new TreeMap<>();
        database.sql(CAUSES)
                .query(
                        row -> {
                            String code = row.getString("code");
                            cases.merge(code, row.getLong("cases"), Long::sum);
                            String currency = row.getString("currency");
                            if (currency != null) {
                                stakes.computeIfAbsent(code, c -> new ArrayList<>())
                                        .add(
                                                new Money(
                                                        row.getLong("minor"),
                                                        CurrencyUnit.of(currency)));
                            }
                        });
        return cases.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(8)
                .map(
                        cause ->
                                new Cause(
                                        Wording.words(cause.getKey()),
                                        "/exceptions?code=" + cause.getKey(),
                                        cause.getValue(),
                                        stakes.getOrDefault(cause.getKey(), List.of()).stream()
                                                .map(Wording::amount)
                                                .toList()))
                .toList();
    }

    private List<Clock> clocks() {
        return database.sql(CLOCKS)
                .query(
                        (row, number) -> {
                            long met = row.getLong("met");
                            long missed = row.getLong("missed");
                            String tone = missed == 0 ? "good" : missed * 10 > met ? "bad" : "warn";
                            return new Clock(
                                    Wording.words(row.getString("clock")),
                                    Wording.percent(met, met + missed),
                                    "/explain/figure?metric=sla-attainment&clock="
                                            + ExceptionList.encoded(row.getString("clock")),
                                    tone,
                                    missed,
                                    row.getLong("paused"));
                        })
                .list();
    }

    private List<Writes> writes() {
        return database.sql(WRITES)
                .query(
                        (row, number) ->
                                new Writes(
                                        row.getString("system"),
                                        row.getLong("confirmed"),
                                        row.getLong("under_way"),
                                        row.getLong("needs_help")))
                .list();
    }

    private List<Latest> latest(Instant now) {
        return database.sql(LATEST)
                .query(
                        (row, number) -> {
                            String subject = row.getString("subject");
                            String name = row.getString("name");
                            String type = row.getString("type");
                            return new Latest(
                                    Wording.words(
                                            type.replaceAll("^dev\\.throughline\\.|\\.v\\d+$", "")
                                                    .replace('.', '-')),
                                    name == null ? subject : name,
                                    EngagementList.href(subject),
                                    Wording.ago(row.getTimestamp("time").toInstant(), now),
                                    Charts.amount(json, row.getString("data")));
                        })
                .list();
    }
}
