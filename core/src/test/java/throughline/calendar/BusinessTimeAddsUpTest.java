package throughline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import throughline.property.Property;

class BusinessTimeAddsUpTest {

    private static final List<String> ZONES =
            List.of("Europe/Berlin", "America/Los_Angeles", "Australia/Lord_Howe", "Asia/Kolkata");

    @Test
    void what_is_added_lies_between_and_can_be_added_in_parts() {
        Property.holds(
                2_000,
                random -> {
                    BusinessCalendar calendar = calendar(random);
                    Instant start = anInstantOf2026(random);
                    Duration one = Duration.ofMinutes(random.nextInt(6_000));
                    Duration two = Duration.ofMinutes(1 + random.nextInt(6_000));

                    Instant end = calendar.plus(start, one.plus(two));

                    assertThat(calendar.between(start, end)).isEqualTo(one.plus(two));
                    assertThat(calendar.plus(calendar.plus(start, one), two)).isEqualTo(end);
                });
    }

    @Test
    void time_between_adds_up_and_never_exceeds_the_time_of_the_clock() {
        Property.holds(
                2_000,
                random -> {
                    BusinessCalendar calendar = calendar(random);
                    Instant a = anInstantOf2026(random);
                    Instant b = a.plus(Duration.ofMinutes(random.nextInt(40_000)));
                    Instant c = b.plus(Duration.ofMinutes(random.nextInt(40_000)));

                    assertThat(calendar.between(a, b).plus(calendar.between(b, c)))
                            .isEqualTo(calendar.between(a, c));
                    assertThat(calendar.between(a, b)).isLessThanOrEqualTo(Duration.between(a, b));
                });
    }

    @Test
    void a_day_on_which_the_clock_jumps_is_as_long_as_it_is() {
        BusinessCalendar nights =
                new BusinessCalendar(
                        ZoneId.of("Europe/Berlin"),
                        LocalTime.of(1, 0),
                        LocalTime.of(5, 0),
                        EnumSet.allOf(DayOfWeek.class),
                        Set.of());
        assertThat(onDay(nights, "2026-03-28")).isEqualTo(Duration.ofHours(4));
        assertThat(onDay(nights, "2026-03-29")).isEqualTo(Duration.ofHours(3));
        assertThat(onDay(nights, "2026-10-25")).isEqualTo(Duration.ofHours(5));
    }

    @Test
    void the_periods_of_a_range_cover_each_of_its_days_once() {
        Property.holds(
                500,
                random -> {
                    LocalDate from = LocalDate.of(2025, 1, 6).plusDays(random.nextInt(300));
                    DateRange range = new DateRange(from, from.plusDays(random.nextInt(300)));
                    FiscalCalendar calendar =
                            random.nextBoolean()
                                    ? new FiscalCalendar.Months()
                                    : new FiscalCalendar.FourFourFive(
                                            List.of(
                                                    LocalDate.of(2024, 12, 30),
                                                    LocalDate.of(2025, 12, 29)));
                    long days =
                            calendar.periodsOf(range).stream()
                                    .flatMap(period -> period.range().intersect(range).stream())
                                    .mapToLong(DateRange::days)
                                    .sum();
                    assertThat(days).isEqualTo(range.days());
                });
    }

    private static Duration onDay(BusinessCalendar calendar, String day) {
        LocalDate date = LocalDate.parse(day);
        return calendar.between(
                date.atStartOfDay(calendar.zone()).toInstant(),
                date.plusDays(1).atStartOfDay(calendar.zone()).toInstant());
    }

    private static Instant anInstantOf2026(RandomGenerator random) {
        return Instant.parse("2026-01-01T00:00:00Z")
                .plus(Duration.ofMinutes(random.nextInt(365 * 24 * 60)));
    }

    private static BusinessCalendar calendar(RandomGenerator random) {
        int opens = random.nextInt(12);
        Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.SUNDAY);
        Set<LocalDate> holidays = new HashSet<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            holidays.add(LocalDate.of(2026, 1, 1).plusDays(random.nextInt(365)));
        }
        return new BusinessCalendar(
                ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))),
                LocalTime.of(opens, 30 * random.nextInt(2)),
                LocalTime.of(opens + 1 + random.nextInt(11), 45),
                days,
                holidays);
    }
}
