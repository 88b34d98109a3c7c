package throughline.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import throughline.scenario.Refusal;
import throughline.scenario.ScenarioReport;
import throughline.scenario.Verdict;
import throughline.wording.Counted;

/** Prints what came of scenarios, for people and for scripts. */
final class ScenarioPrinter {

    private final PrintWriter out;
    private final Format format;
    private final boolean explain;
    private final List<String> tables;

    ScenarioPrinter(PrintWriter out, Format format, boolean explain, List<String> tables) {
        this.out = out;
        this.format = format;
        this.explain = explain;
        this.tables = List.copyOf(tables);
    }

    /** One scenario in full. */
    void print(ScenarioReport report) {
        switch (format) {
            case JSON -> out.println(JsonText.of(json(report)));
            case CSV -> rows(report.tables().getOrDefault(tables.getFirst(), List.of()));
            case TABLE -> text(report);
        }
        out.flush();
    }

    /** Several, one a line. */
    void print(List<ScenarioReport> reports) {
        if (format == Format.JSON) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            all.put("holds", reports.stream().allMatch(ScenarioReport::holds));
            all.put("scenarios", reports.stream().map(this::json).toList());
            out.println(JsonText.of(all));
            out.flush();
            return;
        }
        rows(reports.stream().map(ScenarioPrinter::summary).toList());
        if (format == Format.TABLE) {
            reports.stream()
                    .filter(report -> !report.holds())
                    .forEach(
                            report -> {
                                out.println();
                                out.println(report.headline().place().file());
                                wrong(report);
                            });
        }
        out.flush();
    }

    private static Map<String, String> summary(ScenarioReport report) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("file", report.headline().place().file());
        row.put("scenario", report.headline().name());
        row.put("expectations", Integer.toString(report.verdicts().size()));
        row.put("failed", Integer.toString(report.failed().size()));
        row.put("holds", report.holds() ? "yes" : "no");
        return row;
    }

    private void text(ScenarioReport report) {
        out.println(report.headline().name());
        report.headline().cites().ifPresent(cites -> out.println(cites));
        out.println("Amounts in " + report.currency() + ", up to " + report.today() + ".");
        Map<String, List<Map<String, String>>> all = report.tables();
        for (String table : tables) {
            List<Map<String, String>> rows = all.getOrDefault(table, List.of());
            if (!rows.isEmpty()) {
                title(table);
                rows(table.equals("revenue") ? byPeriod(rows) : filled(rows));
            }
        }
        title("figures");
        List<Map<String, String>> figures = new ArrayList<>();
        report.metrics()
                .forEach(
                        (name, value) -> {
                            Map<String, String> row = new LinkedHashMap<>();
                            row.put("figure", name);
                            row.put("value", value.toPlainString());
                            figures.add(row);
                        });
        rows(figures);
        if (explain) {
            title("explanation");
            report.explanation().forEach(this::explained);
        }
        out.println();
        wrong(report);
    }

    private void title(String table) {
        out.println();
        out.println(table.toUpperCase(Locale.ROOT).replace('-', ' '));
    }

    private void explained(Map<String, String> line) {
        out.println(line.get("day") + "  " + line.get("what"));
        out.println("            " + line.get("how"));
        out.println("            by " + line.get("rule") + ": " + line.get("by"));
    }

    /** What could not be and what does not hold; a word of praise when there is neither. */
    private void wrong(ScenarioReport report) {
        for (Refusal refusal : report.refusals()) {
            out.println(
                    "%s %s: %s [%s]"
                            .formatted(
                                    refusal.place(),
                                    refusal.on(),
                                    refusal.sentence(),
                                    refusal.code()));
        }
        for (Verdict verdict : report.failed()) {
            out.println(
                    "%s %s: %s is not as expected.%n    expected %s%n    got      %s"
                            .formatted(
                                    verdict.place(),
                                    verdict.on(),
                                    verdict.what(),
                                    verdict.expected(),
                                    verdict.got()));
        }
        report.brokenIdentities()
                .forEach(
                        formula ->
                                out.println(
                                        "The books do not hold: "
                                                + formula
                                                + ". This is a fault of ours; report the file."));
        int all = report.verdicts().size();
        int failed = report.failed().size();
        out.println(
                failed > 0
                        ? failed
                                + " of "
                                + all
                                + Counted.word(
                                        failed,
                                        " expectations does not hold.",
                                        " expectations do not hold.")
                        : all == 0
                                ? "Nothing was expected."
                                : Counted.word(
                                        all,
                                        "The one expectation holds.",
                                        "All " + all + " expectations hold."));
    }

    /** Columns in which no row has anything are left out. */
    private static List<Map<String, String>> filled(List<Map<String, String>> rows) {
        List<String> columns =
                rows.getFirst().keySet().stream()
                        .filter(
                                column ->
                                        rows.stream()
                                                .anyMatch(
                                                        row ->
                                                                !row.getOrDefault(column, "")
                                                                        .isEmpty()))
                        .toList();
        return rows.stream()
                .map(
                        row -> {
                            Map<String, String> part = new LinkedHashMap<>();
                            columns.forEach(
                                    column -> part.put(column, row.getOrDefault(column, "")));
                            return part;
                        })
                .toList();
    }

    /** A row for each period, with a column for each line and their sum. */
    private static List<Map<String, String>> byPeriod(List<Map<String, String>> rows) {
        TreeSet<String> lines = new TreeSet<>();
        Map<String, Map<String, BigDecimal>> periods = new TreeMap<>();
        for (Map<String, String> row : rows) {
            String line = row.getOrDefault("line", "");
            lines.add(line);
            periods.computeIfAbsent(row.getOrDefault("period", ""), _ -> new TreeMap<>())
                    .put(line, new BigDecimal(row.getOrDefault("amount", "0")));
        }
        List<Map<String, String>> pivoted = new ArrayList<>();
        periods.forEach(
                (period, amounts) -> {
                    Map<String, String> row = new LinkedHashMap<>();
                    row.put("period", period);
                    lines.forEach(
                            line ->
                                    row.put(
                                            line,
                                            amounts.containsKey(line)
                                                    ? String.valueOf(amounts.get(line))
                                                    : ""));
                    if (lines.size() > 1) {
                        row.put(
                                "all",
                                amounts.values().stream()
                                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                                        .toPlainString());
                    }
                    pivoted.add(row);
                });
        return pivoted;
    }

    private void rows(List<Map<String, String>> rows) {
        List<Map<String, @Nullable Object>> cells =
                rows.stream().<Map<String, @Nullable Object>>map(LinkedHashMap::new).toList();
        new Printer(out, format == Format.CSV ? Format.CSV : Format.TABLE)
                .print(new Answer(Map.of(), cells, List.of()));
    }

    private Map<String, @Nullable Object> json(ScenarioReport report) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("scenario", report.headline().name());
        json.put("cites", report.headline().cites().orElse(null));
        json.put("file", report.headline().place().file());
        json.put("currency", report.currency());
        json.put("today", report.today());
        json.put("holds", report.holds());
        Map<String, List<Map<String, String>>> all = report.tables();
        tables.forEach(table -> json.put(table, all.get(table)));
        Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
        report.metrics().forEach((name, value) -> metrics.put(name, value.toPlainString()));
        json.put("metrics", metrics);
        json.put("refusals", report.refusals().stream().map(ScenarioPrinter::json).toList());
        json.put("expectations", report.verdicts().stream().map(ScenarioPrinter::json).toList());
        json.put("brokenIdentities", report.brokenIdentities());
        if (explain) {
            json.put("explanation", report.explanation());
        }
        return json;
    }

    private static Map<String, @Nullable Object> json(Refusal refusal) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("on", refusal.on());
        json.put("place", refusal.place());
        json.put("code", refusal.code());
        json.put("sentence", refusal.sentence());
        return json;
    }

    private static Map<String, @Nullable Object> json(Verdict verdict) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("on", verdict.on());
        json.put("place", verdict.place());
        json.put("what", verdict.what());
        json.put("expected", verdict.expected());
        json.put("got", verdict.got());
        json.put("holds", verdict.holds());
        return json;
    }
}
