package throughline.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import throughline.align.ActionKind;
import throughline.landscape.Release;
import throughline.landscape.build.Built;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Files;
import throughline.landscape.build.LandscapeBuilder;
import throughline.landscape.build.Place;
import throughline.landscape.build.Reading;
import throughline.landscape.build.Sheet;
import throughline.landscape.build.Surroundings;
import throughline.landscape.build.Tree;

/**
 * A neutral firm around one contract: one legal entity, one unit, systems that take everything. Its
 * parts are written as in a landscape and read by the landscape's own readers; what the scenario
 * leaves out has a plain default.
 */
final class Firm {

    private static final String NAME = "scenario";
    private static final String RATES = "rate-card";
    private static final Surroundings SURROUNDINGS =
            new Surroundings(
                    Set.of(NAME),
                    Arrays.stream(ActionKind.values())
                            .map(ActionKind::name)
                            .collect(Collectors.toSet()));

    private final Place place;
    private final Defects defects;
    private final Map<String, Tree> trees = new LinkedHashMap<>();
    private final Map<String, List<Tree>> tables = new TreeMap<>();

    private Firm(Place place, Defects defects) {
        this.place = place;
        this.defects = defects;
    }

    /**
     * Reads the section {@code firm}.
     *
     * @param currency of the contract, which the entity sells in
     */
    static Firm read(Reading firm, String currency, Defects defects) {
        Firm result = new Firm(firm.place(), defects);
        Map<String, Tree> entity = result.entity(firm, currency);
        String code = entity.get("code") instanceof Tree.Text text ? text.value() : "F01";
        result.trees.put(
                "landscape.yaml",
                result.section(
                        "name", result.text(NAME),
                        "owner", result.text(NAME),
                        "calendar", firm.tree("calendar").orElseGet(result::nothing),
                        "entities",
                                result.items(
                                        List.of(new Tree.Section(entity, firm.place("entity"))))));
        result.trees.put(
                "units/scenario.yaml",
                result.section(
                        "name", result.text(NAME),
                        "owner", result.text(NAME),
                        "entities", result.items(List.of(result.text(code)))));
        result.policies(firm, code);
        result.system(
                "erp",
                "CREATE_CUSTOMER",
                "CREATE_CONTRACT",
                "POST_INVOICE",
                "POST_CREDIT_NOTE",
                "POST_JOURNAL");
        result.system("psa", "CREATE_PROJECT");
        result.system("crm", "WRITE_BACK");
        result.tables(firm);
        firm.done();
        return result;
    }

    private Map<String, Tree> entity(Reading firm, String currency) {
        Map<String, Tree> entity = new LinkedHashMap<>();
        entity.put("code", text("F01"));
        entity.put("country", text("DE"));
        entity.put("functionalCurrency", text(currency));
        entity.put("currencies", items(List.of(text(currency))));
        entity.put("zone", text("UTC"));
        entity.putAll(firm.entries("entity"));
        return entity;
    }

    private void policies(Reading firm, String code) {
        Map<String, Tree> gates = new LinkedHashMap<>();
        gates.put("legal-entity", settings("default", code));
        gates.put("pricing", settings("time-and-materials-amount", "committed"));
        gates.put("tax", settings("default", "domestic"));
        gates.put("template", settings("default", "standard"));
        gates.put("revenue", settings("standalone-price", "price"));
        firm.entries("policies").forEach((gate, own) -> gates.merge(gate, own, Firm::over));
        for (String gate :
                List.of(
                        "customer",
                        "legal-entity",
                        "pricing",
                        "tax",
                        "template",
                        "schedule",
                        "resources",
                        "revenue",
                        "approvals")) {
            gates.merge(gate, section("waivers", items(List.of(text(NAME)))), (own, _) -> own);
        }
        trees.put(
                "policies/scenario.yaml",
                section("owner", text(NAME), "gates", new Tree.Section(gates, place)));
    }

    private static Tree over(Tree base, Tree own) {
        if (base instanceof Tree.Section below && own instanceof Tree.Section above) {
            Map<String, Tree> merged = new LinkedHashMap<>(below.entries());
            above.entries().forEach((name, value) -> merged.merge(name, value, Firm::over));
            return new Tree.Section(merged, above.place());
        }
        return own;
    }

    private Tree settings(String name, String value) {
        return section(
                "settings", section(name, text(value)), "waivers", items(List.of(text(NAME))));
    }

    private void system(String name, String... writes) {
        trees.put(
                "systems/" + name + ".yaml",
                section(
                        "name", text(name),
                        "role", text(name),
                        "connector", text(NAME),
                        "owner", text(NAME),
                        "writes", items(Arrays.stream(writes).<Tree>map(this::text).toList())));
    }

    private void tables(Reading firm) {
        firm.entries("tables").forEach((name, rows) -> tables.put(name, itemsOf(rows)));
        firm.tree("rates").ifPresent(rates -> tables.put(RATES, rateRows(itemsOf(rates))));
    }

    private List<Tree> itemsOf(Tree tree) {
        if (tree instanceof Tree.Items items) {
            return items.items();
        }
        defects.add(tree.place(), "bad-shape", "Write rows as a list.");
        return List.of();
    }

    /** The release after a rate was published as well; what is published later counts first. */
    void publish(Tree rate) {
        List<Tree> rows = new ArrayList<>(rateRows(List.of(rate)));
        rows.addAll(tables.getOrDefault(RATES, List.of()));
        tables.put(RATES, rows);
    }

    private List<Tree> rateRows(List<Tree> rates) {
        List<Tree> rows = new ArrayList<>();
        for (Tree rate : rates) {
            Reading reading = Reading.of(rate, "A rate", defects);
            Map<String, Tree> row = new LinkedHashMap<>();
            for (String input : List.of("card", "role", "person", "location", "day")) {
                input(reading, input, input, row);
            }
            input(reading, "serviceLine", "service-line", row);
            input(reading, "timeType", "time-type", row);
            for (String days : List.of("from", "until")) {
                reading.tree(days).ifPresent(tree -> row.put(days, tree));
            }
            row.put("then rate", text(reading.text("rate")));
            for (String output : List.of("currency", "cost", "per")) {
                output(reading, output, output, row);
            }
            output(reading, "costCurrency", "cost-currency", row);
            output(reading, "standardRate", "standard-rate", row);
            output(reading, "hoursPerDay", "hours-per-day", row);
            reading.done();
            rows.add(new Tree.Section(row, reading.place()));
        }
        return rows;
    }

    private void input(Reading reading, String key, String column, Map<String, Tree> row) {
        row.put(column, reading.tree(key).orElseGet(() -> text("*")));
    }

    private static void output(Reading reading, String key, String column, Map<String, Tree> row) {
        reading.tree(key).ifPresent(tree -> row.put("then " + column, tree));
    }

    /** The release, when it is whole; else everything that is wrong with it is noted. */
    Optional<Release> release(String id) {
        Defects found = new Defects();
        Map<String, Sheet> sheets = new LinkedHashMap<>();
        tables.forEach((name, rows) -> sheets.put(name, sheet(name, rows)));
        if (!tables.isEmpty()) {
            trees.put("ownership.yaml", section("parts", section("tables/*", text(NAME))));
        }
        Built built = LandscapeBuilder.build(new Files(trees, sheets, found), SURROUNDINGS, id);
        return switch (built) {
            case Built.Whole whole -> Optional.of(whole.release());
            case Built.Broken broken -> {
                broken.defects()
                        .forEach(
                                each ->
                                        defects.add(
                                                at(each.place()), each.code(), each.sentence()));
                yield Optional.empty();
            }
        };
    }

    /** A part that the scenario does not write has no place of its own. */
    private Place at(Place found) {
        return found.file().equals(place.file()) ? found : place;
    }

    private Sheet sheet(String name, List<Tree> rows) {
        Set<String> header = new LinkedHashSet<>();
        List<Tree.Section> sections = new ArrayList<>();
        for (Tree row : rows) {
            if (row instanceof Tree.Section section) {
                header.addAll(section.entries().keySet());
                sections.add(section);
            } else {
                defects.add(row.place(), "bad-shape", "A row must be names with values.");
            }
        }
        List<Sheet.Line> lines =
                sections.stream()
                        .map(
                                row ->
                                        new Sheet.Line(
                                                row.place().line(),
                                                header.stream()
                                                        .map(column -> cell(row, column))
                                                        .toList()))
                        .toList();
        return new Sheet(name, place, List.copyOf(header), lines);
    }

    private static String cell(Tree.Section row, String column) {
        Tree cell = row.entries().get(column);
        boolean says =
                column.startsWith("then ") || column.equals("from") || column.equals("until");
        return cell instanceof Tree.Text text ? text.value() : says ? "" : "*";
    }

    private Tree text(String value) {
        return new Tree.Text(value, true, place);
    }

    private Tree nothing() {
        return new Tree.Nothing(place);
    }

    private Tree items(List<Tree> items) {
        return new Tree.Items(items, place);
    }

    private Tree section(Object... namesAndTrees) {
        Map<String, Tree> entries = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTrees.length; i += 2) {
            entries.put((String) namesAndTrees[i], (Tree) namesAndTrees[i + 1]);
        }
        return new Tree.Section(entries, place);
    }
}
