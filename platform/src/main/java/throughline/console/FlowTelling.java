package throughline.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import throughline.flow.Flow;
import throughline.wording.Counted;
import tools.jackson.databind.json.JsonMapper;

/** Says what came in and went out, system by system, for whoever looks at it. */
final class FlowTelling {

    private static final int HOURS = 24;
    private static final Duration OLD = Duration.ofHours(1);
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH:00", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final JsonMapper json = JsonMapper.shared();

    FlowView view(Page page, Flow flow) {
        List<FlowView.System> systems =
                flow.systems().stream().map(each -> system(each, flow.known())).toList();
        return new FlowView(
                page,
                "Over the last 24 hours, as known on " + Wording.moment(flow.known()) + " UTC.",
                Charts.json(json, map(systems)),
                "Messages from and writes to each of " + Counted.of(systems.size(), "system"),
                systems,
                heat(flow),
                flow.backlogs().stream().map(each -> backlog(each, flow.known())).toList());
    }

    private static FlowView.System system(Flow.OfSystem system, Instant now) {
        Flow.Written written = system.written();
        return new FlowView.System(
                system.name(),
                Wording.words(system.role().name()),
                health(system.health()),
                tone(system.health()),
                system.health().why(),
                system.incidents().stream()
                        .map(
                                each ->
                                        "%s (%s): %s"
                                                .formatted(
                                                        each.code(),
                                                        Wording.ago(each.since(), now),
                                                        each.sentence()))
                        .toList(),
                system.received().messages(),
                system.received().last().map(last -> Wording.ago(last, now)).orElse("never"),
                written.confirmed(),
                millis(written.halfMillis()),
                millis(written.mostMillis()),
                written.retries(),
                written.underWay(),
                written.refused(),
                "/actions?system=" + ExceptionList.encoded(system.name()));
    }

    private static String health(Flow.Health health) {
        return switch (health) {
            case INCIDENT -> "failing";
            case REFUSED, TRIED_AGAIN -> "needs a look";
            case HEALTHY -> "healthy";
        };
    }

    private static String tone(Flow.Health health) {
        return switch (health) {
            case INCIDENT -> "bad";
            case REFUSED, TRIED_AGAIN -> "warn";
            case HEALTHY -> "good";
        };
    }

    private static String millis(Optional<Long> millis) {
        return millis.map(FlowTelling::millis).orElse("–");
    }

    private static String millis(long millis) {
        return millis < 1_000
                ? millis + " ms"
                : millis < 60_000 ? millis / 1_000 + " s" : millis / 60_000 + " min";
    }

    private static Map<String, Object> map(List<FlowView.System> systems) {
        return Map.of("systems", systems.stream().map(FlowTelling::node).toList());
    }

    private static Map<String, Object> node(FlowView.System system) {
        return Map.of(
                "name",
                system.name(),
                "tone",
                system.tone(),
                "in",
                system.received(),
                "out",
                system.written(),
                "text",
                system.name()
                        + ": "
                        + Counted.of(system.received(), "message")
                        + " in, "
                        + Counted.of(system.written(), "write")
                        + " out, "
                        + system.health());
    }

    /** The slowest twentieth by system and hour. */
    private String heat(Flow flow) {
        if (flow.hours().isEmpty()) {
            return "";
        }
        Instant last = flow.known().truncatedTo(ChronoUnit.HOURS);
        List<String> hours = new ArrayList<>();
        for (int back = HOURS - 1; back >= 0; back--) {
            hours.add(HOUR.format(last.minus(back, ChronoUnit.HOURS)));
        }
        List<String> systems =
                flow.hours().stream().map(Flow.OfHour::system).distinct().sorted().toList();
        List<List<Object>> cells = new ArrayList<>();
        for (Flow.OfHour each : flow.hours()) {
            long x = HOURS - 1 - ChronoUnit.HOURS.between(each.hour(), last);
            if (x >= 0) {
                cells.add(List.of(x, systems.indexOf(each.system()), each.mostMillis()));
            }
        }
        return Charts.json(json, Map.of("hours", hours, "systems", systems, "cells", cells));
    }

    private static FlowView.Backlog backlog(Flow.Backlog backlog, Instant now) {
        boolean old =
                backlog.oldest()
                        .filter(at -> Duration.between(at, now).compareTo(OLD) > 0)
                        .isPresent();
        return new FlowView.Backlog(
                name(backlog.waits()),
                backlog.count(),
                backlog.oldest().map(at -> Wording.ago(at, now)).orElse("–"),
                href(backlog.waits()),
                backlog.count() == 0 ? "good" : old ? "warn" : "");
    }

    private static String name(Flow.Waits waits) {
        return switch (waits) {
            case TO_BE_DECIDED -> "Messages not decided yet";
            case FOR_ANOTHER_RECORD -> "Messages that wait for another record";
            case FOR_A_PERSON -> "Messages that wait for a person";
            case TO_BE_CONFIRMED -> "Writes under way";
            case INCIDENT -> "Incidents";
        };
    }

    private static String href(Flow.Waits waits) {
        return switch (waits) {
            case TO_BE_DECIDED, FOR_ANOTHER_RECORD, FOR_A_PERSON -> "/parked";
            case TO_BE_CONFIRMED -> "/actions";
            case INCIDENT -> "/incidents";
        };
    }
}
