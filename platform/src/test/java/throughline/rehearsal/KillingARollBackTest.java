package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.insight.Check;
import throughline.insight.CheckResult;
import throughline.money.Money;
import throughline.rehearsal.Compensation.Treatment;
import throughline.releases.KeptRelease;
import throughline.releases.ReleaseStore;
import throughline.releases.Releases;
import throughline.releases.Signature;
import throughline.server.FirmWithTwins;

/**
 * Going back is killed before it holds, while engagements are decided again, and while credit notes
 * are written: first it is as if nobody had asked, then it goes on by itself, and no customer is
 * credited twice.
 */
class KillingARollBackTest {

    private static final Signature ANN = Signature.of("ann");
    private static final String CREDITS =
            "select count(*) from action where kind = 'POST_CREDIT_NOTE'";

    /** Invoices with hours, planned under a release. */
    private static final String BILLED_HOURS =
            """
            select count(*) from event where type = 'invoice-planned/v1' and release = ?
                and convert_from(payload, 'UTF8') like '%"throughSequence":_%'
                and convert_from(payload, 'UTF8') not like '%"throughSequence":0%'
            """;

    /** Nobody says anything, nothing is on its way. */
    private static final String RESTS =
            """
            select (not exists (select from inbox)
                and not exists (select from decision where taken_at is null)
                and not exists (select from action where status in ('planned', 'sent')))::int
            """;

    @TempDir Path folder;
    private Path home;
    private Path landscape;
    private Database kept;
    private DataSource database;

    @BeforeEach
    void open() throws Exception {
        home = folder.resolve("home");
        landscape = NewRates.copy(Landscapes.folder("consulting"), folder.resolve("old"));
        kept = Databases.open(new Home(home), Optional.empty());
        database = kept.dataSource();
    }

    @AfterEach
    void close() {
        kept.close();
    }

    @Test
    void is_undone_or_finished_by_the_next_start_and_credits_nobody_twice() throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try (FirmWithTwins firm = FirmWithTwins.start(home, today, landscape)) {
            rest();
            String next = dearer();
            work(firm, today);
            KeptRelease back = agreed();
            long rehearsal = count("select max(id) from rehearsal");
            Map<String, Long> expected = atTheOldRates();
            firm.endServing();

            killedBeforeItHolds(firm, back);
            assertThat(inForce()).as("nobody went back").isEqualTo(next);
            assertThat(count("select count(*) from decide_again")).isZero();
            assertThat(plan(rehearsal)).allMatch(each -> each.outcome().equals("not ordered"));

            killedWhileDecidingAgain(firm, back);
            assertThat(inForce()).isEqualTo(back.id());

            killedWhileCrediting(firm);
            firm.twins().erp().behave();
            try (ServedElsewhere _ = serving(firm)) {
                eventually(
                        "select (not exists (select from engagement where release <> ?))::int",
                        back.id());
                rest();
                assertThat(entitlements()).as("at the old rates").isEqualTo(expected);
                assertThat(plan(rehearsal))
                        .allMatch(each -> each.outcome().startsWith("credited as "));
                assertThat(count(CREDITS)).isEqualTo(plan(rehearsal).size());
                assertThat(firm.creditedByTheLedger())
                        .as("the ledger credited what was planned, once, to the cent")
                        .isEqualTo(sum(plan(rehearsal)));
                assertThat(Check.run(database, replayed -> {})).allMatch(CheckResult::holds);
            }
        }
    }

    /** The transaction of the change-over waits for a table, and never learns that it got it. */
    private void killedBeforeItHolds(FirmWithTwins firm, KeptRelease back) throws Exception {
        try (ServedElsewhere served = serving(firm);
                Connection held = holding("lock table compensation in exclusive mode")) {
            served.goBack(back.id());
            eventually(
                    "select count(*) from pg_locks where not granted"
                            + " and relation = 'compensation'::regclass");
            served.kill();
            held.rollback();
        }
    }

    /** One engagement cannot be decided, and the ledger is silent: some is done, and not all. */
    private void killedWhileDecidingAgain(FirmWithTwins firm, KeptRelease back) throws Exception {
        silent(firm, "timeout-before-commit");
        try (ServedElsewhere served = serving(firm);
                Connection held =
                        holding(
                                "select from engagement where release <> '"
                                        + back.id()
                                        + "' order by id limit 1 for no key update")) {
            served.goBack(back.id());
            eventually("select count(*) from engagement where release = ?", back.id());
            served.kill();
            assertThat(count("select count(*) from engagement where release <> ?", back.id()))
                    .as("some are still to be decided")
                    .isPositive();
            held.rollback();
        }
    }

    /** The ledger writes the credit notes down, and nobody hears of it. */
    private void killedWhileCrediting(FirmWithTwins firm) throws Exception {
        assertThat(firm.creditedByTheLedger()).as("nothing was credited yet").isZero();
        silent(firm, "timeout-after-commit");
        try (ServedElsewhere served = serving(firm)) {
            long until = System.nanoTime() + Duration.ofSeconds(90).toNanos();
            while (firm.creditedByTheLedger() == 0 && System.nanoTime() < until) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            served.kill();
        }
        assertThat(firm.creditedByTheLedger()).as("written").isPositive();
        assertThat(count(CREDITS + " and status = 'sent'")).as("nobody knows").isPositive();
    }

    private static void silent(FirmWithTwins firm, String kind) {
        firm.twins().erp().behave();
        firm.twins()
                .erp()
                .misbehave(
                        """
                        {"operation": "POST .*/credit-notes", "kind": "%s", "millis": 20000}
                        """
                                .formatted(kind));
    }

    private ServedElsewhere serving(FirmWithTwins firm) throws Exception {
        return ServedElsewhere.on(home, landscape, firm.twins());
    }

    private Connection holding(String sql) throws SQLException {
        Connection held = database.getConnection();
        held.setAutoCommit(false);
        try (Statement statement = held.createStatement()) {
            statement.execute(sql);
        }
        return held;
    }

    /** Puts a rate card in force that is a tenth dearer. */
    private String dearer() throws Exception {
        Path folderOfNext = NewRates.of(landscape, folder.resolve("next"));
        NewRates.rightAnswers(folderOfNext);
        KeptRelease next =
                new ReleaseStore(database)
                        .draft(
                                Releases.released(folderOfNext),
                                ANN,
                                "rates of next year",
                                InstantSource.system().instant());
        new Rehearsals(database, InstantSource.system())
                .rehearse(next, Scope.WHOLE, ANN, Rehearsals.Watcher.NOBODY);
        ChangeOver changeOver = new ChangeOver(database, InstantSource.system());
        changeOver.approve(next, Somebody.called("bob"), "");
        changeOver.apply(next, List.of(), Somebody.called("ann"));
        eventually(
                "select (not exists (select from engagement where release <> ?))::int", next.id());
        rest();
        return next.id();
    }

    /** Several customers are billed at the new rates. */
    private void work(FirmWithTwins firm, LocalDate today) throws Exception {
        for (int day = 0; day < 10 && count(BILLED_HOURS, inForce()) < 3; day++) {
            firm.life().quietDay(today);
            rest();
        }
    }

    private KeptRelease agreed() throws Exception {
        KeptRelease back =
                new ReleaseStore(database).find(Releases.sound(landscape).id()).orElseThrow();
        Rehearsal undo =
                new Rehearsals(database, InstantSource.system())
                        .rehearseRollBack(back, ANN, Rehearsals.Watcher.NOBODY);
        assertThat(plan(undo.number())).as("credits").hasSizeGreaterThan(1);
        new ChangeOver(database, InstantSource.system())
                .approve(back, Somebody.called("bob"), "customers complained");
        return back;
    }

    private List<Compensation> plan(long rehearsal) {
        return new CompensationStore(database)
                .of(rehearsal).stream()
                        .filter(each -> each.treatment() == Treatment.CREDIT)
                        .toList();
    }

    private static long sum(List<Compensation> credits) {
        return credits.stream()
                .mapToLong(each -> each.amount().map(Money::minor).orElseThrow())
                .sum();
    }

    private String inForce() {
        return new ReleaseStore(database).inForce().orElseThrow().release();
    }

    /** Nothing is on its way, and nothing came meanwhile. */
    private void rest() throws InterruptedException {
        long seen = -1;
        while (count("select count(*) from event") != seen) {
            seen = count("select count(*) from event");
            eventually(RESTS);
            TimeUnit.SECONDS.sleep(2);
        }
    }

    /** By hand: what customers owe now, less what their hours are dearer by. */
    private Map<String, Long> atTheOldRates() {
        Map<String, Long> owed = entitlements();
        NewRates.worthMore(database).forEach((id, more) -> owed.merge(id, -more, Long::sum));
        return owed;
    }

    private Map<String, Long> entitlements() {
        Map<String, Long> sums = new TreeMap<>();
        JdbcClient.create(database)
                .sql(
                        "select engagement, sum(minor)::bigint from posting where happening ="
                                + " 'entitlement' group by 1")
                .query(
                        row -> {
                            sums.put(row.getString(1), row.getLong(2));
                        });
        return sums;
    }

    private void eventually(String query, Object... parameters) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (count(query, parameters) == 0 && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(count(query, parameters)).as(query).isPositive();
    }

    private long count(String query, Object... parameters) {
        return JdbcClient.create(database).sql(query).params(parameters).query(Long.class).single();
    }
}
