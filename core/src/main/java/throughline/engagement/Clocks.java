package throughline.engagement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import throughline.engagement.Attention.Clock;
import throughline.engagement.AttentionEvent.ClockResumed;
import throughline.engagement.AttentionEvent.ClockStarted;
import throughline.engagement.AttentionEvent.ClockStopped;
import throughline.engagement.BillingEvent.ChargeRaised;
import throughline.engagement.BillingEvent.InvoicePlanned;
import throughline.engagement.BillingEvent.InvoicePosted;
import throughline.engagement.BillingEvent.InvoiceVoided;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.WorkEvent.MilestoneAccepted;
import throughline.landscape.ClockPolicy;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.Stage;

/** Starts and stops the business clocks. */
final class Clocks {

    private Clocks() {}

    static List<Event> fromWonToActive(Turn turn, Occasion occasion) {
        Optional<ClockPolicy> policy = policy(turn, ClockPolicy.WON_TO_ACTIVE);
        var deal = turn.state().agreement().deal();
        if (policy.isEmpty() || deal.isEmpty()) {
            return List.of();
        }
        boolean won = deal.get().stage() == Stage.WON;
        String clock = policy.get().name();
        return switch (turn.state().contract()) {
            case Contract.Active _, Contract.Cancelled _ -> stopped(turn, clock);
            case Contract.Proposed _, Contract.Booked _ ->
                    won
                            ? started(turn, policy.get(), clock, deal.get().amount())
                            : stopped(turn, clock);
        };
    }

    static List<Event> fromAcceptedToCharged(Turn turn, Occasion occasion) {
        Optional<ClockPolicy> policy = policy(turn, ClockPolicy.ACCEPTED_TO_CHARGED);
        if (policy.isEmpty() || !(occasion instanceof Happened(var event))) {
            return List.of();
        }
        String prefix = policy.get().name() + ":";
        return event instanceof MilestoneAccepted accepted
                ? started(
                        turn,
                        policy.get(),
                        prefix + accepted.line() + "/" + accepted.milestone(),
                        Optional.empty())
                : event instanceof ChargeRaised charge
                        ? stopped(turn, prefix + sourceOf(charge))
                        : List.of();
    }

    static List<Event> fromPlannedToPosted(Turn turn, Occasion occasion) {
        Optional<ClockPolicy> policy = policy(turn, ClockPolicy.CHARGED_TO_POSTED);
        if (policy.isEmpty() || !(occasion instanceof Happened(var event))) {
            return List.of();
        }
        String prefix = policy.get().name() + ":";
        // One that is dated anew runs on: whoever waits for it does not care why.
        return event instanceof InvoicePlanned planned
                ? started(
                        turn, policy.get(), prefix + planned.invoice(), Optional.of(planned.net()))
                : event instanceof InvoicePosted posted
                        ? stopped(turn, prefix + posted.invoice())
                        : event instanceof InvoiceVoided voided
                                ? stopped(turn, prefix + voided.invoice())
                                : List.of();
    }

    private static String sourceOf(ChargeRaised charge) {
        int attempt = charge.charge().lastIndexOf('#');
        return attempt < 0 ? charge.charge() : charge.charge().substring(0, attempt);
    }

    private static Optional<ClockPolicy> policy(Turn turn, ClockPolicy.Between facts) {
        for (ClockPolicy policy : turn.unit().clocks()) {
            if (policy.between().equals(facts)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    private static List<Event> started(
            Turn turn, ClockPolicy policy, String clock, Optional<Money> atStake) {
        if (turn.state().attention().clocks().containsKey(clock)) {
            return List.of();
        }
        var due = turn.unit().calendar().plus(turn.known(), policy.target());
        return List.of(new ClockStarted(clock, turn.known(), due, atStake));
    }

    private static List<Event> stopped(Turn turn, String clock) {
        return switch (turn.state().attention().clocks().get(clock)) {
            case Clock.Running(_, var due) -> List.of(stopped(turn, clock, due));
            case Clock.Paused paused -> {
                ClockResumed resumed = Pausing.resumed(turn, clock, paused);
                yield List.of(resumed, stopped(turn, clock, resumed.due()));
            }
            case Clock.Stopped _ -> List.of();
            case null -> List.of();
        };
    }

    private static Event stopped(Turn turn, String clock, Instant due) {
        return new ClockStopped(clock, turn.known(), !turn.known().isAfter(due));
    }
}
