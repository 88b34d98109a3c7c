package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Endpoints;
import throughline.connectors.KeysOnDisk;
import throughline.database.Home;

/**
 * A broker that lets nobody in who does not sign in, or prove who he is, and whose certificate
 * nobody signed whom the machine knows: a real one.
 */
@Tag("kafka")
@EnabledIf("throughline.server.RealBroker#isThere")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpeakingToAGuardedBrokerTest {

    /** With everything that has a meaning where it is written. */
    private static final String PASSWORD = "quartz\"\\ ;fjord='70'";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SIGNING_IN =
            """
            {protocol: SASL_SSL, mechanism: SCRAM-SHA-512, user: throughline,
              password: "${file:broker-password}", trust: "${file:broker.pem}"}
            """;
    private static final String PROVING =
            """
            {protocol: SSL, trust: "${file:broker.pem}", certificate: "${file:us.pem}",
              privateKey: "${file:us.key}"}
            """;

    @TempDir static Path folder;
    private KeysOnDisk keys;
    private RealBroker broker;
    private int homes;

    @BeforeAll
    void start() throws Exception {
        keys = new KeysOnDisk(folder);
        keys.make("broker", "CN=broker", "-ext", "SAN=IP:127.0.0.1");
        keys.make("us", "CN=throughline");
        keys.make("other", "CN=somebody else", "-ext", "SAN=IP:127.0.0.1");
        broker = RealBroker.guarded(folder, RealBroker.Guard.of(keys, "at first"));
        changePassword(PASSWORD);
    }

    @AfterAll
    void end() {
        broker.close();
    }

    @Test
    void milestones_go_out_and_records_come_in_for_who_signs_in_over_tls() throws Exception {
        try (Server server = firm("signed-in", SIGNING_IN, broker.signedIn(), secrets())) {
            kept(server, 5);
            until(() -> told("signed-in").size() == 5);
            send("crm.signed-in", "001");
            until(() -> count(server, "select count(*) from message where source = 'topic'") == 1);
            assertThat(incidents(server)).isEmpty();
        }
    }

    @Test
    void the_plain_mechanism_works_as_well_where_it_is_encrypted() throws Exception {
        Map<String, String> secrets = secrets();
        secrets.put("broker-password", "plain and simple");
        String auth = SIGNING_IN.replace("SCRAM-SHA-512", "PLAIN");
        try (Server server = firm("plain", auth, broker.signedIn(), secrets)) {
            kept(server, 2);
            until(() -> told("plain").size() == 2);
        }
    }

    @Test
    void a_certificate_of_ours_is_enough_where_the_broker_asks_for_one() throws Exception {
        try (Server server = firm("proved", PROVING, broker.proved(), secrets())) {
            kept(server, 3);
            until(() -> told("proved").size() == 3);
            assertThat(incidents(server)).isEmpty();
        }
    }

    @Test
    void without_a_certificate_that_it_asks_for_nothing_is_told_and_operators_hear_why()
            throws Exception {
        String auth = "{protocol: SSL, trust: \"${file:broker.pem}\"}";
        try (Server server = firm("unproved", auth, broker.proved(), secrets())) {
            kept(server, 1);
            until(() -> !incidents(server).isEmpty());
            assertThat(incidents(server)).allMatch(each -> each.contains("auth.certificate"));
            assertThat(told("unproved")).isEmpty();
        }
    }

    @Test
    void nothing_is_told_to_a_broker_that_cannot_prove_who_it_is() throws Exception {
        Map<String, String> secrets = secrets();
        secrets.put("broker.pem", keys.certificate("other"));
        try (Server server = firm("untrusted", SIGNING_IN, broker.signedIn(), secrets)) {
            kept(server, 1);
            until(() -> !incidents(server).isEmpty());
            assertThat(incidents(server))
                    .allMatch(each -> each.contains("name who signed its one under auth.trust"))
                    .noneMatch(each -> each.contains(PASSWORD));
            assertThat(told("untrusted")).isEmpty();
        }
    }

    @Test
    void a_key_that_is_none_is_told_without_what_is_written_there() throws Exception {
        Map<String, String> secrets = secrets();
        secrets.put("us.key", "the key is under the mat");
        try (Server server = firm("keyless", PROVING, broker.proved(), secrets)) {
            until(() -> !incidents(server).isEmpty());
            assertThat(incidents(server))
                    .allMatch(each -> each.contains("PKCS #8"))
                    .noneMatch(each -> each.contains("under the mat"));
        }
    }

    @Test
    void a_password_that_was_changed_counts_as_soon_as_its_file_is_corrected() throws Exception {
        Map<String, String> secrets = secrets();
        secrets.put("broker-password", "of last year");
        try (Server server = firm("changed", SIGNING_IN, broker.signedIn(), secrets)) {
            kept(server, 4);
            until(() -> incidents(server).size() == 2);
            assertThat(incidents(server))
                    .allMatch(each -> each.contains("correct auth.user or what auth.password"))
                    .noneMatch(each -> each.contains("of last year"));

            Files.writeString(
                    server.installation().home().secrets().resolve("broker-password"), PASSWORD);
            until(() -> told("changed").size() == 4);
            until(() -> incidents(server).isEmpty());
        }
    }

    private Map<String, String> secrets() {
        return new HashMap<>(
                Map.of(
                        "broker-password", PASSWORD,
                        "broker.pem", keys.certificate("broker"),
                        "us.pem", keys.certificate("us"),
                        "us.key", keys.key("us")));
    }

    /** A firm that tells one topic and reads another, with its secrets in files. */
    private Server firm(String topic, String auth, String servers, Map<String, String> secrets)
            throws IOException {
        Path own = folder.resolve("firm-" + ++homes);
        copied(
                Path.of(System.getProperty("throughline.root"), "landscapes/consulting"),
                own.resolve("landscape"));
        Files.writeString(
                own.resolve("landscape/systems/events.yaml"),
                """
                name: events
                role: warehouse
                connector: kafka
                owner: delivery-operations
                endpoint: kafka://%s
                auth: %s
                publish: {topic: %s}
                """
                        .formatted(servers, auth.strip(), topic));
        Path crm = own.resolve("landscape/systems/crm.yaml");
        Files.writeString(
                crm,
                Files.readString(crm)
                        + "  - {kind: topic, broker: events, topic: crm."
                        + topic
                        + ", typeFrom: type, idFrom: id, recordFrom: record}\n");
        Home home = new Home(own.resolve("home"));
        Files.createDirectories(home.secrets());
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            Files.writeString(home.secrets().resolve(secret.getKey()), secret.getValue());
        }
        URI nobody = URI.create("http://127.0.0.1:9");
        return Server.start(
                new Installation.Plan(
                        home,
                        Optional.empty(),
                        own.resolve("landscape"),
                        new Endpoints(Map.of("crm", nobody, "psa", nobody, "erp", nobody)),
                        TheWholeFirmTest.SECRETS),
                0);
    }

    private static void copied(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }

    private void changePassword(String password) throws Exception {
        try (Admin admin = Admin.create(broker.client())) {
            admin.alterUserScramCredentials(
                            List.of(
                                    new UserScramCredentialUpsertion(
                                            "throughline",
                                            new ScramCredentialInfo(
                                                    ScramMechanism.SCRAM_SHA_512, 4096),
                                            password)))
                    .all()
                    .get();
        }
    }

    private static void kept(Server server, int publications) {
        for (int i = 0; i < publications; i++) {
            database(server)
                    .sql(
                            """
                            insert into publication (id, type, subject, time, data)
                            values (?, 'dev.throughline.invoice.posted.v1', 'a deal', now(), '{}')
                            """)
                    .param("tl_" + i)
                    .update();
        }
    }

    /** What a topic holds, read by a door that nobody guards. */
    private List<String> told(String topic) {
        Map<String, Object> settings = new HashMap<>(broker.client());
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        List<String> told = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partitions =
                    consumer.listTopics().getOrDefault(topic, List.of()).stream()
                            .map(
                                    each ->
                                            new org.apache.kafka.common.TopicPartition(
                                                    topic, each.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(each -> told.add(each.value()));
            }
        }
        return told;
    }

    private void send(String topic, String id) throws Exception {
        String message =
                """
                {"type":"Account","id":"%1$s","record":{"Id":"%1$s","Name":"Nordwind AG"}}
                """
                        .formatted(id);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        broker.client(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, message)).get();
        }
    }

    /** What operators are told of the broker now. */
    private static List<String> incidents(Server server) {
        return database(server)
                .sql(
                        "select sentence from incident where code = 'topic-fails' and closed_at is"
                                + " null")
                .query((row, number) -> String.valueOf(row.getString(1)))
                .list();
    }

    private static long count(Server server, String sql) {
        return database(server).sql(sql).query(Long.class).single();
    }

    private static JdbcClient database(Server server) {
        return JdbcClient.create(server.installation().dataSource());
    }

    private static void until(BooleanSupplier fact) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!fact.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            LockSupport.parkNanos(100_000_000);
        }
    }
}
