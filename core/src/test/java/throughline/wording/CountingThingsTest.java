package throughline.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CountingThingsTest {

    @Test
    void one_is_one_and_all_else_is_many() {
        assertThat(Counted.of(0, "change")).isEqualTo("0 changes");
        assertThat(Counted.of(1, "change")).isEqualTo("1 change");
        assertThat(Counted.of(2, "change")).isEqualTo("2 changes");
        assertThat(Counted.of(1, "copy is", "copies are")).isEqualTo("1 copy is");
        assertThat(Counted.of(12, "copy is", "copies are")).isEqualTo("12 copies are");
        assertThat(Counted.word(1, "waits", "wait")).isEqualTo("waits");
        assertThat(Counted.word(21, "waits", "wait")).isEqualTo("wait");
    }

    @Test
    void a_part_of_one_is_many_and_one_is_one_however_it_is_written() {
        assertThat(Counted.of(new BigDecimal("1.00"), "hour")).isEqualTo("1.00 hour");
        assertThat(Counted.of(new BigDecimal("0.25"), "hour")).isEqualTo("0.25 hours");
        assertThat(Counted.of(new BigDecimal("1E+1"), "hour")).isEqualTo("10 hours");
    }

    @Test
    void large_numbers_are_written_alike_everywhere() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Counted.grouped(1_234_567, "event")).isEqualTo("1,234,567 events");
            assertThat(Counted.grouped(1, "event")).isEqualTo("1 event");
        } finally {
            Locale.setDefault(before);
        }
    }
}
