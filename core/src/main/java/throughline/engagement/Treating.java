package throughline.engagement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.AgreementEvent.TreatmentAsked;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.LineChange;
import throughline.terms.Amendment.Change;
import throughline.terms.Line;
import throughline.terms.Treatment;

/**
 * Decides from recorded facts how a change of terms counts for the revenue of each obligation
 * (606-10-25-12, 25-13; IFRS 15.20, 15.21), and lets two people decide otherwise.
 */
final class Treating {

    private Treating() {}

    /** A treatment and the facts that it rests on. */
    record Decided(Treatment treatment, Map<String, String> facts) {}

    /** How a change of a line counts. */
    static Decided of(ChangeOrder order, String id, Optional<Line> before, Optional<Line> after) {
        Map<String, String> facts = new HashMap<>();
        Optional<LineChange> known = order.change(id);
        Optional<Boolean> stated = known.flatMap(LineChange::distinct);
        boolean added = before.isEmpty();
        boolean distinct =
                stated.orElseGet(() -> added || before.filter(Treating::isSeries).isPresent());
        facts.put("line", added ? "added" : "changed");
        facts.put("distinct", word(distinct) + (stated.isPresent() ? ", stated" : ", by default"));
        Treatment treatment;
        if (added && distinct) {
            boolean alone = alone(known, after, facts);
            treatment = alone ? Treatment.SEPARATE_CONTRACT : Treatment.PROSPECTIVE;
        } else {
            treatment = distinct ? Treatment.PROSPECTIVE : Treatment.CATCH_UP;
        }
        facts.put("paragraph", treatment.paragraph());
        return new Decided(treatment, facts);
    }

    private static boolean alone(
            Optional<LineChange> known, Optional<Line> after, Map<String, String> facts) {
        Optional<Boolean> stated = known.flatMap(LineChange::atStandalonePrice);
        boolean alone =
                stated.orElseGet(
                        () ->
                                after.filter(line -> line.price().equals(line.standalone()))
                                        .flatMap(Line::price)
                                        .isPresent());
        facts.put(
                "at-standalone-price",
                word(alone) + (stated.isPresent() ? ", stated" : ", by its prices"));
        return alone;
    }

    /** Days and hours are a series of distinct services (606-10-25-14(b); IFRS 15.22(b)). */
    private static boolean isSeries(Line line) {
        return switch (line.revenue()) {
            case STRAIGHT_LINE, RIGHT_TO_INVOICE, NONE -> true;
            case INPUT_HOURS, INPUT_COST, OUTPUT_MILESTONES, OUTPUT_PROGRESS -> false;
            case USAGE, VARIABLE, POINT_IN_TIME -> false;
        };
    }

    /** The change as two people want it to count; as its facts say when they do not. */
    static Change overridden(Turn turn, String order, Change change) {
        Changes.Asked asked =
                turn.state().agreement().changes().asked().get(Changes.key(order, change.line()));
        if (asked == null || asked.second().isEmpty() || asked.treatment() == change.treatment()) {
            return change;
        }
        Map<String, String> facts = new HashMap<>(change.facts());
        facts.put("by-the-facts", change.treatment().word());
        facts.put("overridden-by", asked.by() + " and " + asked.second().get());
        facts.put("reason", asked.reason());
        facts.put("paragraph", asked.treatment().paragraph());
        return change.treated(asked.treatment(), facts);
    }

    /** Takes note of a person's wish; nothing when the same person said the same before. */
    static List<Event> decided(Turn turn, Signal.Verdict.Treat treat, String by) {
        String order = treat.changeOrder().toString();
        Changes changes = turn.state().agreement().changes();
        Changes.Asked before = changes.asked().get(Changes.key(order, treat.line()));
        boolean said =
                before != null
                        && before.treatment() == treat.treatment()
                        && (before.by().equals(by) || before.second().isPresent());
        return said || !changes.orders().containsKey(order) || treat.reason().isBlank()
                ? List.of()
                : List.of(
                        new TreatmentAsked(
                                order, treat.line(), treat.treatment(), by, treat.reason()));
    }

    private static String word(boolean yes) {
        return yes ? "yes" : "no";
    }
}
