package throughline.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.calendar.DateRange;
import throughline.calendar.FiscalCalendar;
import throughline.calendar.FiscalPeriod;
import throughline.landscape.LegalEntity;
import throughline.money.Allocation;
import throughline.money.Money;
import throughline.terms.PricingModel;
import throughline.terms.PricingModel.FixedFeeCalendar;
import throughline.terms.PricingModel.FixedFeeMilestones;
import throughline.terms.PricingModel.Instalment;
import throughline.terms.PricingModel.Milestone;

/** A billing schedule for a deal that states none, by the unit's rules. */
final class DerivedSchedule {

    private static final String TABLE = "billing-schedule";

    private DerivedSchedule() {}

    /** A part before it has an amount. */
    private record Part(String name, LocalDate on, BigDecimal weight) {}

    static Optional<PricingModel> of(Case asked, Draft draft, LineDraft line, Findings findings) {
        Optional<String> text =
                asked.decide(TABLE, () -> Inputs.ofLine(asked, draft, line), findings)
                        .flatMap(row -> row.output("parts"))
                        .or(() -> asked.setting("default-parts"));
        if (text.isEmpty()) {
            findings.essential(
                    "schedule-missing",
                    "Cannot tell when line "
                            + line.id()
                            + " is billed: it has no schedule, and no"
                            + " row of the table billing-schedule matches. Add either.",
                    Map.of("line", line.id(), "pricing-model", line.modelWord()));
            return Optional.empty();
        }
        Optional<List<Part>> parts = parts(asked, draft, line, text.get().strip());
        if (parts.isEmpty()) {
            findings.essential(
                    "schedule-unreadable",
                    "Cannot derive the schedule of line "
                            + line.id()
                            + " from \""
                            + text.get()
                            + "\". Write parts such as 30@start;70@end that come to 100, or"
                            + " each-period-end.",
                    Map.of("line", line.id(), "parts", text.get()));
        }
        return parts.map(known -> model(line, known));
    }

    private static Optional<List<Part>> parts(
            Case asked, Draft draft, LineDraft line, String text) {
        DateRange term = line.term().orElseThrow();
        return switch (text) {
            case "each-period-start" -> Optional.of(byPeriod(draft, term, true, false));
            case "each-period-end" -> Optional.of(byPeriod(draft, term, false, false));
            case "each-period-start-by-days" -> Optional.of(byPeriod(draft, term, true, true));
            case "each-period-end-by-days" -> Optional.of(byPeriod(draft, term, false, true));
            case String shares -> ScheduleParts.parse(shares).map(all -> dated(all, term, asked));
        };
    }

    private static List<Part> dated(List<ScheduleParts.Part> parts, DateRange term, Case asked) {
        LocalDate dealDay = asked.day();
        return parts.stream()
                .map(part -> new Part(part.name(), part.when().on(term, dealDay), part.percent()))
                .toList();
    }

    private static List<Part> byPeriod(
            Draft draft, DateRange term, boolean atStart, boolean byDays) {
        List<Part> parts = new ArrayList<>();
        for (FiscalPeriod period : periods(draft, term)) {
            DateRange part = period.range().intersect(term).orElseThrow();
            BigDecimal weight = byDays ? BigDecimal.valueOf(part.days()) : BigDecimal.ONE;
            parts.add(new Part(period.id(), atStart ? part.from() : part.lastDay(), weight));
        }
        return parts;
    }

    /** A calendar that does not list the term yet falls back to months, as dates always do. */
    private static List<FiscalPeriod> periods(Draft draft, DateRange term) {
        FiscalCalendar months = new FiscalCalendar.Months();
        try {
            return draft.entity().map(LegalEntity::fiscalCalendar).orElse(months).periodsOf(term);
        } catch (IllegalArgumentException unlisted) {
            return months.periodsOf(term);
        }
    }

    /** Parts too small for a minor unit are left out; the others still add up to the price. */
    private static PricingModel model(LineDraft line, List<Part> parts) {
        Money price = line.price().orElseThrow();
        List<Money> amounts =
                Allocation.byWeights(price, parts.stream().map(Part::weight).toList());
        List<Milestone> milestones = new ArrayList<>();
        List<Instalment> instalments = new ArrayList<>();
        Map<LocalDate, Integer> onDay = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Money amount = amounts.get(i);
            if (amount.isZero() && !price.isZero()) {
                continue;
            }
            String id = Integer.toString(i + 1);
            milestones.add(new Milestone(id, part.name(), Optional.of(part.on()), amount));
            String dated =
                    SoldSchedule.instalmentId(part.on(), onDay.merge(part.on(), 1, Integer::sum));
            instalments.add(new Instalment(dated, part.on(), amount));
        }
        if (line.is(Model.OUTCOME)) {
            return new PricingModel.Outcome(milestones);
        }
        return line.is(Model.FIXED_FEE_MILESTONES)
                ? new FixedFeeMilestones(milestones)
                : new FixedFeeCalendar(instalments);
    }
}
