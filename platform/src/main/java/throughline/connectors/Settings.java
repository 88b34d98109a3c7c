package throughline.connectors;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.landscape.SystemDeclaration;

/** A system's settings, as its file in the landscape holds them, read by type. */
record Settings(String system, List<String> entities, Map<String, Object> values) {

    /** What is polled that is no type of records: events that name what changed. */
    static final String CHANGE_EVENTS = "changeEvents";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SETTLES = Duration.ofSeconds(5);
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    static Settings of(SystemDeclaration declaration) {
        return new Settings(declaration.name(), declaration.entities(), declaration.settings());
    }

    Settings below(String name) {
        return new Settings(system, entities, Json.child(values, name));
    }

    /** How long one call may take, its answer included. */
    Duration timeout() {
        return millis("timeoutMillis", TIMEOUT);
    }

    /** How long after sending a search that finds nothing is not believed. */
    Duration settles() {
        return millis("settleMillis", SETTLES);
    }

    /**
     * The record types that are asked for again and again: those under {@code poll}, and sources of
     * kind {@code poll}, which say for themselves how often; and change events as one more.
     */
    Map<String, Settings> polls() {
        Map<String, Settings> polls = new LinkedHashMap<>();
        Settings common = below("poll");
        common.texts("types").forEach(type -> polls.put(type, common));
        for (Map<String, Object> source : Json.objects(values, "sources")) {
            if (Json.text(source, "kind").equals(Optional.of("poll"))) {
                Json.text(source, "type")
                        .ifPresent(type -> polls.put(type, new Settings(system, entities, source)));
            }
        }
        if (values.containsKey(CHANGE_EVENTS)) {
            polls.put(CHANGE_EVENTS, below(CHANGE_EVENTS));
        }
        return polls;
    }

    /** How much of the past each poll of a type reads again. */
    Duration overlap(String type) {
        Settings poll = polls().get(type);
        return poll == null ? OVERLAP : poll.duration("overlap", OVERLAP);
    }

    private Duration millis(String name, Duration otherwise) {
        return Duration.ofMillis(number(name, (int) otherwise.toMillis()));
    }

    Optional<String> text(String name) {
        return Json.text(values, name);
    }

    String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    /** A duration as {@code PT10S} or {@code 10s}, {@code 500ms}, {@code 2m}. */
    Duration duration(String name, Duration otherwise) {
        return text(name).map(this::parsed).orElse(otherwise);
    }

    int number(String name, int otherwise) {
        return text(name).map(text -> new BigDecimal(text).intValueExact()).orElse(otherwise);
    }

    List<String> texts(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private Duration parsed(String text) {
        if (text.startsWith("P")) {
            return Duration.parse(text);
        }
        if (text.endsWith("ms")) {
            return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
        }
        return Duration.parse("PT" + text);
    }
}
