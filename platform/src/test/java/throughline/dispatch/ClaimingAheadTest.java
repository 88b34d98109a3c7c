package throughline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.dispatch.Actions.invoice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import throughline.align.Action;
import throughline.connectors.Connector;
import throughline.database.SharedDatabase;
import throughline.landscape.Maintenance;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;

/** A few writes are claimed before there is room to send them. */
@ResourceLock("the table of actions")
@ResourceLock(value = SharedDatabase.KEPT, mode = ResourceAccessMode.READ)
class ClaimingAheadTest {

    private static final int AT_ONCE = 16;

    private final FaultySystem erp = FaultySystem.searchable();
    private final ActionTable table = new ActionTable(SharedDatabase.dataSource());
    private final List<Action> invoices =
            IntStream.range(0, 30).mapToObj(number -> invoice("" + number)).toList();

    @Test
    void no_more_are_sent_at_once_than_the_system_bears_and_a_lane_that_closes_gives_the_rest_back()
            throws InterruptedException {
        erp.gate = new CountDownLatch(1);
        Dispatch dispatch = started();
        invoices.forEach(table::plan);
        until(() -> count("sent") == AT_ONCE + 2);
        assertThat(erp.calls).hasValue(AT_ONCE);

        Thread closing = Thread.ofVirtual().start(dispatch::close);
        until(() -> count("sent") == AT_ONCE);
        erp.gate.countDown();
        closing.join();

        assertThat(erp.calls).hasValue(AT_ONCE);
        assertThat(count("confirmed")).isEqualTo(AT_ONCE);
        assertThat(count("planned")).isEqualTo(invoices.size() - AT_ONCE);
        try (Dispatch next = started()) {
            until(() -> table.concluded().size() == invoices.size());
        }
        assertThat(invoices).allSatisfy(each -> assertThat(erp.documents(each)).isOne());
        assertThat(erp.searches).as("nobody doubts what was never sent").hasValue(0);
    }

    @Test
    void what_is_claimed_waits_while_the_system_asks_to_be_left_alone() {
        Instant[] now = {Instant.EPOCH};
        Pauses pauses = new Pauses(() -> now[0], Maintenance.NONE);
        Slots slots = new Slots(new DeclaredConcurrency(1), pauses);
        Pending write =
                new Pending(
                        Actions.DEAL,
                        invoices.getFirst(),
                        1,
                        Pending.Stage.TO_SEND,
                        1,
                        Actions.TRACE);
        List<Slots.Claimed> begun = new ArrayList<>();
        slots.add(new Slots.Claimed(write, now[0]));

        pauses.asked(Duration.ofMinutes(1));
        slots.begin(begun::add);
        assertThat(begun).isEmpty();

        now[0] = now[0].plus(Duration.ofMinutes(1));
        slots.begin(begun::add);
        assertThat(begun).hasSize(1);
    }

    private long count(String status) {
        return invoices.stream().filter(each -> table.statusOf(each).equals(status)).count();
    }

    private Dispatch started() {
        SystemDeclaration declared =
                new SystemDeclaration(
                        "erp",
                        Release.Role.ERP,
                        "test",
                        SystemDeclaration.Mode.LIVE,
                        List.of(),
                        List.of(),
                        List.of(),
                        "somebody",
                        Map.of("limits", Map.of("concurrency", AT_ONCE)));
        Dispatch dispatch =
                new Lanes(
                                SharedDatabase.dataSource(),
                                table,
                                partition -> true,
                                InstantSource.system())
                        .open(List.of(declared), Map.<String, Connector>of("erp", erp));
        table.telling(dispatch);
        dispatch.start();
        return dispatch;
    }

    private static void until(BooleanSupplier fact) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!fact.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
