package throughline.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import throughline.calendar.DateRange;
import throughline.terms.PricingModel.Internal;
import throughline.terms.PricingModel.TimeAndMaterials;

/** When each line is billed: given or derived, inside the term, adding up to the price. */
final class ScheduleGate {

    private ScheduleGate() {}

    static Draft examine(Case asked, Draft draft, Findings findings) {
        Draft scheduled = draft.each(line -> scheduled(asked, draft, line, findings));
        AgreedClauses.examine(scheduled, findings);
        return scheduled;
    }

    private static LineDraft scheduled(Case asked, Draft draft, LineDraft line, Findings findings) {
        Optional<DateRange> term = term(asked, line, findings);
        LineDraft dated = term.map(line::during).orElse(line);
        if (line.model().isEmpty() || draft.currency().isEmpty()) {
            return dated;
        }
        if (term.isEmpty()) {
            if (isGiven(line) && line.price().isPresent()) {
                SoldSchedule.of(asked, line, findings);
            }
            return dated;
        }
        return switch (line.model().get()) {
            case INTERNAL -> dated.billedBy(new Internal());
            case TIME_AND_MATERIALS ->
                    line.rateCard()
                            .map(card -> dated.billedBy(new TimeAndMaterials(card, line.cap())))
                            .orElse(dated);
            case PROGRESS, ADVANCE_DRAWDOWN, RETAINER, PREPAID_BLOCK -> dated;
            case MANAGED_SERVICE, UNIT, EXPENSES -> dated;
            case FIXED_FEE_MILESTONES, FIXED_FEE_CALENDAR, OUTCOME ->
                    line.price().isEmpty() ? dated : billed(asked, draft, dated, findings);
        };
    }

    private static boolean isGiven(LineDraft line) {
        return line.is(Model.FIXED_FEE_CALENDAR)
                ? !line.sold().instalments().isEmpty()
                : (line.is(Model.FIXED_FEE_MILESTONES) || line.is(Model.OUTCOME))
                        && !line.sold().milestones().isEmpty();
    }

    private static LineDraft billed(Case asked, Draft draft, LineDraft line, Findings findings) {
        return isGiven(line)
                ? SoldSchedule.of(asked, line, findings).map(line::billedBy).orElse(line)
                : DerivedSchedule.of(asked, draft, line, findings).map(line::billedBy).orElse(line);
    }

    static Optional<DateRange> term(Case asked, LineDraft line, Findings findings) {
        LocalDate from = line.sold().from().orElse(asked.day());
        Optional<LocalDate> until =
                line.sold()
                        .until()
                        .or(() -> SoldSchedule.lastDay(line).map(day -> day.plusDays(1)))
                        .or(() -> defaultEnd(asked, from, findings));
        if (until.isEmpty()) {
            findings.essential(
                    "term-missing",
                    "Cannot tell until when line "
                            + line.id()
                            + " runs: it has no end. State one,"
                            + " or set a default term.",
                    Map.of("line", line.id(), "from", from.toString()));
            return Optional.empty();
        }
        if (!from.isBefore(until.get())) {
            findings.essential(
                    "term-empty",
                    "Cannot deliver line "
                            + line.id()
                            + " from "
                            + from
                            + " until "
                            + until.get()
                            + ": there is no day in it. The end is the first day after the term.",
                    Map.of(
                            "line",
                            line.id(),
                            "from",
                            from.toString(),
                            "until",
                            until.get().toString()));
            return Optional.empty();
        }
        return Optional.of(new DateRange(from, until.get()));
    }

    private static Optional<LocalDate> defaultEnd(Case asked, LocalDate from, Findings findings) {
        return whole(asked, "default-term-days", findings)
                .map(from::plusDays)
                .or(() -> whole(asked, "default-term-months", findings).map(from::plusMonths));
    }

    /** A setting that is a whole number of days or months, at most a century of days. */
    static Optional<Integer> whole(Case asked, String name, Findings findings) {
        return asked.number(name, findings)
                .map(number -> number.max(BigDecimal.ZERO).min(BigDecimal.valueOf(36_525)))
                .map(BigDecimal::intValue);
    }
}
