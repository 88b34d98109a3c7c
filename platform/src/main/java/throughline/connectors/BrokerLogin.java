package throughline.connectors;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** How a client of Kafka signs in, from what a system's file says below {@code auth}. */
final class BrokerLogin {

    /** Those that send a password. */
    static final String PLAIN = "PLAIN";

    private BrokerLogin() {}

    static Map<String, Object> client(URI address, Settings auth, Secrets secrets) {
        Map<String, Object> client = new TreeMap<>();
        client.put("bootstrap.servers", address.getAuthority());
        auth.text("protocol").ifPresent(protocol -> client.put("security.protocol", protocol));
        auth.text("mechanism")
                .ifPresent(
                        mechanism -> {
                            client.put("sasl.mechanism", mechanism);
                            client.put("sasl.jaas.config", login(mechanism, auth, secrets));
                        });
        if (auth.text("trust").isPresent()) {
            client.put("ssl.truststore.type", "PEM");
            client.put("ssl.truststore.certificates", resolved(auth, "trust", secrets));
        }
        if (auth.text("certificate").isPresent()) {
            client.put("ssl.keystore.type", "PEM");
            client.put("ssl.keystore.certificate.chain", resolved(auth, "certificate", secrets));
            client.put("ssl.keystore.key", resolved(auth, "privateKey", secrets));
        }
        return client;
    }

    private static String login(String mechanism, Settings auth, Secrets secrets) {
        String module =
                mechanism.equals(PLAIN)
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
