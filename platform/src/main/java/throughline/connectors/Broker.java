package throughline.connectors;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Tree;

/**
 * A Kafka broker as a system's file describes it. Two are the same when they are called and reached
 * in the same way, secrets included.
 */
public final class Broker {

    /** The connector of such systems. */
    public static final String CONNECTOR = "kafka";

    private final String name;
    private final Optional<String> topic;
    private final EventMode mode;
    private final Map<String, Object> first;
    private final Supplier<Map<String, Object>> client;

    private Broker(SystemDeclaration system, Supplier<Map<String, Object>> client) {
        Settings publish = Settings.of(system).below("publish");
        this.name = system.name();
        this.topic = publish.text("topic");
        this.mode = EventMode.of(publish.text("mode", "structured"));
        this.client = client;
        this.first = client.get();
    }

    /** Notes what is wrong with a file. */
    public static void check(Tree file, Defects defects) {
        SettingNames.check(CONNECTOR, file, defects);
        BrokerFile.check(file, defects);
    }

    /**
     * The broker that a system is; empty when it is none, not live, or nobody says where it is.
     *
     * @throws IllegalArgumentException when a secret refers to nothing
     */
    public static Optional<Broker> of(
            SystemDeclaration system, Endpoints endpoints, Secrets secrets) {
        if (!system.connector().equals(CONNECTOR) || system.mode() != SystemDeclaration.Mode.LIVE) {
            return Optional.empty();
        }
        Settings settings = Settings.of(system);
        return endpoints
                .of(system.name(), settings.text("endpoint"))
                .map(
                        address ->
                                new Broker(
                                        system,
                                        () ->
                                                BrokerLogin.client(
                                                        address, settings.below("auth"), secrets)));
    }

    /** What the landscape calls it. */
    public String name() {
        return name;
    }

    /** Where milestones go; empty when it only brings records. */
    public Optional<String> topic() {
        return topic;
    }

    /** How CloudEvents are laid out there. */
    public EventMode mode() {
        return mode;
    }

    /**
     * Where it is and how to sign in, as Kafka's clients call it, with secrets as they are now: one
     * that was replaced counts from the next connection on.
     *
     * @throws IllegalArgumentException when a secret refers to nothing any more
     */
    public Map<String, Object> client() {
        return client.get();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Broker broker
                && name.equals(broker.name)
                && topic.equals(broker.topic)
                && mode == broker.mode
                && first.equals(broker.first);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, topic, mode);
    }

    /** Without the secrets of the client. */
    @Override
    public String toString() {
        return name;
    }
}
