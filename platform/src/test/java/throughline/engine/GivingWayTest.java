package throughline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GivingWayTest {

    private final GivingWay givingWay = new GivingWay();

    private long millisOfRestAfter(long workedMillis) throws InterruptedException {
        long began = System.nanoTime();
        givingWay.after(TimeUnit.MILLISECONDS.toNanos(workedMillis));
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    @Test
    void three_times_the_work_is_rested_while_others_rush() throws InterruptedException {
        givingWay.during(() -> true);
        assertThat(millisOfRestAfter(50)).isBetween(150L, 900L);
    }

    @Test
    void no_rest_is_longer_than_a_second_however_long_the_work_was() throws InterruptedException {
        givingWay.during(() -> true);
        assertThat(millisOfRestAfter(3_600_000)).isBetween(1_000L, 5_000L);
    }

    @Test
    void a_rest_ends_with_the_rush() throws InterruptedException {
        AtomicInteger looks = new AtomicInteger();
        givingWay.during(() -> looks.incrementAndGet() < 3);
        givingWay.after(TimeUnit.HOURS.toNanos(1));
        assertThat(looks).hasValue(3);
    }
}
