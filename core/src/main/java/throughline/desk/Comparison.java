package throughline.desk;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.joda.money.CurrencyUnit;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.terms.Treatment;

/**
 * A change order as it would count in every way, side by side.
 *
 * @param lines what decides about each line that the order touches
 * @param courses without the change, as the facts say, and by each treatment
 */
public record Comparison(
        ChangeOrder order, CurrencyUnit currency, List<Deciding> lines, List<Course> courses) {

    public Comparison {
        lines = List.copyOf(lines);
        courses = List.copyOf(courses);
    }

    /**
     * What decides how the change of a line counts.
     *
     * @param byFacts how it counts when nobody asks otherwise
     * @param facts the recorded facts by name, among them the paragraph
     */
    public record Deciding(String line, Treatment byFacts, Map<String, String> facts) {
        public Deciding {
            facts = Map.copyOf(facts);
        }
    }

    /**
     * Revenue as it would come.
     *
     * @param treatment of every line; empty without the change
     * @param byPeriod revenue of each fiscal period, of the past and of what the calendar alone
     *     brings; what needs somebody to work or to accept is not in it
     * @param billedByPeriod what invoices bill of each fiscal period, void ones left out
     * @param contractValue all that was agreed
     * @param marginPercent (contract value - estimate at completion) / contract value; undefined
     *     where a line with a price has no estimate of its cost
     * @param refusal why the change cannot come into force; empty when it can
     */
    public record Course(
            Optional<Treatment> treatment,
            SortedMap<String, Money> byPeriod,
            SortedMap<String, Money> billedByPeriod,
            Money contractValue,
            Optional<BigDecimal> marginPercent,
            Optional<String> refusal) {

        /** What is agreed and not recognized at the end of a period. */
        public Money backlogAfter(String period) {
            Money left = contractValue;
            for (var each : byPeriod.entrySet()) {
                left = each.getKey().compareTo(period) <= 0 ? left.minus(each.getValue()) : left;
            }
            return left;
        }

        /** How people call it. */
        public String name() {
            return treatment.map(Treatment::word).orElse("unchanged");
        }
    }

    /** Every period in which any of the courses recognizes or bills something, in order. */
    public SortedSet<String> periods() {
        SortedSet<String> periods = new TreeSet<>();
        for (Course course : courses) {
            periods.addAll(course.byPeriod().keySet());
            periods.addAll(course.billedByPeriod().keySet());
        }
        return periods;
    }
}
