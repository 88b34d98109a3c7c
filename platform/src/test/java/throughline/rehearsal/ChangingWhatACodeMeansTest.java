package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.releases.Change;
import throughline.releases.Changes;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.Releases;
import throughline.releases.Weighing;

/** A code means something else from a day in the middle of the history on. */
class ChangingWhatACodeMeansTest extends TenOpportunities {

    private static final String DAY = "convert_from(m.body, 'UTF8')::jsonb ->> 'engage_date'";
    private static final String OF_WON =
            """
             from record r join message m on m.id = r.message_id
            where r.type = 'opportunity'
                and convert_from(m.body, 'UTF8')::jsonb ->> 'deal_stage' = 'Won' and
            """
                    + DAY;
    private static final String WON = "select r.engagement" + OF_WON;

    private final String day = "2017-01-01";

    @BeforeEach
    void three_were_begun_before_that_day() {
        JdbcClient.create(database)
                .sql(
                        """
                        update message set body = convert_to(replace(
                                convert_from(body, 'UTF8'), '2017-01-02', '2016-05-02'), 'UTF8')
                        where type = 'opportunity' and external_id in ('O-0', 'O-1', 'O-2')
                        """)
                .update();
        assertThat(ids(WON + " < ?")).hasSize(3);
        assertThat(ids(WON + " >= ?")).hasSize(7);
    }

    @Test
    void is_rehearsed_for_the_records_of_those_days_and_for_no_others() throws Exception {
        ReadResult.Released next = dated("OPEN");
        assertThat(Rehearsed.of(database, next.release()).differences().keySet())
                .isEqualTo(ids(WON + " >= ?"));
        Rehearsed.of(database, dated("WON").release()).assertNoDifference();
    }

    @Test
    void each_row_weighs_what_came_on_its_days() throws Exception {
        ReadResult.Released old = dated("WON");
        ReadResult.Released next = dated("OPEN");
        assertThat(weighed(old, next))
                .singleElement()
                .satisfies(
                        change -> {
                            assertThat(change.what()).contains("from " + day, "OPEN, not WON");
                            assertThat(change.weight().engagements())
                                    .isEqualTo(ids(WON + " >= ?").size());
                        });
        assertThat(weighed(next, edited(next, "Won,," + day + ",WON", "Won,," + day + ",LOST")))
                .singleElement()
                .satisfies(
                        change ->
                                assertThat(change.weight().engagements())
                                        .isEqualTo(ids(WON + " < ?").size()));
    }

    private Set<String> ids(String sql) {
        return new HashSet<>(
                JdbcClient.create(database).sql(sql).param(day).query(String.class).list());
    }

    private List<Change> weighed(ReadResult.Released old, ReadResult.Released next) {
        return new Weighing(database, old.release())
                .weighed(
                        Changes.between(
                                new Changes.Side(old.release(), old.files()),
                                new Changes.Side(next.release(), next.files()),
                                next.verdicts()));
    }

    /** What is won means something else from a day on. */
    private ReadResult.Released dated(String meaning) {
        SortedMap<String, byte[]> files = new TreeMap<>(first.files().files());
        replace(
                files,
                "tables/stages.csv",
                Map.of(
                        text(files, "tables/stages.csv"),
                        """
                        code,from,until,then meaning
                        Won,,%1$s,WON
                        Won,%1$s,,%2$s
                        Lost,,,LOST
                        Engaging,,,OPEN
                        Prospecting,,,OPEN
                        """
                                .formatted(day, meaning)));
        replace(
                files,
                "mappings/crm.yaml",
                Map.of(
                        "code('stages', raw.deal_stage)",
                        "code('stages', raw.deal_stage, date(raw.engage_date))"));
        return released(files);
    }

    private static ReadResult.Released edited(
            ReadResult.Released release, String old, String next) {
        SortedMap<String, byte[]> files = new TreeMap<>(release.files().files());
        replace(files, "tables/stages.csv", Map.of(old, next));
        return released(files);
    }

    private static void replace(
            SortedMap<String, byte[]> files, String file, Map<String, String> words) {
        words.forEach(
                (old, next) -> {
                    String text = text(files, file);
                    assertThat(text).contains(old);
                    files.put(file, text.replace(old, next).getBytes(StandardCharsets.UTF_8));
                });
    }

    private static String text(SortedMap<String, byte[]> files, String file) {
        return new String(files.get(file), StandardCharsets.UTF_8);
    }

    private static ReadResult.Released released(SortedMap<String, byte[]> files) {
        return switch (Releases.read(new LandscapeFiles(files))) {
            case ReadResult.Released released -> released;
            case ReadResult.Faulty faulty -> throw new AssertionError(faulty.sentences());
        };
    }
}
