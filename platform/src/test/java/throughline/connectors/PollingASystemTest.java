package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.align.Action;
import throughline.connectors.ConnectorException.Kind;
import throughline.database.SharedDatabase;

@ResourceLock("the table of watermarks")
@ResourceLock(value = SharedDatabase.KEPT, mode = ResourceAccessMode.READ)
class PollingASystemTest {

    private final Numbers system = new Numbers();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private boolean full;
    private final Polling polling = new Polling(SharedDatabase.dataSource(), this::take);
    private final Polling.Poll poll =
            new Polling.Poll("crm", system, "number", Duration.ofMillis(50));

    PollingASystemTest() {
        JdbcClient.create(SharedDatabase.dataSource())
                .sql("truncate throughline.watermark, throughline.scheduled_tasks")
                .update();
    }

    @Test
    void reads_page_by_page_and_goes_on_where_it_stopped() {
        system.upTo = 25;
        assertThat(polling.run(poll)).isEqualTo(25);
        system.upTo = 27;

        assertThat(polling.run(poll)).isEqualTo(2);
        assertThat(taken).hasSize(27).doesNotHaveDuplicates();
    }

    @Test
    void complaint_3_what_was_not_taken_in_is_read_again() {
        system.upTo = 5;
        full = true;
        assertThatThrownBy(() -> polling.run(poll)).hasMessage("the disk is full");
        full = false;

        assertThat(polling.run(poll)).isEqualTo(5);
        assertThat(taken).hasSize(5);
    }

    @Test
    void a_failure_in_the_middle_keeps_what_came_before_it() {
        system.upTo = 25;
        system.failsAfter = Optional.of(10);
        assertThatThrownBy(() -> polling.run(poll)).isInstanceOf(ConnectorException.class);
        system.failsAfter = Optional.empty();

        assertThat(polling.run(poll)).isEqualTo(15);
        assertThat(taken).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void a_list_that_goes_in_a_circle_is_given_up_and_keeps_what_it_gave() {
        system.upTo = 1000;
        system.circle = 30;

        assertThatThrownBy(() -> polling.run(poll))
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        endless -> assertThat(endless.sentence()).contains("never ends"));
        assertThat(taken).contains("1", "30");
        assertThat(system.reads).isLessThan(40);
    }

    @Test
    void what_is_heard_of_again_and_again_is_no_list_that_goes_in_a_circle() {
        system.upTo = 1000;
        system.circle = 30;
        system.anew = true;
        polling.run(poll);
        polling.run(poll);
        assertThat(taken).hasSize(1000);
    }

    @Test
    void is_repeated_by_the_schedule_whatever_happens() {
        system.failsAfter = Optional.of(0);
        system.upTo = 3;
        try (polling) {
            polling.start(List.of(poll));
            until(() -> system.reads > 0);
            system.failsAfter = Optional.empty();
            until(() -> taken.size() == 3);
        }
    }

    private void take(String system, String origin, List<Page.Raw> records) {
        if (full) {
            throw new IllegalStateException("the disk is full");
        }
        records.forEach(each -> taken.add(each.id()));
    }

    private static void until(java.util.function.BooleanSupplier fact) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!fact.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** A system whose records are numbers, ten on a page. */
    private static final class Numbers implements Connector {
        volatile int upTo;
        volatile int reads;
        volatile int circle;
        volatile boolean anew;
        volatile Optional<Integer> failsAfter = Optional.empty();

        @Override
        public Page read(String type, Watermark after) {
            reads = reads + 1;
            int from = after.isStart() ? 0 : Integer.parseInt(after.text());
            if (failsAfter.isPresent() && from >= failsAfter.get()) {
                throw new ConnectorException(
                        new ConnectorException.Call("crm", "read numbers", "c-1"),
                        Kind.FAILED,
                        "500",
                        "it broke");
            }
            List<Page.Raw> page = new ArrayList<>();
            for (int i = from + 1; i <= Math.min(from + 10, upTo); i++) {
                int number = circle == 0 ? i : (i - 1) % circle + 1;
                page.add(new Page.Raw(type, "" + number, "1", new byte[0]));
            }
            int last = from + page.size();
            return new Page(page, new Watermark("" + last), last < upTo, anew, Optional.empty());
        }

        @Override
        public Capabilities capabilities() {
            throw new IllegalStateException("only polled");
        }

        @Override
        public Answer write(Action action, String idempotencyKey) {
            throw new IllegalStateException("only polled");
        }

        @Override
        public Probe probe(Action action) {
            throw new IllegalStateException("only polled");
        }
    }
}
