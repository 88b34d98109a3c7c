package throughline.landscape.build;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import throughline.landscape.NearMiss;

/**
 * Checks where a system's records are said to come from. A source that nobody reads would leave
 * records unread without a word.
 */
final class Sources {

    private static final Set<String> KINDS = Set.of("files", "webhook", "poll", "topic");
    private static final Pattern SHORT = Pattern.compile("[0-9]{1,9}(ms|s|m|h)");
    private static final Pattern GLOB = Pattern.compile("[^\\[\\]{}\\\\/]+");

    private final Set<String> mapped;
    private final Set<String> brokers;
    private final Defects defects;

    /**
     * A check.
     *
     * @param mapped the types that are mapped, as {@code system:type}
     * @param brokers the systems whose topics can be read
     */
    Sources(Set<String> mapped, Set<String> brokers, Defects defects) {
        this.mapped = mapped;
        this.brokers = brokers;
        this.defects = defects;
    }

    /** Checks the sources of one system. */
    void check(Tree system) {
        Reading reading = Reading.of(system, "A system", new Defects());
        String name = reading.optional("name").orElse("");
        Reading checked = Reading.of(system, "A system", defects);
        for (Reading source : checked.sections("sources", "A source")) {
            source(name, source);
        }
    }

    private void source(String system, Reading source) {
        String kind = source.text("kind");
        switch (kind) {
            case "files" -> files(source);
            case "webhook" -> webhook(source);
            case "poll" -> poll(source);
            case "topic" -> topic(source);
            default -> {
                if (!kind.isEmpty()) {
                    source.defect(
                            "kind",
                            "unknown-value",
                            "There is no source of kind %s.%s Use files, webhook, poll or topic."
                                    .formatted(kind, NearMiss.hint(kind, KINDS)));
                }
                return;
            }
        }
        source.optional("type")
                .filter(type -> !mapped.contains(system + ":" + type))
                .ifPresent(type -> unmapped(system, type, source));
        source.done();
    }

    private void unmapped(String system, String type, Reading source) {
        source.unless(
                "mappings/" + system + "/" + type,
                "type",
                "unknown-reference",
                ("No mapping takes %s of %s, so its records would only be kept. Add one, or"
                                + " correct the name.")
                        .formatted(type, system));
    }

    private void typed(Reading source) {
        source.optional("id");
        source.optional("idFrom");
        if (source.optional("type").isEmpty() && source.optional("typeFrom").isEmpty()) {
            defects.add(
                    source.place(),
                    "missing",
                    "A source needs type, or typeFrom with the field that says it. Add one.");
        }
    }

    private void files(Reading source) {
        typed(source);
        String pattern = source.text("pattern");
        if (!pattern.isEmpty() && !GLOB.matcher(pattern).matches()) {
            source.defect(
                    "pattern",
                    "bad-value",
                    "pattern is %s. Write a file's name with * and ?.".formatted(pattern));
        }
    }

    private void webhook(Reading source) {
        typed(source);
        source.optional("recordFrom");
        if (!source.has("secret")) {
            defects.add(
                    source.place(),
                    "missing",
                    "A webhook needs secret: unsigned notifications are refused. Add a reference"
                            + " such as ${env:NAME}.");
        }
        source.tree("secret");
    }

    private void topic(Reading source) {
        typed(source);
        source.optional("recordFrom");
        source.text("topic");
        String broker = source.text("broker");
        if (!broker.isEmpty() && !brokers.contains(broker)) {
            source.defect(
                    "broker",
                    "unknown-reference",
                    ("No system %s is a broker. Declare it with connector kafka, or correct the"
                                    + " name.")
                            .formatted(broker));
        }
    }

    private static void poll(Reading source) {
        source.text("type");
        for (String key : Set.of("every", "overlap")) {
            source.optional(key)
                    .filter(text -> !isDuration(text))
                    .ifPresent(
                            text ->
                                    source.defect(
                                            key,
                                            "bad-value",
                                            "%s is %s. Write 500ms, 5s, 2m, 1h or PT5S."
                                                    .formatted(key, text)));
        }
    }

    private static boolean isDuration(String text) {
        try {
            return SHORT.matcher(text).matches() || !Duration.parse(text).isNegative();
        } catch (DateTimeException unreadable) {
            return false;
        }
    }
}
