package throughline.connectors;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Reading;
import throughline.landscape.build.Tree;

/** Checks the file of a system that is a broker, before anything is sent under it. */
final class BrokerFile {

    private static final Pattern SERVERS = Pattern.compile("kafka://[^\\s/,]+(,[^\\s/,]+)*");
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:env|file):[^}]+}");
    private static final String CLEAR = "SASL_PLAINTEXT";
    private static final Set<String> SIGNED_IN = Set.of(CLEAR, "SASL_SSL");
    private static final Set<String> ENCRYPTED = Set.of("SSL", "SASL_SSL");
    private static final Set<String> PROTOCOLS =
            Set.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    private static final Set<String> MECHANISMS =
            Set.of(BrokerLogin.PLAIN, "SCRAM-SHA-256", "SCRAM-SHA-512");

    private BrokerFile() {}

    static void check(Tree file, Defects defects) {
        Reading system = Reading.of(file, "A system of connector kafka", defects);
        system.optional("endpoint").ifPresent(text -> endpoint(system, text));
        if (system.has("auth")) {
            auth(system.section("auth"));
        }
        if (system.has("publish")) {
            published(system.section("publish"));
        }
    }

    private static void endpoint(Reading system, String text) {
        if (!SERVERS.matcher(text).matches()) {
            system.defect(
                    "endpoint",
                    "bad-value",
                    "%s is no broker. Write kafka://HOST:PORT, and further ones after commas."
                            .formatted(text));
        }
    }

    /** What is written and never used would be believed to protect. */
    private static void auth(Reading auth) {
        Optional<String> protocol = known(auth, "protocol", PROTOCOLS);
        Optional<String> mechanism = known(auth, "mechanism", MECHANISMS);
        if (auth.has("protocol") && protocol.isEmpty()) {
            return;
        }
        String said = protocol.orElse("PLAINTEXT");
        if (SIGNED_IN.contains(said)) {
            for (String needed : List.of("mechanism", "user", "password")) {
                if (!auth.has(needed)) {
                    auth.missing(needed);
                }
            }
        } else {
            for (String unused : List.of("mechanism", "user", "password")) {
                useless(auth, unused, said, "nobody signs in", "SASL_SSL");
            }
        }
        if (said.equals(CLEAR) && mechanism.filter(BrokerLogin.PLAIN::equals).isPresent()) {
            auth.defect(
                    "mechanism",
                    "bad-value",
                    "PLAIN under SASL_PLAINTEXT sends the password for everybody to read. Use"
                            + " SASL_SSL, or SCRAM-SHA-512.");
        }
        encryption(auth, said);
    }

    private static void encryption(Reading auth, String protocol) {
        for (String name : List.of("trust", "certificate", "privateKey")) {
            if (!ENCRYPTED.contains(protocol)) {
                String instead = auth.has("user") ? "SASL_SSL" : "SSL";
                useless(auth, name, protocol, "nothing is encrypted", instead);
            }
            auth.optional(name)
                    .filter(text -> !REFERENCE.matcher(text).matches())
                    .ifPresent(
                            text ->
                                    auth.defect(
                                            name,
                                            "bad-value",
                                            name
                                                    + " must refer to a PEM, as"
                                                    + " ${file:PATH} or ${env:NAME}."));
        }
        if (auth.has("certificate") != auth.has("privateKey")) {
            auth.missing(auth.has("certificate") ? "privateKey" : "certificate");
        }
    }

    private static void useless(
            Reading auth, String name, String protocol, String why, String instead) {
        if (auth.has(name)) {
            auth.defect(
                    name,
                    "unused",
                    "%s is not used: under protocol %s %s. Use protocol %s, or remove it."
                            .formatted(name, protocol, why, instead));
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

    /** A value that is one of these; empty when there is none, or another. */
    private static Optional<String> known(Reading reading, String key, Set<String> values) {
        Optional<String> text = reading.optional(key);
        text.filter(each -> !values.contains(each))
                .ifPresent(
                        each ->
                                reading.defect(
                                        key,
                                        "unknown-value",
                                        "%s is %s. Use one of %s."
                                                .formatted(
                                                        key,
                                                        each,
                                                        String.join(", ", new TreeSet<>(values)))));
        return text.filter(values::contains);
    }
}
