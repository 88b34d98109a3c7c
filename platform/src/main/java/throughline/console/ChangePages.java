package throughline.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Visitor;
import throughline.console.ChangesView.Choice;
import throughline.console.ChangesView.Compared;
import throughline.console.ChangesView.Decided;
import throughline.console.ChangesView.Fact;
import throughline.console.ChangesView.Listed;
import throughline.console.ChangesView.Row;
import throughline.console.ChangesView.Table;
import throughline.decisions.Deciding;
import throughline.desk.ChangeDesk;
import throughline.desk.Comparison;
import throughline.desk.Comparison.Course;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engine.Decisions;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.terms.Treatment;

/** The change-order desk: what a change would do by each treatment, before anybody decides. */
@RestController
public final class ChangePages {

    private final Pages pages = new Pages();
    private final Deciding deciding;
    private final DataSource database;
    private final Supplier<Release> release;
    private final InstantSource clock;

    /** Pages of whoever may look at an engagement. */
    public ChangePages(Deciding deciding, DataSource database, Supplier<Release> release) {
        this.deciding = deciding;
        this.database = database;
        this.release = release;
        this.clock = deciding.clock();
    }

    /** The change orders of an engagement; one of them side by side. */
    @GetMapping(path = "/engagements/{id}/changes", produces = MediaType.TEXT_HTML_VALUE)
    public String changes(@PathVariable String id, @RequestParam(defaultValue = "") String order) {
        Engagement state = deciding.desk().state(Visitor.current().acting(), new EngagementId(id));
        String href = EngagementList.href(id);
        String name = state.agreement().deal().map(deal -> deal.name()).orElse(id);
        List<Listed> orders =
                state.agreement().changes().orders().entrySet().stream()
                        .map(each -> listed(state, href, each.getKey(), each.getValue()))
                        .toList();
        List<Compared> compared =
                order.isEmpty()
                        ? List.of()
                        : desk(clock.instant()).compare(state, order).stream()
                                .map(each -> compared(each, href))
                                .toList();
        return pages.render(
                "changes",
                new ChangesView(
                        new Page("Changes of terms", release.get().name(), "/engagements"),
                        name,
                        href,
                        orders,
                        compared));
    }

    private ChangeDesk desk(Instant now) {
        return new ChangeDesk(release.get(), Decisions.periods(database, release), now);
    }

    private static Listed listed(Engagement state, String href, String key, ChangeOrder order) {
        boolean inForce = state.agreement().changes().agreed().containsKey(key);
        return new Listed(
                order.number(),
                inForce ? "in force" : order.status().name().toLowerCase(Locale.ROOT),
                inForce ? "good" : "warn",
                order.effective().map(Object::toString).orElse("from its agreement on"),
                order.reason().orElse(""),
                href + "/changes?order=" + encoded(key));
    }

    private static Compared compared(Comparison comparison, String href) {
        List<String> ways = comparison.courses().stream().map(Course::name).toList();
        List<String> remarks = new ArrayList<>();
        comparison.courses().stream()
                .flatMap(course -> course.refusal().stream())
                .distinct()
                .forEach(remarks::add);
        remarks.add(
                "Amounts are what was recognized and billed, and what the calendar alone will"
                        + " bring; work and acceptance still to come are in none of them.");
        return new Compared(
                comparison.order().number(),
                comparison.order().status().name().toLowerCase(Locale.ROOT),
                comparison.currency().getCode(),
                comparison.lines().stream()
                        .map(line -> decided(comparison.order(), line, href))
                        .toList(),
                ways,
                List.of(
                        byPeriod("Revenue", comparison, Course::byPeriod),
                        byPeriod("Billing", comparison, Course::billedByPeriod),
                        backlog(comparison),
                        whole(comparison)),
                remarks);
    }

    private static Decided decided(ChangeOrder order, Comparison.Deciding line, String href) {
        List<Fact> facts =
                new TreeMap<>(line.facts())
                        .entrySet().stream()
                                .map(each -> new Fact(each.getKey(), each.getValue()))
                                .toList();
        List<Choice> choices = new ArrayList<>();
        for (Treatment treatment : Treatment.values()) {
            if (treatment != line.byFacts()) {
                choices.add(
                        new Choice(
                                "Count as " + treatment.word() + " …",
                                ("%s/decisions/preview?decision=treat&change-order=%s&line=%s"
                                                + "&treatment=%s")
                                        .formatted(
                                                href,
                                                encoded(order.key().toString()),
                                                encoded(line.line()),
                                                treatment.word())));
            }
        }
        return new Decided(line.line(), line.byFacts().word(), facts, choices);
    }

    private static Table byPeriod(
            String title,
            Comparison comparison,
            Function<Course, SortedMap<String, Money>> amounts) {
        Money nothing = Money.zero(comparison.currency());
        List<Row> rows =
                rows(
                        comparison,
                        (course, period) -> amounts.apply(course).getOrDefault(period, nothing));
        rows.add(
                row(
                        "all",
                        comparison,
                        course ->
                                Wording.amount(
                                        amounts.apply(course).values().stream()
                                                .reduce(nothing, Money::plus))));
        return new Table(title, rows);
    }

    private static Table backlog(Comparison comparison) {
        return new Table("Backlog (revenue), at the end", rows(comparison, Course::backlogAfter));
    }

    private static Table whole(Comparison comparison) {
        return new Table(
                "In all",
                List.of(
                        row(
                                "Contract value",
                                comparison,
                                course -> Wording.amount(course.contractValue())),
                        row(
                                "Margin at completion",
                                comparison,
                                course ->
                                        course.marginPercent()
                                                .map(percent -> percent.toPlainString() + " %")
                                                .orElse("undefined"))));
    }

    private static List<Row> rows(Comparison comparison, BiFunction<Course, String, Money> amount) {
        List<Row> rows = new ArrayList<>();
        for (String period : comparison.periods()) {
            rows.add(
                    row(
                            period,
                            comparison,
                            course -> Wording.amount(amount.apply(course, period))));
        }
        return rows;
    }

    private static Row row(String name, Comparison comparison, Function<Course, String> cell) {
        return new Row(name, comparison.courses().stream().map(cell).toList());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
