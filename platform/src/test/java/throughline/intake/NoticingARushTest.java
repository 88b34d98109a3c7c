package throughline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NoticingARushTest {

    private final AtomicLong nanos = new AtomicLong(-5);
    private final Rush rush = new Rush(nanos::get);

    private boolean after(long millis, int notifications) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
        for (int i = 0; i < notifications; i++) {
            rush.notified();
        }
        return rush.isOn();
    }

    @Test
    void five_hundred_a_second_are_a_rush_and_fewer_are_none() {
        assertThat(after(100, 49)).isFalse();
        assertThat(after(100, 50)).isTrue();
        assertThat(after(1000, 499)).isFalse();
    }

    @Test
    void what_was_seen_stands_for_a_tenth_of_a_second() {
        assertThat(after(100, 200)).isTrue();
        assertThat(after(99, 0)).isTrue();
        assertThat(after(1, 0)).isFalse();
    }

    @Test
    void a_few_that_come_at_once_after_a_long_silence_are_none() {
        assertThat(after(60_000, 32)).isFalse();
    }
}
