package throughline.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HowLikelyItArrivesTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void those_that_came_as_far_tell_how_it_goes_on() {
        // Two took an hour, one three days, one five: with a day waited and three to go, one of the
        // two that came so far made it, and the case more would with three of four.
        History history = new History(List.of(3_600L, 3_600L, days(3), days(5)), List.of());
        assertThat(history.inTime(DAY, DAY.multipliedBy(3))).isEqualByComparingTo("0.583333");
    }

    @Test
    void what_nobody_has_seen_is_told_from_its_own_wait_alone() {
        assertThat(History.NONE.inTime(Duration.ZERO, DAY)).isEqualByComparingTo("1");
        assertThat(History.NONE.inTime(DAY.multipliedBy(30), DAY.multipliedBy(10)))
                .isEqualByComparingTo("0.25");
    }

    @Test
    void without_time_nothing_arrives() {
        History history = new History(List.of(1L, 2L), List.of());
        assertThat(history.inTime(Duration.ZERO, Duration.ZERO)).isEqualByComparingTo("0");
        assertThat(history.inTime(DAY, DAY.negated())).isEqualByComparingTo("0");
    }

    @Test
    void those_still_open_count_once_it_is_known_that_they_were_late() {
        History young = new History(List.of(days(1)), List.of(days(1)));
        History old = new History(List.of(days(1)), List.of(days(9)));
        Duration left = DAY.multipliedBy(2);
        assertThat(young.inTime(Duration.ZERO, left)).isEqualByComparingTo("1");
        assertThat(old.inTime(Duration.ZERO, left)).isEqualByComparingTo("0.666667");
    }

    @Test
    void percentiles_are_those_of_what_ended() {
        History history = new History(List.of(10L, 20L, 30L, 40L), List.of(900L));
        assertThat(history.percentile(50)).isEqualTo(Duration.ofSeconds(30));
        assertThat(History.NONE.percentile(95)).isZero();
    }

    private static long days(int days) {
        return Duration.ofDays(days).toSeconds();
    }
}
