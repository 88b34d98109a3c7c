package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.align.ActionOutcome;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.landscape.Release;
import throughline.load.Loading;
import throughline.load.RealData;
import throughline.server.FirmOnPaper;
import throughline.server.FirmWithTwins;

/** The release in force, rehearsed against itself on the very history that it made. */
class RehearsingWhatIsInForceTest {

    private static final String INVOICE = "POST_INVOICE";

    private static final String NEW_PURCHASE_ORDER =
            """
            {"Id":"a0C1","Name":"CO-1","Opportunity__c":"006A","Status__c":"Approved",
            "SignedDate__c":"2026-04-02","ApprovedAt__c":"2026-04-02T09:00:00.000Z",
            "ApprovedBy__c":"005A","EffectiveDate__c":"2026-04-02",
            "PurchaseOrder__c":"PO-2","Reason__c":"The customer replaced its purchase order",
            "Changes__r":null,"CurrencyIsoCode":"EUR","Lines__r":{"done":true,"records":[]},
            "IsDeleted":false,"CreatedDate":"2026-04-01T09:00:00.000Z"
            """;

    @TempDir Path folder;

    @Test
    void gives_no_difference_on_a_pipeline_of_8800_opportunities() throws Exception {
        Path data = RealData.folder("crm");
        Release release = Landscapes.release("pipeline");
        try (Database database = loaded(release, data)) {
            Rehearsed rehearsed = Rehearsed.of(database.dataSource(), release);
            rehearsed.assertNoDifference();
            assertThat(rehearsed.extent().engagements()).isEqualTo(8_800);
            assertThat(rehearsed.extent().events()).isEqualTo(events(database.dataSource()));
        }
    }

    @Test
    void gives_no_difference_on_a_year_of_time_sheets() throws Exception {
        Path data = RealData.folder("timesheets");
        Release release = Landscapes.release("timesheets");
        try (Database database = loaded(release, data)) {
            Rehearsed rehearsed = Rehearsed.of(database.dataSource(), release);
            rehearsed.assertNoDifference();
            assertThat(rehearsed.extent().events()).isEqualTo(events(database.dataSource()));
        }
    }

    @Test
    void gives_no_difference_on_a_firm_whose_vendors_lose_double_and_delay() throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try (FirmWithTwins firm = FirmWithTwins.start(folder, today)) {
            firm.life().quietDay(today);
            firm.eventually("select count(*) from posting where happening = 'invoice-posted'");
            assertThat(firm.installation().awaitQuiet(Duration.ofSeconds(60))).isTrue();
            // Its history goes on meanwhile: late messages still come.
            Rehearsed.of(firm.installation().dataSource(), firm.installation().release())
                    .assertNoDifference();
        }
    }

    @Test
    void gives_no_difference_while_somebody_s_day_has_come_and_is_not_taken_yet() throws Exception {
        String late;
        Release release;
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            firm.customer("001G", "Nordwind AG", "DE811569869");
            firm.write(firm.won("006A", "A year of running", "001G", 40_000, "005A"), INVOICE);
            late = firm.won("006B", "Another year", "001G", 50_000, "005A");
            firm.write(late, INVOICE);
            firm.settle();
            release = firm.server().installation().release();
        }
        try (Database database = Databases.open(new Home(folder), Optional.empty())) {
            Rehearsed.of(database.dataSource(), release).assertNoDifference();
            beforeItsDay(JdbcClient.create(database.dataSource()), late);
            Rehearsed.of(database.dataSource(), release).assertNoDifference();
        }
    }

    @Test
    void gives_no_difference_where_a_deal_was_decided_before_its_customer_was_taken_in()
            throws Exception {
        Release release;
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            String deal = firm.won("006A", "A year of running", "001G", 40_000, "005A");
            firm.take("ChangeOrder__c", "a0C1", NEW_PURCHASE_ORDER);
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String project = firm.write(deal, "CREATE_PROJECT");
            firm.ended(deal, project, new ActionOutcome.Confirmed("P-1", Map.of()));
            release = firm.server().installation().release();
        }
        try (Database database = Databases.open(new Home(folder), Optional.empty())) {
            JdbcClient client = JdbcClient.create(database.dataSource());
            // As when they come in one page and several workers take them up.
            client.sql("update message set received_at = (select min(received_at) from message)")
                    .update();
            long happened = events(database.dataSource());
            Rehearsed rehearsed = Rehearsed.of(database.dataSource(), release);
            rehearsed.assertNoDifference();
            assertThat(rehearsed.extent().events()).isEqualTo(happened);
            assertThat(client.sql("delete from unseen").update()).isPositive();
            assertThat(Rehearsed.of(database.dataSource(), release).extent().events())
                    .as("without knowing what could be seen")
                    .isNotEqualTo(happened);
        }
    }

    /** Takes back what the calendar did for an engagement, as if it had not come so far. */
    private static void beforeItsDay(JdbcClient database, String engagement) {
        long first =
                database.sql(
                                "select min(sequence) from event where engagement = ?"
                                        + " and cause like 'clock %'")
                        .param(engagement)
                        .query(Long.class)
                        .single();
        database.sql(
                        "delete from action a using event e where a.engagement = ?"
                                + " and e.engagement = a.engagement and e.sequence = ?"
                                + " and a.planned_at >= e.known")
                .params(engagement, first)
                .update();
        database.sql("delete from exception_item where engagement = ? and opened_sequence >= ?")
                .params(engagement, first)
                .update();
        for (String table : List.of("posting", "measure", "event")) {
            database.sql("delete from " + table + " where engagement = ? and sequence >= ?")
                    .params(engagement, first)
                    .update();
        }
        assertThat(
                        database.sql(
                                        "update engagement set sequence = ?, next_wake ="
                                                + " '2026-04-01' where id = ?")
                                .params(first - 1, engagement)
                                .update())
                .isEqualTo(1);
    }

    private Database loaded(Release release, Path data) throws Exception {
        Database database = Databases.open(new Home(folder.resolve("home")), Optional.empty());
        new Loading(database.dataSource(), release, InstantSource.system(), progress -> {})
                .load(List.of(data));
        return database;
    }

    private static long events(DataSource database) {
        return JdbcClient.create(database)
                .sql("select count(*) from event")
                .query(Long.class)
                .single();
    }
}
