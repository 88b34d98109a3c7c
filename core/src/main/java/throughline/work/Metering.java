package throughline.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.billing.ServiceCredits;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.EstimateRevised;
import throughline.engagement.WorkEvent.UsageCounted;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.Estimate;
import throughline.observed.CanonicalRecord.TimeStatus;
import throughline.observed.CanonicalRecord.Usage;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.Terms;

/** Learns how many units were delivered or used, and how far lines are estimated to have come. */
public final class Metering {

    private Metering() {}

    /** Learns a version of a usage record. */
    public static List<Event> observed(Turn turn, Usage usage) {
        Optional<Terms> terms = turn.state().terms();
        boolean counts = usage.status() == TimeStatus.APPROVED && usage.quantity().signum() > 0;
        if (terms.isEmpty()) {
            return Waiting.held(turn, usage, counts);
        }
        List<Event> events = new ArrayList<>(Impossible.usage(turn, usage));
        Optional<Line> line =
                WorkLines.named(terms.get(), usage.line())
                        .or(() -> WorkLines.first(terms.get(), Metering::isMetered));
        if (line.isEmpty()) {
            events.addAll(counts ? unknown(turn, usage) : List.of());
            return events;
        }
        Optional<UsageCounted> before =
                Optional.ofNullable(turn.state().work().usage().get(usage.key().toString()));
        Optional<UsageCounted> now =
                counts
                        ? Optional.of(
                                new UsageCounted(
                                        usage.key(),
                                        line.get().id(),
                                        turn.periodOf(usage.on()).id(),
                                        usage.on(),
                                        usage.quantity()))
                        : Optional.empty();
        if (!before.equals(now)) {
            before.ifPresent(old -> events.add(takenBack(old)));
            now.ifPresent(events::add);
        }
        events.addAll(Exceptions.close(turn, key(usage), "a line takes it now"));
        if (counts) {
            events.addAll(
                    UnknownLine.told(
                            turn, usage.line(), usage.key(), line.get(), Optional.empty()));
        }
        return events;
    }

    /**
     * Learns an estimate. Of what several state, the newest counts, in whatever order they come.
     */
    public static List<Event> observed(Turn turn, Estimate estimate) {
        Optional<Terms> terms = turn.state().terms();
        if (terms.isEmpty()) {
            return Waiting.held(turn, estimate, true);
        }
        Line line =
                WorkLines.named(terms.get(), estimate.line())
                        .or(
                                () ->
                                        WorkLines.first(
                                                terms.get(),
                                                it ->
                                                        it.pricing()
                                                                instanceof PricingModel.Progress))
                        .orElseGet(terms.get().lines()::getFirst);
        List<String> faults = Impossible.faults(estimate);
        List<Event> events = new ArrayList<>(Impossible.estimate(turn, estimate, line, faults));
        if (faults.isEmpty()) {
            events.addAll(taken(turn, line, estimate));
        }
        return events;
    }

    private static List<Event> taken(Turn turn, Line line, Estimate estimate) {
        EstimateRevised now =
                new EstimateRevised(
                        line.id(),
                        estimate.on(),
                        estimate.percentComplete(),
                        estimate.totalHours(),
                        estimate.totalCost(),
                        estimate.variable(),
                        estimate.materials(),
                        Optional.of(estimate.key()));
        if (ServiceCredits.isAbout(line, now)) {
            return ServiceCredits.isNews(turn, line, now) ? List.of(now) : List.of();
        }
        return turn.state().work().estimates().isNews(now) ? List.of(now) : List.of();
    }

    private static boolean isMetered(Line line) {
        return line.pricing() instanceof PricingModel.PerUnit
                || line.pricing() instanceof PricingModel.ManagedService;
    }

    private static UsageCounted takenBack(UsageCounted old) {
        return new UsageCounted(
                old.unit(), old.line(), old.period(), old.on(), old.quantity().negate());
    }

    private static List<Event> unknown(Turn turn, CanonicalRecord usage) {
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        key(usage),
                        "usage-unexpected",
                        ("Usage %s belongs to no line: the contract sells nothing by units. Name"
                                        + " its line in %s, or agree an amendment.")
                                .formatted(usage.key().id(), usage.key().system()),
                        Map.of("usage", usage.key().toString()),
                        Optional.empty(),
                        turn.release().ownerOf(usage.key().system())));
    }

    private static String key(CanonicalRecord usage) {
        return "usage-unexpected:" + usage.key();
    }
}
