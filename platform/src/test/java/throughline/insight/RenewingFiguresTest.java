package throughline.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

@Timeout(60)
class RenewingFiguresTest {

    private final DataSource database = new PGSimpleDataSource();
    private final Renewals renewals = Renewals.of(database);

    @Test
    void the_end_waits_for_the_one_under_way_and_lets_none_of_those_behind_it_begin()
            throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        AtomicBoolean read = new AtomicBoolean();
        AtomicInteger behind = new AtomicInteger();
        renewals.start(
                () -> {
                    reads.countDown();
                    await(goesOn);
                    read.set(true);
                },
                1_000_000);
        await(reads);
        for (int i = 0; i < 20; i++) {
            renewals.start(behind::incrementAndGet, 2);
        }
        Thread ending = Thread.ofVirtual().start(() -> Remembered.end(database));
        goesOn.countDown();
        ending.join();

        assertThat(read).isTrue();
        // It rests for hours after its work, so that those behind it had no turn before the end.
        assertThat(behind).hasValue(0);
    }

    @Test
    void nothing_begins_after_the_end() throws Exception {
        AtomicBoolean begun = new AtomicBoolean();
        renewals.end();
        renewals.start(() -> begun.set(true), 2);
        renewals.end();

        assertThat(begun).isFalse();
    }

    @Test
    void those_of_another_database_go_on() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        renewals.end();
        Renewals.of(new PGSimpleDataSource()).start(done::countDown, 0);

        await(done);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
