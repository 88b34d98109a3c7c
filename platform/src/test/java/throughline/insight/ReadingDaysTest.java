package throughline.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingDaysTest {

    @Test
    void reads_what_has_a_year_of_four_digits() {
        assertThat(Written.day("9999-12-31")).isEqualTo(LocalDate.of(9999, 12, 31));
        assertThat(Written.day("0001-01-01")).isEqualTo(LocalDate.of(1, 1, 1));
        assertThat(Written.month("2017-03")).isEqualTo(YearMonth.of(2017, 3));
        assertThat(Written.instant("2026-01-01T01:00:00+01:00"))
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-02-30",
                "2026-13-01",
                "0000-01-01",
                "-0001-01-01",
                "+10000-01-01",
                "+999999999-12-31",
                "-999999999-01-01"
            })
    void refuses_whatever_else_somebody_writes(String text) {
        assertThatThrownBy(() -> Written.day(text)).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> Written.instant(text + "T00:00:00Z"))
                .isInstanceOf(DateTimeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026", "2026-13", "0000-12", "+10000-01", "-0001-01"})
    void refuses_a_month_that_there_is_not(String text) {
        assertThatThrownBy(() -> Written.month(text)).isInstanceOf(DateTimeException.class);
    }
}
