package throughline.scenario;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.Milestone;
import throughline.observed.CanonicalRecord.TimeEntry;
import throughline.observed.CanonicalRecord.TimeStatus;
import throughline.observed.RecordKey;
import throughline.scenario.Happenings.Effect;

/** What is delivered in a scenario, as the delivery system would tell it. */
final class Deliveries {

    private static final String PSA = "psa";
    private static final RecordKey PROJECT = new RecordKey(PSA, "project", "P-1");

    private final Course course;

    Deliveries(Course course) {
        this.course = course;
    }

    Effect approved(Happening.TimeApproved time) {
        Optional<Effect> unknown = unknown("approve time", time.line());
        if (unknown.isPresent()) {
            return unknown.get();
        }
        Map<String, String> attributes = new HashMap<>(time.attributes());
        time.line().ifPresent(line -> attributes.put("line", line));
        return Effect.of(
                course.observe(
                        new TimeEntry(
                                entry(time.id()),
                                PROJECT,
                                new RecordKey("psa", "person", time.person()),
                                time.worked(),
                                time.hours(),
                                time.role(),
                                time.billable(),
                                TimeStatus.APPROVED,
                                attributes)));
    }

    Effect withdrawn(String id) {
        return course.known(entry(id))
                .map(TimeEntry.class::cast)
                .map(
                        entry ->
                                Effect.of(
                                        course.observe(
                                                new TimeEntry(
                                                        entry.key(),
                                                        entry.project(),
                                                        entry.person(),
                                                        entry.on(),
                                                        entry.hours(),
                                                        entry.role(),
                                                        entry.billable(),
                                                        TimeStatus.DELETED,
                                                        entry.attributes()))))
                .orElseGet(
                        () ->
                                Effect.refused(
                                        "entry-unknown",
                                        ("Cannot withdraw time entry %s: none of that id was "
                                                        + "approved. Correct the id.")
                                                .formatted(id)));
    }

    private static RecordKey entry(String id) {
        return new RecordKey("psa", "time", id);
    }

    Effect accepted(String milestone, BigDecimal share) {
        boolean back = share.signum() == 0;
        return Effect.of(
                course.observe(
                        new Milestone(
                                new RecordKey("psa", "milestone", milestone),
                                PROJECT,
                                milestone,
                                back ? Optional.empty() : Optional.of(course.today()),
                                share)));
    }

    Effect spent(Happening.ExpenseApproved expense) {
        return unknown("approve an expense", expense.line())
                .orElseGet(
                        () ->
                                Effect.of(
                                        course.observe(
                                                new CanonicalRecord.Expense(
                                                        new RecordKey(PSA, "expense", expense.id()),
                                                        PROJECT,
                                                        Optional.empty(),
                                                        expense.line(),
                                                        expense.spent(),
                                                        expense.category(),
                                                        expense.amount(),
                                                        expense.quantity(),
                                                        true,
                                                        expense.receipt(),
                                                        TimeStatus.APPROVED))));
    }

    Effect used(Happening.UsageAccepted usage) {
        return unknown("accept usage", usage.line())
                .orElseGet(
                        () ->
                                Effect.of(
                                        course.observe(
                                                new CanonicalRecord.Usage(
                                                        new RecordKey(PSA, "usage", usage.id()),
                                                        PROJECT,
                                                        usage.line(),
                                                        usage.used(),
                                                        usage.quantity(),
                                                        TimeStatus.APPROVED))));
    }

    Effect estimated(Happening.EstimateRevised estimate) {
        return unknown("revise the estimate", Optional.of(estimate.line()))
                .orElseGet(
                        () ->
                                Effect.of(
                                        course.observe(
                                                new CanonicalRecord.Estimate(
                                                        new RecordKey(
                                                                PSA, "estimate", estimate.id()),
                                                        PROJECT,
                                                        Optional.of(estimate.line()),
                                                        course.today(),
                                                        estimate.percentComplete(),
                                                        estimate.totalHours(),
                                                        estimate.totalCost(),
                                                        estimate.variable(),
                                                        estimate.materials()))));
    }

    private boolean isSold(String line) {
        return course.state().terms().stream()
                .flatMap(terms -> terms.lines().stream())
                .anyMatch(known -> known.id().equals(line));
    }

    /** Work may be done on a change that is not in force; it is at risk until it is. */
    private boolean isOrdered(String line) {
        return course.state().agreement().changes().orders().values().stream()
                .flatMap(order -> order.lines().stream())
                .anyMatch(known -> known.id().equals(line));
    }

    private Optional<Effect> unknown(String what, Optional<String> named) {
        return named.filter(line -> !isSold(line) && !isOrdered(line))
                .map(
                        line ->
                                Effect.refused(
                                        "line-unknown",
                                        ("Cannot %s on line %s: the contract has none of that id."
                                                        + " Correct the id, or agree an amendment.")
                                                .formatted(what, line)));
    }
}
