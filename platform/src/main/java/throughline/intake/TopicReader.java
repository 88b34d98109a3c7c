package throughline.intake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.connectors.Broker;
import throughline.connectors.BrokerTrouble;
import throughline.connectors.Incidents;
import throughline.correlation.Trace;
import throughline.dispatch.Backoff;
import throughline.journal.RawJson;
import throughline.landscape.Release;

/**
 * Takes in what topics of a broker bring. Its place in them is noted after the messages are
 * durable, so that a crash reads some again, which changes nothing. What cannot be read is kept and
 * parked with its reason, and holds up nobody.
 */
public final class TopicReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final String FAILS = "topic-fails";
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    private final Broker broker;
    private final Supplier<Release> release;
    private final Intake intake;
    private final Incidents incidents;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private int failures;

    /** A reader of whatever the release in force declares of a broker. */
    public TopicReader(
            DataSource database, Broker broker, Supplier<Release> release, Intake intake) {
        this.broker = broker;
        this.release = release;
        this.intake = intake;
        this.incidents = Incidents.of(database, "intake");
        this.thread =
                Thread.ofPlatform()
                        .name("topics-of-" + broker.name())
                        .daemon()
                        .unstarted(this::run);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    private void run() {
        Duration pause = Duration.ZERO;
        try {
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = read();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads until something fails, the topics change, or it is closed; how long to wait then. */
    private Duration read() {
        Map<String, TopicSource> topics = topics();
        if (topics.isEmpty()) {
            return WAIT;
        }
        try (KafkaConsumer<byte[], byte[]> open = opened()) {
            consumer = open;
            open.subscribe(topics.keySet());
            while (closed.getCount() > 0 && topics.equals(topics())) {
                taken(topics, open);
            }
            return Duration.ZERO;
        } catch (WakeupException ended) {
            return Duration.ZERO;
        } catch (RuntimeException failed) {
            failures++;
            String sentence =
                    "Cannot read the topics of %s: %s. It is tried again by itself, and nothing is"
                                    .formatted(broker.name(), BrokerTrouble.why(failed))
                            + " left out.";
            LOG.warn("{}", sentence);
            incident(() -> incidents.raise(broker.name(), FAILS, sentence));
            return BACKOFF.after(failures, RandomGenerator.getDefault());
        } finally {
            consumer = null;
        }
    }

    private void taken(Map<String, TopicSource> topics, KafkaConsumer<byte[], byte[]> open) {
        ConsumerRecords<byte[], byte[]> records = open.poll(WAIT);
        if (failures > 0) {
            failures = 0;
            incident(() -> incidents.close(broker.name(), FAILS));
        }
        List<RawMessage> messages = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            TopicSource source = topics.get(record.topic());
            // Without a value it says that something of that key is no more: no record of ours.
            if (source != null && record.value() != null) {
                messages.add(message(source, record));
            }
        }
        if (!records.isEmpty()) {
            intake.accept(messages);
            open.commitSync();
        }
    }

    private void incident(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException away) {
            LOG.warn("the incident could not be kept: {}", away.toString());
        }
    }

    private Map<String, TopicSource> topics() {
        Map<String, TopicSource> topics = new LinkedHashMap<>();
        TopicSource.of(release.get(), broker.name())
                .forEach(each -> topics.putIfAbsent(each.topic(), each));
        return topics;
    }

    private RawMessage message(TopicSource source, ConsumerRecord<byte[], byte[]> record) {
        String place =
                "topic %s, partition %d, offset %d"
                        .formatted(record.topic(), record.partition(), record.offset());
        try {
            return new Notification(
                            source.shape(), place, null, null, record.value(), followed(record))
                    .message(release.get(), RawMessage.Source.TOPIC, place);
        } catch (RefusedException unreadable) {
            return unreadable(source, place, unreadable, record.value());
        }
    }

    private static Optional<Trace> followed(ConsumerRecord<byte[], byte[]> record) {
        return header(record, "ce_traceparent").or(() -> header(record, Trace.TRACEPARENT));
    }

    private static Optional<Trace> header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(each -> new String(each.value(), StandardCharsets.US_ASCII))
                .flatMap(Trace::parsed);
    }

    /** Kept as it is, until somebody looks at it. */
    private static RawMessage unreadable(
            TopicSource source, String place, RefusedException why, byte[] content) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", why.code().code());
        body.put(
                "sentence",
                "Cannot take in %s: %s Send it again, mended."
                        .formatted(place, Optional.ofNullable(why.getMessage()).orElse("")));
        body.put(
                "content", new String(content, StandardCharsets.UTF_8).replace('\u0000', '\uFFFD'));
        return new RawMessage(
                source.shape().system(),
                RawMessage.UNREADABLE,
                place,
                Optional.empty(),
                RawMessage.Source.TOPIC,
                place,
                RawJson.bytes(body));
    }

    private KafkaConsumer<byte[], byte[]> opened() {
        Map<String, Object> settings = new HashMap<>(broker.client());
        settings.put("client.id", "throughline-" + broker.name());
        settings.put("group.id", group());
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** One group for all nodes of an enterprise: each partition is read by one of them. */
    private String group() {
        String enterprise =
                release.get().name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return "throughline-" + enterprise;
    }

    @Override
    public void close() {
        closed.countDown();
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
