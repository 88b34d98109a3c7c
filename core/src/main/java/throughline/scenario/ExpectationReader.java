package throughline.scenario;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import throughline.landscape.NearMiss;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Reading;
import throughline.landscape.build.Tree;
import throughline.scenario.Expectation.Subject;

/** Reads what is expected: figures by name, tables by row, codes. */
final class ExpectationReader {

    private final CurrencyUnit currency;
    private final Defects defects;

    ExpectationReader(CurrencyUnit currency, Defects defects) {
        this.currency = currency;
        this.defects = defects;
    }

    List<Expectation> read(Reading reading) {
        List<Expectation> all = new ArrayList<>();
        reading.entries("metrics").forEach((name, tree) -> metric(name, tree, all));
        reading.entries("position").forEach((span, tree) -> figure("position/" + span, tree, all));
        reading.entries("revenue").forEach((span, tree) -> revenue(span, tree, all));
        for (String table : Tables.ALL.keySet()) {
            boolean figures = table.equals("revenue") || table.equals("position");
            if (!figures && !table.equals("exceptions") && reading.has(table)) {
                rows(table, reading, all);
            }
        }
        if (reading.has("exceptions")) {
            all.add(
                    new Expectation(
                            new Subject.Exceptions(reading.texts("exceptions")),
                            reading.place("exceptions")));
        }
        if (reading.has("refused")) {
            all.add(
                    new Expectation(
                            new Subject.Refusals(reading.texts("refused")),
                            reading.place("refused")));
        }
        reading.done();
        return all;
    }

    private void metric(String name, Tree tree, List<Expectation> all) {
        if (Figures.NAMES.contains(name)) {
            figure("metrics/" + name, tree, all);
        } else {
            defects.add(
                    tree.place(),
                    "unknown-name",
                    "There is no figure %s.%s Known here: %s."
                            .formatted(
                                    name,
                                    NearMiss.hint(name, Figures.NAMES),
                                    String.join(", ", Figures.NAMES)));
        }
    }

    /** Revenue of a span; a section says it by line. */
    private void revenue(String span, Tree tree, List<Expectation> all) {
        if (tree instanceof Tree.Section section) {
            section.entries()
                    .forEach((line, amount) -> figure("revenue/" + span + "/" + line, amount, all));
        } else {
            figure("revenue/" + span, tree, all);
        }
    }

    private void figure(String path, Tree tree, List<Expectation> all) {
        if (tree instanceof Tree.Text text) {
            try {
                BigDecimal amount = new BigDecimal(text.value().replace("_", ""));
                all.add(new Expectation(new Subject.Figure(path, amount), tree.place()));
                return;
            } catch (NumberFormatException unreadable) {
                // told below, as everything that is no number
            }
        }
        defects.add(
                tree.place(),
                "bad-amount",
                "%s must be one number, as 1200.50, in %s."
                        .formatted(path.replace('/', ' '), currency));
    }

    private void rows(String table, Reading reading, List<Expectation> all) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Reading row : reading.sections(table, "A row of " + table)) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (String column : Tables.columns(table)) {
                row.optional(column).ifPresent(cell -> cells.put(column, cell));
            }
            row.done();
            rows.add(cells);
        }
        boolean complete = !table.equals("postings");
        all.add(new Expectation(new Subject.Rows(table, rows, complete), reading.place(table)));
    }
}
