package throughline.rehearsal;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.insight.Explain;
import throughline.insight.Settings;
import throughline.server.FirmOnPaper;

/** A dearer rate card is agreed in May for all time from the middle of April on. */
class AgreeingARateForDaysThatPassedTest {

    private FirmOnPaper firm;
    private String deal;

    @BeforeEach
    void three_days_of_work_at_the_old_rates(@TempDir Path folder) throws IOException {
        Path landscape = NewRates.copy(Landscapes.folder("consulting"), folder.resolve("files"));
        Path card = landscape.resolve("tables/rate-card.csv");
        Files.writeString(
                card,
                Files.readString(card)
                        .replace("*,*,,,140.00,80.00,EUR,default for an unknown role\n", "")
                        .replace(
                                "standard,partner",
                                "senior,consultant,,,200.00,90.00,EUR,\n"
                                        + "senior,architect,,,250.00,120.00,EUR,\n"
                                        + "standard,partner"));
        firm = FirmOnPaper.in(folder.resolve("home"), landscape, InstantSource.system());
        firm.customer("001G", "Alpenwind AG", "DE811569869");
        deal = sold();
        firm.ended(
                deal,
                firm.write(deal, "CREATE_PROJECT"),
                new ActionOutcome.Confirmed("P-1", Map.of()));
        firm.observed("psa", "person", "U1", "1", person());
        worked("T1", "2026-04-10", "consultant", 8);
        worked("T2", "2026-04-15", "consultant", 8);
        worked("T3", "2026-04-20", "consultant", 8);
    }

    @AfterEach
    void end() {
        firm.close();
    }

    @Test
    void the_days_for_which_it_counts_are_rated_by_it_and_the_others_are_not() throws Exception {
        assertThat(worth()).containsExactly("1280.00", "1280.00", "1280.00");
        assertThat(revenue()).containsExactly("2026-04 384000");
        agreed("Approved", "2026-04-15");
        firm.eventually(
                "select count(*) = 2 from event where engagement = ?"
                        + " and type = 'time-taken-back/v1'",
                deal);
        firm.settle();
        assertThat(worth()).containsExactly("1280.00", "1600.00", "1600.00");
        assertThat(revenue()).containsExactly("2026-04 384000", "2026-05 64000");
        assertThat(moments("contract-amended/v1")).isEqualTo(moments("time-taken-back/v1"));
        assertThat(explained()).contains("psa:time-card:T2", "crm:ChangeOrder__c:8001");
        nothingIsRehearsedDifferently();

        // Taken back, the old rates count again.
        agreed("Rejected", "2026-04-15");
        firm.eventually(
                "select count(*) = 4 from event where engagement = ?"
                        + " and type = 'time-taken-back/v1'",
                deal);
        firm.settle();
        assertThat(worth()).containsExactly("1280.00", "1280.00", "1280.00");
        assertThat(revenue())
                .containsExactly("2026-04 384000", "2026-05 64000", YearMonth.now(UTC) + " -64000");
        nothingIsRehearsedDifferently();
    }

    /** The card of the change has a rate for her; the message of the change brings no time. */
    @Test
    void time_that_the_change_itself_gives_a_rate_is_approved_once_and_corrected_as_any_other() {
        worked("T4", "2026-04-21", "architect", 8);
        assertThat(worth()).hasSize(3);
        agreed("Approved", "2026-04-15");
        assertThat(worth()).containsExactly("1280.00", "1600.00", "1600.00", "2000.00");
        assertThat(approvals("T4")).isEqualTo(1);
        worked("T4", "2026-04-21", "architect", 4);
        assertThat(worth()).containsExactly("1280.00", "1600.00", "1600.00", "1000.00");
        assertThat(approvals("T4")).isEqualTo(2);
    }

    @Test
    void who_dies_between_the_change_and_the_rating_leaves_neither_and_both_come_after_it() {
        dieWhenTimeIsTakenBack();
        CompletableFuture<Void> change =
                CompletableFuture.runAsync(() -> agreed("Approved", "2026-04-15"));
        firm.eventually("select last_value >= 2 from deaths"); // it tried again, and died again
        assertThat(moments("contract-amended/v1")).isEmpty();
        assertThat(moments("time-taken-back/v1")).isEmpty();
        assertThat(worth()).containsExactly("1280.00", "1280.00", "1280.00");

        firm.database().sql("drop trigger dies on event").update();
        change.join();
        assertThat(worth()).containsExactly("1280.00", "1600.00", "1600.00");
        assertThat(moments("contract-amended/v1"))
                .hasSize(1)
                .isEqualTo(moments("time-taken-back/v1"));
    }

    /** Counts the deaths in a sequence, since nothing else of a transaction outlives it. */
    private void dieWhenTimeIsTakenBack() {
        firm.database().sql("create sequence deaths").update();
        firm.database()
                .sql(
                        """
                        create function die() returns trigger language plpgsql as $$
                        begin
                            perform nextval('deaths');
                            perform pg_terminate_backend(pg_backend_pid());
                            return new;
                        end $$
                        """)
                .update();
        firm.database()
                .sql(
                        """
                        create trigger dies before insert on event for each row
                        when (new.type = 'time-taken-back/v1') execute function die()
                        """)
                .update();
    }

    private int approvals(String id) {
        return firm.database()
                .sql(
                        """
                        select count(*) from event
                        where engagement = ? and type = 'time-approved/v1'
                            and convert_from(payload, 'UTF8')::jsonb ->> 'unit' = ?
                        """)
                .params(deal, "psa:time-card:" + id)
                .query(Integer.class)
                .single();
    }

    /** What was recognized, by the month in which it counts. */
    private List<String> revenue() {
        return firm.database()
                .sql(
                        """
                        select to_char(effective, 'YYYY-MM') || ' ' || sum(minor) from posting
                        where engagement = ? and happening = 'revenue-recognized'
                        group by to_char(effective, 'YYYY-MM') order by 1
                        """)
                .param(deal)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** What the books say of it, down to the records that it rests on. */
    private String explained() {
        Settings settings =
                Settings.of(firm.server().installation().release(), LocalDate.of(2026, 6, 1));
        return new Explain(firm.server().installation().dataSource(), settings)
                .engagement(deal, 50)
                .toString();
    }

    /** The transactions in which something happened: all or nothing of one is kept. */
    private List<String> moments(String type) {
        return firm.database()
                .sql(
                        """
                        select distinct xmin::text from event where engagement = ? and type = ?
                        """)
                .params(deal, type)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private void nothingIsRehearsedDifferently() throws InterruptedException {
        Rehearsed.of(
                        firm.server().installation().dataSource(),
                        firm.server().installation().release())
                .assertNoDifference();
    }

    /** What every entry that counts is worth, by its day. */
    private List<String> worth() {
        return firm.database()
                .sql(
                        """
                        select substr(convert_from(e.payload, 'UTF8')::jsonb ->> 'amount', 5)
                        from record r join event e on e.engagement = r.engagement
                            and e.sequence = r.approved_sequence
                        where r.engagement = ?
                        order by convert_from(e.payload, 'UTF8')::jsonb ->> 'on'
                        """)
                .param(deal)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Fewer hours are a later version. */
    private void worked(String id, String day, String role, int hours) {
        String version = Integer.toString(9 - hours);
        firm.observed(
                "psa",
                "time-card",
                id,
                version,
                """
                {"id":"%s","version":"%s","projectKey":"%s","projectId":"P-1","personId":"U1",
                "date":"%s","hours":"%d","role":"%s","billable":true,"status":"approved"}
                """
                        .formatted(id, version, deal, day, hours, role));
    }

    private static String person() {
        return "{\"id\":\"U1\",\"version\":\"1\",\"name\":\"Ida\",\"role\":\"consultant\"}";
    }

    private void agreed(String status, String effective) {
        firm.take(
                "ChangeOrder__c",
                "8001",
                """
                {"Id":"8001","Name":"CO-1","Opportunity__c":"006R","Status__c":"%s",
                "SignedDate__c":"2026-05-04","ApprovedAt__c":"2026-05-04T09:00:00Z",
                "ApprovedBy__c":"005N","EffectiveDate__c":"%s","CurrencyIsoCode":"EUR",
                "Reason__c":"seniors from mid-April on",
                "Lines__r":{"records":[{"Id":"x1","Of__c":"a1","Name":"Advice",
                "ServiceLine__c":"advisory","PricingModel__c":"Time and materials",
                "StartDate__c":"2026-04-01","EndDate__c":"2027-03-31",
                "Cap__c":100000,"RateCard__c":"senior",
                "Estimates__r":{"records":[
                {"Role__c":"consultant","Hours__c":100,"Rate__c":160}]}}]}
                """
                        .formatted(status, effective));
    }

    private String sold() {
        firm.take(
                "Opportunity",
                "006R",
                """
                {"Id":"006R","Name":"Advice","AccountId":"001G","OwnerId":"005A",
                "StageName":"Closed Won","LeadSource":"Referral","CloseDate":"2026-03-02",
                "SignedDate__c":"2026-03-02","CurrencyIsoCode":"EUR","Amount":16000,
                "BusinessUnit__c":"europe","ServiceLine__c":"advisory","IsDeleted":false,
                "Lines__r":{"records":[{"Id":"a1","Name":"Advice",
                "ServiceLine__c":"advisory","PricingModel__c":"Time and materials",
                "Amount__c":16000,"StartDate__c":"2026-04-01","EndDate__c":"2027-03-31",
                "Cap__c":100000,"RateCard__c":"standard",
                "StandaloneSellingPrice__c":16000,"ListPrice__c":16000,
                "Estimates__r":{"records":[
                {"Role__c":"consultant","Hours__c":100,"Rate__c":160}]}}]}
                """);
        return "crm:Opportunity:006R";
    }
}
