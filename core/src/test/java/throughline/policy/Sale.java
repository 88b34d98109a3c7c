package throughline.policy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.PlannedInstalment;
import throughline.observed.CanonicalRecord.PlannedMilestone;
import throughline.observed.CanonicalRecord.PlannedTier;
import throughline.observed.CanonicalRecord.RoleEstimate;
import throughline.observed.CanonicalRecord.Stage;
import throughline.observed.RecordKey;

/** A deal in the making, and what else the gates are told. */
final class Sale {

    static final LocalDate DAY = LocalDate.of(2026, 3, 10);
    static final RecordKey BUYER = new RecordKey("crm", "account", "7");

    Optional<Money> headline = Optional.empty();
    Optional<String> entity = Optional.empty();
    Optional<String> unit = Optional.empty();
    Optional<String> purchaseOrder = Optional.empty();
    Optional<String> approvedBy = Optional.empty();
    Optional<LocalDate> signedOn = Optional.of(DAY);
    final Map<String, String> attributes = new HashMap<>(Map.of("owner", "otto"));
    final List<DealLine> lines = new ArrayList<>();
    final List<Customer> customers = new ArrayList<>(List.of(customer(BUYER, "DE1", false)));
    final Set<String> waived = new HashSet<>();
    final Map<String, String> approvals = new HashMap<>();

    /** Ten thousand euro in two milestones, which a plain firm agrees to. */
    static Sale milestones() {
        Sale sale = new Sale();
        sale.headline = Optional.of(Money.parse("EUR 10000.00"));
        sale.lines.add(
                SaleLine.of("1", "fixed-fee-milestones", "EUR 10000.00")
                        .milestone("kick-off", "2026-03-10", "EUR 4000.00")
                        .milestone("go-live", "2026-06-30", "EUR 6000.00")
                        .until("2026-07-01")
                        .line());
        return sale;
    }

    /** One line, whose amount is the headline. */
    static Sale of(SaleLine... lines) {
        Sale sale = new Sale();
        for (SaleLine line : lines) {
            sale.lines.add(line.line());
        }
        return sale;
    }

    static Customer customer(RecordKey key, String taxId, boolean blocked) {
        return new Customer(
                key,
                "Nordwind GmbH",
                Optional.of("Hafenstr. 1"),
                Optional.of("Kiel"),
                Optional.of("24103"),
                Optional.of("DE"),
                Optional.of(taxId),
                Optional.of("nordwind.example"),
                blocked,
                Map.of("status", "business"));
    }

    Sale with(UnaryOperator<Sale> change) {
        return change.apply(this);
    }

    Deal deal() {
        return new Deal(
                new RecordKey("crm", "opportunity", "1"),
                "Portal",
                Stage.WON,
                BUYER,
                headline,
                Optional.empty(),
                signedOn,
                approvedBy.map(_ -> Instant.EPOCH),
                approvedBy,
                Optional.empty(),
                unit,
                entity,
                purchaseOrder,
                lines,
                attributes);
    }

    GateReport judge(Firm firm) {
        return Gates.evaluate(new GateFacts(deal(), customers, waived, approvals, DAY), firm, firm);
    }

    /** The codes that stand against it, in order. */
    List<String> codes(Firm firm) {
        return switch (judge(firm)) {
            case GateReport.Passed _ -> List.of();
            case GateReport.Violated(_, var violations, _) ->
                    violations.stream().map(Violation::code).toList();
        };
    }

    /** The terms of a sale that passes. */
    throughline.terms.Terms terms(Firm firm) {
        return switch (judge(firm)) {
            case GateReport.Passed(var terms, _) -> terms;
            case GateReport.Violated(_, var violations, _) ->
                    throw new AssertionError("does not pass: " + violations);
        };
    }

    /** A line in the making. */
    static final class SaleLine {
        final String id;
        final String model;
        Optional<Money> amount;
        String serviceLine = "design";
        Optional<Money> listPrice = Optional.empty();
        Optional<LocalDate> from = Optional.empty();
        Optional<LocalDate> until = Optional.empty();
        final List<PlannedMilestone> milestones = new ArrayList<>();
        final List<PlannedInstalment> instalments = new ArrayList<>();
        final List<RoleEstimate> estimates = new ArrayList<>();
        Optional<String> rateCard = Optional.empty();
        Optional<Money> cap = Optional.empty();
        Optional<Money> standalone = Optional.empty();
        Optional<String> revenueMethod = Optional.empty();
        final List<PlannedTier> tiers = new ArrayList<>();
        final Map<String, String> conditions = new HashMap<>();

        private SaleLine(String id, String model, Optional<Money> amount) {
            this.id = id;
            this.model = model;
            this.amount = amount;
        }

        static SaleLine of(String id, String model, String amount) {
            return new SaleLine(id, model, Optional.of(Money.parse(amount)));
        }

        static SaleLine of(String id, String model) {
            return new SaleLine(id, model, Optional.empty());
        }

        SaleLine milestone(String name, String due, String amount) {
            milestones.add(
                    new PlannedMilestone(
                            name,
                            name,
                            Optional.of(LocalDate.parse(due)),
                            Optional.of(Money.parse(amount)),
                            Optional.empty()));
            return this;
        }

        SaleLine share(String name, String share) {
            milestones.add(
                    new PlannedMilestone(
                            name,
                            name,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(new BigDecimal(share))));
            return this;
        }

        SaleLine instalment(String on, String amount) {
            instalments.add(new PlannedInstalment(LocalDate.parse(on), Money.parse(amount)));
            return this;
        }

        SaleLine estimate(String role, String hours) {
            estimates.add(new RoleEstimate(role, new BigDecimal(hours), Optional.empty()));
            return this;
        }

        SaleLine from(String day) {
            from = Optional.of(LocalDate.parse(day));
            return this;
        }

        SaleLine until(String day) {
            until = Optional.of(LocalDate.parse(day));
            return this;
        }

        SaleLine card(String name) {
            rateCard = Optional.of(name);
            return this;
        }

        SaleLine cap(String money) {
            cap = Optional.of(Money.parse(money));
            return this;
        }

        SaleLine list(String money) {
            listPrice = Optional.of(Money.parse(money));
            return this;
        }

        SaleLine alone(String money) {
            standalone = Optional.of(Money.parse(money));
            return this;
        }

        SaleLine revenue(String method) {
            revenueMethod = Optional.of(method);
            return this;
        }

        SaleLine states(String condition, String value) {
            conditions.put(condition, value);
            return this;
        }

        SaleLine tier(Optional<String> upTo, String euros) {
            tiers.add(
                    new PlannedTier(
                            upTo.map(BigDecimal::new),
                            Money.parse("EUR " + euros),
                            Optional.empty()));
            return this;
        }

        SaleLine service(String name) {
            serviceLine = name;
            return this;
        }

        DealLine line() {
            return new DealLine(
                    id,
                    "Line " + id,
                    serviceLine,
                    model,
                    amount,
                    listPrice,
                    from,
                    until,
                    milestones,
                    instalments,
                    estimates,
                    rateCard,
                    cap,
                    standalone,
                    revenueMethod,
                    tiers,
                    conditions);
        }
    }
}
