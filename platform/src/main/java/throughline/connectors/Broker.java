package throughline.connectors;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Reading;
import throughline.landscape.build.Tree;

/**
 * A Kafka broker as a system's file describes it.
 *
 * @param client where it is and how to sign in, as Kafka's clients call it
 * @param topic where milestones go; empty when it only brings records
 * @param mode how CloudEvents are laid out there
 */
public record Broker(
        String name, Map<String, Object> client, Optional<String> topic, EventMode mode) {

    /** The connector of such systems. */
    public static final String CONNECTOR = "kafka";

    private static final Pattern SERVERS = Pattern.compile("kafka://[^\\s/,]+(,[^\\s/,]+)*");
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
    private static final Set<String> PROTOCOLS =
            Set.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    private static final Set<String> MECHANISMS = Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");

    public Broker {
        client = Map.copyOf(client);
    }

    /** Without the secrets of the client. */
    @Override
    public String toString() {
        return name;
    }

    /** Notes what is wrong with a file. */
    public static void check(Tree file, Defects defects) {
        Reading system = Reading.of(file, "A system of connector kafka", defects);
        system.optional("endpoint").ifPresent(text -> matching(system, "endpoint", text));
        if (system.has("auth")) {
            Reading auth = system.section("auth");
            known(auth, "protocol", PROTOCOLS);
            known(auth, "mechanism", MECHANISMS);
            auth.optional("user");
            auth.tree("password");
            auth.tree("trust");
            auth.done();
        }
        if (system.has("publish")) {
            published(system.section("publish"));
        }
    }

    private static void published(Reading publish) {
        String topic = publish.text("topic");
        if (!topic.isEmpty() && !TOPIC.matcher(topic).matches()) {
            publish.defect(
                    "topic",
                    "bad-value",
                    "No topic can be called %s. Use letters, digits, . _ and -.".formatted(topic));
        }
        known(publish, "mode", Set.of("structured", "binary"));
        publish.done();
    }

    private static void matching(Reading system, String key, String text) {
        if (!SERVERS.matcher(text).matches()) {
            system.defect(
                    key,
                    "bad-value",
                    "%s is no broker. Write kafka://HOST:PORT, and further ones after commas."
                            .formatted(text));
        }
    }

    private static void known(Reading reading, String key, Set<String> values) {
        reading.optional(key)
                .filter(text -> !values.contains(text))
                .ifPresent(
                        text ->
                                reading.defect(
                                        key,
                                        "unknown-value",
                                        "%s is %s. Use one of %s."
                                                .formatted(
                                                        key,
                                                        text,
                                                        String.join(
                                                                ", ",
                                                                values.stream()
                                                                        .sorted()
                                                                        .toList()))));
    }

    /**
     * The broker that a system is; empty when it is none, not live, or nobody says where it is.
     *
     * @throws IllegalArgumentException when a secret refers to nothing
     */
    public static Optional<Broker> of(
            SystemDeclaration system, Endpoints endpoints, Secrets secrets) {
        return system.connector().equals(CONNECTOR) && system.mode() == SystemDeclaration.Mode.LIVE
                ? declared(system, endpoints, secrets)
                : Optional.empty();
    }

    private static Optional<Broker> declared(
            SystemDeclaration system, Endpoints endpoints, Secrets secrets) {
        Settings settings = Settings.of(system);
        return endpoints
                .of(system.name(), settings.text("endpoint"))
                .map(
                        address ->
                                new Broker(
                                        system.name(),
                                        client(address, settings.below("auth"), secrets),
                                        settings.below("publish").text("topic"),
                                        EventMode.of(
                                                settings.below("publish")
                                                        .text("mode", "structured"))));
    }

    private static Map<String, Object> client(URI address, Settings auth, Secrets secrets) {
        Map<String, Object> client = new HashMap<>();
        client.put("bootstrap.servers", address.getAuthority());
        auth.text("protocol").ifPresent(protocol -> client.put("security.protocol", protocol));
        auth.text("mechanism")
                .ifPresent(
                        mechanism -> {
                            client.put("sasl.mechanism", mechanism);
                            client.put("sasl.jaas.config", login(mechanism, auth, secrets));
                        });
        auth.text("trust")
                .ifPresent(
                        reference -> {
                            client.put("ssl.truststore.type", "PEM");
                            client.put(
                                    "ssl.truststore.certificates",
                                    resolved(auth, "trust", secrets));
                        });
        return new TreeMap<>(client);
    }

    private static String login(String mechanism, Settings auth, Secrets secrets) {
        String module =
                mechanism.equals("PLAIN")
                        ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                        : "org.apache.kafka.common.security.scram.ScramLoginModule";
        return "%s required username=\"%s\" password=\"%s\";"
                .formatted(
                        module,
                        quoted(auth.text("user", "")),
                        quoted(resolved(auth, "password", secrets)));
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String resolved(Settings auth, String name, Secrets secrets) {
        String reference = auth.text(name, "");
        return secrets.resolve(reference)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        ("Cannot use broker %s: auth.%s refers to %s, and nothing"
                                                        + " is there. Set it, or correct the"
                                                        + " reference.")
                                                .formatted(auth.system(), name, reference)));
    }
}
