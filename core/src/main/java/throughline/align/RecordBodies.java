package throughline.align;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.engagement.Contract;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.CanonicalRecord.Deal;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.PricingModel.ResourceAssumption;
import throughline.terms.PricingModel.TimeAndMaterials;
import throughline.terms.Terms;

/** The desired records in canonical words, as the reference page of actions lists them. */
final class RecordBodies {

    private RecordBodies() {}

    static Map<String, Object> customer(Turn turn, Terms terms, Deal deal) {
        Body body =
                new Body()
                        .with("reference", deal.customer().toString())
                        .with("entity", terms.legalEntity())
                        .with("currency", terms.currency().getCode());
        Optional<Customer> known = turn.state().agreement().customer();
        body.with("name", known.map(Customer::name).orElse(deal.customer().id()));
        return body.withText("street", known.flatMap(Customer::street))
                .withText("city", known.flatMap(Customer::city))
                .withText("postalCode", known.flatMap(Customer::postalCode))
                .withText("country", known.flatMap(Customer::country))
                .withText("taxId", known.flatMap(Customer::taxId))
                .withText("domain", known.flatMap(Customer::domain))
                .asMap();
    }

    static Map<String, Object> contract(Turn turn, Terms terms, Deal deal) {
        return common(turn, terms)
                .with("reference", turn.state().id().value())
                .with("name", deal.name())
                .with("unit", terms.unit())
                .with("bookedOn", bookedOn(turn.state().contract()).orElse(terms.effective()))
                .withMoney("price", price(terms))
                .withList("lines", terms.lines().stream().map(RecordBodies::line).toList())
                .asMap();
    }

    private static Map<String, Object> line(Line line) {
        return new Body()
                .with("id", line.id())
                .with("name", line.name())
                .with("serviceLine", line.serviceLine())
                .with("pricing", line.pricing().word())
                .with("revenueMethod", line.revenue().word())
                .withMoney("price", line.price())
                .withMoney(
                        "cap",
                        line.pricing() instanceof TimeAndMaterials timed
                                ? timed.cap()
                                : Optional.empty())
                .with("from", line.term().from())
                .with("until", line.term().until())
                .withList("schedule", schedule(line.pricing()))
                .asMap();
    }

    private static List<Map<String, Object>> schedule(PricingModel pricing) {
        Stream<Map<String, Object>> accepted =
                pricing.milestones().stream()
                        .map(
                                m ->
                                        new Body()
                                                .with("id", m.id())
                                                .with("name", m.name())
                                                .withText("on", m.due().map(LocalDate::toString))
                                                .with("amount", m.amount())
                                                .asMap());
        Stream<Map<String, Object>> dated =
                pricing.instalments().stream()
                        .map(
                                i ->
                                        new Body()
                                                .with("id", i.id())
                                                .with("name", i.id())
                                                .with("on", i.on())
                                                .with("amount", i.amount())
                                                .asMap());
        return Stream.concat(accepted, dated).toList();
    }

    static Map<String, Object> project(Turn turn, Terms terms, Deal deal) {
        Stream<LocalDate> starts = terms.lines().stream().map(line -> line.term().from());
        Stream<LocalDate> ends = terms.lines().stream().map(line -> line.term().until());
        return common(turn, terms)
                .with("reference", turn.state().id().value())
                .with("name", deal.name())
                .with("unit", terms.unit())
                .with("template", terms.projectTemplate())
                .with("from", starts.min(LocalDate::compareTo).orElse(terms.effective()))
                .with("until", ends.max(LocalDate::compareTo).orElse(terms.effective()))
                .withMoney("budget", price(terms))
                .with("budgetHours", hours(terms))
                .withList(
                        "milestones",
                        terms.lines().stream().flatMap(RecordBodies::milestones).toList())
                .withList("roles", terms.lines().stream().flatMap(RecordBodies::roles).toList())
                .withList(
                        "services", terms.lines().stream().flatMap(RecordBodies::services).toList())
                .asMap();
    }

    /** What is measured otherwise than by hours and milestones. */
    private static Stream<Map<String, Object>> services(Line line) {
        return line
                .pricing()
                .measure()
                .map(
                        measure ->
                                new Body()
                                        .with("id", line.id())
                                        .with("name", line.name())
                                        .with("measure", measure)
                                        .asMap())
                .stream();
    }

    private static Stream<Map<String, Object>> milestones(Line line) {
        return line.pricing().milestones().stream()
                .map(
                        m ->
                                new Body()
                                        .with("id", m.id())
                                        .with("line", line.id())
                                        .with("name", m.name())
                                        .withText("due", m.due().map(LocalDate::toString))
                                        .with("amount", m.amount())
                                        .asMap());
    }

    private static Stream<Map<String, Object>> roles(Line line) {
        return line.assumptions().stream()
                .map(
                        a ->
                                new Body()
                                        .with("line", line.id())
                                        .with("role", a.role())
                                        .with("hours", a.hours())
                                        .with("rate", a.rate())
                                        .asMap());
    }

    private static BigDecimal hours(Terms terms) {
        return terms.lines().stream()
                .flatMap(line -> line.assumptions().stream())
                .map(ResourceAssumption::hours)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static Map<String, Object> writeBack(Deal deal) {
        return new Body()
                .with("reference", deal.key().toString())
                .with("type", deal.key().type())
                .with("id", deal.key().id())
                .with("status", "ACTIVE")
                .asMap();
    }

    static Body common(Turn turn, Terms terms) {
        var agreement = turn.state().agreement();
        return new Body()
                .withText("customer", agreement.deal().map(deal -> deal.customer().toString()))
                .withText("customerName", agreement.customer().map(Customer::name))
                .with("entity", terms.legalEntity())
                .with("currency", terms.currency().getCode())
                .withText("purchaseOrder", terms.purchaseOrder())
                .with("taxTreatment", terms.taxTreatment());
    }

    private static Optional<LocalDate> bookedOn(Contract contract) {
        return switch (contract) {
            case Contract.Proposed _ -> Optional.empty();
            case Contract.Booked(_, var on) -> Optional.of(on);
            case Contract.Active(_, var on, _) -> Optional.of(on);
            case Contract.Cancelled(_, var on, _, _) -> Optional.of(on);
        };
    }

    private static Optional<Money> price(Terms terms) {
        return terms.lines().stream()
                .map(Line::price)
                .flatMap(Optional::stream)
                .reduce(Money::plus);
    }
}
