package throughline.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.books.Happening;
import throughline.totals.AddingUp;
import throughline.totals.BooksNow;
import throughline.totals.Total;
import throughline.wording.Kebab;

/** What is added up ahead, with what is not added up yet, is the sum of all postings: always. */
final class AddingUpAheadTest {

    private static final Ledger LEDGER = new Ledger();
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    private static final Settings SETTINGS =
            new Settings(List.of(), DayOfWeek.MONDAY, Map.of("US01", 5), TODAY);

    /** Known by then, which only rows tell: the same figures, from scratch. */
    private static final Optional<Instant> EVER =
            Optional.of(Instant.parse("2999-01-01T00:00:00Z"));

    private final AddingUp adding = new AddingUp(LEDGER.dataSource());
    private final MetricDesk desk = new MetricDesk(LEDGER.dataSource(), SETTINGS);
    private final Map<String, Long> sequences = new HashMap<>();

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    @BeforeEach
    void begin() {
        LEDGER.empty();
        adding.beginAnew();
        for (int i = 0; i < 6; i++) {
            LEDGER.engagement("e" + i, "north", "{}");
        }
    }

    @RepeatedTest(5)
    void figures_are_the_sums_of_all_postings_whatever_was_added_up_before() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 12; round++) {
            for (int i = random.nextInt(40); i > 0; i--) {
                post(random);
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                adding.step(1 + random.nextInt(30));
            }
            assertThat(different()).as("seed %s, round %s", seed, round).isEmpty();
            assertThat(broken()).as("seed %s, round %s", seed, round).isEmpty();
        }
    }

    @Test
    void a_step_counts_no_more_than_it_may_and_goes_on_where_it_was() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            post(random);
        }
        int steps = 0;
        while (adding.step(10) > 0) {
            steps++;
        }
        assertThat(steps).isGreaterThanOrEqualTo(20);
        assertThat(number("select count(*) from totals_behind")).isZero();
        assertThat(different()).isEmpty();
    }

    @Test
    void a_step_that_fails_in_the_middle_counts_nothing() throws SQLException {
        Random random = new Random(11);
        for (int i = 0; i < 50; i++) {
            post(random);
        }
        LEDGER.run("alter table totals_place add constraint fails check (sequence < 0)");
        try {
            assertThatThrownBy(() -> adding.step(1_000))
                    .isInstanceOf(DataAccessResourceFailureException.class);
            assertThat(number("select count(*) from totals")).isZero();
            assertThat(different()).isEmpty();
        } finally {
            LEDGER.run("alter table totals_place drop constraint fails");
        }
        adding.step(1_000);
        assertThat(number("select count(*) from totals")).isPositive();
        assertThat(different()).isEmpty();
        assertThat(broken()).isEmpty();
    }

    @Test
    void several_that_add_up_while_others_post_count_each_posting_once() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String engagement = "e" + i;
                Random random = new Random(i);
                all.add(
                        threads.submit(
                                () -> {
                                    for (long sequence = 2; sequence < 40; sequence++) {
                                        post(engagement, sequence, random);
                                    }
                                }));
            }
            for (int i = 0; i < 3; i++) {
                all.add(
                        threads.submit(
                                () -> {
                                    for (int step = 0; step < 40; step++) {
                                        adding.step(25);
                                    }
                                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertThat(different()).isEmpty();
        while (adding.step(25) > 0) {
            assertThat(different()).isEmpty();
        }
        assertThat(broken()).isEmpty();
    }

    @Test
    void whoever_touches_what_was_added_up_is_found_out() {
        Random random = new Random(3);
        for (int i = 0; i < 80; i++) {
            post(random);
        }
        adding.step(10_000);
        LEDGER.run("update totals set increases = increases + 1 where happening = 'entitlement'");
        assertThat(broken()).containsExactly("totals-are-postings");
        adding.beginAnew();
        assertThat(broken()).isEmpty();
        adding.step(10_000);
        LEDGER.run("update totals_lot set consumed = consumed - 1");
        assertThat(broken()).containsExactly("lots-are-postings");
    }

    private void post(Random random) {
        String engagement = "e" + random.nextInt(6);
        long sequence = sequences.merge(engagement, 1L, Long::sum) + 1;
        post(engagement, sequence, random);
    }

    /** An event with up to three postings, some of which take earlier ones back. */
    private static void post(String engagement, long sequence, Random random) {
        Happening[] happenings = Happening.values();
        try (Connection connection = LEDGER.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            int rows = random.nextInt(4);
            for (int ordinal = 0; ordinal < rows; ordinal++) {
                try (PreparedStatement row =
                        connection.prepareStatement(
                                "insert into posting values (?, ?, ?, ?, ?, ?, ?, ?, '', now())")) {
                    row.setString(1, engagement);
                    row.setLong(2, sequence);
                    row.setInt(3, ordinal);
                    row.setString(4, Kebab.of(happenings[random.nextInt(happenings.length)]));
                    row.setString(5, Integer.toString(1 + random.nextInt(2)));
                    row.setString(6, random.nextInt(8) == 0 ? "JPY" : "EUR");
                    row.setLong(7, random.nextInt(20_000) - 5_000);
                    row.setObject(8, TODAY.plusDays(random.nextInt(220) - 200));
                    row.executeUpdate();
                }
            }
            try (PreparedStatement row =
                    connection.prepareStatement(
                            "update engagement set sequence = ? where id = ?")) {
                row.setLong(1, sequence);
                row.setString(2, engagement);
                row.executeUpdate();
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Questions that are told otherwise than from all rows. */
    private List<Question> different() {
        List<Question> different = new ArrayList<>();
        for (Metric metric : Metrics.ALL) {
            boolean aged = metric.dimensions().contains("age");
            List<List<String>> cuts = new ArrayList<>(List.of(List.of()));
            if (desk.dimensions(metric).contains("month")) {
                cuts.addAll(List.of(List.of("month"), List.of("week"), List.of("unit")));
            }
            if (aged) {
                cuts.add(List.of("age"));
            }
            for (List<String> by : cuts) {
                for (Question each : List.of(whole(metric, by), part(metric, by))) {
                    if (!desk.answer(each).equals(desk.answer(each.asKnown(EVER)))) {
                        different.add(each);
                    }
                }
            }
        }
        BooksNow now = BooksNow.of(LEDGER.dataSource());
        long sum =
                now.totals().stream()
                        .map(Total::sum)
                        .mapToLong(each -> each.longValueExact())
                        .sum();
        assertThat(sum).isEqualTo(number("select coalesce(sum(minor), 0) from posting"));
        assertThat(now.booked().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(
                        number(
                                "select count(*) from (select distinct engagement, currency from"
                                    + " posting where happening in ('booked', 'soft-booked')) b"));
        return different;
    }

    private static Question whole(Metric metric, List<String> by) {
        return new Question(
                metric.name(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                by,
                Map.of());
    }

    private static Question part(Metric metric, List<String> by) {
        return new Question(
                metric.name(),
                Optional.of(TODAY.minusDays(100)),
                Optional.of(TODAY.minusDays(3)),
                Optional.empty(),
                Optional.empty(),
                by,
                Map.of());
    }

    private static List<String> broken() {
        return OneView.of(LEDGER.dataSource(), TotalsCheck::run).stream()
                .filter(each -> !each.holds())
                .map(CheckResult::name)
                .toList();
    }

    private static long number(String sql) {
        try (Connection connection = LEDGER.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
