package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrintingAmountsInSentencesTest {

    private static final String SAID = "USD 15250.00 is billed on line L1";

    private static String printed(Format format) {
        StringWriter out = new StringWriter();
        Map<String, Object> row =
                Map.of(
                        "sentence", SAID,
                        "gate", "EUR 54321.00 of booked moves",
                        "name", "Budget EUR 12345.00");
        new Printer(new PrintWriter(out), format)
                .print(
                        new Answer(
                                Map.of("exceptions", List.of(row)),
                                List.of(Map.copyOf(row)),
                                List.of("Said last: credit EUR 15250.00.")));
        return out.toString();
    }

    @Test
    void a_table_for_people_groups_the_amounts_of_sentences_and_no_names() {
        assertThat(printed(Format.TABLE))
                .contains("USD 15,250.00 is billed", "credit EUR 15,250.00", "Budget EUR 12345.00")
                .contains("EUR 54,321.00 of booked");
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "CSV"})
    void programs_read_what_was_kept(Format format) {
        assertThat(printed(format)).contains(SAID);
    }
}
