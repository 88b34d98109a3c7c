package throughline.landscape.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DecidingByTablesTest {

    private static final LocalDate DAY = LocalDate.parse("2026-03-31");

    private final Defects defects = new Defects();

    @Test
    void the_first_row_that_matches_decides() {
        SheetTable table =
                table("country,amount,then who", "DE|AT,>=1000,boss", "DE,*,clerk", "*,*,nobody");
        assertThat(who(table, Map.of("country", "AT", "amount", "1000"))).isEqualTo("boss");
        assertThat(who(table, Map.of("country", "DE", "amount", "999.99"))).isEqualTo("clerk");
        assertThat(who(table, Map.of("country", "AT", "amount", "999.99"))).isEqualTo("nobody");
        assertThat(who(table, Map.of("country", "FR", "amount", "1000"))).isEqualTo("nobody");
    }

    @Test
    void an_input_that_is_left_out_matches_only_anything() {
        SheetTable table = table("country,amount,then who", "DE,<1000,clerk", "*,*,nobody");
        assertThat(who(table, Map.of("country", "DE"))).isEqualTo("nobody");
        assertThat(who(table, Map.of())).isEqualTo("nobody");
    }

    @Test
    void ranges_of_numbers_are_half_open() {
        SheetTable table = table("amount,then who", "10..20,inside", "*,outside");
        assertThat(who(table, Map.of("amount", "10"))).isEqualTo("inside");
        assertThat(who(table, Map.of("amount", "19.99"))).isEqualTo("inside");
        assertThat(who(table, Map.of("amount", "20"))).isEqualTo("outside");
        assertThat(who(table, Map.of("amount", "many"))).isEqualTo("outside");
    }

    @Test
    void a_row_holds_on_its_days_without_the_last() {
        SheetTable table =
                table(
                        "code,from,until,then who",
                        "a,2026-01-01,2026-03-31,old",
                        "a,2026-03-31,,new");
        assertThat(table.decide(Map.of("code", "a"), DAY.minusDays(1)).orElseThrow().outputs())
                .containsEntry("who", "old");
        assertThat(who(table, Map.of("code", "a"))).isEqualTo("new");
        assertThat(table.decide(Map.of("code", "a"), LocalDate.parse("2025-12-31"))).isEmpty();
    }

    @Test
    void what_decided_is_named_by_file_and_line() {
        SheetTable table = table("code,then who", "a,x", "b,y");
        assertThat(table.decide(Map.of("code", "b"), DAY).orElseThrow().source())
                .isEqualTo("tables/t.csv line 3");
    }

    @Test
    void rows_that_nothing_reaches_are_defects_and_others_are_not() {
        table("a,b,then who", "x,*,1", "*,>=10,2", "x,5,3", "y,>20,4", "*,>=5,5");
        assertThat(defects.all()).map(defect -> defect.place().line()).containsExactly(4, 5);
    }

    private static String who(SheetTable table, Map<String, String> inputs) {
        return table.decide(inputs, DAY).flatMap(row -> row.output("who")).orElse("no row");
    }

    private SheetTable table(String header, String... rows) {
        List<Sheet.Line> lines = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            lines.add(new Sheet.Line(i + 2, Arrays.asList(rows[i].split(",", -1))));
        }
        return new TableReader(defects)
                .read(
                        new Sheet(
                                "t",
                                Place.of("tables/t.csv"),
                                Arrays.asList(header.split(",")),
                                lines));
    }
}
