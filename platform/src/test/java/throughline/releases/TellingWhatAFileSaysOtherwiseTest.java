package throughline.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a file says otherwise is told; what it only writes otherwise is not. */
class TellingWhatAFileSaysOtherwiseTest {

    @Test
    void parts_with_names_that_stand_in_another_order_are_told_since_the_first_may_count() {
        assertThat(
                        between(
                                "drift: [{type: a, do: stop}, {type: \"*\", do: accept}]",
                                "drift: [{type: \"*\", do: accept}, {type: a, do: stop}]"))
                .containsExactly("drift stand in another order");
    }

    @Test
    void a_part_that_is_new_or_gone_moves_no_other() {
        assertThat(
                        between(
                                "steps: [{name: a, get: /a}, {name: b, get: /b}, {name: c}]",
                                "steps: [{name: n, get: /n}, {name: b, get: /b}, {name: c}]"))
                .containsExactly(
                        "steps.a is gone; it was name a, get /a", "steps.n is new: name n, get /n");
    }

    @Test
    void keys_in_another_order_blanks_and_notes_say_nothing() {
        assertThat(between("a: {b: 1, c: 2}", "# note\na:\n  c: 2\n  b: 1\n")).isEmpty();
    }

    private static List<String> between(String was, String is) {
        return Differing.between("systems/x.yaml", bytes(was), bytes(is));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
