package throughline.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import throughline.landscape.NearMiss;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Reading;
import throughline.landscape.build.Tree;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.PlannedInstalment;
import throughline.observed.CanonicalRecord.PlannedMilestone;
import throughline.observed.CanonicalRecord.PlannedTier;
import throughline.observed.CanonicalRecord.RoleEstimate;
import throughline.observed.CanonicalRecord.Stage;
import throughline.observed.RecordKey;

/** Reads the terms of a scenario into the deal that a commercial system would tell. */
final class ContractReader {

    /** The names that a line has of its own; every other one is a condition of its model. */
    static final List<String> OF_A_LINE =
            List.of(
                    "id",
                    "name",
                    "serviceLine",
                    "pricingModel",
                    "amount",
                    "listPrice",
                    "from",
                    "until",
                    "milestones",
                    "instalments",
                    "estimates",
                    "rateCard",
                    "cap",
                    "standaloneSellingPrice",
                    "revenueMethod",
                    "tiers");

    private static final List<String> BY_HOURS = List.of("time-and-materials", "advance-drawdown");

    private static final RecordKey CUSTOMER = new RecordKey("crm", "account", "customer");

    private final CurrencyUnit currency;
    private final Defects defects;

    ContractReader(CurrencyUnit currency, Defects defects) {
        this.currency = currency;
        this.defects = defects;
    }

    static Customer customer(Reading contract) {
        Reading reading = contract.section("customer");
        Map<String, String> attributes = reading.textsByName("attributes");
        Customer customer =
                new Customer(
                        CUSTOMER,
                        reading.optional("name").orElse("Customer"),
                        Optional.of(reading.optional("street").orElse("1 Main Street")),
                        Optional.of(reading.optional("city").orElse("Town")),
                        Optional.of(reading.optional("postalCode").orElse("10000")),
                        Optional.of(reading.optional("country").orElse("DE")),
                        Optional.of(reading.optional("taxId").orElse("none stated")),
                        reading.optional("domain"),
                        reading.truth("blocked", false),
                        attributes);
        reading.done();
        return customer;
    }

    Deal deal(Reading reading, RecordKey key) {
        String name = reading.optional("name").orElse("Contract");
        List<DealLine> lines = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Reading line : reading.sections("lines", "A line")) {
            DealLine read = line(line);
            if (!ids.add(read.id())) {
                line.defect(
                        "id",
                        "duplicate",
                        "Line %s is here twice. Give every line an id of its own."
                                .formatted(read.id()));
            }
            lines.add(read);
        }
        if (!reading.has("lines")) {
            reading.missing("lines");
        }
        return new Deal(
                key,
                name,
                Stage.OPEN,
                CUSTOMER,
                Values.money(reading, "amount", currency),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                reading.optional("approvedBy"),
                Values.day(reading, "bookedOn"),
                reading.optional("unit"),
                reading.optional("legalEntity"),
                reading.optional("purchaseOrder"),
                lines,
                reading.textsByName("attributes"));
    }

    private DealLine line(Reading reading) {
        return line(reading, reading.text("pricingModel"));
    }

    /** A line of a change order: what it leaves out stays as it was. */
    DealLine changedLine(Reading reading) {
        return line(reading, reading.optional("pricingModel").orElse(""));
    }

    private DealLine line(Reading reading, String model) {
        String id = reading.text("id");
        return new DealLine(
                id,
                reading.optional("name").orElse(model.isEmpty() ? "" : id),
                reading.optional("serviceLine").orElse(model.isEmpty() ? "" : "general"),
                model,
                Values.money(reading, "amount", currency),
                Values.money(reading, "listPrice", currency),
                Values.day(reading, "from"),
                Values.day(reading, "until"),
                milestones(reading),
                instalments(reading),
                estimates(reading),
                reading.optional("rateCard")
                        .or(() -> timed(reading) ? Optional.of("standard") : Optional.empty()),
                Values.money(reading, "cap", currency),
                Values.money(reading, "standaloneSellingPrice", currency),
                reading.optional("revenueMethod"),
                tiers(reading),
                conditions(reading));
    }

    private static boolean timed(Reading reading) {
        return reading.optional("pricingModel").filter(BY_HOURS::contains).isPresent();
    }

    private List<PlannedTier> tiers(Reading line) {
        List<PlannedTier> tiers = new ArrayList<>();
        for (Reading reading : line.sections("tiers", "A tier")) {
            tiers.add(
                    new PlannedTier(
                            Values.number(reading, "upTo"),
                            Values.neededMoney(reading, "price", currency),
                            Values.number(reading, "per")));
            reading.done();
        }
        return tiers;
    }

    /** What is written beyond a line's own names, unless it is almost one of them. */
    private Map<String, String> conditions(Reading reading) {
        Map<String, String> conditions = new HashMap<>();
        for (String name : reading.keys()) {
            if (OF_A_LINE.contains(name)) {
                continue;
            }
            Optional<String> meant = NearMiss.of(name, OF_A_LINE);
            Optional<Tree> tree = reading.tree(name);
            if (meant.isPresent()) {
                reading.defect(
                        name,
                        "unknown-name",
                        "A line has no %s. Did you mean %s?".formatted(name, meant.get()));
            } else if (tree.isPresent() && tree.get() instanceof Tree.Text text) {
                conditions.put(name, text.value());
            } else if (tree.isPresent()) {
                defects.add(
                        tree.get().place(),
                        "bad-shape",
                        "%s must be one value: conditions of a pricing model are texts."
                                .formatted(name));
            }
        }
        return conditions;
    }

    private List<PlannedMilestone> milestones(Reading line) {
        List<PlannedMilestone> milestones = new ArrayList<>();
        for (Reading reading : line.sections("milestones", "A milestone")) {
            String id = reading.text("id");
            milestones.add(
                    new PlannedMilestone(
                            id,
                            reading.optional("name").orElse(id),
                            Values.day(reading, "due"),
                            Values.money(reading, "amount", currency),
                            Values.number(reading, "share")));
            reading.done();
        }
        return milestones;
    }

    private List<PlannedInstalment> instalments(Reading line) {
        List<PlannedInstalment> instalments = new ArrayList<>();
        for (Reading reading : line.sections("instalments", "An instalment")) {
            var on = Values.neededDay(reading, "on");
            var amount = Values.neededMoney(reading, "amount", currency);
            on.ifPresent(day -> instalments.add(new PlannedInstalment(day, amount)));
            reading.done();
        }
        return instalments;
    }

    private List<RoleEstimate> estimates(Reading line) {
        List<RoleEstimate> estimates = new ArrayList<>();
        for (Reading reading : line.sections("estimates", "An estimate")) {
            estimates.add(
                    new RoleEstimate(
                            reading.text("role"),
                            Values.neededNumber(reading, "hours"),
                            Values.money(reading, "rate", currency)));
            reading.done();
        }
        return estimates;
    }
}
