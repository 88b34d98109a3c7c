package throughline.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Reading;
import throughline.landscape.build.Tree;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.RecordKey;
import throughline.scenario.Scenario.Answering;
import throughline.scenario.Scenario.Headline;

/** Reads a scenario, or notes everything that is wrong with it. */
public final class ScenarioReader {

    private final Defects defects;
    private final Optional<Release> landscape;

    private ScenarioReader(Optional<Release> landscape, Defects defects) {
        this.landscape = landscape;
        this.defects = defects;
    }

    /**
     * The scenario of a file; empty when anything was noted against it.
     *
     * @param landscape under whose release it runs; empty for the firm that it describes itself
     */
    public static Optional<Scenario> read(Tree file, Optional<Release> landscape, Defects defects) {
        Optional<Scenario> scenario = new ScenarioReader(landscape, defects).read(file);
        return defects.none() ? scenario : Optional.empty();
    }

    /** The words of all happenings, in the order in which the reference lists them. */
    public static List<String> happenings() {
        return CalendarReader.words();
    }

    private Optional<Scenario> read(Tree file) {
        if (file instanceof Tree.Nothing) {
            defects.add(file.place(), "missing", "There is nothing here. Write a scenario.");
            return Optional.empty();
        }
        Reading reading = Reading.of(file, "A scenario", defects);
        Headline headline =
                new Headline(
                        reading.text("scenario"),
                        reading.optional("cites"),
                        reading.optional("about"),
                        file.place());
        Answering answering =
                new Answering(
                        Values.oneOf(reading, "invoices", List.of("posted", "by-hand"))
                                .filter("by-hand"::equals)
                                .isPresent());
        Tree terms = reading.tree("contract").orElseGet(() -> nothing(reading));
        Reading contract = Reading.of(terms, "contract", defects);
        if (!reading.has("contract")) {
            reading.missing("contract");
        }
        CurrencyUnit currency = Values.currency(contract, "currency", "EUR");
        Optional<Firm> firm = firm(reading, currency);
        Optional<Release> release =
                landscape.or(() -> firm.flatMap(own -> own.release("scenario")));
        ContractReader reader = new ContractReader(currency, defects);
        Customer customer = ContractReader.customer(contract);
        Deal deal = reader.deal(contract, key(release));
        contract.done();
        CalendarReader calendar = new CalendarReader(reader, terms, deal, currency, firm, defects);
        var entries = calendar.entries(reading.sections("calendar", "A day of the calendar"));
        var atEnd =
                reading.has("expect")
                        ? new ExpectationReader(currency, defects).read(reading.section("expect"))
                        : List.<Expectation>of();
        var until = Values.day(reading, "until");
        reading.done();
        return release.map(
                rules ->
                        new Scenario(
                                headline, rules, customer, deal, answering, entries, atEnd, until));
    }

    private Optional<Firm> firm(Reading reading, CurrencyUnit currency) {
        if (landscape.isPresent()) {
            reading.tree("firm")
                    .ifPresent(
                            _ ->
                                    reading.defect(
                                            "firm",
                                            "two-firms",
                                            ("The landscape says who sells; firm says so again."
                                                 + " Remove firm, or run without --landscape.")));
            return Optional.empty();
        }
        return Optional.of(Firm.read(reading.section("firm"), currency.getCode(), defects));
    }

    private static RecordKey key(Optional<Release> release) {
        String crm =
                release.stream()
                        .flatMap(rules -> rules.systems().stream())
                        .filter(system -> system.role() == Release.Role.CRM)
                        .map(SystemDeclaration::name)
                        .findFirst()
                        .orElse("crm");
        return new RecordKey(crm, "opportunity", "scenario");
    }

    private static Tree nothing(Reading reading) {
        return new Tree.Nothing(reading.place());
    }

    /** The terms with changes: sections by name, lists of things with ids by their ids. */
    static Tree changed(Tree terms, Tree changes) {
        if (terms instanceof Tree.Section below && changes instanceof Tree.Section above) {
            Map<String, Tree> merged = new LinkedHashMap<>(below.entries());
            above.entries()
                    .forEach((name, value) -> merged.merge(name, value, ScenarioReader::changed));
            return new Tree.Section(merged, above.place());
        }
        if (terms instanceof Tree.Items below
                && changes instanceof Tree.Items above
                && above.items().stream().allMatch(item -> id(item).isPresent())) {
            List<Tree> items = new ArrayList<>(below.items());
            above.items().forEach(item -> put(items, item));
            return new Tree.Items(items, above.place());
        }
        return changes;
    }

    private static void put(List<Tree> items, Tree change) {
        for (int i = 0; i < items.size(); i++) {
            if (id(items.get(i)).equals(id(change))) {
                items.set(i, changed(items.get(i), change));
                return;
            }
        }
        items.add(change);
    }

    private static Optional<String> id(Tree tree) {
        return tree instanceof Tree.Section section
                        && section.entries().get("id") instanceof Tree.Text text
                ? Optional.of(text.value())
                : Optional.empty();
    }
}
