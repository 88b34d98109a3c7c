package throughline.publish;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Secrets;
import throughline.dispatch.Backoff;
import throughline.publish.SubscriptionStore.Kept;
import throughline.publish.SubscriptionStore.Turn;
import throughline.publish.WebhookPost.Hearing;

/**
 * Delivers publications to subscribers, each at least once and in order per engagement. A
 * publication that one subscriber does not take holds up only later ones of the same engagement for
 * that subscriber; a subscriber that is away is left alone and goes on where it stopped.
 */
public final class WebhookRelay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookRelay.class);
    private static final int PAGE = 100;
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final SubscriptionStore subscriptions;
    private final PublicationStore publications;
    private final WebhookPost post;
    private final Policy policy;
    private final InstantSource clock;
    private final String holder = UUID.randomUUID().toString();
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService posts = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * How patient the relay is.
     *
     * @param look how often it looks for new publications
     * @param backoff between attempts
     * @param attempts after how many one publication is given up, with an incident
     * @param disableAfter after how long without any success a subscriber is disabled
     */
    public record Policy(Duration look, Backoff backoff, int attempts, Duration disableAfter) {

        /** Half a second; from five seconds to a day; eighteen attempts; three days. */
        public static final Policy DEFAULT =
                new Policy(
                        Duration.ofMillis(500),
                        new Backoff(Duration.ofSeconds(5), Duration.ofDays(1)),
                        18,
                        Duration.ofDays(3));
    }

    WebhookRelay(
            SubscriptionStore subscriptions,
            PublicationStore publications,
            WebhookPost post,
            Policy policy,
            InstantSource clock) {
        this.subscriptions = subscriptions;
        this.publications = publications;
        this.post = post;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Opens the relay of a database.
     *
     * @param enterprise who publishes, as CloudEvents name it
     * @param secrets behind the references of the subscriptions
     */
    public static WebhookRelay open(DataSource database, String enterprise, Secrets secrets) {
        JdbcClient client = JdbcClient.create(database);
        InstantSource clock = InstantSource.system();
        return new WebhookRelay(
                new SubscriptionStore(client),
                new PublicationStore(client),
                new WebhookPost(CloudEvents.of(enterprise), secrets, clock),
                Policy.DEFAULT,
                clock);
    }

    /** Delivers until it is closed. */
    public void start() {
        Thread.ofVirtual().name("webhooks").start(this::run);
    }

    private void run() {
        try {
            boolean open = true;
            while (open) {
                boolean worked = false;
                try {
                    worked = round();
                } catch (RuntimeException e) {
                    if (closed.getCount() > 0) {
                        LOG.warn("publishing stumbles and goes on: {}", e.toString());
                    }
                }
                long pause = worked ? 0 : policy.look().toMillis();
                open = !closed.await(pause, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Serves one subscriber whose turn it is; false when there is none. */
    boolean round() throws InterruptedException {
        Optional<Turn> turn = subscriptions.turn(holder, LEASE);
        if (turn.isEmpty()) {
            return false;
        }
        serve(turn.get());
        return true;
    }

    private void serve(Turn turn) throws InterruptedException {
        redeliver(turn);
        List<Published> page = publications.after(turn.cursor(), turn.subscription().types(), PAGE);
        if (page.isEmpty()) {
            subscriptions.heard(turn, turn.cursor(), policy.look());
            return;
        }
        Map<String, List<Published>> bySubject = new LinkedHashMap<>();
        for (Published each : page) {
            bySubject
                    .computeIfAbsent(each.publication().subject().value(), s -> new ArrayList<>())
                    .add(each);
        }
        Set<String> behind = subscriptions.behind(turn, bySubject.keySet());
        List<Told> told = tell(turn, bySubject, behind);
        conclude(turn, page, told);
    }

    /**
     * Tells subjects side by side, each in its order, up to the first that does not get through.
     */
    private List<Told> tell(Turn turn, Map<String, List<Published>> bySubject, Set<String> behind)
            throws InterruptedException {
        List<Callable<List<Told>>> work = new ArrayList<>();
        bySubject.forEach(
                (subject, published) ->
                        work.add(() -> inOrder(turn, published, behind.contains(subject))));
        List<Told> all = new ArrayList<>();
        for (Future<List<Told>> each : posts.invokeAll(work)) {
            try {
                all.addAll(each.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a webhook could not even be tried", e.getCause());
            }
        }
        return all;
    }

    private List<Told> inOrder(Turn turn, List<Published> published, boolean behind)
            throws InterruptedException {
        List<Told> told = new ArrayList<>();
        boolean waits = behind;
        for (Published each : published) {
            Optional<Hearing> hearing =
                    waits
                            ? Optional.empty()
                            : Optional.of(post.send(turn.subscription(), each.publication()));
            told.add(new Told(each, hearing));
            waits = waits || hearing.orElseThrow().kind() != Hearing.Kind.HEARD;
        }
        return told;
    }

    private void conclude(Turn turn, List<Published> page, List<Told> told) {
        List<Hearing> hearings = told.stream().flatMap(each -> each.hearing().stream()).toList();
        Optional<Hearing> gone =
                hearings.stream().filter(each -> each.kind() == Hearing.Kind.GONE).findFirst();
        if (gone.isPresent()) {
            subscriptions.disable(turn, gone.get().sentence() + ": it wants nothing any more");
            return;
        }
        boolean reached =
                hearings.isEmpty()
                        || hearings.stream().anyMatch(each -> each.kind() != Hearing.Kind.AWAY);
        if (!reached) {
            away(turn, hearings.getFirst().sentence());
            return;
        }
        for (Told each : told) {
            if (each.hearing().isEmpty() || each.hearing().get().kind() != Hearing.Kind.HEARD) {
                subscriptions.keep(turn, each.published(), policy.backoff().after(1, random));
            }
        }
        subscriptions.heard(turn, page.getLast().position(), Duration.ZERO);
    }

    private void away(Turn turn, String sentence) {
        boolean tooLong =
                turn.failingSince()
                        .map(since -> Duration.between(since, clock.instant()))
                        .filter(failing -> failing.compareTo(policy.disableAfter()) > 0)
                        .isPresent();
        if (tooLong) {
            subscriptions.disable(
                    turn,
                    sentence
                            + ". Nothing got through since "
                            + turn.failingSince().orElseThrow()
                            + ". Mend it and subscribe "
                            + turn.subscription().id()
                            + " again: it goes on where it stopped.");
        } else {
            subscriptions.away(turn, policy.backoff().after(turn.failures() + 1, random), sentence);
        }
    }

    private void redeliver(Turn turn) throws InterruptedException {
        Set<String> stuck = new HashSet<>();
        for (Kept kept : subscriptions.kept(turn, PAGE)) {
            Published published = kept.published();
            String subject = published.publication().subject().value();
            if (stuck.contains(subject)) {
                continue;
            }
            Hearing hearing = post.send(turn.subscription(), published.publication());
            if (hearing.kind() == Hearing.Kind.HEARD) {
                subscriptions.drop(turn, published);
            } else if (kept.attempts() + 1 >= policy.attempts()) {
                subscriptions.giveUp(turn, published, hearing.sentence());
            } else {
                stuck.add(subject);
                subscriptions.again(
                        turn, published, policy.backoff().after(kept.attempts() + 2, random));
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        posts.shutdownNow();
        post.close();
    }

    /** A publication and how it was heard; empty when it waits behind another of its subject. */
    private record Told(Published published, Optional<Hearing> hearing) {}
}
