package throughline.decisions;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import throughline.desk.Comparison;
import throughline.desk.Comparison.Course;
import throughline.engagement.Engagement;
import throughline.money.Money;

/** Change orders, and one of them in every way in which it could count, as objects and rows. */
public final class ChangeRows {

    private ChangeRows() {}

    /** The change orders of an engagement. */
    public static List<Map<String, @Nullable Object>> orders(Engagement state) {
        var changes = state.agreement().changes();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        changes.orders()
                .forEach(
                        (key, each) -> {
                            Map<String, @Nullable Object> row = new LinkedHashMap<>();
                            row.put("order", each.number());
                            row.put("status", each.status().name());
                            row.put("in-force", changes.agreed().containsKey(key) ? "yes" : "no");
                            row.put("effective", each.effective().map(Object::toString).orElse(""));
                            row.put("reason", each.reason().orElse(""));
                            row.put("record", key);
                            rows.add(row);
                        });
        return rows;
    }

    /** One of them, compared. */
    public static Map<String, @Nullable Object> compared(Engagement state, Comparison comparison) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("engagement", state.id().toString());
        told.put("order", comparison.order().number());
        told.put("status", comparison.order().status().name());
        told.put("currency", comparison.currency().getCode());
        told.put("lines", comparison.lines().stream().map(ChangeRows::facts).toList());
        told.put("revenue", revenue(comparison));
        told.put("billing", billing(comparison));
        told.put(
                "marginPercent",
                byCourse(
                        comparison,
                        course ->
                                course.marginPercent()
                                        .map(BigDecimal::toPlainString)
                                        .orElse(null)));
        told.put(
                "contractValue",
                byCourse(comparison, course -> course.contractValue().decimal().toPlainString()));
        return told;
    }

    /** Revenue by period and in all, one column for each way. */
    public static List<Map<String, @Nullable Object>> revenue(Comparison comparison) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (String period : comparison.periods()) {
            rows.add(row(comparison, period, period, Course::byPeriod));
        }
        rows.add(total(comparison, "all", Course::byPeriod));
        return rows;
    }

    /** The same of what is billed. */
    public static List<Map<String, @Nullable Object>> billing(Comparison comparison) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (String period : comparison.periods()) {
            rows.add(row(comparison, "billed " + period, period, Course::billedByPeriod));
        }
        rows.add(total(comparison, "billed in all", Course::billedByPeriod));
        return rows;
    }

    private static Map<String, @Nullable Object> byCourse(
            Comparison comparison, Function<Course, @Nullable String> told) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        comparison.courses().forEach(course -> values.put(course.name(), told.apply(course)));
        return values;
    }

    private static Map<String, @Nullable Object> row(
            Comparison comparison,
            String name,
            String period,
            Function<Course, SortedMap<String, Money>> amounts) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("period", name);
        Money nothing = Money.zero(comparison.currency());
        for (Course course : comparison.courses()) {
            Money amount = amounts.apply(course).getOrDefault(period, nothing);
            row.put(course.name(), amount.decimal().toPlainString());
        }
        return row;
    }

    private static Map<String, @Nullable Object> total(
            Comparison comparison,
            String name,
            Function<Course, SortedMap<String, Money>> amounts) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("period", name);
        Money nothing = Money.zero(comparison.currency());
        for (Course course : comparison.courses()) {
            Money sum = amounts.apply(course).values().stream().reduce(nothing, Money::plus);
            row.put(course.name(), sum.decimal().toPlainString());
        }
        return row;
    }

    private static Map<String, @Nullable Object> facts(Comparison.Deciding line) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("line", line.line());
        facts.put("treatment", line.byFacts().word());
        facts.put("facts", new TreeMap<>(line.facts()));
        return facts;
    }
}
