package throughline.closing;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import throughline.calendar.DateRange;
import throughline.closing.MonthEnd.Item;
import throughline.closing.MonthEnd.Line;
import throughline.closing.MonthEnd.Lines;
import throughline.closing.MonthEnd.Verdict;
import throughline.insight.MetricAnswer;
import throughline.insight.MetricDesk;
import throughline.insight.Question;
import throughline.insight.Settings;
import throughline.landscape.LegalEntity;
import throughline.landscape.Release;

/** What a period's work and calendar gave the right to bill and nobody billed, by age. */
final class UnbilledItem {

    private static final String AGED = "unbilled-aged";

    private final DataSource database;
    private final Release release;

    UnbilledItem(DataSource database, Release release) {
        this.database = database;
        this.release = release;
    }

    Item of(LegalEntity entity, DateRange range, LocalDate today) {
        LocalDate last = range.until().minusDays(1);
        LocalDate day = last.isAfter(today) ? today : last;
        Question question =
                new Question(
                        AGED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(day),
                        Optional.empty(),
                        List.of("age"),
                        Map.of("entity", entity.code()));
        // The very question that is answered here, and so the very amount.
        String rests =
                "/explain/figure?metric=%s&at=%s&entity=%s"
                        .formatted(AGED, day, MonthEndDesk.encoded(entity.code()));
        Sums sums = new Sums();
        if (new MetricDesk(database, Settings.of(release, today)).answer(question)
                instanceof MetricAnswer.Figures figures) {
            for (MetricAnswer.Figure each : figures.figures()) {
                if (each.value().isPresent() && each.currency().isPresent()) {
                    sums.add(
                            each.labels().getOrDefault("age", ""),
                            MonthEndDesk.money(each.currency().get(), each.value().get()));
                }
            }
        }
        List<Line> lines =
                List.of("0-30", "31-60", "61-90", "over-90").stream()
                        .filter(age -> !sums.of(age).isEmpty())
                        .map(
                                age ->
                                        new Line(
                                                age.replace("over-", "over ") + " days",
                                                "since the work",
                                                sums.of(age),
                                                rests + "&age=" + age))
                        .toList();
        return new Item(
                "unbilled",
                "What was delivered is billed",
                sums.isEmpty() ? Verdict.DONE : Verdict.OPEN,
                sums.isEmpty()
                        ? "Nothing that gave the right to bill up to " + day + " is open."
                        : "Entitled up to "
                                + day
                                + " and on no posted invoice of that day or before; by age of the"
                                + " work, oldest billed first.",
                lines.size(),
                sums.total(),
                rests,
                Lines.all(lines));
    }
}
