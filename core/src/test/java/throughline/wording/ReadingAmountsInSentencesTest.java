package throughline.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingAmountsInSentencesTest {

    @Test
    void amounts_are_grouped_with_the_digits_of_their_currency() {
        assertThat(
                        GroupedAmounts.in(
                                "USD 15250.00 is billed on line L1, which is worth USD 0.00:"
                                        + " clause \"price\" is exceeded by EUR -1234567.89. Credit"
                                        + " JPY 1500000, or BHD 1234.567."))
                .isEqualTo(
                        "USD 15,250.00 is billed on line L1, which is worth USD 0.00:"
                                + " clause \"price\" is exceeded by EUR -1,234,567.89. Credit"
                                + " JPY 1,500,000, or BHD 1,234.567.");
        assertThat(GroupedAmounts.in("(EUR 1000.00; EUR 999.99/month, EUR 2000.00 - EUR 3000.00)"))
                .isEqualTo("(EUR 1,000.00; EUR 999.99/month, EUR 2,000.00 - EUR 3,000.00)");
    }

    @Test
    void what_is_grouped_already_stays_so_wherever_the_machine_stands() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            String once = GroupedAmounts.in("Pay EUR 90000000000000000.00 or EUR 1,234.50.");
            assertThat(once).isEqualTo("Pay EUR 90,000,000,000,000,000.00 or EUR 1,234.50.");
            assertThat(GroupedAmounts.in(once)).isEqualTo(once);
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Invoice SOW 15250.00 and PO 77000 are known",
                "Period EUR 2026-11 of EUR 2026",
                "Document X-EUR 12345.00, EUR 12345.00-7, EUR 12345.00/8, EUR 12345.00#1",
                "Written by hand as EUR 12345.6 or EUR 12345.678 or EUR 12345.00.01",
                "EURO 12345.00, eur 12345.00, EUR12345.00, ref:EUR 12345.00, JPY 12345.00",
                "The deal \"Budget EUR 12345.00\" of \"USD 99999.00\" is lost",
                "crm:Opportunity:006000000000233AAA/2026-11#1 costs $1 \\ \"",
                ""
            })
    void what_only_looks_like_an_amount_is_left_alone(String sentence) {
        assertThat(GroupedAmounts.in(sentence)).isEqualTo(sentence);
    }
}
