package throughline.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import throughline.connectors.KeysOnDisk;

/**
 * A real Kafka broker of one node (KRaft) in a process of its own, out of {@code kafka_2.13} on the
 * class path. It can be killed and started again on what it had written.
 */
public final class RealBroker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Path settings;
    private final int port;
    private final Optional<Guard> guard;
    private Process process;

    private RealBroker(Path folder, Optional<Guard> guard) throws Exception {
        this.folder = folder;
        this.port = freePort();
        this.guard = guard;
        this.settings = folder.resolve("server.properties");
        Files.createDirectories(folder);
        Files.writeString(
                settings,
                """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d%3$s
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d%3$s
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                log.dirs=%4$s
                num.partitions=3
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=3
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=3
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                """
                                .formatted(
                                        port,
                                        freePort(),
                                        guard.map(Guard::listeners).orElse(""),
                                        folder.resolve("log"))
                        + guard.map(Guard::settings)
                                .orElse(
                                        """
                                        listener.security.protocol.map=\
                                            PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                                        """));
        List<String> format =
                new ArrayList<>(List.of("format", "-t", id(), "-c", settings.toString()));
        guard.ifPresent(each -> format.addAll(List.of("--add-scram", each.user())));
        java("kafka.tools.StorageTool", format.toArray(String[]::new))
                .waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        process = started();
    }

    /**
     * Who may come in by two further doors: one for those who sign in over TLS, and one for those
     * who prove by a certificate who they are.
     *
     * @param keys holds those of the {@code broker}, and of {@code us}
     * @param password of the user throughline
     */
    record Guard(KeysOnDisk keys, String password, int signedIn, int proved) {

        static Guard of(KeysOnDisk keys, String password) throws IOException {
            return new Guard(keys, password, freePort(), freePort());
        }

        String listeners() {
            return ",SIGNED_IN://127.0.0.1:%d,PROVED://127.0.0.1:%d".formatted(signedIn, proved);
        }

        String user() {
            return "SCRAM-SHA-512=[name=throughline,password=%s]".formatted(password);
        }

        String settings() {
            return """
            listener.security.protocol.map=\
                PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SIGNED_IN:SASL_SSL,PROVED:SSL
            ssl.keystore.type=PKCS12
            ssl.keystore.location=%1$s
            ssl.keystore.password=%3$s
            ssl.key.password=%3$s
            listener.name.proved.ssl.client.auth=required
            listener.name.proved.ssl.truststore.type=PKCS12
            listener.name.proved.ssl.truststore.location=%2$s
            listener.name.proved.ssl.truststore.password=%3$s
            listener.name.signed_in.sasl.enabled.mechanisms=SCRAM-SHA-512,PLAIN
            listener.name.signed_in.scram-sha-512.sasl.jaas.config=\
                org.apache.kafka.common.security.scram.ScramLoginModule required;
            listener.name.signed_in.plain.sasl.jaas.config=\
                org.apache.kafka.common.security.plain.PlainLoginModule required \
                user_throughline="plain and simple";
            """
                    .formatted(keys.file("broker"), keys.trusting("us"), KeysOnDisk.PASSWORD);
        }
    }

    /** Whether the broker is on the class path, as under the profile {@code kafka}. */
    public static boolean isThere() {
        try {
            Class.forName("kafka.Kafka", false, RealBroker.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException none) {
            return false;
        }
    }

    /** Starts one that writes into a folder. */
    public static RealBroker in(Path folder) {
        try {
            return new RealBroker(folder.resolve("kafka"), Optional.empty());
        } catch (Exception failed) {
            throw new IllegalStateException("the broker does not start", failed);
        }
    }

    /** The same with guarded doors. */
    static RealBroker guarded(Path folder, Guard guard) {
        try {
            return new RealBroker(folder.resolve("kafka"), Optional.of(guard));
        } catch (Exception failed) {
            throw new IllegalStateException("the broker does not start", failed);
        }
    }

    /** Where those go in who sign in. */
    String signedIn() {
        return "127.0.0.1:" + guard.orElseThrow().signedIn();
    }

    /** Where those go in who prove who they are. */
    String proved() {
        return "127.0.0.1:" + guard.orElseThrow().proved();
    }

    /** Where it is, as clients are told. */
    public String servers() {
        return "127.0.0.1:" + port;
    }

    /** What a client needs. */
    public Map<String, Object> client() {
        return Map.of("bootstrap.servers", servers());
    }

    /** Ends it as the power does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it again on what it has. */
    public void again() {
        process = started();
    }

    private Process started() {
        try {
            Process begun = java("kafka.Kafka", settings.toString());
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!answers()) {
                if (System.nanoTime() > end || !begun.isAlive()) {
                    throw new IllegalStateException(
                            "the broker does not answer; see " + folder.resolve("said"));
                }
                LockSupport.parkNanos(100_000_000);
            }
            return begun;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private Process java(String main, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx400m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("said").toFile()))
                .start();
    }

    private static String id() {
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(16);
        UUID id = UUID.randomUUID();
        bytes.putLong(id.getMostSignificantBits() & Long.MAX_VALUE | 1L << 62)
                .putLong(id.getLeastSignificantBits());
        String text =
                java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
        return text.startsWith("-") ? "A" + text.substring(1) : text;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
