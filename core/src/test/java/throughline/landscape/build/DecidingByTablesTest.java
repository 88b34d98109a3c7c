package throughline.landscape.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import throughline.landscape.DecisionTable;

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

    @Test
    void rows_are_held_against_those_that_they_can_meet_as_if_against_all() {
        String[] words = {"x", "y", "z", "x|y", "*", "y|z"};
        String[] numbers = {"*", ">=10", "0..10", "5..20", "5", "<3"};
        Random random = new Random(17);
        for (int round = 0; round < 200; round++) {
            List<SheetTable.Rule> rules = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                rules.add(
                        new SheetTable.Rule(
                                List.of(
                                        Cell.parse(words[random.nextInt(words.length)]),
                                        Cell.parse(numbers[random.nextInt(numbers.length)])),
                                TableReader.ALWAYS,
                                new DecisionTable.Row(
                                        "t", i + 2, Map.of("who", "w" + random.nextInt(3)))));
            }
            List<String> found = new ArrayList<>();
            Reachability.check(
                    rules,
                    clash ->
                            found.add(
                                    clash.later().row().number()
                                            + " "
                                            + clash.earlier().row().number()
                                            + clash.covered()));
            assertThat(found).as("round %d", round).isEqualTo(oneByOne(rules));
        }
    }

    private static List<String> oneByOne(List<SheetTable.Rule> rules) {
        List<String> found = new ArrayList<>();
        for (int later = 1; later < rules.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                boolean covered = rules.get(earlier).covers(rules.get(later));
                if (covered || rules.get(earlier).contradicts(rules.get(later))) {
                    found.add((later + 2) + " " + (earlier + 2) + covered);
                    break;
                }
            }
        }
        return found;
    }

    @Test
    void what_may_decide_is_each_row_that_decides_for_something_not_known() {
        String[] rows = {"architect,ann,1", "architect|analyst,*,2", "*,ann,3", "*,*,4"};
        for (String header : List.of("role,person,then who", "person,role,then who")) {
            boolean turned = header.startsWith("person");
            SheetTable table = table(header, turned ? turned(rows) : rows);
            assertThat(mayDecide(table, Map.of("role", "architect"))).containsExactly("1", "2");
            assertThat(mayDecide(table, Map.of("role", "analyst"))).containsExactly("2");
            assertThat(mayDecide(table, Map.of("role", "driver"))).containsExactly("3", "4");
            assertThat(mayDecide(table, Map.of())).containsExactly("3", "4");
        }
    }

    private static String[] turned(String... rows) {
        return Arrays.stream(rows)
                .map(row -> row.replaceFirst("([^,]*),([^,]*)", "$2,$1"))
                .toArray(String[]::new);
    }

    private static List<String> mayDecide(SheetTable table, Map<String, String> inputs) {
        return table.possible(inputs, "person"::equals, DAY).stream()
                .map(row -> row.outputs().get("who"))
                .toList();
    }

    @Test
    @Timeout(20)
    void a_code_map_of_a_hundred_thousand_words_is_read_while_somebody_waits() {
        String[] rows = new String[100_000];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = "code-%d,%d".formatted(i, i % 7);
        }
        SheetTable table = table("code,then who", rows);
        assertThat(who(table, Map.of("code", "code-99999"))).isEqualTo("4");
        assertThat(defects.none()).isTrue();
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
