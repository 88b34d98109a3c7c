package throughline.twins;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** One rule by which a twin misbehaves. */
final class Fault {

    private static final Set<String> KINDS =
            new TreeSet<>(
                    Set.of(
                            "latency",
                            "429",
                            "500",
                            "timeout-before-commit",
                            "timeout-after-commit",
                            "drop-connection",
                            "expired-token",
                            "html-answer",
                            "webhook-lose",
                            "webhook-duplicate",
                            "webhook-late",
                            "webhook-reorder",
                            "event-lose",
                            "event-duplicate",
                            "event-reorder",
                            "event-gap",
                            "event-overflow"));
    private static final int ALWAYS = Integer.MAX_VALUE;

    private final Pattern operation;
    private final String kind;
    private final double probability;
    private final int count;
    private final long millis;
    private final AtomicInteger struck = new AtomicInteger();

    private Fault(String operation, String kind, double probability, int count, long millis) {
        this.operation = Pattern.compile(operation);
        this.kind = kind;
        this.probability = probability;
        this.count = count;
        this.millis = millis;
    }

    static Fault of(ObjectNode rule) {
        if (!KINDS.contains(rule.path("kind").asString(""))) {
            throw new Refused(Answer.error(400, "UNKNOWN_KIND", "kind is one of " + KINDS));
        }
        return new Fault(
                rule.path("operation").asString(".*"),
                rule.path("kind").asString(""),
                rule.path("probability").asDouble(1.0),
                rule.path("count").asInt(ALWAYS),
                rule.path("millis").asLong(1_000));
    }

    String kind() {
        return kind;
    }

    long millis() {
        return millis;
    }

    /** Whether it strikes now; counts when it does. */
    boolean strikes(String what, RandomGenerator random) {
        if (!operation.matcher(what).find() || struck.get() >= count) {
            return false;
        }
        return random.nextDouble() < probability && struck.getAndIncrement() < count;
    }

    ObjectNode describe() {
        ObjectNode node = Json.object();
        node.put("operation", operation.pattern()).put("kind", kind);
        node.put("probability", probability).put("millis", millis);
        node.put("struck", Math.min(struck.get(), count));
        return node;
    }
}
