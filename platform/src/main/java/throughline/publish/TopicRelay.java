package throughline.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Broker;
import throughline.connectors.BrokerTrouble;
import throughline.connectors.Incidents;
import throughline.correlation.Trace;
import throughline.dispatch.Backoff;

/**
 * Tells milestones to a topic: all of them, each at least once, those of an engagement in their
 * order, since they have its id as their key and so are in one partition. A page goes in one
 * transaction of the broker, after which the place is noted: a crash in between tells the page once
 * more. One node tells a topic; one that was away too long is fenced off by the broker.
 */
public final class TopicRelay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicRelay.class);
    private static final String FAILS = "topic-fails";
    private static final int PAGE = 500;
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /** Long before the lease ends, so that no page is under way when another node may begin. */
    private static final int PATIENCE_MILLIS = 20_000;

    private final Broker broker;
    private final String topic;
    private final String name;
    private final CloudEvents events;
    private final PublicationStore publications;
    private final TopicStore topics;
    private final Incidents incidents;
    private final String holder = UUID.randomUUID().toString();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable KafkaProducer<String, byte[]> producer;
    private int failures;

    TopicRelay(DataSource database, Broker broker, String topic, CloudEvents events) {
        JdbcClient client = JdbcClient.create(database);
        this.broker = broker;
        this.topic = topic;
        this.name = broker.name() + "/" + topic;
        this.events = events;
        this.publications = new PublicationStore(client);
        this.topics = new TopicStore(client);
        this.incidents = new Incidents(client, "publish");
        this.thread = Thread.ofPlatform().name("topic-" + name).daemon().unstarted(this::run);
    }

    /** A relay for each topic that milestones go to; none of them has begun. */
    public static List<TopicRelay> of(
            DataSource database, List<Broker> brokers, String enterprise) {
        List<TopicRelay> relays = new ArrayList<>();
        for (Broker broker : brokers) {
            broker.topic()
                    .ifPresent(
                            topic ->
                                    relays.add(
                                            new TopicRelay(
                                                    database,
                                                    broker,
                                                    topic,
                                                    CloudEvents.of(enterprise))));
        }
        return relays;
    }

    /** Begins to tell. */
    public void start() {
        thread.start();
    }

    private void run() {
        Duration pause = Duration.ZERO;
        try {
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            dropProducer();
        }
    }

    private Duration round() {
        try {
            Optional<Position> from = topics.turn(name, holder, LEASE);
            if (from.isEmpty()) {
                dropProducer();
                return LOOK;
            }
            boolean more = told(from.get());
            if (failures > 0) {
                failures = 0;
                incidents.close(name, FAILS);
            }
            return more ? Duration.ZERO : LOOK;
        } catch (RuntimeException failed) {
            dropProducer();
            failures++;
            if (closed.getCount() > 0) {
                String sentence =
                        "Cannot tell milestones to topic %s: %s. It is tried again by itself, and"
                                        .formatted(name, BrokerTrouble.why(failed))
                                + " goes on where it stopped.";
                LOG.warn("{}", sentence);
                raise(sentence);
            }
            return BACKOFF.after(failures, java.util.random.RandomGenerator.getDefault());
        }
    }

    private void raise(String sentence) {
        try {
            incidents.raise(name, FAILS, sentence);
        } catch (RuntimeException away) {
            LOG.warn("the incident could not be kept: {}", away.toString());
        }
    }

    /** Tells one page; whether there may be more. */
    private boolean told(Position from) {
        List<Published> page = publications.after(from, Milestones.TYPES, PAGE);
        if (page.isEmpty()) {
            return false;
        }
        KafkaProducer<String, byte[]> open = producer();
        open.beginTransaction();
        for (Published each : page) {
            sent(open.send(record(each.publication())));
        }
        open.commitTransaction();
        topics.told(name, holder, page.getLast().position());
        return page.size() == PAGE;
    }

    /**
     * What a send fails of later is thrown by the commit. What it fails of at once is thrown here,
     * since each further one would wait as long for a broker that is away.
     */
    private static void sent(Future<RecordMetadata> sending) {
        if (sending.isDone()) {
            try {
                sending.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("ended while it was sent", e);
            } catch (ExecutionException e) {
                throw new KafkaException(e.getCause());
            }
        }
    }

    private ProducerRecord<String, byte[]> record(Publication publication) {
        Headers headers = new RecordHeaders();
        publication.traceparent().ifPresent(each -> headers.add(Trace.TRACEPARENT, utf8(each)));
        byte[] value =
                switch (broker.mode()) {
                    case STRUCTURED -> {
                        headers.add(
                                "content-type", utf8(CloudEvents.MEDIA_TYPE + "; charset=UTF-8"));
                        yield events.json(publication);
                    }
                    case BINARY -> {
                        events.attributes(publication)
                                .forEach((key, text) -> headers.add("ce_" + key, utf8(text)));
                        headers.add("content-type", utf8(CloudEvents.DATA_TYPE));
                        yield events.data(publication);
                    }
                };
        return new ProducerRecord<>(
                topic,
                null,
                publication.time().toEpochMilli(),
                publication.subject().value(),
                value,
                headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private KafkaProducer<String, byte[]> producer() {
        KafkaProducer<String, byte[]> open = producer;
        if (open == null) {
            Map<String, Object> settings = new HashMap<>(broker.client());
            settings.put("client.id", "throughline-" + name.replace('/', '-'));
            settings.put("transactional.id", "throughline-" + name.replace('/', '-'));
            settings.put("acks", "all");
            settings.put("enable.idempotence", true);
            settings.put("max.block.ms", PATIENCE_MILLIS);
            settings.put("delivery.timeout.ms", PATIENCE_MILLIS);
            settings.put("request.timeout.ms", PATIENCE_MILLIS / 2);
            settings.put("linger.ms", 0);
            open = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
            producer = open;
            open.initTransactions();
        }
        return open;
    }

    /** Whatever it had under way is not committed, and so not told. */
    private void dropProducer() {
        KafkaProducer<String, byte[]> open = producer;
        producer = null;
        if (open != null) {
            try {
                open.close(Duration.ZERO);
            } catch (KafkaException unclosed) {
                LOG.debug("a producer did not close: {}", unclosed.toString());
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(Duration.ofMillis(PATIENCE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.getState() != Thread.State.NEW) {
            topics.letGo(name, holder);
        }
    }
}
