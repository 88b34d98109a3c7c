package throughline.engagement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.engagement.AgreementEvent.ChangeOrderObserved;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.ChangeStatus;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.LineChange;
import throughline.observed.CanonicalRecord.Stage;
import throughline.observed.RecordKey;
import throughline.policy.ContentHash;
import throughline.policy.GateReport;
import throughline.policy.Gates;
import throughline.policy.Violation;
import throughline.terms.Line;
import throughline.terms.Terms;

/** Notices that a booked deal says something else now. */
final class ChangedTerms {

    private static final String CODE = "terms-changed-after-booking";
    private static final String EDIT = "edit-";

    private ChangedTerms() {}

    /** What a newer version of the deal means for the terms. */
    sealed interface Modification {
        /** The content is the one that was booked, or what amendments have made of it. */
        record Unchanged() implements Modification {}

        /** Other content, which the landscape takes as a change that was agreed. */
        record Amends(ChangeOrder order) implements Modification {}

        /**
         * Other content, which nobody has turned into an amendment yet.
         *
         * @param violations why it cannot be one as it stands; none where it is not taken as one
         */
        record Unexplained(String contentHash, List<Violation> violations) implements Modification {
            public Unexplained {
                violations = List.copyOf(violations);
            }
        }
    }

    static List<Event> derive(Turn turn, Occasion occasion) {
        Optional<Deal> won =
                turn.state().agreement().deal().filter(deal -> deal.stage() == Stage.WON);
        Optional<Terms> terms = turn.state().terms();
        if (won.isEmpty() || terms.isEmpty() || !turn.state().contract().stands()) {
            return List.of();
        }
        return switch (modification(turn, won.get(), terms.get())) {
            case Modification.Unchanged _ ->
                    Exceptions.close(turn, CODE, "the deal says again what was booked");
            case Modification.Amends(var order) -> {
                List<Event> events =
                        new ArrayList<>(Exceptions.close(turn, CODE, "it amends the contract"));
                events.add(new ChangeOrderObserved(order));
                yield events;
            }
            case Modification.Unexplained(var hash, var violations) ->
                    Exceptions.raise(
                            turn,
                            Exceptions.single(
                                    CODE,
                                    sentence(violations),
                                    Map.of("booked", terms.get().contentHash(), "now", hash),
                                    won.get().amount(),
                                    turn.release().ownerOf("gates")));
        };
    }

    private static String sentence(List<Violation> violations) {
        String kept =
                "The deal was changed after it was booked, and the books keep the booked terms";
        return violations.isEmpty()
                ? kept + ". Restore the deal, or agree an amendment."
                : violations.stream()
                        .map(Violation::sentence)
                        .collect(
                                Collectors.joining(
                                        " ",
                                        kept + ", since the change cannot come into force. ",
                                        " Mend the deal, or restore it."));
    }

    private static Modification modification(Turn turn, Deal deal, Terms inForce) {
        String hash = ContentHash.of(deal);
        if (hash.equals(inForce.contentHash()) && edits(turn, deal) == 0) {
            return new Modification.Unchanged();
        }
        GateReport report =
                Gates.evaluate(Gating.facts(turn, deal, hash), turn.unit(), turn.release());
        return switch (report) {
            case GateReport.Violated(_, var violations, _) ->
                    new Modification.Unexplained(
                            hash, ChangePolicy.amendsByDeal(turn) ? violations : List.of());
            case GateReport.Passed(var now, _) -> modification(turn, deal, hash, inForce, now);
        };
    }

    private static Modification modification(
            Turn turn, Deal deal, String hash, Terms inForce, Terms now) {
        Map<String, Line> before = new HashMap<>();
        inForce.lines().forEach(line -> before.put(line.id(), line));
        Map<String, DealLine> stated = new HashMap<>();
        deal.lines().forEach(line -> stated.putIfAbsent(line.id(), line));
        Set<String> changed = new HashSet<>();
        for (Line line : now.lines()) {
            Line old = before.remove(line.id());
            if (old == null || !isAsBefore(turn, stated.get(line.id()), line, old)) {
                changed.add(line.id());
            }
        }
        before.values().removeIf(line -> line.ended().isPresent());
        if (changed.isEmpty() && before.isEmpty()) {
            return new Modification.Unchanged();
        }
        if (!ChangePolicy.amendsByDeal(turn)) {
            return new Modification.Unexplained(hash, List.of());
        }
        int edits = edits(turn, deal);
        Map<String, ChangeOrder> orders = turn.state().agreement().changes().orders();
        boolean known =
                orders.containsKey(key(deal, number(edits, hash)).toString())
                        || orders.containsKey(key(deal, unnumbered(hash)).toString());
        return known
                ? new Modification.Unchanged()
                : new Modification.Amends(
                        order(turn, deal, number(edits + 1, hash), changed, before.keySet()));
    }

    /** How many edits became orders: the newest one is known by its number and its content. */
    private static int edits(Turn turn, Deal deal) {
        Map<String, ChangeOrder> orders = turn.state().agreement().changes().orders();
        return Entries.startingWith(orders, key(deal, EDIT).toString()).size();
    }

    /** Of one day the later edit counts, also one that says again what an earlier one said. */
    private static String number(int edit, String hash) {
        String digits = Integer.toString(edit);
        return EDIT
                + "0".repeat(Math.max(0, 4 - digits.length()))
                + digits
                + "-"
                + hash.substring(0, 8);
    }

    /** As edits were called when they had no number. */
    private static String unnumbered(String hash) {
        return EDIT + hash.substring(0, 8);
    }

    private static RecordKey key(Deal deal, String number) {
        return new RecordKey(deal.key().system(), "changed-deal", deal.key().id() + "-" + number);
    }

    /**
     * Where edits amend, what they leave out stays as it was. Where they do not, leaving a cap or a
     * clause out is a change that somebody must see. Gates may add lines that no deal names.
     */
    private static boolean isAsBefore(Turn turn, @Nullable DealLine stated, Line now, Line old) {
        return stated == null || !ChangePolicy.amendsByDeal(turn)
                ? now.isSoldAs(old)
                : OrderedLines.isAsBefore(stated, now, old);
    }

    /** The edit as a change order, agreed on the day on which it was made. */
    private static ChangeOrder order(
            Turn turn, Deal deal, String number, Set<String> changed, Set<String> gone) {
        Optional<LocalDate> today = Optional.of(turn.today());
        return new ChangeOrder(
                key(deal, number),
                deal.key(),
                number,
                ChangeStatus.APPROVED,
                Optional.empty(),
                today,
                Optional.empty(),
                deal.approvedBy(),
                today,
                Optional.empty(),
                Optional.empty(),
                Optional.of("the deal was changed after it was booked"),
                deal.lines().stream().filter(line -> changed.contains(line.id())).toList(),
                gone.stream().sorted().map(ChangedTerms::ends).toList(),
                Map.of());
    }

    private static LineChange ends(String line) {
        return new LineChange(line, Optional.of("ends"), Optional.empty(), Optional.empty());
    }
}
