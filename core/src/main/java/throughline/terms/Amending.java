package throughline.terms;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.calendar.DateRange;
import throughline.money.Money;
import throughline.terms.Amendment.Change;
import throughline.terms.Amendment.What;

/**
 * Folds amendments over the original terms. The order is that of their effect, never that of their
 * arrival, so that a back-dated one, also before the previous one, gives the same terms.
 */
public final class Amending {

    private Amending() {}

    /** The terms after all of these amendments. */
    public static Terms inForce(Terms original, Collection<Amendment> amendments) {
        Terms terms = original;
        for (Amendment amendment : amendments.stream().sorted(Amendment.BY_EFFECT).toList()) {
            terms = apply(terms, amendment);
        }
        return terms;
    }

    /** The terms that count for what is done on a day. */
    public static Terms inForceOn(Terms original, Collection<Amendment> amendments, LocalDate day) {
        return inForce(
                original,
                amendments.stream().filter(each -> !each.effective().isAfter(day)).toList());
    }

    /** The terms after one more amendment, which takes effect after all that are in them. */
    public static Terms apply(Terms before, Amendment amendment) {
        Map<String, Line> lines = new LinkedHashMap<>();
        before.lines().forEach(line -> lines.put(line.id(), line));
        for (Change change : amendment.changes()) {
            Optional<Line> now = now(Optional.ofNullable(lines.get(change.line())), change);
            now.map(line -> changed(lines, line, change, amendment))
                    .ifPresent(line -> lines.put(line.id(), line));
        }
        return new Terms(
                before.amendment() + 1,
                amendment.effective(),
                amendment.legalEntity().orElse(before.legalEntity()),
                before.unit(),
                before.currency(),
                amendment.purchaseOrder().or(before::purchaseOrder),
                amendment.taxTreatment().orElse(before.taxTreatment()),
                before.projectTemplate(),
                List.copyOf(lines.values()),
                before.contentHash());
    }

    /** What the line is now, before pauses, ends and schedules are seen to. */
    private static Optional<Line> now(Optional<Line> before, Change change) {
        return change.version()
                .map(version -> before.map(old -> version.pausing(old.paused())).orElse(version))
                .or(() -> before);
    }

    private static Line changed(
            Map<String, Line> before, Line now, Change change, Amendment amendment) {
        LocalDate day = amendment.effective();
        Line line =
                switch (change.what()) {
                    case What.Revised _ -> now;
                    case What.Ended(var kept) -> now.ending(day, kept);
                    case What.Paused _ -> now.pausing(paused(now, day));
                    case What.Resumed _ -> now.pausing(resumed(now, day));
                };
        Line old = before.get(line.id());
        Optional<Line> renewed =
                old == null || change.version().isEmpty()
                        ? Optional.empty()
                        : RecurringFees.renewed(old, line, day, amendment.rescheduling());
        if (renewed.isPresent()) {
            return renewed.get();
        }
        if (old == null || change.scheduled() || line.price().isEmpty()) {
            return line;
        }
        Money price = line.price().get();
        return line.billedBy(
                line.ended().isPresent()
                        ? Rescheduling.settle(old.pricing(), price, day)
                        : followed(old, line, price, amendment));
    }

    /** What has no schedule is priced as the change says, conditions and all. */
    private static PricingModel followed(Line old, Line now, Money price, Amendment amendment) {
        boolean scheduled =
                !old.pricing().milestones().isEmpty() || !old.pricing().dated().isEmpty();
        return scheduled
                ? amendment.rescheduling().follow(old.pricing(), price, amendment.day())
                : now.pricing();
    }

    /** The pause lasts to the end of the term until it is resumed. */
    private static List<DateRange> paused(Line line, LocalDate day) {
        List<DateRange> ranges = new ArrayList<>(line.paused());
        LocalDate from = day.isAfter(line.term().from()) ? day : line.term().from();
        if (from.isBefore(line.term().until())) {
            ranges.add(new DateRange(from, LocalDate.of(9999, 12, 31)));
        }
        return ranges;
    }

    private static List<DateRange> resumed(Line line, LocalDate day) {
        return line.paused().stream()
                .filter(range -> range.from().isBefore(day))
                .map(range -> range.until().isAfter(day) ? new DateRange(range.from(), day) : range)
                .toList();
    }
}
