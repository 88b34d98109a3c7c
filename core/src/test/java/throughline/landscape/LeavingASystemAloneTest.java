package throughline.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeavingASystemAloneTest {

    private static final Map<String, Object> WEEKEND =
            Map.of(
                    "on",
                    List.of("saturday", "sunday"),
                    "from",
                    "22:00",
                    "until",
                    "02:00",
                    "zone",
                    "Europe/Berlin");

    @Test
    void a_night_begins_on_its_day_and_ends_on_the_next() {
        Maintenance weekend = of(WEEKEND);
        assertThat(weekend.until(at("2026-11-21T20:59:59Z"))).isEmpty();
        assertThat(weekend.until(at("2026-11-21T21:00:00Z"))).contains(at("2026-11-22T01:00:00Z"));
        assertThat(weekend.until(at("2026-11-22T00:59:59Z"))).contains(at("2026-11-22T01:00:00Z"));
        assertThat(weekend.until(at("2026-11-22T01:00:00Z"))).isEmpty();
        assertThat(weekend.until(at("2026-11-23T00:30:00Z")))
                .as("Sunday's night ends on Monday")
                .contains(at("2026-11-23T01:00:00Z"));
        assertThat(weekend.until(at("2026-11-23T22:00:00Z"))).isEmpty();
    }

    @Test
    void a_night_in_which_clocks_are_set_is_as_long_as_it_is() {
        Map<String, Object> night =
                Map.of("from", "01:30", "until", "03:30", "zone", "Europe/Berlin");
        assertThat(of(night).until(at("2026-03-29T00:45:00Z")))
                .as("from 1:30 to 3:30 is one hour then")
                .contains(at("2026-03-29T01:30:00Z"));
        assertThat(of(night).until(at("2026-10-25T00:45:00Z")))
                .as("and three in autumn")
                .contains(at("2026-10-25T02:30:00Z"));
        Map<String, Object> gap =
                Map.of("from", "02:30", "until", "03:00", "zone", "Europe/Berlin");
        assertThat(of(gap).until(at("2026-03-29T01:15:00Z")))
                .as("the clock never showed it")
                .isEmpty();
    }

    @Test
    void times_that_touch_are_one() {
        Maintenance upgrade =
                new Maintenance(
                        List.of(
                                MaintenanceText.window(WEEKEND),
                                MaintenanceText.window(
                                        Map.of(
                                                "from",
                                                "2026-11-22T01:00:00Z",
                                                "until",
                                                "2026-11-22T05:00:00Z"))));
        assertThat(upgrade.until(at("2026-11-21T23:00:00Z"))).contains(at("2026-11-22T05:00:00Z"));
        assertThat(Maintenance.NONE.until(Instant.MAX)).isEmpty();
    }

    @Test
    void what_is_no_time_is_told_with_what_would_be() {
        assertThatThrownBy(() -> MaintenanceText.window(Map.of("at", "night")))
                .hasMessageContaining("on, from, until and zone")
                .hasMessageContaining("Write {on: sunday");
        assertThatThrownBy(
                        () ->
                                MaintenanceText.window(
                                        Map.of("from", "2:00", "until", "04:00", "zone", "UTC")))
                .hasMessageContaining("2:00");
    }

    private static Maintenance of(Map<String, Object> window) {
        return new Maintenance(List.of(MaintenanceText.window(window)));
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
