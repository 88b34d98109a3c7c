package throughline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FiscalAndBusinessTimeTest {

    private static final BusinessCalendar BERLIN =
            new BusinessCalendar(
                    ZoneId.of("Europe/Berlin"),
                    LocalTime.of(9, 0),
                    LocalTime.of(17, 0),
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                    Set.of(LocalDate.of(2026, 12, 25)));

    @Test
    void the_last_day_of_a_month_belongs_to_it_and_to_no_other() {
        FiscalCalendar months = new FiscalCalendar.Months();
        assertThat(months.periodOf(LocalDate.of(2024, 2, 29)).id()).isEqualTo("2024-02");
        assertThat(months.periodOf(LocalDate.of(2024, 3, 1)).id()).isEqualTo("2024-03");
        assertThat(months.periodsOf(range("2026-01-31", "2026-03-01")))
                .extracting(FiscalPeriod::id)
                .containsExactly("2026-01", "2026-02");
    }

    @Test
    void a_fiscal_year_that_starts_in_april_is_named_after_the_year_in_which_it_ends() {
        FiscalCalendar months = new FiscalCalendar.Months(4);
        assertThat(months.periodsOf(range("2026-02-10", "2026-05-02")))
                .extracting(FiscalPeriod::id)
                .containsExactly("2026-P11", "2026-P12", "2027-P01", "2027-P02");
        assertThat(months.periodOf(LocalDate.of(2026, 4, 30)).range())
                .isEqualTo(range("2026-04-01", "2026-05-01"));
    }

    @Test
    void a_53_week_year_gives_its_extra_week_to_the_last_period() {
        FiscalCalendar weeks =
                new FiscalCalendar.FourFourFive(
                        List.of(LocalDate.of(2025, 12, 29), LocalDate.of(2027, 1, 4)));
        FiscalPeriod last = weeks.periodOf(LocalDate.of(2027, 1, 3));
        assertThat(last.id()).isEqualTo("2026-P12");
        assertThat(last.range().days()).isEqualTo(42);
        assertThat(weeks.periodOf(LocalDate.of(2025, 12, 29)).range().days()).isEqualTo(28);
    }

    @Test
    void every_day_belongs_to_exactly_one_period() {
        FiscalCalendar weeks =
                new FiscalCalendar.FourFourFive(
                        List.of(LocalDate.of(2024, 12, 30), LocalDate.of(2025, 12, 29)));
        LocalDate day = LocalDate.of(2024, 12, 30);
        for (int i = 0; i < 728; i++, day = day.plusDays(1)) {
            assertThat(weeks.periodOf(day).range().contains(day)).as("%s", day).isTrue();
        }
    }

    @Test
    void four_business_hours_from_friday_afternoon_end_on_monday() {
        Instant friday = Instant.parse("2026-11-20T14:30:00Z");
        Instant due = BERLIN.plus(friday, Duration.ofHours(4));
        assertThat(due).isEqualTo(Instant.parse("2026-11-23T10:30:00Z"));
        assertThat(BERLIN.between(friday, due)).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void holidays_and_the_change_of_the_clock_are_no_business_time() {
        Instant eve = Instant.parse("2026-12-24T15:00:00Z");
        assertThat(BERLIN.plus(eve, Duration.ofHours(2)))
                .isEqualTo(Instant.parse("2026-12-28T09:00:00Z"));
        Instant beforeSummer = Instant.parse("2026-03-27T15:00:00Z");
        assertThat(BERLIN.plus(beforeSummer, Duration.ofHours(2)))
                .isEqualTo(Instant.parse("2026-03-30T08:00:00Z"));
    }

    private static DateRange range(String from, String until) {
        return new DateRange(LocalDate.parse(from), LocalDate.parse(until));
    }
}
