package throughline.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeaningAnotherNameTest {

    private static final List<String> KNOWN = List.of("calendar", "contract", "cap", "amount");

    @Test
    void a_slip_of_two_letters_or_a_swap_is_understood() {
        assertThat(NearMiss.of("calender", KNOWN)).contains("calendar");
        assertThat(NearMiss.of("conrtact", KNOWN)).contains("contract");
        assertThat(NearMiss.of("amounts", KNOWN)).contains("amount");
        assertThat(NearMiss.of("Calendar", KNOWN)).contains("calendar");
    }

    @Test
    void another_word_is_none_of_them() {
        assertThat(NearMiss.of("included", KNOWN)).isEmpty();
        assertThat(NearMiss.of("map", List.of("amount"))).isEmpty();
        assertThat(NearMiss.of("", KNOWN)).isEmpty();
    }

    @Test
    void a_hint_says_what_was_meant_or_nothing() {
        assertThat(NearMiss.hint("calender", KNOWN)).isEqualTo(" Did you mean calendar?");
        assertThat(NearMiss.hint("weather", KNOWN)).isEmpty();
    }
}
