package throughline.twins;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;

/** The rules by which one twin misbehaves, and how often each kind struck. */
final class Faults {

    private static final Pattern NOTIFICATION = Pattern.compile("webhook-.*");
    private static final Pattern EVENT = Pattern.compile("event-.*");
    private static final Pattern CALL = Pattern.compile("(?!webhook-|event-).*");

    private final List<Fault> rules = new CopyOnWriteArrayList<>();
    private final Map<String, LongAdder> struck = new ConcurrentHashMap<>();
    private final Random random;

    Faults(long seed) {
        this.random = new Random(seed);
    }

    void add(Fault fault) {
        rules.add(fault);
    }

    void clear() {
        rules.clear();
    }

    /** The fault that strikes this call. */
    Optional<Fault> onCall(String operation) {
        return strike(operation, CALL);
    }

    /** The fault that strikes this notification. */
    Optional<Fault> onNotification(String event) {
        return strike(event, NOTIFICATION);
    }

    /** The fault that strikes this change event. */
    Optional<Fault> onEvent(String event) {
        return strike(event, EVENT);
    }

    Map<String, Long> struck() {
        Map<String, Long> counts = new TreeMap<>();
        struck.forEach((kind, count) -> counts.put(kind, count.sum()));
        return counts;
    }

    ArrayNode describe() {
        ArrayNode all = Json.array();
        rules.forEach(rule -> all.add(rule.describe()));
        return all;
    }

    private Optional<Fault> strike(String what, Pattern kinds) {
        for (Fault rule : rules) {
            if (kinds.matcher(rule.kind()).matches() && rule.strikes(what, random)) {
                struck.computeIfAbsent(rule.kind(), kind -> new LongAdder()).increment();
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }
}
