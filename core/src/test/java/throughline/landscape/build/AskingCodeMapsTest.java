package throughline.landscape.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import throughline.landscape.Lookup;
import throughline.landscape.expression.Compiled;
import throughline.landscape.expression.Scope;
import throughline.landscape.expression.Types;
import throughline.landscape.expression.Unresolved;
import throughline.landscape.expression.Vocabulary;

/** What a code means may change on a day, and what nobody knows waits with a proposal. */
final class AskingCodeMapsTest {

    private static final String ON = "code('lines', raw.line, date(raw.on))";

    private final Defects defects = new Defects();
    private final Vocabulary vocabulary =
            new Vocabulary(
                    "crm",
                    Map.of(
                            "lines",
                            table(
                                    "code,from,until,then meaning",
                                    "CLD,,2026-01-01,hosting",
                                    "CLD,2026-01-01,,cloud",
                                    "OLD,2025-01-01,2026-01-01,maintenance",
                                    "NEW,2026-02-01,,advice"),
                            "stages",
                            table(
                                    "code,then meaning",
                                    "Closed Won,WON",
                                    "Closed Lost|Dead,LOST",
                                    "\"a,b\",OPEN")),
                    Optional.empty(),
                    Map.of("raw", Types.OBJECT));

    private final Scope scope = new Scope(vocabulary.slots(), Lookup.empty());

    @Test
    void a_record_is_read_by_what_the_code_meant_on_its_own_day() {
        assertThat(meaning(ON, "CLD", "2025-12-31")).isEqualTo("hosting");
        assertThat(meaning(ON, "CLD", "2026-01-01")).isEqualTo("cloud");
        assertThat(meaning(ON, "OLD", "2025-06-30")).isEqualTo("maintenance");
    }

    @Test
    void in_a_gap_and_outside_its_days_a_code_has_no_meaning_and_says_when() {
        assertThatThrownBy(() -> meaning(ON, "OLD", "2026-01-01")).isInstanceOf(Unresolved.class);
        assertThat(scope.waitingFor())
                .isEqualTo(
                        "line \"OLD\" has no meaning on 2026-01-01 in the code map lines: its rows"
                                + " hold on other days. Add a row to tables/lines.csv that holds"
                                + " then; on other days it is maintenance");
    }

    @Test
    void a_text_for_what_is_not_known_is_taken_on_days_without_a_meaning_too() {
        String text = "code('lines', raw.line, date(raw.on), 'unknown')";
        assertThat(meaning(text, "NEW", "2026-01-31")).isEqualTo("unknown");
        assertThat(meaning(text, "NEW", "2026-02-01")).isEqualTo("advice");
    }

    @Test
    void without_its_day_a_record_is_refused_and_not_read_by_some_other() {
        assertThatThrownBy(() -> meaning(ON, "CLD", ""))
                .isInstanceOf(Unresolved.class)
                .hasMessage("What \"CLD\" means depends on a day that is not there. Fill in on.");
    }

    @Test
    void a_map_with_days_cannot_be_asked_without_one() {
        assertThat(vocabulary.compile("code('lines', raw.line)"))
                .isInstanceOfSatisfying(
                        Compiled.Unusable.class,
                        unusable ->
                                assertThat(unusable.problems().getFirst().sentence())
                                        .isEqualTo(
                                                "What lines says depends on the day. Say as of"
                                                    + " which: code('lines', value, date(..))."));
    }

    @Test
    void what_is_not_known_waits_with_the_row_that_was_probably_forgotten() {
        assertThatThrownBy(() -> meaning("code('stages', raw.line)", "closed-won", ""))
                .isInstanceOf(Unresolved.class);
        assertThat(scope.waitingFor())
                .isEqualTo(
                        "line \"closed-won\" is not in the code map stages: add the row"
                                + " closed-won,WON to tables/stages.csv, as for \"Closed Won\", or"
                                + " what else it means");
    }

    @Test
    void a_longer_form_of_a_known_code_is_proposed_as_that() {
        assertThatThrownBy(() -> meaning("code('stages', raw.line)", "Closed Won, signed", ""))
                .isInstanceOf(Unresolved.class);
        assertThat(scope.waitingFor()).contains("add the row \"Closed Won, signed\",WON to");
    }

    @Test
    void where_nothing_is_like_it_the_meanings_that_there_are_are_told() {
        assertThatThrownBy(() -> meaning("code('stages', raw.line)", "Parked", ""))
                .isInstanceOf(Unresolved.class);
        assertThat(scope.waitingFor())
                .endsWith(
                        "add a row Parked,MEANING to tables/stages.csv; it means one of LOST, OPEN,"
                                + " WON so far");
    }

    @Test
    void rows_that_hold_on_the_same_days_in_part_are_defects() {
        Defects found = new Defects();
        table(
                found,
                "code,from,until,then meaning",
                "A,2026-01-01,2026-07-01,x",
                "A,2026-06-30,2027-01-01,y",
                "B,2026-01-01,2026-07-01,x",
                "B,2026-06-30,2027-01-01,x",
                "C,2026-01-01,2026-07-01,x",
                "C,2026-07-01,,y",
                "D,2026-03-01,2026-04-01,exception",
                "D,2026-01-01,,usual");
        assertThat(found.all()).map(Defect::code).containsExactly("overlapping-rows");
        assertThat(found.all().getFirst().place().line()).isEqualTo(3);
        assertThat(found.all().getFirst().sentence())
                .isEqualTo(
                        "This row and line 2 overlap in part and say different things. End one"
                                + " where the other begins.");
    }

    @Test
    void ranges_and_lists_that_overlap_in_part_are_defects_and_orders_of_precedence_are_not() {
        Defects found = new Defects();
        table(
                found,
                "amount,country,then who",
                "0..100,*,clerk",
                "50..200,*,boss",
                "*,DE|AT,a",
                "*,AT|CH,b");
        assertThat(found.all()).map(each -> each.place().line()).containsExactly(3, 5);

        Defects none = new Defects();
        table(
                none,
                "amount,discount,then who",
                "*,>15,partner",
                ">=150000,*,partner-too",
                "*,>5,lead",
                "10..20,*,clerk",
                "20..30,*,other",
                "*,*,nobody");
        assertThat(none.all()).isEmpty();
    }

    private @Nullable Object meaning(String text, String line, String on) {
        if (vocabulary.compile(text) instanceof Compiled.Usable(var expression)) {
            scope.set(0, Map.of("line", line, "on", on));
            return expression.evaluate(scope);
        }
        throw new AssertionError(text + " cannot be compiled");
    }

    private SheetTable table(String header, String... rows) {
        return table(defects, header, rows);
    }

    private static SheetTable table(Defects defects, String header, String... rows) {
        List<Sheet.Line> lines = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            lines.add(new Sheet.Line(i + 2, cells(rows[i])));
        }
        String name = header.startsWith("code,from") ? "lines" : "stages";
        return new TableReader(defects)
                .read(
                        new Sheet(
                                name,
                                Place.of("tables/" + name + ".csv"),
                                Arrays.asList(header.split(",")),
                                lines));
    }

    /** A cell in quotation marks may hold a comma. */
    private static List<String> cells(String row) {
        return Arrays.stream(row.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                .map(cell -> cell.replace("\"", ""))
                .toList();
    }
}
