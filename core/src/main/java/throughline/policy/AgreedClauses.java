package throughline.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import throughline.observed.CanonicalRecord.PlannedMilestone;
import throughline.terms.Clauses;
import throughline.terms.Clauses.Holdback;
import throughline.terms.Clauses.ServiceLevel;

/** Reads what lines state besides price and schedule: holdback, shared caps, service levels. */
final class AgreedClauses {

    private static final String END = "end";

    private AgreedClauses() {}

    /** Finds everything that contradicts itself. */
    static void examine(Draft draft, Findings findings) {
        if (draft.currency().isEmpty()) {
            return;
        }
        milestones(draft, findings);
        for (LineDraft line : draft.lines()) {
            holdback(draft, line, findings);
            sharedCap(draft, line, findings);
            serviceLevel(draft, line, findings);
        }
    }

    /** Acceptance names a milestone and no line: each may be sold once in a contract. */
    private static void milestones(Draft draft, Findings findings) {
        Map<String, String> soldBy = new HashMap<>();
        for (LineDraft line : draft.lines()) {
            for (PlannedMilestone milestone : line.sold().milestones()) {
                String other = soldBy.putIfAbsent(milestone.id(), line.id());
                if (other != null && !other.equals(line.id())) {
                    findings.essential(
                            "milestone-on-two-lines",
                            ("Cannot bill milestone %s exactly once: lines %s and %s both sell it."
                                            + " Give it another id on one of them.")
                                    .formatted(milestone.id(), other, line.id()),
                            Map.of("milestone", milestone.id(), "line", line.id()));
                }
            }
        }
    }

    /** What a line states, when nothing is wrong with it. */
    static Clauses of(Draft draft, LineDraft line) {
        Findings own = new Findings();
        return draft.currency().isEmpty()
                ? Clauses.NONE
                : new Clauses(
                        holdback(draft, line, own),
                        sharedCap(draft, line, own),
                        serviceLevel(draft, line, own));
    }

    private static Stated stated(Draft draft, LineDraft line, Findings findings) {
        return new Stated(line, draft.currency().orElseThrow(), findings);
    }

    private static Optional<Holdback> holdback(Draft draft, LineDraft line, Findings findings) {
        Stated stated = stated(draft, line, findings);
        Optional<BigDecimal> percent =
                stated.percent(StatedCondition.HOLDBACK_PERCENT)
                        .filter(number -> number.signum() > 0);
        Optional<String> released = line.states(StatedCondition.HOLDBACK_RELEASED);
        boolean asked = line.states(StatedCondition.HOLDBACK_PERCENT).isPresent();
        if (asked != released.isPresent()) {
            findings.essential(
                    "holdback-incomplete",
                    ("Line %s states %s and not %s: what is kept back and what releases it belong"
                                    + " together. State both, or neither.")
                            .formatted(
                                    line.id(),
                                    (asked
                                                    ? StatedCondition.HOLDBACK_PERCENT
                                                    : StatedCondition.HOLDBACK_RELEASED)
                                            .word(),
                                    (asked
                                                    ? StatedCondition.HOLDBACK_RELEASED
                                                    : StatedCondition.HOLDBACK_PERCENT)
                                            .word()),
                    Map.of("line", line.id()));
            return Optional.empty();
        }
        Optional<Clauses.Release> release =
                released.flatMap(text -> release(draft, line, text, findings));
        return percent.flatMap(number -> release.map(it -> new Holdback(number, it)));
    }

    private static Optional<Clauses.Release> release(
            Draft draft, LineDraft line, String text, Findings findings) {
        Optional<String> milestone =
                draft.lines().stream()
                        .flatMap(each -> each.sold().milestones().stream())
                        .map(PlannedMilestone::id)
                        .filter(text::equals)
                        .findFirst();
        Optional<LocalDate> day =
                text.equals(END) ? line.term().map(term -> term.until()) : day(text);
        if (milestone.isEmpty() && day.isEmpty() && !text.equals(END)) {
            findings.essential(
                    "holdback-release-unknown",
                    ("What line %s keeps back is never released: \"%s\" is no milestone of the"
                                    + " deal, no day and not end. Write a milestone's id, a day"
                                    + " such as 2027-06-30, or end.")
                            .formatted(line.id(), text),
                    Map.of("line", line.id(), "release", text));
            return Optional.empty();
        }
        return Optional.of(
                milestone.isPresent()
                        ? new Clauses.Release(milestone, Optional.empty())
                        : new Clauses.Release(Optional.empty(), day));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    private static Optional<String> sharedCap(Draft draft, LineDraft line, Findings findings) {
        Optional<String> with = line.states(StatedCondition.CAP_SHARED_WITH);
        if (with.isEmpty()) {
            return with;
        }
        Set<String> seen = new HashSet<>(Set.of(line.id()));
        String next = with.get();
        while (seen.add(next)) {
            Optional<LineDraft> other = find(draft, next);
            Optional<String> further =
                    other.flatMap(it -> it.states(StatedCondition.CAP_SHARED_WITH));
            if (other.isEmpty() || !other.get().is(Model.TIME_AND_MATERIALS)) {
                return nowhere(draft, line, next, findings);
            }
            if (further.isEmpty()) {
                return other.get().cap().isPresent() ? with : nowhere(draft, line, next, findings);
            }
            next = further.get();
        }
        findings.essential(
                "cap-circular",
                ("The cap of line %s is shared with line %s, which leads back to it: nobody could"
                                + " tell what it is. Let the lines draw on one line that states"
                                + " the cap.")
                        .formatted(line.id(), with.get()),
                Map.of("line", line.id(), "with", with.get()));
        return Optional.empty();
    }

    private static Optional<String> nowhere(
            Draft draft, LineDraft line, String with, Findings findings) {
        String capped =
                draft.lines().stream()
                        .filter(each -> each.is(Model.TIME_AND_MATERIALS))
                        .filter(each -> each.cap().isPresent() && !each.id().equals(line.id()))
                        .map(LineDraft::id)
                        .collect(Collectors.joining(", "));
        findings.essential(
                "cap-shared-unknown",
                ("Line %s shares the cap of line %s, which is no line of time and materials with a"
                                + " cap. Lines with one are: %s.")
                        .formatted(line.id(), with, capped.isEmpty() ? "none" : capped),
                Map.of("line", line.id(), "with", with));
        return Optional.empty();
    }

    private static Optional<LineDraft> find(Draft draft, String id) {
        return draft.lines().stream().filter(line -> line.id().equals(id)).findFirst();
    }

    private static Optional<ServiceLevel> serviceLevel(
            Draft draft, LineDraft line, Findings findings) {
        Stated stated = stated(draft, line, findings);
        Optional<BigDecimal> least = stated.number(StatedCondition.SERVICE_LEVEL);
        Optional<BigDecimal> credit = stated.percent(StatedCondition.SERVICE_CREDIT_PERCENT);
        boolean level = line.states(StatedCondition.SERVICE_LEVEL).isPresent();
        if (level != line.states(StatedCondition.SERVICE_CREDIT_PERCENT).isPresent()) {
            findings.essential(
                    "service-level-incomplete",
                    ("Line %s states %s alone: a level and what is credited when it is missed"
                                    + " belong together. State both, or neither.")
                            .formatted(
                                    line.id(),
                                    level
                                            ? StatedCondition.SERVICE_LEVEL.word()
                                            : StatedCondition.SERVICE_CREDIT_PERCENT.word()),
                    Map.of("line", line.id()));
            return Optional.empty();
        }
        return least.flatMap(number -> credit.map(part -> new ServiceLevel(number, part)));
    }
}
