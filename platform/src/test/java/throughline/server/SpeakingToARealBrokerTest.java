package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Endpoints;
import throughline.connectors.Json;
import throughline.database.Home;

/** Milestones to a topic and records out of one, on a real broker that is killed in between. */
@Tag("kafka")
@EnabledIf("throughline.server.RealBroker#isThere")
class SpeakingToARealBrokerTest {

    private static final String TELLS = "throughline.milestones";
    private static final String BRINGS = "crm.changes";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir Path folder;

    @Test
    void milestones_are_told_in_order_by_engagement_and_none_is_lost_when_the_broker_dies()
            throws Exception {
        try (RealBroker broker = RealBroker.in(folder);
                Server server = firm(broker, "structured")) {
            kept(server, 0, 400);
            until(() -> numbers(broker).size() >= 100);
            broker.kill();
            kept(server, 400, 800);
            until(() -> incidents(server, false) > 0);
            broker.again();

            until(() -> told(broker).size() == 800);
            inOrder(broker);
            until(() -> incidents(server, false) == 0 && incidents(server, true) > 0);
            ConsumerRecord<String, byte[]> one = records(broker).getFirst();
            Map<String, Object> event = Json.object(one.value()).orElseThrow();
            assertThat(event)
                    .containsEntry("specversion", "1.0")
                    .containsEntry("subject", one.key())
                    .containsEntry("type", "dev.throughline.invoice.posted.v1");
            assertThat(text(one, "content-type"))
                    .isEqualTo("application/cloudevents+json; charset=UTF-8");

            // A crash after the broker had a page and before that was noted: it is told once more.
            long before = numbers(broker).size();
            database(server).sql("update topic set cursor_tx = '0', cursor_position = 0").update();
            until(() -> numbers(broker).size() >= before + 800);
            assertThat(told(broker)).as("by their ids").hasSize(800);
        }
    }

    @Test
    void a_server_that_starts_again_goes_on_where_the_one_before_stopped() throws Exception {
        try (RealBroker broker = RealBroker.in(folder)) {
            try (Server server = firm(broker, "binary")) {
                kept(server, 0, 50);
                until(() -> numbers(broker).size() == 50);
            }
            try (Server server = firm(broker, "binary")) {
                kept(server, 50, 100);
                until(() -> told(broker).size() == 100);
                assertThat(numbers(broker)).as("none twice").hasSize(100);
            }
            ConsumerRecord<String, byte[]> one = records(broker).getFirst();
            assertThat(text(one, "ce_specversion")).isEqualTo("1.0");
            assertThat(text(one, "ce_subject")).isEqualTo(one.key());
            assertThat(text(one, "ce_traceparent"))
                    .isEqualTo(text(one, "traceparent"))
                    .startsWith("00-" + TRACE + "-");
            assertThat(text(one, "content-type")).isEqualTo("application/json");
            assertThat(Json.object(one.value()).orElseThrow()).containsKey("number");
        }
    }

    @Test
    void records_come_in_once_and_what_cannot_be_read_is_parked_and_holds_up_nobody()
            throws Exception {
        try (RealBroker broker = RealBroker.in(folder);
                Server server = firm(broker, "structured")) {
            send(broker, "not json at all");
            send(broker, "{\"type\":\"Account\"}");
            send(broker, account("001", "Nordwind AG", 1));
            send(broker, account("001", "Nordwind AG", 1));
            send(broker, account("002", "Südwind AG", 2));
            until(() -> messages(server, "Account") == 2);
            until(() -> parked(server).size() == 2);
            assertThat(
                            count(
                                    server,
                                    "select count(*) from message where type = 'Account'"
                                            + " and trace = ?::uuid",
                                    TRACE))
                    .as("followed as the header of the message says")
                    .isEqualTo(2);
            assertThat(parked(server))
                    .anySatisfy(
                            text ->
                                    assertThat(text)
                                            .contains("topic crm.changes, partition", "no JSON"))
                    .anySatisfy(text -> assertThat(text).contains("it has no object record"));

            broker.kill();
            broker.again();
            send(broker, account("003", "Ostwind AG", 3));
            until(() -> messages(server, "Account") == 3);
            assertThat(parked(server)).hasSize(2);
        }
    }

    @Test
    void what_is_read_again_after_a_crash_changes_nothing() throws Exception {
        try (RealBroker broker = RealBroker.in(folder)) {
            try (Server server = firm(broker, "structured")) {
                send(broker, account("001", "Nordwind AG", 1));
                send(broker, account("001", "Nordwind SE", 2));
                until(() -> messages(server, "Account") == 2);
            }
            forgotten(broker);
            try (Server server = firm(broker, "structured")) {
                send(broker, account("009", "Westwind AG", 3));
                until(() -> messages(server, "Account") == 3);
                server.installation().engine().awaitQuiet(PATIENCE);
                assertThat(messages(server, "Account")).isEqualTo(3);
            }
        }
    }

    private Server firm(RealBroker broker, String mode) throws IOException {
        Path landscape = folder.resolve("landscape");
        if (!Files.exists(landscape)) {
            copied(
                    Path.of(System.getProperty("throughline.root"), "landscapes/consulting"),
                    landscape);
            Files.writeString(
                    landscape.resolve("systems/events.yaml"),
                    """
                    name: events
                    role: warehouse
                    connector: kafka
                    owner: delivery-operations
                    endpoint: kafka://nowhere:9092
                    publish: {topic: %s, mode: %s}
                    """
                            .formatted(TELLS, mode));
            Path crm = landscape.resolve("systems/crm.yaml");
            Files.writeString(
                    crm,
                    Files.readString(crm)
                            + "  - {kind: topic, broker: events, topic: "
                            + BRINGS
                            + ", typeFrom: type, idFrom: id, recordFrom: record}\n");
        }
        URI nobody = URI.create("http://127.0.0.1:9");
        return Server.start(
                new Installation.Plan(
                        new Home(folder.resolve("home")),
                        Optional.empty(),
                        landscape,
                        new Endpoints(
                                Map.of(
                                        "crm", nobody,
                                        "psa", nobody,
                                        "erp", nobody,
                                        "events", URI.create("kafka://" + broker.servers()))),
                        Map.of(
                                "env:CRM_CLIENT_SECRET", "none",
                                "env:PSA_API_KEY", "none",
                                "env:ERP_PASSWORD", "none",
                                "env:WEBHOOK_SECRET",
                                        "whsec_dHdpbnMtc2VjcmV0LW9mLXRoZS1kZW1vLTMyYnl0ZXM=")),
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

    /** Publications of ten engagements in turn, as the engine keeps them. */
    private static void kept(Server server, int from, int until) {
        for (int i = from; i < until; i++) {
            database(server)
                    .sql(
                            """
                            insert into publication (id, type, subject, time, data, trace)
                            values (?, 'dev.throughline.invoice.posted.v1', ?, now(), ?, ?::uuid)
                            """)
                    .params(
                            "tl_" + i,
                            "crm:opportunity:" + i % 10,
                            "{\"number\":\"" + i + "\"}",
                            TRACE)
                    .update();
        }
    }

    private static void inOrder(RealBroker broker) {
        Map<String, Integer> last = new HashMap<>();
        Set<String> seen = new LinkedHashSet<>();
        for (ConsumerRecord<String, byte[]> each : records(broker)) {
            int number = Integer.parseInt(number(each));
            if (seen.add(number + "")) {
                Integer before = last.put(Objects.requireNonNull(each.key()), number);
                assertThat(before == null ? -1 : before).isLessThan(number);
            }
        }
    }

    private static Set<String> told(RealBroker broker) {
        return new LinkedHashSet<>(numbers(broker));
    }

    private static List<String> numbers(RealBroker broker) {
        return records(broker).stream().map(SpeakingToARealBrokerTest::number).toList();
    }

    private static String number(ConsumerRecord<String, byte[]> record) {
        Map<String, Object> value = Json.object(record.value()).orElseThrow();
        return Json.text(value.containsKey("data") ? Json.child(value, "data") : value, "number")
                .orElseThrow();
    }

    private static String text(ConsumerRecord<String, byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

    /** Everything that is committed in the topic, each partition in its order. */
    private static List<ConsumerRecord<String, byte[]>> records(RealBroker broker) {
        Map<String, Object> settings = new HashMap<>(broker.client());
        settings.put("isolation.level", "read_committed");
        settings.put("default.api.timeout.ms", 20_000);
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(TELLS).stream()
                            .map(each -> new TopicPartition(TELLS, each.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        } catch (org.apache.kafka.common.KafkaException away) {
            return List.of();
        }
        return all;
    }

    private static void send(RealBroker broker, String message) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        broker.client(), new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, String> record = new ProducerRecord<>(BRINGS, 0, "k", message);
            record.headers()
                    .add(
                            "traceparent",
                            ("00-" + TRACE + "-00f067aa0ba902b7-01")
                                    .getBytes(StandardCharsets.UTF_8));
            producer.send(record).get();
        }
    }

    /** The reader's place is forgotten, as if it had died before it noted it. */
    private static void forgotten(RealBroker broker) throws Exception {
        try (var admin = org.apache.kafka.clients.admin.Admin.create(broker.client())) {
            for (var group : admin.listGroups().all().get()) {
                admin.deleteConsumerGroups(List.of(group.groupId())).all().get();
            }
        }
    }

    private static String account(String id, String name, int version) {
        return """
        {"type":"Account","id":"%1$s","record":{"Id":"%1$s","Name":"%2$s",
        "BillingCountryCode":"DE","TaxId__c":"DE811569869","Status__c":"Active",
        "SystemModstamp":"2026-03-02T08:00:0%3$d.000Z"}}\
        """
                .formatted(id, name, version);
    }

    private static long messages(Server server, String type) {
        return count(
                server, "select count(*) from message where type = ? and source = 'topic'", type);
    }

    private static List<String> parked(Server server) {
        return database(server)
                .sql("select sentence from parked")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static long incidents(Server server, boolean over) {
        return count(
                server,
                "select count(*) from incident where code = ? and (closed_at is not null) = "
                        + over,
                "topic-fails");
    }

    private static long count(Server server, String sql, String parameter) {
        return database(server).sql(sql).param(parameter).query(Long.class).single();
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
