package throughline.scenario;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import throughline.books.Balances;
import throughline.books.Identity;
import throughline.engagement.BillingEvent;
import throughline.engagement.Event;
import throughline.engagement.RevenueEvent;
import throughline.engagement.WorkEvent;
import throughline.engagement.Worksheet.Working;
import throughline.scenario.Scenario.Headline;

/** What came of a scenario. */
public final class ScenarioReport {

    private final Scenario scenario;
    private final Moment end;
    private final List<Refusal> refusals;
    private final List<Verdict> verdicts;
    private final boolean possible;

    ScenarioReport(
            Scenario scenario,
            Moment end,
            List<Refusal> refusals,
            List<Verdict> verdicts,
            boolean possible) {
        this.scenario = scenario;
        this.end = end;
        this.refusals = List.copyOf(refusals);
        this.verdicts = List.copyOf(verdicts);
        this.possible = possible;
    }

    /** Whether everything could happen, every expectation holds and so does every identity. */
    public boolean holds() {
        return possible && failed().isEmpty() && brokenIdentities().isEmpty();
    }

    /** What it is called and what it shows. */
    public Headline headline() {
        return scenario.headline();
    }

    /** The contract's currency. */
    public String currency() {
        return end.currency().getCode();
    }

    /** How far the calendar has come. */
    public LocalDate today() {
        return end.today();
    }

    /** Tables by name, in the order in which they are read; empty ones too. */
    public Map<String, List<Map<String, String>>> tables() {
        Map<String, List<Map<String, String>>> tables = new LinkedHashMap<>();
        Tables.ALL.forEach((name, table) -> tables.put(name, table.apply(end)));
        return tables;
    }

    /** Figures by the names of the product's metrics; what is undefined is absent. */
    public Map<String, BigDecimal> metrics() {
        return Figures.of(end);
    }

    /** Happenings that could not be. */
    public List<Refusal> refusals() {
        return refusals;
    }

    /** Whether somebody expected refusals, so that they are no fault. */
    public boolean refusalsAreExpected() {
        return possible;
    }

    /** Every expectation and how it went. */
    public List<Verdict> verdicts() {
        return verdicts;
    }

    /** Those that do not hold. */
    public List<Verdict> failed() {
        return verdicts.stream().filter(verdict -> !verdict.holds()).toList();
    }

    /** Identities of the books that do not hold at the end: always a defect of ours. */
    public List<String> brokenIdentities() {
        Balances balances = end.balances();
        return Identity.ALL.stream()
                .filter(identity -> !identity.holds(balances))
                .map(Identity::formula)
                .toList();
    }

    /** Rows of tables that gates and hours went by, {@code tables/rate-card.csv line 2}. */
    public Set<String> rows() {
        return RowsGoneBy.in(end);
    }

    /** Where it stands when everything has happened. */
    Moment end() {
        return end;
    }

    /** Everything that happened, in order. */
    public List<Told> told() {
        return end.told();
    }

    /** The arithmetic of every amount, from the code that computed it, line by line. */
    public List<Map<String, String>> explanation() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Told each : end.told()) {
            for (Working working : each.workings()) {
                rows.add(
                        Tables.row(
                                "day", each.day().toString(),
                                "what", what(each.event()),
                                "rule", working.rule(),
                                "by", source(working.source()),
                                "how", working.how().toString()));
            }
        }
        return rows;
    }

    private static String what(Event event) {
        if (event instanceof BillingEvent.ChargeRaised charge) {
            return "charge " + charge.charge();
        }
        if (event instanceof RevenueEvent.RevenueRecognized revenue) {
            return "revenue of " + revenue.line() + " in " + revenue.period();
        }
        if (event instanceof WorkEvent.TimeApproved time) {
            return "time " + time.unit().id() + " of " + time.on();
        }
        String name = event.getClass().getSimpleName();
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }

    /** Rows of a scenario's own rate card are lines of its file, not of a table's. */
    private String source(String source) {
        return scenario.headline().place().file().isEmpty()
                ? source
                : source.replaceFirst(
                        "^tables/(\\S+)\\.csv line (\\d+)$",
                        "$1, " + scenario.headline().place().file() + ":$2");
    }
}
