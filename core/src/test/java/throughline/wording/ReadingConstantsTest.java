package throughline.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import throughline.calendar.DateRange;

final class ReadingConstantsTest {

    @Test
    void constants_are_words_and_acronyms_stay_what_they_are() {
        assertThat(Words.of("CREATE_PROJECT")).isEqualTo("create project");
        assertThat(Words.capitalized("customer-tax-id-missing"))
                .isEqualTo("Customer tax id missing");
        assertThat(Words.of("CRM")).isEqualTo("CRM");
        assertThat(Words.capitalized("sow-exceeded")).isEqualTo("SOW exceeded");
        assertThat(Words.capitalized("")).isEmpty();
    }

    @Test
    void a_range_of_days_is_told_by_its_first_and_last_day() {
        LocalDate first = LocalDate.of(2026, 11, 27);
        assertThat(new DateRange(first, LocalDate.of(2027, 5, 28)).words())
                .isEqualTo("2026-11-27 to 2027-05-27");
        assertThat(DateRange.day(first).words()).isEqualTo("2026-11-27");
        assertThat(new DateRange(first, first).words()).isEqualTo("no day");
    }
}
