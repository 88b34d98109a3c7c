package throughline.notices;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Incidents;
import throughline.connectors.Secrets;
import throughline.database.OneTransaction;
import throughline.dispatch.Backoff;
import throughline.landscape.Release;
import throughline.notices.Post.Ended;

/**
 * Tells people what waits for them. What is told, and that it was told, is one transaction, so that
 * nothing is told twice however many nodes there are and whenever one of them ends. A message that
 * was under way when its sender ended may have arrived: it is not sent again, and the next message
 * to the same address says so.
 *
 * <p><b>Threads</b>: safe for any number, of any number of processes.
 */
public final class Notices {

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(30), Duration.ofHours(1));
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 24;
    private static final int MOST_IN_ONE = 500;

    private final NoticeStore store;
    private final OneTransaction transaction;
    private final JdbcClient database;
    private final NoticeSettings settings;
    private final Supplier<Release> release;
    private final Post mail;
    private final Post hook;
    private final Incidents incidents;
    private final InstantSource clock;
    private final String me = UUID.randomUUID().toString();
    private final RandomGenerator random = RandomGenerator.getDefault();

    /** Notices of an installation over these posts. */
    Notices(
            DataSource source,
            NoticeSettings settings,
            Supplier<Release> release,
            Post mail,
            Post hook,
            InstantSource clock) {
        this.database = JdbcClient.create(source);
        this.store = new NoticeStore(database);
        this.transaction = new OneTransaction(source);
        this.settings = settings;
        this.release = release;
        this.mail = mail;
        this.hook = hook;
        this.incidents = Incidents.of(source, "notices");
        this.clock = clock;
    }

    /** Notices of an installation by real mail and webhooks. */
    public static Notices of(
            DataSource source,
            NoticeSettings settings,
            Supplier<Release> release,
            Secrets secrets,
            InstantSource clock) {
        return new Notices(
                source,
                settings,
                release,
                new MailPost(settings, secrets),
                new HookPost(settings, secrets, clock),
                clock);
    }

    /** The newest messages of a database, the newest first. */
    public static List<Notice> newest(DataSource source, int most) {
        return new NoticeStore(JdbcClient.create(source)).newest(most);
    }

    /** Plans what is to be told and sends what is planned. */
    public void round() {
        plan();
        store.unclear(PATIENCE, clock.instant());
        while (deliver()) {
            // until nothing is left whose time has come
        }
    }

    /**
     * Decides what is told to whom.
     *
     * @return how many messages were planned
     */
    int plan() {
        return transaction.of(
                () -> {
                    if (!store.alone()) {
                        return 0;
                    }
                    // As exactly as the database keeps it: it would round up to a moment still to
                    // come.
                    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                    store.forgetClosedIncidents();
                    Map<Whose, List<Matter>> byOwner = new TreeMap<>();
                    List<Matter> nobodys = new ArrayList<>();
                    for (Matter each :
                            new Matters(database, release.get(), now)
                                    .all(settings.escalateAfter())) {
                        Whose whose = new Whose(each.owner(), each.level().isAbove());
                        if (addresses(whose).isEmpty()) {
                            nobodys.add(each);
                        } else {
                            byOwner.computeIfAbsent(whose, _ -> new ArrayList<>()).add(each);
                        }
                    }
                    store.told(nobodys, null, now);
                    return planned(byOwner, now);
                });
    }

    /** An owner's matters are one message to each of its addresses, or to those above it. */
    private record Whose(String owner, boolean above) implements Comparable<Whose> {
        @Override
        public int compareTo(Whose other) {
            int order = owner.compareTo(other.owner);
            return order != 0 ? order : Boolean.compare(other.above, above);
        }
    }

    private List<Address> addresses(Whose whose) {
        return whose.above() ? settings.above(whose.owner()) : settings.of(whose.owner());
    }

    private int planned(Map<Whose, List<Matter>> byOwner, Instant now) {
        int planned = 0;
        Map<String, Boolean> free = new TreeMap<>();
        for (Map.Entry<Whose, List<Matter>> each : byOwner.entrySet()) {
            List<Address> addresses = addresses(each.getKey());
            boolean all = true;
            for (Address address : addresses) {
                all &= free.computeIfAbsent(address.text(), to -> isFree(to, now));
            }
            if (!all) {
                continue;
            }
            String owner = each.getKey().owner();
            List<Matter> matters = each.getValue().stream().limit(MOST_IN_ONE).toList();
            NoticeText text = new NoticeText(release.get().name(), settings);
            long notice = 0;
            for (Address address : addresses) {
                NoticeText.Written written = text.of(owner, matters, unclear(address.text()), now);
                notice = store.plan(owner, address.text(), written, matters.size(), now);
                planned++;
            }
            store.told(matters, notice, now);
        }
        return planned;
    }

    /** Nobody is told more often than the digest allows. */
    private boolean isFree(String address, Instant now) {
        Optional<Instant> last = store.lastTo(address);
        return last.isEmpty() || !last.get().plus(settings.digest()).isAfter(now);
    }

    private String unclear(String address) {
        List<Instant> times = store.unmentioned(address);
        return times.isEmpty()
                ? ""
                : "A message of %s may not have reached you; what it told of is in the console."
                        .formatted(
                                times.stream()
                                        .map(Instant::toString)
                                        .collect(Collectors.joining(" and ")));
    }

    /** Sends one message whose time has come; false when there is none. */
    boolean deliver() {
        Optional<NoticeStore.Planned> claimed =
                transaction.of(() -> store.claim(me, clock.instant()));
        if (claimed.isEmpty()) {
            return false;
        }
        NoticeStore.Planned notice = claimed.get();
        Address to = Address.of(notice.address());
        Post.Letter letter =
                new Post.Letter("notice-" + notice.id(), to, notice.subject(), notice.body());
        Ended ended =
                switch (to) {
                    case Address.Mail _ -> mail.send(letter);
                    case Address.Hook _ -> hook.send(letter);
                };
        ended(notice, ended);
        return true;
    }

    private void ended(NoticeStore.Planned notice, Ended ended) {
        Instant now = clock.instant();
        boolean givenUp = ended.kind() == Ended.Kind.LATER && notice.attempts() >= ATTEMPTS;
        String state =
                switch (ended.kind()) {
                    case TAKEN -> "sent";
                    case UNCLEAR -> "unclear";
                    case REFUSED -> "refused";
                    case LATER -> givenUp ? "refused" : "planned";
                };
        store.ended(
                notice.id(),
                state,
                ended.sentence(),
                now.plus(BACKOFF.after(notice.attempts(), random)));
        if (state.equals("refused")) {
            incidents.raise(
                    notice.address(),
                    "not-told",
                    "Somebody is not told what waits: %s. Put the address right in"
                                    .formatted(ended.sentence())
                            + " notifications.properties.");
        } else if (state.equals("sent")) {
            incidents.close(notice.address(), "not-told");
        }
    }
}
