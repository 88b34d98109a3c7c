package throughline.work;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.AgreementEvent.RecordHeld;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.MilestoneAccepted;
import throughline.observed.CanonicalRecord.Milestone;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.Terms;

/** Learns which milestones were accepted, and how much of them. */
public final class Acceptance {

    private Acceptance() {}

    /** Learns a version of a milestone. */
    public static List<Event> observed(Turn turn, Milestone milestone) {
        Optional<Terms> terms = turn.state().terms();
        return terms.isEmpty() ? held(turn, milestone) : learned(turn, terms.get(), milestone);
    }

    private static List<Event> held(Turn turn, Milestone milestone) {
        var before = turn.state().work().held().get(milestone.key().toString());
        boolean dull = before == null && milestone.acceptedOn().isEmpty();
        return dull || milestone.equals(before) ? List.of() : List.of(new RecordHeld(milestone));
    }

    private static List<Event> learned(Turn turn, Terms terms, Milestone milestone) {
        BigDecimal before =
                turn.state().work().accepted().getOrDefault(milestone.milestone(), BigDecimal.ZERO);
        BigDecimal now =
                milestone.acceptedOn().isPresent() ? milestone.acceptedShare() : BigDecimal.ZERO;
        if (now.compareTo(before) == 0) {
            return List.of();
        }
        if (now.signum() < 0 || now.compareTo(BigDecimal.ONE) > 0) {
            return impossible(turn, terms, milestone);
        }
        LocalDate on = milestone.acceptedOn().orElseGet(turn::today);
        return lineOf(terms, milestone.milestone())
                .<List<Event>>map(
                        line -> {
                            List<Event> events =
                                    new ArrayList<>(
                                            Exceptions.close(
                                                    turn, key(milestone), "a line sells it now"));
                            events.addAll(
                                    Exceptions.close(
                                            turn,
                                            "share-impossible:" + milestone.milestone(),
                                            "it was corrected"));
                            events.add(
                                    new MilestoneAccepted(
                                            line.id(), milestone.milestone(), on, now));
                            return events;
                        })
                .orElseGet(
                        () -> {
                            List<Event> events = new ArrayList<>(held(turn, milestone));
                            events.addAll(unknown(turn, milestone));
                            return events;
                        });
    }

    private static String key(Milestone milestone) {
        return "milestone-unknown:" + milestone.milestone();
    }

    /** Whether no line sells it, so that it waits: a change order may not have arrived yet. */
    static boolean isUnknown(Turn turn, Milestone milestone) {
        return turn.state()
                .terms()
                .flatMap(terms -> lineOf(terms, milestone.milestone()))
                .isEmpty();
    }

    private static Optional<Line> lineOf(Terms terms, String milestone) {
        return terms.lines().stream()
                .filter(
                        line ->
                                line.pricing().milestones().stream()
                                        .anyMatch(sold -> sold.id().equals(milestone)))
                .findFirst();
    }

    private static List<Event> impossible(Turn turn, Terms terms, Milestone milestone) {
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        "share-impossible:" + milestone.milestone(),
                        "share-impossible",
                        ("Milestone %s was accepted to a share of %s; 0 to 1 are possible. "
                                        + "Correct it in %s.")
                                .formatted(
                                        milestone.milestone(),
                                        milestone.acceptedShare(),
                                        milestone.key().system()),
                        Map.of("milestone", milestone.key().toString()),
                        terms.lines().stream()
                                .flatMap(line -> line.pricing().milestones().stream())
                                .filter(sold -> sold.id().equals(milestone.milestone()))
                                .map(PricingModel.Milestone::amount)
                                .findFirst(),
                        turn.release().ownerOf(milestone.key().system())));
    }

    private static List<Event> unknown(Turn turn, Milestone milestone) {
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        key(milestone),
                        "milestone-unknown",
                        ("Milestone %s was accepted, but no line of the contract sells it. "
                                                + "Link it to")
                                        .formatted(milestone.milestone())
                                + " a sold milestone, or agree an amendment.",
                        Map.of("milestone", milestone.key().toString()),
                        Optional.empty(),
                        turn.release().ownerOf(milestone.key().system())));
    }
}
