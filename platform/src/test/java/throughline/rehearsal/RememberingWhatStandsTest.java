package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.engine.Engine;
import throughline.engine.Pipeline;
import throughline.intake.Intake;
import throughline.intake.RawMessage;
import throughline.releases.KeptRelease;
import throughline.releases.ReadResult;
import throughline.releases.Signature;

/**
 * After a change-over, what earlier rehearsals found to stand where the release in force brings it
 * is not derived again; what a rehearsal tells is the same as if it were.
 */
class RememberingWhatStandsTest extends TenOpportunities {

    private ReadResult.Released strict = first;

    @BeforeEach
    void some_deals_could_not_have_come_to_where_they_stand() throws Exception {
        forget();
        List<RawMessage> more = new ArrayList<>(List.of(Pipeline.product("GTX Pro")));
        for (int i = 0; i < 4; i++) {
            more.add(opportunity("P-" + i, "GTX Pro", "Won", 1_000 + i));
        }
        more.add(opportunity("E-1", "GTX Basic", "Engaging", 700));
        take(first, more);
        // The deals of this product are booked, and would have waited for its code.
        strict = made("products.csv", "GTX Pro,GTX Pro,", "GTX P,GTX Pro,");
        putInForce(strict);
    }

    @Test
    void a_rehearsal_tells_the_same_whether_it_remembers_or_derives() throws Exception {
        assertThat(remembered()).as("those that its own rehearsal found alike").isEqualTo(11);
        KeptRelease lost = lost();
        List<Object> fast = told(rehearsed(lost));
        forget();
        List<Object> slow = told(rehearsed(lost));
        assertThat(fast).isEqualTo(slow);
        assertThat(fast.toString()).contains("crm:opportunity:O-1").contains("crm:opportunity:P-1");
        assertThat(remembered()).as("what was derived is remembered again").isEqualTo(11);
        assertThat(told(rehearsed(lost))).isEqualTo(slow);
    }

    @Test
    void what_was_decided_since_is_derived_again() throws Exception {
        assertThat(holding()).hasSize(11).contains("crm:opportunity:O-3");
        take(
                strict,
                List.of(
                        opportunity("O-3", "GTX Basic", "Won", 4_000),
                        opportunity("P-1", "GTX Pro", "Won", 5_000),
                        opportunity("E-1", "GTX Basic", "Lost", 0),
                        opportunity("N-1", "GTX Basic", "Won", 900)));
        assertThat(holding())
                .hasSize(9)
                .doesNotContain("crm:opportunity:O-3", "crm:opportunity:E-1");
        KeptRelease lost = lost();
        List<Object> fast = told(rehearsed(lost));
        assertThat(holding()).contains("crm:opportunity:O-3", "crm:opportunity:N-1");
        forget();
        assertThat(fast).isEqualTo(told(rehearsed(lost)));
    }

    @Test
    void another_release_in_force_or_other_code_remembers_nothing() throws Exception {
        JdbcClient.create(database).sql("update proven set print = 'of other code'").update();
        assertThat(holding()).isEmpty();
        KeptRelease lost = lost();
        List<Object> derived = told(rehearsed(lost));
        assertThat(holding()).as("derived and remembered").hasSize(11);
        ReadResult.Released next = changed(strict, "sectors.csv", "technolgy", "technologie");
        assertThat(holding(next)).isEmpty();
        assertThat(told(rehearsed(lost))).isEqualTo(derived);
    }

    @Test
    void a_day_that_has_come_is_derived() throws Exception {
        JdbcClient.create(database)
                .sql("update engagement set next_wake = current_date where id like '%O-3'")
                .update();
        assertThat(holding()).hasSize(10).doesNotContain("crm:opportunity:O-3");
    }

    @Test
    void only_the_releases_of_late_are_remembered() throws Exception {
        KeptRelease lost = lost();
        for (int i = 0; i < 6; i++) {
            rehearsed(lost);
        }
        assertThat(
                        JdbcClient.create(database)
                                .sql("select distinct release from proven order by 1")
                                .query(String.class)
                                .list())
                .as("what is in force, and what of another one is alike")
                .contains(strict.release().id())
                .doesNotContain(first.release().id());
    }

    private KeptRelease lost() {
        return store.draft(
                changed(strict, "stages.csv", "Won,WON", "Won,LOST"),
                Signature.of("ann"),
                "why",
                now);
    }

    /** All that it tells. */
    private List<Object> told(Rehearsal rehearsal) {
        assertThat(rehearsal.baseline()).contains(Baseline.BEGINNING);
        Findings found = new Findings(database, rehearsal.number());
        return List.of(
                found.eachAmount(1_000),
                found.eachAttention(1_000),
                found.eachWrite(1_000),
                found.withoutAmounts(1_000),
                found.onward(1_000),
                rehearsal.engagements(),
                rehearsal.gate().orElse("nobody else needs to agree"));
    }

    /** Those of which it is known that they stand where what is in force brings them. */
    private List<String> holding() throws Exception {
        return holding(strict);
    }

    private List<String> holding(ReadResult.Released under) throws Exception {
        List<String> ids = Pipeline.query(database, "select id from engagement order by id");
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
        List<String> holding = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            Days days = Days.read(connection, today);
            Proven proven = Proven.of(connection, List.of(under.release().id()), ids, days);
            for (Kept kept : KeptStore.read(connection, ids, Map.of())) {
                if (proven.holds(under.release(), kept)) {
                    holding.add(kept.id().value());
                }
            }
        }
        return holding;
    }

    private long remembered() {
        return JdbcClient.create(database)
                .sql("select count(*) from proven where release = ?")
                .param(strict.release().id())
                .query(Long.class)
                .single();
    }

    private void forget() {
        JdbcClient.create(database).sql("truncate proven").update();
    }

    private void take(ReadResult.Released under, List<RawMessage> messages) throws Exception {
        try (Engine engine = engine(under);
                Intake intake = new Intake(database, InstantSource.system(), engine::arrived)) {
            intake.accept(messages);
            assertThat(engine.awaitQuiet(Duration.ofSeconds(60))).isTrue();
            engine.tick(Duration.ofSeconds(60));
        }
    }

    private static RawMessage opportunity(String id, String product, String stage, int value) {
        return Pipeline.message(
                "opportunity",
                id,
                ("{'opportunity_id':'%s','sales_agent':'Agent 1','product':'%s',"
                                + "'account':'Account 1','deal_stage':'%s',"
                                + "'engage_date':'2017-01-02','close_date':'2017-03-01',"
                                + "'close_value':'%d'}")
                        .formatted(id, product, stage, value));
    }
}
