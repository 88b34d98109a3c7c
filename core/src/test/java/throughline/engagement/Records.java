package throughline.engagement;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.Capacity;
import throughline.observed.CanonicalRecord.CreditNote;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.DocumentStatus;
import throughline.observed.CanonicalRecord.Invoice;
import throughline.observed.CanonicalRecord.Milestone;
import throughline.observed.CanonicalRecord.Payment;
import throughline.observed.CanonicalRecord.PlannedInstalment;
import throughline.observed.CanonicalRecord.PlannedMilestone;
import throughline.observed.CanonicalRecord.Stage;
import throughline.observed.CanonicalRecord.TimeEntry;
import throughline.observed.CanonicalRecord.TimeStatus;
import throughline.observed.RecordKey;

/** Records as tests speak of them. All contracts run from 2026-01-01 until 2027-01-01. */
final class Records {

    static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    static final LocalDate UNTIL = LocalDate.of(2027, 1, 1);
    static final RecordKey DEAL = new RecordKey("crm", "opportunity", "1");
    static final RecordKey CUSTOMER = new RecordKey("crm", "account", "acme");
    static final RecordKey PROJECT = new RecordKey("psa", "project", "P-1");

    private Records() {}

    static Money eur(String amount) {
        return Money.parse("EUR " + amount);
    }

    static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    static Customer customer() {
        Optional<String> none = Optional.empty();
        return new Customer(
                CUSTOMER,
                "Acme GmbH",
                Optional.of("Hauptstr. 1"),
                Optional.of("Berlin"),
                Optional.of("10115"),
                Optional.of("DE"),
                Optional.of("DE123456789"),
                none,
                false,
                Map.of());
    }

    static Deal won(DealLine... lines) {
        return deal(Stage.WON, lines);
    }

    static Deal deal(Stage stage, DealLine... lines) {
        return deal(DEAL, stage, lines);
    }

    static Deal deal(RecordKey key, Stage stage, DealLine... lines) {
        Optional<Money> amount =
                List.of(lines).stream()
                        .map(DealLine::amount)
                        .flatMap(Optional::stream)
                        .reduce(Money::plus);
        return new Deal(
                key,
                "Acme programme",
                stage,
                CUSTOMER,
                amount.or(() -> Optional.of(eur("0.00"))),
                Optional.of(day("2025-12-20")),
                Optional.of(day("2025-12-18")),
                Optional.of(Instant.parse("2025-12-19T10:00:00Z")),
                Optional.of("cfo"),
                Optional.empty(),
                Optional.of("consulting"),
                Optional.of("DE01"),
                Optional.of("PO-7"),
                List.of(lines),
                Map.of());
    }

    static DealLine milestones(String id, String method, String... amounts) {
        List<PlannedMilestone> planned = new java.util.ArrayList<>();
        Money sum = eur("0.00");
        for (int i = 0; i < amounts.length; i++) {
            sum = sum.plus(eur(amounts[i]));
            planned.add(
                    new PlannedMilestone(
                            id + "-M" + (i + 1),
                            "Milestone " + (i + 1),
                            Optional.of(FROM.plusMonths(i + 1)),
                            Optional.of(eur(amounts[i])),
                            Optional.empty()));
        }
        return line(
                id,
                new Way("fixed-fee-milestones", method),
                Optional.of(sum),
                planned,
                List.of(),
                Optional.empty());
    }

    static DealLine instalments(String id, String method, PlannedInstalment... instalments) {
        Money sum =
                List.of(instalments).stream()
                        .map(PlannedInstalment::amount)
                        .reduce(Money::plus)
                        .orElseThrow();
        return line(
                id,
                new Way("fixed-fee-calendar", method),
                Optional.of(sum),
                List.of(),
                List.of(instalments),
                Optional.empty());
    }

    static PlannedInstalment on(String day, String amount) {
        return new PlannedInstalment(day(day), eur(amount));
    }

    static DealLine timeAndMaterials(String id) {
        return line(
                id,
                new Way("time-and-materials", "right-to-invoice"),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    static DealLine capped(String id, String cap) {
        return line(
                id,
                new Way("time-and-materials", "right-to-invoice"),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of(eur(cap)));
    }

    static DealLine committed(String id, String price) {
        return line(
                id,
                new Way("time-and-materials", "right-to-invoice"),
                Optional.of(eur(price)),
                List.of(),
                List.of(),
                Optional.empty());
    }

    /** A line that states its conditions: {@code name=value}; a milestone as {@code id:amount}. */
    static DealLine sold(String id, String model, String... conditions) {
        Map<String, String> stated = new java.util.HashMap<>();
        Optional<Money> amount = Optional.empty();
        List<CanonicalRecord.PlannedTier> tiers = new java.util.ArrayList<>();
        Optional<String> method = Optional.empty();
        List<PlannedMilestone> planned = new java.util.ArrayList<>();
        for (String condition : conditions) {
            String[] parts = condition.split("=", 2);
            switch (parts[0]) {
                case "amount" -> amount = Optional.of(eur(parts[1]));
                case "method" -> method = Optional.of(parts[1]);
                case "milestone" -> planned.add(planned(parts[1]));
                case "tier" -> tiers.add(tier(parts[1]));
                default -> stated.put(parts[0], parts[1]);
            }
        }
        DealLine plain =
                line(id, new Way(model, ""), amount, List.of(), List.of(), Optional.empty());
        return new DealLine(
                id,
                plain.name(),
                plain.serviceLine(),
                model,
                amount,
                plain.listPrice(),
                plain.from(),
                plain.until(),
                planned,
                List.of(),
                List.of(),
                model.equals("advance-drawdown") ? Optional.of("standard") : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                method,
                tiers,
                stated);
    }

    private static PlannedMilestone planned(String text) {
        String[] parts = text.split(":");
        Optional<Money> amount = Optional.of(eur(parts[1]));
        return new PlannedMilestone(parts[0], parts[0], Optional.empty(), amount, Optional.empty());
    }

    /** {@code 100:9.00} or {@code +:8.00}. */
    private static CanonicalRecord.PlannedTier tier(String text) {
        String[] parts = text.split(":");
        return new CanonicalRecord.PlannedTier(
                parts[0].equals("+") ? Optional.empty() : Optional.of(new BigDecimal(parts[0])),
                eur(parts[1]),
                Optional.empty());
    }

    static DealLine during(DealLine line, String from, String until) {
        return new DealLine(
                line.id(),
                line.name(),
                line.serviceLine(),
                line.pricingModel(),
                line.amount(),
                line.listPrice(),
                Optional.of(day(from)),
                Optional.of(day(until)),
                line.milestones(),
                line.instalments(),
                line.estimates(),
                line.rateCard(),
                line.cap(),
                line.standaloneSellingPrice(),
                line.revenueMethod(),
                line.tiers(),
                line.conditions());
    }

    static CanonicalRecord.Usage usage(String id, String line, String day, String quantity) {
        return new CanonicalRecord.Usage(
                new RecordKey("psa", "usage", id),
                PROJECT,
                Optional.of(line),
                day(day),
                new BigDecimal(quantity),
                TimeStatus.APPROVED);
    }

    static CanonicalRecord.Expense expense(
            String id, String day, String category, String amount, boolean receipt) {
        return new CanonicalRecord.Expense(
                new RecordKey("psa", "expense", id),
                PROJECT,
                Optional.empty(),
                Optional.empty(),
                day(day),
                category,
                eur(amount),
                Optional.empty(),
                true,
                receipt,
                TimeStatus.APPROVED);
    }

    static CanonicalRecord.Estimate measured(String line, String day, String percent) {
        return new CanonicalRecord.Estimate(
                new RecordKey("psa", "estimate", line + "/" + day),
                PROJECT,
                Optional.of(line),
                day(day),
                Optional.of(new BigDecimal(percent)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static TimeEntry timeOn(String line, String id, String day, String hours) {
        TimeEntry plain = time(id, day, hours, "consultant");
        return new TimeEntry(
                plain.key(),
                plain.project(),
                plain.person(),
                plain.on(),
                plain.hours(),
                plain.role(),
                true,
                TimeStatus.APPROVED,
                Map.of("line", line));
    }

    /** How a line is priced, and how it is recognized. */
    private record Way(String model, String method) {}

    private static DealLine line(
            String id,
            Way way,
            Optional<Money> amount,
            List<PlannedMilestone> milestones,
            List<PlannedInstalment> instalments,
            Optional<Money> cap) {
        return new DealLine(
                id,
                "Line " + id,
                "advisory",
                way.model(),
                amount,
                Optional.empty(),
                Optional.of(FROM),
                Optional.of(UNTIL),
                milestones,
                instalments,
                List.of(),
                way.model().equals("time-and-materials")
                        ? Optional.of("standard")
                        : Optional.empty(),
                cap,
                Optional.empty(),
                Optional.of(way.method()).filter(method -> !method.isEmpty()),
                List.of(),
                Map.of());
    }

    static TimeEntry time(String id, String day, String hours, String role) {
        return time(id, day, hours, Optional.of(role), true, TimeStatus.APPROVED);
    }

    static TimeEntry time(
            String id,
            String day,
            String hours,
            Optional<String> role,
            boolean billable,
            TimeStatus status) {
        return new TimeEntry(
                new RecordKey("psa", "time", id),
                PROJECT,
                new RecordKey("psa", "person", "ada"),
                day(day),
                new BigDecimal(hours),
                role,
                billable,
                status,
                Map.of());
    }

    static Milestone accepted(String milestone, String day, String share) {
        return new Milestone(
                new RecordKey("psa", "milestone", milestone),
                PROJECT,
                milestone,
                Optional.of(day(day)),
                new BigDecimal(share));
    }

    static Capacity capacity(String week, String hours) {
        return new Capacity(
                new RecordKey("psa", "capacity", "ada-" + week),
                new RecordKey("psa", "person", "ada"),
                day(week),
                day(week).plusWeeks(1),
                new BigDecimal(hours));
    }

    static Invoice invoice(String id, String reference, DocumentStatus status, String net) {
        return new Invoice(
                new RecordKey("erp", "invoice", id),
                Optional.of(reference),
                Optional.of("INV-" + id),
                status,
                day("2026-01-31"),
                eur(net),
                eur("0.00"));
    }

    static CreditNote credit(String id, String invoice, String net) {
        return new CreditNote(
                new RecordKey("erp", "credit-note", id),
                new RecordKey("erp", "invoice", invoice),
                Optional.empty(),
                Optional.of("CR-" + id),
                DocumentStatus.POSTED,
                day("2026-03-10"),
                Optional.of(eur(net)),
                Optional.of(eur("0.00")),
                List.of());
    }

    static Payment payment(String id, String invoice, String amount) {
        return new Payment(
                new RecordKey("erp", "payment", id),
                new RecordKey("erp", "invoice", invoice),
                day("2026-03-01"),
                eur(amount));
    }
}
