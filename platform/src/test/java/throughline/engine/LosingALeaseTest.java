package throughline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.dispatch.Handover;
import throughline.intake.Intake;
import throughline.journal.Partitions;
import throughline.landscape.Release;
import throughline.releases.Releases;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LosingALeaseTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration AT_ONCE = Duration.ofSeconds(20);
    private static final EngineOptions OFTEN_RENEWED =
            new EngineOptions(1, 64, 1000, Duration.ofSeconds(2), Optional.empty());

    private Database opened;
    private DataSource database;

    @BeforeAll
    void open(@TempDir Path folder) {
        opened = Databases.open(new Home(folder), Optional.empty());
        database = opened.dataSource();
    }

    @AfterAll
    void close() {
        opened.close();
    }

    @BeforeEach
    void empty() throws Exception {
        Pipeline.empty(database);
    }

    @Test
    void a_holder_that_slept_through_the_end_of_its_lease_cannot_write() throws Exception {
        Leases sleeper = new Leases(database, LONG);
        sleeper.renew();
        assertThat(sleeper.holdsAll()).isTrue();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            sleeper.check(connection, List.of(3, 4));
            connection.rollback();
        }
        timePasses();
        Leases next = new Leases(database, LONG);
        next.renew();
        assertThat(next.holdsAll()).isTrue();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> sleeper.check(connection, List.of(3)))
                    .isInstanceOf(LeaseLostException.class);
            connection.rollback();
        }
        sleeper.renew();
        assertThat(sleeper.partitions()).doesNotContainAnyElementsOf(next.partitions());
    }

    @Test
    void nobody_takes_a_partition_over_while_a_transaction_of_its_holder_is_under_way()
            throws Exception {
        Leases holder = new Leases(database, LONG);
        holder.renew();
        Leases next = new Leases(database, LONG);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            holder.check(connection, List.of(5));
            timePasses();
            next.renew();
            assertThat(next.partitions()).hasSize(Partitions.COUNT - 1).doesNotContain(5);
            connection.commit();
        }
        timePasses();
        next.renew();
        assertThat(next.holdsAll()).isTrue();
    }

    @Test
    void renewing_does_not_wait_for_a_batch_nor_a_batch_for_renewing() throws Exception {
        Leases holder = new Leases(database, LONG);
        holder.renew();
        try (Connection batch = database.getConnection();
                Connection other = database.getConnection()) {
            batch.setAutoCommit(false);
            holder.check(batch, List.of(5));
            assertTimeoutPreemptively(AT_ONCE, () -> holder.renew());
            other.setAutoCommit(false);
            try (Statement renewing = other.createStatement()) {
                renewing.execute("update lease set until = now() where partition = 6");
            }
            assertTimeoutPreemptively(AT_ONCE, () -> holder.check(batch, List.of(6)));
            other.rollback();
            batch.commit();
        }
        assertThat(holder.holdsAll()).isTrue();
    }

    @Test
    void what_is_given_back_during_a_batch_changes_hands_after_it() throws Exception {
        Leases holder = new Leases(database, LONG);
        holder.renew();
        Leases next = new Leases(database, LONG);
        next.renew();
        assertThat(next.partitions()).isEmpty();
        try (Connection batch = database.getConnection()) {
            batch.setAutoCommit(false);
            holder.check(batch, List.copyOf(holder.partitions()));
            holder.renew();
            assertThat(holder.partitions()).hasSize(Partitions.COUNT / 2);
            next.renew();
            assertThat(next.partitions()).isEmpty();
            batch.commit();
        }
        next.renew();
        assertThat(next.partitions())
                .hasSize(Partitions.COUNT / 2)
                .doesNotContainAnyElementsOf(holder.partitions());
    }

    @Test
    void two_engines_share_the_work_and_come_to_the_same_figures() throws Exception {
        List<String> expected;
        try (Engine alone = engine();
                Intake intake = new Intake(database, InstantSource.system(), alone::arrived)) {
            intake.accept(Pipeline.messages(200));
            assertThat(alone.awaitQuiet(Duration.ofSeconds(60))).isTrue();
            expected = Pipeline.figures(database);
        }
        Pipeline.empty(database);
        try (Engine first = engine();
                Engine second = engine();
                Intake intake = new Intake(database, InstantSource.system(), first::arrived)) {
            awaitShared(first, second);
            intake.accept(Pipeline.messages(200));
            awaitFigures(expected);
            assertThat(first.figures().events()).isPositive();
            assertThat(second.figures().events()).isPositive();
        }
    }

    @Test
    void who_takes_a_partition_over_tells_those_whom_the_one_before_did_not_come_to_tell(
            @TempDir Path folder) throws Exception {
        Release next = another(folder);
        try (Engine second = together(next)) {
            assertThat(under(next)).isBetween(1L, 204L);
            long until = System.nanoTime() + AT_ONCE.toNanos();
            while (System.nanoTime() < until && under(Pipeline.release()) > 0) {
                LockSupport.parkNanos(50_000_000);
            }
            assertThat(second.partitions()).hasSize(Partitions.COUNT);
            assertThat(under(Pipeline.release())).isZero();
        }
    }

    /** One of two engines, which was told of a release when the other was not, and is gone. */
    private Engine together(Release next) throws InterruptedException {
        try (Engine first = engine();
                Intake intake = new Intake(database, InstantSource.system(), first::arrived)) {
            intake.accept(Pipeline.messages(200));
            assertThat(first.awaitQuiet(Duration.ofSeconds(60))).isTrue();
            Engine second = engine();
            awaitShared(first, second);
            second.adopt(next);
            assertThat(second.awaitQuiet(Duration.ofSeconds(60))).isTrue();
            return second;
        }
    }

    private long under(Release release) throws SQLException {
        return count("engagement where release = '" + Engine.shortId(release) + "'");
    }

    private static Release another(Path folder) throws IOException {
        Path from = Path.of(System.getProperty("throughline.root"), "landscapes", "pipeline");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path each : files.toList()) {
                Path to = folder.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(each, to);
                }
            }
        }
        Path landscape = folder.resolve("landscape.yaml");
        String text = Files.readString(landscape);
        Files.writeString(landscape, text.replaceFirst("(?m)^name: .*$", "name: Another"));
        return Releases.sound(folder);
    }

    @Test
    void who_shares_a_batch_with_a_lost_partition_is_woken_all_the_same() throws Exception {
        try (Engine engine =
                        engine(
                                new EngineOptions(
                                        1,
                                        512,
                                        1000,
                                        Duration.ofSeconds(6),
                                        Optional.of(Duration.ofMillis(100))));
                Intake intake = new Intake(database, InstantSource.system(), engine::arrived)) {
            intake.accept(Pipeline.messages(200));
            assertThat(engine.awaitQuiet(Duration.ofSeconds(60))).isTrue();
            long before = engine.figures().decided();
            int kept = othersTakeAllButOneAsTheDayComes();
            long due = count("engagement where partition = " + kept);
            assertThat(due).isPositive();
            long until = System.nanoTime() + AT_ONCE.toNanos();
            while (System.nanoTime() < until && engine.figures().decided() < before + due) {
                LockSupport.parkNanos(50_000_000);
            }
            assertThat(engine.figures().decided()).isGreaterThanOrEqualTo(before + due);
        }
    }

    /** The one whose engagement lies in the middle of those that are woken one after another. */
    private int othersTakeAllButOneAsTheDayComes() throws SQLException {
        int kept =
                Integer.parseInt(
                        Pipeline.query(
                                        database,
                                        "select partition from engagement order by id"
                                                + " offset 100 limit 1")
                                .getFirst());
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    with others as (update lease set holder = 'another:1:x', epoch = epoch + 1,
                        until = now() + interval '5 minutes' where partition <> %d)
                    update engagement set next_wake = date '2000-01-01'
                    """
                            .formatted(kept));
        }
        return kept;
    }

    private long count(String from) throws SQLException {
        return Long.parseLong(Pipeline.query(database, "select count(*) from " + from).getFirst());
    }

    /** Records that one node keeps reach what the other decided a moment later. */
    private void awaitFigures(List<String> expected) throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < until
                && !(Quiet.is(database) && Pipeline.figures(database).equals(expected))) {
            LockSupport.parkNanos(50_000_000);
        }
        List<String> wrong = new java.util.ArrayList<>(Pipeline.figures(database));
        wrong.removeAll(expected);
        assertThat(wrong).isEmpty();
        assertThat(Pipeline.figures(database)).hasSameSizeAs(expected);
    }

    private static void awaitShared(Engine first, Engine second) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < until
                && (first.partitions().size() != Partitions.COUNT / 2
                        || second.partitions().size() != Partitions.COUNT / 2)) {
            Thread.onSpinWait();
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(second.partitions()).hasSize(Partitions.COUNT / 2);
    }

    private Engine engine() {
        return engine(OFTEN_RENEWED);
    }

    private Engine engine(EngineOptions options) {
        return new Engine(
                database, Pipeline.release(), InstantSource.system(), Handover.NONE, options);
    }

    private void timePasses() throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            // Locked rows belong to a transaction under way; their time passes just the same, in
            // node.
            statement.execute("update node set until = now() - interval '1 second'");
            statement.execute(
                    "update lease set until = now() - interval '1 second' where partition in"
                            + " (select partition from lease for update skip locked)");
        }
    }
}
