package throughline.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.HdrHistogram.Histogram;
import throughline.intake.Intake;
import throughline.intake.RawMessage;
import throughline.server.Installation;
import throughline.server.Server;

/**
 * How long pages and metrics take in books of many postings while people look at them and the
 * engine works, and how soon a fact that came in is on screen.
 */
final class ConsoleSpeed {

    private static final int USERS = 50;
    private static final int PER_SECOND = 100;
    private static final int CHUNK = 20_000;
    private static final int LOOKS = 20;
    private static final long LOOK_MILLIS = 20;
    private static final double GOAL_MILLIS = 100;
    private static final Duration READS = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Server server;
    private final DataSource database;
    private final int engagements;
    private int cards;

    private ConsoleSpeed(Server server, int engagements) {
        this.server = server;
        this.database = server.installation().dataSource();
        this.engagements = engagements;
    }

    /** Measures and prints; the share of the goal that the slowest twentieth takes is told. */
    static double measure(Server server, int engagements, int postings, Duration length)
            throws Exception {
        ConsoleSpeed speed = new ConsoleSpeed(server, engagements);
        speed.fill(postings);
        speed.age();
        Bench.settle(speed.database);
        return speed.measure(length);
    }

    private void fill(int postings) throws Exception {
        Intake intake = server.installation().intake();
        Bench.accept(intake, Firm.masters());
        List<RawMessage> deals = new ArrayList<>();
        for (int i = 0; i < engagements; i++) {
            deals.add(i % 4 == 0 ? Firm.timeAndMaterials(deal(i)) : Firm.fixedFee(deal(i)));
        }
        accept(intake, deals);
        while (Bench.number(database, "select count(*) from posting") < postings) {
            List<RawMessage> work = new ArrayList<>();
            for (int i = 0; i < Math.min(CHUNK, postings); i++) {
                work.add(card());
            }
            accept(intake, work);
        }
    }

    /** Nearly all writes of such books were confirmed long ago; no vendor answers here. */
    private void age() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "update action set status = 'confirmed', concluded_at = planned_at +"
                            + " interval '2 seconds', next_attempt = null where ordinal % 50 > 0");
            statement.execute(
                    "delete from under_way u using action a where a.key = u.key"
                            + " and a.status = 'confirmed'");
        }
    }

    private static String deal(int number) {
        return "C-" + number;
    }

    private RawMessage card() {
        cards++;
        // Every fourth deal is one of time and materials.
        int deal = 4 * (cards % Math.max(1, engagements / 4));
        return Firm.timeCard("C-" + cards, deal(deal), cards % 250);
    }

    private void accept(Intake intake, List<RawMessage> messages) throws InterruptedException {
        Bench.accept(intake, messages);
        if (!server.installation().engine().awaitQuiet(PATIENCE)) {
            throw new IllegalStateException("the engine did not come to rest in " + PATIENCE);
        }
    }

    private double measure(Duration length) throws Exception {
        ConsoleUsers users = new ConsoleUsers(server, USERS);
        List<String> pages = opened(users);
        AtomicBoolean ends = new AtomicBoolean();
        AtomicLong fed = new AtomicLong();
        Thread feeding = Thread.ofVirtual().start(() -> feed(ends, fed));
        users.browse(pages, length, READS);
        long start = System.nanoTime();
        long before = fed.get();
        Map<String, Histogram> latencies = users.browse(pages, length, READS);
        double fedPerSecond = (fed.get() - before) / Bench.seconds(start);
        double worst = 0;
        Histogram all = new Histogram(120_000_000L, 3);
        for (Map.Entry<String, Histogram> each : latencies.entrySet()) {
            Histogram one = each.getValue();
            all.add(one);
            double p95 = one.getValueAtPercentile(95) / 1e3;
            worst = Math.max(worst, p95);
            Bench.say(
                    "console           p50 %7.1f  p95 %7.1f  max %7.1f ms  %s",
                    one.getValueAtPercentile(50) / 1e3,
                    p95,
                    one.getMaxValue() / 1e3,
                    each.getKey());
        }
        double onScreen = onScreen(users);
        ends.set(true);
        feeding.join();
        double p95 = all.getValueAtPercentile(95) / 1e3;
        Bench.say(
                "console           %d postings, %d engagements, %d users, %.0f pages/s, %.0f"
                        + " records/s decided meanwhile",
                Bench.number(database, "select count(*) from posting"),
                engagements,
                USERS,
                all.getTotalCount() / (double) length.toSeconds(),
                fedPerSecond);
        Bench.say(
                "console           p95 %.1f ms, of the slowest page %.1f ms (goal %.0f ms); a fact"
                        + " is on screen within %.2f s (goal 1.00 s)",
                p95, worst, GOAL_MILLIS, onScreen);
        return worst / GOAL_MILLIS;
    }

    /** Opens every page once, when nothing is remembered; those that are refused are left out. */
    private List<String> opened(ConsoleUsers users) throws InterruptedException {
        List<String> opened = new ArrayList<>();
        for (String page : pages()) {
            long start = System.nanoTime();
            try {
                int size = users.read(page).length();
                opened.add(page);
                Bench.say(
                        "console           first %8.0f ms %9d characters  %s",
                        1_000 * Bench.seconds(start), size, page);
            } catch (IOException refused) {
                Bench.say("console           left out: %s", String.valueOf(refused.getMessage()));
            }
        }
        return opened;
    }

    /** The engine works: records come in at a steady pace, as they do from a large firm. */
    private void feed(AtomicBoolean ends, AtomicLong fed) {
        Intake intake = server.installation().intake();
        try {
            while (!ends.get()) {
                List<RawMessage> some = new ArrayList<>();
                for (int i = 0; i < PER_SECOND / 10; i++) {
                    some.add(card());
                }
                intake.accept(some);
                fed.addAndGet(some.size());
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The longest of some times from a deal's arrival until its page tells its name. */
    private double onScreen(ConsoleUsers users) throws IOException, InterruptedException {
        double longest = 0;
        for (int i = 0; i < LOOKS; i++) {
            String deal = "S-" + System.nanoTime();
            long start = System.nanoTime();
            server.installation().intake().accept(List.of(Firm.fixedFee(deal)));
            while (!users.read("/engagements?part=rows&q=" + deal).contains("Deal " + deal)) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            longest = Math.max(longest, Bench.seconds(start));
        }
        return longest;
    }

    /** Every page that people open, and the metric queries of programs. */
    private List<String> pages() {
        LocalDate today = LocalDate.ofInstant(installation().clock().instant(), ZoneOffset.UTC);
        String year = "&from=" + today.minusYears(1) + "&until=" + today.plusDays(1);
        String id = "crm%3AOpportunity%3A" + deal(0);
        List<String> pages =
                new ArrayList<>(
                        List.of(
                                "/",
                                "/executive",
                                "/figures?metric=backlog-billing" + year,
                                "/figures?metric=bookings&view=bridge" + year,
                                "/cutoff",
                                "/month-end",
                                "/engagements",
                                "/engagements?sort=-value",
                                "/engagements?q=Deal+C-1",
                                "/engagements/" + id,
                                "/engagements/" + id + "/decisions",
                                "/exceptions",
                                "/approvals",
                                "/flow",
                                "/actions",
                                "/parked",
                                "/codes",
                                "/incidents",
                                "/notices",
                                "/drift",
                                "/releases",
                                "/owners",
                                "/audit",
                                "/people",
                                "/explain/figure?metric=bookings",
                                "/explain/figure?metric=unbilled&currency=EUR",
                                "/explain/engagement?id=" + id));
        for (String metric :
                List.of(
                        "bookings?by=month",
                        "backlog-revenue",
                        "unbilled?by=customer",
                        "leakage?by=age",
                        "project-margin?by=unit",
                        "utilization?by=month",
                        "dso",
                        "sla-attainment")) {
            pages.add("/api/v1/metrics/" + metric);
        }
        pages.add("/api/v1/metrics/backlog-billing/roll-forward?" + year.substring(1));
        pages.add("/api/v1/cash-conversion");
        pages.add("/api/v1/flow");
        pages.add("/api/v1/exceptions");
        pages.add("/api/v1/engagements");
        return pages;
    }

    private Installation installation() {
        return server.installation();
    }
}
