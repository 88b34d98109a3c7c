package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.money.Money;
import throughline.releases.Change;
import throughline.releases.Changes;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.Releases;
import throughline.releases.Weighing;

/** A change is weighed with what went through this very row, field or gate, and nothing else. */
class WeighingChangesTest extends TenOpportunities {

    private static final String WON =
            "select count(*) from engagement where kind = 'deal' and stage = 'won'";

    @Test
    void a_row_of_a_code_map_weighs_what_came_with_its_code() {
        List<Change> changes =
                changed("tables/stages.csv", text -> text.replace("Won,WON", "Won,OPEN"));
        assertThat(changes).hasSize(1);
        assertThat(changes.getFirst().weight().engagements()).isEqualTo(count(WON));
        assertThat(changes.getFirst().weight().money())
                .containsExactly("booked " + Money.ofMinor("USD", booked()));
        assertThat(changed("tables/stages.csv", text -> text.replace("Lost,LOST", "Lost,OPEN")))
                .singleElement()
                .satisfies(
                        change -> {
                            assertThat(change.weight().engagements())
                                    .isEqualTo(count(WON.replace("'won'", "'lost'")));
                            assertThat(change.weight().money()).isEmpty();
                        });
    }

    @Test
    void a_row_that_is_new_has_no_history_and_says_so() {
        List<Change> changes = changed("tables/stages.csv", text -> text + "Dormant,OPEN,\n");
        assertThat(changes.getFirst().weight().untold().orElseThrow())
                .startsWith("a new row has no history")
                .contains("10 engagements went through the whole table");
        assertThat(changes.getFirst().weight().words()).contains("is not checkable: a new row");
    }

    @Test
    void rows_in_another_order_are_a_change_of_the_whole_table() {
        assertThat(changed("tables/stages.csv", WeighingChangesTest::turned))
                .singleElement()
                .satisfies(
                        change -> {
                            assertThat(change.what()).contains("in another order");
                            assertThat(change.weight().engagements()).isEqualTo(10);
                        });
    }

    @Test
    void a_field_weighs_the_records_that_have_a_value_for_it() {
        JdbcClient.create(database)
                .sql(
                        """
                        update message set body = convert_to(regexp_replace(
                                convert_from(body, 'UTF8'), '"account": *"Account 1"',
                                '"account":null'), 'UTF8')
                        where type = 'opportunity'
                        """)
                .update();
        List<Change> changes =
                changed(
                        "mappings/crm.yaml",
                        text ->
                                text.replace(
                                        "sector: lookup('account', raw.account).sector",
                                        "sector: lower(lookup('account', raw.account).sector)"));
        long named =
                count(
                        """
                        select count(*) from record r join message m on m.id = r.message_id
                        where r.type = 'opportunity'
                            and convert_from(m.body, 'UTF8')::jsonb ->> 'account' is not null
                        """);
        assertThat(named).as("some have an account, some have none").isBetween(1L, 9L);
        assertThat(changes)
                .singleElement()
                .satisfies(change -> assertThat(change.weight().engagements()).isEqualTo(named));
    }

    @Test
    void a_field_of_master_data_weighs_the_deals_that_look_it_up() {
        assertThat(
                        changed(
                                "mappings/crm.yaml",
                                text ->
                                        text.replace(
                                                "manager: raw.manager",
                                                "manager: lower(raw.manager)")))
                .singleElement()
                .satisfies(change -> assertThat(change.weight().engagements()).isEqualTo(10));
    }

    @Test
    void gates_weigh_the_deals_that_they_judged() {
        List<Change> changes =
                changed(
                        "policies/gates.yaml",
                        text -> text.replaceFirst("owner: .*", "owner: sales"));
        assertThat(changes)
                .isNotEmpty()
                .allSatisfy(
                        change -> assertThat(change.weight().engagements()).isEqualTo(count(WON)));
    }

    @Test
    void what_is_said_of_a_legal_entity_weighs_its_engagements_only() {
        String entity = first.release().legalEntities().getFirst().code();
        JdbcClient.create(database)
                .sql("update engagement set legal_entity = case when id like '%1' then ? end")
                .param(entity)
                .update();
        long own = count("select count(*) from engagement where legal_entity is not null");
        assertThat(
                        changed(
                                "landscape.yaml",
                                text -> text.replace("cutoffDays: 5", "cutoffDays: 6")))
                .singleElement()
                .satisfies(
                        change -> {
                            assertThat(change.what()).startsWith("entities." + entity + ".");
                            assertThat(change.weight().engagements()).isEqualTo(own).isLessThan(10);
                        });
    }

    @Test
    void nothing_counts_that_is_older_than_ninety_days() {
        JdbcClient.create(database)
                .sql("update event set known = known - interval '91 days'")
                .update();
        assertThat(changed("tables/stages.csv", text -> text.replace("Won,WON", "Won,OPEN")))
                .singleElement()
                .satisfies(
                        change ->
                                assertThat(change.weight().words())
                                        .isEqualTo("nothing went through it in the last 90 days"));
    }

    private static String turned(String table) {
        List<String> lines = new ArrayList<>(table.lines().toList());
        Collections.reverse(lines.subList(1, lines.size()));
        return String.join("\n", lines) + "\n";
    }

    private List<Change> changed(String file, UnaryOperator<String> change) {
        SortedMap<String, byte[]> files = new TreeMap<>(first.files().files());
        String before = new String(files.get(file), StandardCharsets.UTF_8);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        files.put(file, after.getBytes(StandardCharsets.UTF_8));
        ReadResult.Released next =
                switch (Releases.read(new LandscapeFiles(files))) {
                    case ReadResult.Released released -> released;
                    case ReadResult.Faulty faulty -> throw new AssertionError(faulty.sentences());
                };
        return new Weighing(database, first.release())
                .weighed(
                        Changes.between(
                                new Changes.Side(first.release(), first.files()),
                                new Changes.Side(next.release(), next.files()),
                                next.verdicts()));
    }

    private long booked() {
        return count("select sum(minor)::int8 from posting where happening = 'booked'");
    }

    private long count(String sql) {
        return JdbcClient.create(database).sql(sql).query(Long.class).single();
    }
}
