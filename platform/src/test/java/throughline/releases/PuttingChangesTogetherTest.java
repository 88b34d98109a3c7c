package throughline.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Two sets of changes to the same landscape, made without knowing of each other. */
class PuttingChangesTogetherTest {

    private static final String BEFORE = "code,then meaning,note\nA,ONE,\nB,TWO,\n*,REST,\n";

    @Test
    void rows_that_only_one_touched_are_kept_where_they_stood() {
        assertThat(
                        table(
                                "code,then meaning,note\nA,ONE,\nC,TWO,mine\nB,THREE,\n*,REST,\n",
                                "code,then meaning,note\nA,FOUR,\nD,ONE,\nB,TWO,\n*,REST,\n"))
                .isEqualTo(
                        "code,then meaning,note\nA,FOUR,\nC,TWO,mine\nD,ONE,\nB,THREE,\n*,REST,\n");
    }

    @Test
    void a_row_that_is_gone_stays_gone() {
        assertThat(
                        table(
                                "code,then meaning,note\nB,TWO,\n*,REST,\n",
                                "code,then meaning,note\nA,ONE,\nB,TWO,\nC,ONE,\n*,REST,\n"))
                .isEqualTo("code,then meaning,note\nB,TWO,\nC,ONE,\n*,REST,\n");
    }

    @Test
    void the_same_row_changed_by_both_is_left_to_a_person() {
        assertThatThrownBy(
                        () ->
                                table(
                                        BEFORE.replace("B,TWO", "B,THREE"),
                                        BEFORE.replace("B,TWO", "B,FOUR")))
                .isInstanceOf(RefusedReleaseException.class)
                .hasMessageContaining("what is in force changed the same")
                .hasMessageContaining("tables/map.csv, row code B");
    }

    @Test
    void a_table_with_another_header_is_left_to_a_person() {
        assertThatThrownBy(
                        () ->
                                table(
                                        BEFORE.replace("B,TWO", "B,THREE"),
                                        BEFORE.replace("then meaning", "then sense")))
                .hasMessageContaining("tables/map.csv");
    }

    @Test
    void files_are_taken_from_whoever_changed_them() {
        LandscapeFiles merged =
                new Merging(
                                files("a.yaml", "1", "b.yaml", "1"),
                                files("a.yaml", "2", "b.yaml", "1", "c.yaml", "new"),
                                files("a.yaml", "1", "b.yaml", "3"))
                        .merged("x");
        assertThat(merged.hash())
                .isEqualTo(files("a.yaml", "2", "b.yaml", "3", "c.yaml", "new").hash());
        assertThatThrownBy(
                        () ->
                                new Merging(
                                                files("a.yaml", "1"),
                                                files("a.yaml", "2"),
                                                files("a.yaml", "3"))
                                        .merged("x"))
                .hasMessageContaining("Cannot re-base release x")
                .hasMessageContaining("a.yaml");
    }

    private static String table(String mine, String theirs) {
        LandscapeFiles merged =
                new Merging(
                                files("tables/map.csv", BEFORE),
                                files("tables/map.csv", mine),
                                files("tables/map.csv", theirs))
                        .merged("x");
        return new String(merged.files().get("tables/map.csv"), StandardCharsets.UTF_8);
    }

    private static LandscapeFiles files(String... namesAndTexts) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i], namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return new LandscapeFiles(files);
    }
}
