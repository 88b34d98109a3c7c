package throughline.rehearsal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import throughline.rehearsal.KeptStore.Received;
import throughline.rehearsal.KeptStore.Traced;

/** Makes steps of what the journal says of causes. */
final class Steps {

    private static final String DAY = "clock ";
    private static final String DECISION = "decision ";
    private static final String ACTION = "action ";

    private final Map<Long, Received> messages;
    private final Map<Long, Step.Reached.Decision> decisions;

    Steps(Map<Long, Received> messages, Map<Long, Step.Reached.Decision> decisions) {
        this.messages = messages;
        this.decisions = decisions;
    }

    /** All steps in their order; messages that caused nothing stand where they came in. */
    List<Step> of(List<Traced> traced, Set<Long> further) {
        List<Step> steps = new ArrayList<>(traced.size() + further.size());
        for (Traced each : traced) {
            reached(each)
                    .ifPresent(
                            it ->
                                    steps.add(
                                            new Step(
                                                    each.first(),
                                                    each.origin().known(),
                                                    each.origin().release(),
                                                    it)));
        }
        if (further.isEmpty()) {
            return steps;
        }
        Instant begin = traced.isEmpty() ? Instant.MIN : traced.getFirst().origin().known();
        Set<Long> told =
                traced.stream().map(each -> each.origin().message()).collect(Collectors.toSet());
        List<Step> silent =
                further.stream()
                        .filter(message -> !told.contains(message))
                        .map(messages::get)
                        .filter(Objects::nonNull)
                        .sorted(Comparator.comparingLong(received -> received.message().id()))
                        .map(received -> silent(received, begin))
                        .toList();
        return merged(steps, silent);
    }

    private static Step silent(Received received, Instant begin) {
        Instant known = received.at().isBefore(begin) ? begin : received.at();
        return new Step(0, known, "", new Step.Reached.Message(received.message()));
    }

    private static List<Step> merged(List<Step> steps, List<Step> silent) {
        List<Step> all = new ArrayList<>(steps.size() + silent.size());
        int next = 0;
        for (Step step : steps) {
            while (next < silent.size() && silent.get(next).known().isBefore(step.known())) {
                all.add(silent.get(next++));
            }
            all.add(step);
        }
        all.addAll(silent.subList(next, silent.size()));
        return all;
    }

    private Optional<Step.Reached> reached(Traced traced) {
        if (traced.origin().message() != 0) {
            return Optional.ofNullable(messages.get(traced.origin().message()))
                    .map(received -> new Step.Reached.Message(received.message()));
        }
        String cause = traced.origin().cause();
        if (cause.startsWith(DAY)) {
            return Optional.of(
                    new Step.Reached.Day(LocalDate.parse(cause.substring(DAY.length()))));
        }
        if (cause.startsWith(ACTION)) {
            return ended(traced);
        }
        if (cause.startsWith(DECISION)) {
            String number = cause.substring(DECISION.length()).split(" ", 2)[0];
            return Optional.ofNullable(decisions.get(Long.parseLong(number)));
        }
        return Optional.of(new Step.Reached.Again(cause));
    }

    private Optional<Step.Reached> ended(Traced traced) {
        String key = traced.origin().cause().substring(ACTION.length());
        return traced.ended().stream()
                .filter(event -> event.action().value().equals(key))
                .findFirst()
                .map(event -> new Step.Reached.Ended(event.action(), event.outcome()));
    }
}
