package throughline.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A real Kafka broker of one node (KRaft) in a process of its own, out of {@code kafka_2.13} on the
 * class path. It can be killed and started again on what it had written.
 */
public final class RealBroker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Path settings;
    private final int port;
    private Process process;

    private RealBroker(Path folder, int port, int controller) throws Exception {
        this.folder = folder;
        this.port = port;
        this.settings = folder.resolve("server.properties");
        Files.createDirectories(folder);
        Files.writeString(
                settings,
                """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
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
                        .formatted(port, controller, folder.resolve("log")));
        java("kafka.tools.StorageTool", "format", "-t", id(), "-c", settings.toString())
                .waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        process = started();
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
            return new RealBroker(folder.resolve("kafka"), freePort(), freePort());
        } catch (Exception failed) {
            throw new IllegalStateException("the broker does not start", failed);
        }
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
                new java.util.ArrayList<>(
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
