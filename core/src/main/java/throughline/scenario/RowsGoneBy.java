package throughline.scenario;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import throughline.engagement.Agreement;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.landscape.Release;
import throughline.landscape.Unit;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.CanonicalRecord.Deal;
import throughline.policy.GateFacts;
import throughline.policy.Gates;

/** Which rows of tables decided something in a scenario. */
final class RowsGoneBy {

    private static final Pattern ROW = Pattern.compile("tables/\\S+\\.csv line \\d+");

    private RowsGoneBy() {}

    /** By what explanations call them. */
    static Set<String> in(Moment end) {
        Set<String> rows = new TreeSet<>();
        for (TimeApproved each : end.all(TimeApproved.class)) {
            add(each.rateSource(), rows);
        }
        Agreement agreement = end.state().agreement();
        agreement
                .deal()
                .ifPresent(
                        deal ->
                                Gates.evaluate(
                                                facts(agreement, deal, end.today()),
                                                unit(deal, end.release()),
                                                end.release())
                                        .answers()
                                        .forEach(
                                                answer ->
                                                        answer.sources()
                                                                .forEach(each -> add(each, rows))));
        return rows;
    }

    private static void add(String source, Set<String> rows) {
        Matcher row = ROW.matcher(source);
        while (row.find()) {
            rows.add(row.group());
        }
    }

    private static Unit unit(Deal deal, Release release) {
        return deal.unit().flatMap(release::unit).orElseGet(release::defaultUnit);
    }

    private static GateFacts facts(Agreement agreement, Deal deal, LocalDate today) {
        Map<String, String> approvals = new HashMap<>();
        agreement.approvals().forEach((hash, approval) -> approvals.put(hash, approval.by()));
        List<Customer> customers =
                agreement.references().values().stream()
                        .filter(Customer.class::isInstance)
                        .map(Customer.class::cast)
                        .toList();
        return new GateFacts(deal, customers, agreement.waived().keySet(), approvals, today);
    }
}
