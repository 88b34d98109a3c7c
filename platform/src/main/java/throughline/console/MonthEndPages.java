package throughline.console;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.calendar.FiscalPeriod;
import throughline.closing.MonthEnd;
import throughline.closing.MonthEndDesk;
import throughline.closing.MonthEndLooks;
import throughline.closing.MonthEndQuestion;
import throughline.insight.Remembered.Told;
import throughline.landscape.LegalEntity;
import throughline.landscape.Release;
import throughline.wording.Counted;
import throughline.wording.GroupedAmounts;

/** The checklist by which a month is closed, on screen and on paper. */
@RestController
public final class MonthEndPages {

    private static final String HERE = "/month-end";

    private final Pages pages = new Pages();
    private final Supplier<Release> release;
    private final InstantSource clock;
    private final MonthEndLooks looks;

    /** Pages over an installation. */
    public MonthEndPages(MonthEndLooks looks, Supplier<Release> release, InstantSource clock) {
        this.looks = looks;
        this.release = release;
        this.clock = clock;
    }

    /** One entity and period; without a name, the first entity and the period to be closed next. */
    @GetMapping(path = HERE, produces = MediaType.TEXT_HTML_VALUE)
    public String monthEnd(
            @RequestParam(defaultValue = "") String entity,
            @RequestParam(defaultValue = "") String period,
            @RequestParam(defaultValue = "") String item,
            @RequestParam(defaultValue = "false") boolean anew) {
        Release now = release.get();
        Instant instant = clock.instant();
        Page page = new Page("Month end", now.name(), HERE);
        MonthEndQuestion asked = MonthEndQuestion.of(now, entity, period, instant);
        Told<MonthEnd> told = looks.look(now, asked, anew);
        MonthEnd monthEnd = told.value();
        boolean settled = monthEnd.settled();
        return pages.render(
                "monthEnd",
                new MonthEndView(
                        page,
                        entities(now, asked),
                        periods(asked, instant),
                        asked.entity().code() + " · " + monthEnd.period(),
                        headline(monthEnd),
                        settled ? "good" : "",
                        monthEnd.range().from() + " to " + monthEnd.range().until().minusDays(1),
                        monthEnd.cutoff().toString(),
                        Wording.moment(monthEnd.asOf()) + " UTC",
                        told.age().isPositive() ? again(asked, item) : "",
                        isShown(monthEnd, item) ? here(asked) : "",
                        items(monthEnd, asked, item)));
    }

    private static String again(MonthEndQuestion asked, String item) {
        return here(asked)
                + (item.isEmpty() ? "" : "&item=" + ExceptionList.encoded(item))
                + "&anew=true";
    }

    private static String here(MonthEndQuestion asked) {
        return "%s?entity=%s&period=%s"
                .formatted(
                        HERE,
                        ExceptionList.encoded(asked.entity().code()),
                        ExceptionList.encoded(asked.period().id()));
    }

    private static boolean isShown(MonthEnd monthEnd, String item) {
        return monthEnd.items().stream().anyMatch(each -> each.key().equals(item));
    }

    private static String headline(MonthEnd monthEnd) {
        long open =
                monthEnd.items().stream()
                        .filter(item -> !item.key().equals("period"))
                        .filter(item -> item.verdict() != MonthEnd.Verdict.DONE)
                        .count();
        return open == 0
                ? "Everything is settled: the period can be closed, and stay closed."
                : "Of %s before the closing, %d %s not settled."
                        .formatted(
                                Counted.of(monthEnd.items().size() - 1, "item"),
                                open,
                                Counted.word(open, "is", "are"));
    }

    private static List<MonthEndView.Choice> entities(Release release, MonthEndQuestion asked) {
        List<MonthEndView.Choice> choices = new ArrayList<>();
        for (LegalEntity each : release.legalEntities()) {
            choices.add(
                    new MonthEndView.Choice(
                            each.code(),
                            HERE + "?entity=" + ExceptionList.encoded(each.code()),
                            each.code().equals(asked.entity().code())));
        }
        return choices;
    }

    private static List<MonthEndView.Choice> periods(MonthEndQuestion asked, Instant now) {
        List<MonthEndView.Choice> choices = new ArrayList<>();
        for (FiscalPeriod each : MonthEndDesk.periods(asked.entity(), now)) {
            choices.add(
                    new MonthEndView.Choice(
                            each.id(), each.id(), each.id().equals(asked.period().id())));
        }
        return choices;
    }

    /** All of them, or every line of one. */
    private static List<MonthEndView.Item> items(
            MonthEnd monthEnd, MonthEndQuestion asked, String chosen) {
        List<MonthEnd.Item> only =
                monthEnd.items().stream().filter(each -> each.key().equals(chosen)).toList();
        return only.isEmpty()
                ? monthEnd.items().stream()
                        .map(each -> item(each, each.lines().shown(), listing(asked, each)))
                        .toList()
                : only.stream().map(each -> item(each, each.lines().listed(), "")).toList();
    }

    /** Where every line of an item is listed. */
    private static String listing(MonthEndQuestion asked, MonthEnd.Item item) {
        return here(asked) + "&item=" + item.key();
    }

    private static MonthEndView.Item item(
            MonthEnd.Item item, List<MonthEnd.Line> lines, String listing) {
        int more = item.lines().total() - lines.size();
        return new MonthEndView.Item(
                item.key(),
                item.title(),
                switch (item.verdict()) {
                    case DONE -> "settled";
                    case OPEN -> "open";
                    case UNKNOWN -> "cannot tell";
                },
                switch (item.verdict()) {
                    case DONE -> "good";
                    case OPEN -> "warn";
                    case UNKNOWN -> "";
                },
                GroupedAmounts.in(item.sentence()),
                item.amounts().isEmpty() ? "" : Wording.amounts(item.amounts()),
                item.link(),
                lines.stream()
                        .map(
                                line ->
                                        new MonthEndView.Line(
                                                line.name(),
                                                line.link(),
                                                line.note(),
                                                line.amounts().isEmpty()
                                                        ? ""
                                                        : Wording.amounts(line.amounts())))
                        .toList(),
                more == 0 ? "" : Counted.of(more, "more is", "more are") + " not listed here",
                listing);
    }
}
