package throughline.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import throughline.dispatch.Handover;
import throughline.engine.Engine;
import throughline.engine.EngineOptions;
import throughline.intake.Intake;
import throughline.intake.RawMessage;
import throughline.landscape.Release;
import throughline.releases.Releases;

/** What of a contract of 32,000 has a day, and what only somebody's acceptance will give one. */
final class SchedulingTheBacklogTest {

    private static final String STAMP = "2026-03-02T09:00:00.000Z";
    private static final Instant TODAY = Instant.parse("2026-03-05T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Release release =
            Releases.sound(
                    Path.of(System.getProperty("throughline.root"), "landscapes", "consulting"));
    private final Ledger ledger = new Ledger();
    private Engine engine;
    private Intake intake;

    @BeforeEach
    void start() {
        engine =
                new Engine(
                        ledger.dataSource(),
                        release,
                        InstantSource.fixed(TODAY),
                        Handover.NONE,
                        new EngineOptions(1, 64, 100, Duration.ofSeconds(6), Optional.empty()));
        intake = new Intake(ledger.dataSource(), InstantSource.fixed(TODAY), engine::arrived);
    }

    @AfterEach
    void stop() {
        intake.close();
        engine.close();
        ledger.close();
    }

    @Test
    void milestones_with_a_day_are_scheduled_and_those_without_are_not_until_accepted()
            throws Exception {
        won(
                "Fixed fee - milestones",
                """
                "Milestones__r":{"records":[
                {"Key__c":"M1","Name":"Start","DueDate__c":"2026-03-10",
                "Share__c":0.2,"Amount__c":null},
                {"Key__c":"M2","Name":"Design","DueDate__c":null,"Share__c":0.3,"Amount__c":null},
                {"Key__c":"M3","Name":"Live","DueDate__c":"2026-09-30",
                "Share__c":0.5,"Amount__c":null}]},
                "Instalments__r":null\
                """);
        assertThat(ask("backlog-billing", "2026-03-05")).containsExactly("32000.00");
        assertThat(ask("scheduled-backlog", "2026-03-05")).containsExactly("22400.00");
        assertThat(ask("unscheduled-backlog", "2026-03-05")).containsExactly("9600.00");

        take(
                "psa",
                "project",
                "P-1",
                """
                {"id":"P-1","name":"D","status":"active","template":"standard","version":1,
                "externalKey":"crm:Opportunity:O-1"}\
                """);
        take(
                "psa",
                "milestone",
                "MS-2",
                """
                {"id":"MS-2","projectId":"P-1","externalKey":"M2","name":"Design",
                "status":"accepted","acceptedOn":"2026-03-04","acceptedShare":"0.5","version":2}\
                """);
        assertThat(ask("scheduled-backlog", "2026-03-05")).containsExactly("27200.00");
        assertThat(ask("unscheduled-backlog", "2026-03-05")).containsExactly("4800.00");
        assertThat(ask("unscheduled-backlog", "2026-03-03")).containsExactly("9600.00");
    }

    @Test
    void what_is_billed_by_the_calendar_is_scheduled_whole() throws Exception {
        won(
                "Fixed fee - calendar",
                """
                "Milestones__r":null,"Instalments__r":{"records":[
                {"Date__c":"2026-04-01","Amount__c":16000.00},
                {"Date__c":"2026-07-01","Amount__c":16000.00}]}\
                """);
        assertThat(ask("scheduled-backlog", "2026-03-05")).containsExactly("32000.00");
        assertThat(ask("unscheduled-backlog", "2026-03-05")).containsExactly("0.00");
    }

    @Test
    void nothing_is_scheduled_before_it_was_known() throws Exception {
        won(
                "Fixed fee - calendar",
                """
                "Milestones__r":null,"Instalments__r":{"records":[
                {"Date__c":"2026-04-01","Amount__c":32000.00}]}\
                """);
        assertThat(asKnown("scheduled-backlog", TODAY.minusSeconds(1))).isEmpty();
        assertThat(asKnown("scheduled-backlog", TODAY)).containsExactly("32000.00");
    }

    private void won(String pricing, String schedule) throws InterruptedException {
        take(
                "crm",
                "User",
                "U-1",
                "{\"Id\":\"U-1\",\"Name\":\"Ada\",\"SystemModstamp\":\"%s\"}".formatted(STAMP));
        take(
                "crm",
                "Account",
                "A-1",
                """
                {"Id":"A-1","Name":"Customer AG","BillingStreet":"Hafenstr. 1",
                "BillingCity":"Hamburg","BillingPostalCode":"20457","BillingCountryCode":"DE",
                "TaxId__c":"DE100000001","Website":"c.example","Status__c":"Active",
                "Industry":"Services","IsDeleted":false,"SystemModstamp":"%s"}\
                """
                        .formatted(STAMP));
        take(
                "crm",
                "Opportunity",
                "O-1",
                """
                {"attributes":{"type":"Opportunity"},"Id":"O-1","Name":"Deal","AccountId":"A-1",
                "OwnerId":"U-1","StageName":"Closed Won","IsClosed":true,"IsWon":true,
                "Probability":100,"LeadSource":"Web","CloseDate":"2026-03-02",
                "SignedDate__c":"2026-03-02","ApprovedAt__c":"%s","ApprovedBy__c":"U-1",
                "CurrencyIsoCode":"EUR","Amount":32000.00,"LegalEntity__c":null,
                "BusinessUnit__c":"europe","PurchaseOrder__c":"PO-1",
                "ServiceLine__c":"transformation","ProjectKey__c":null,"DeliveryStatus__c":null,
                "Lines__r":{"totalSize":1,"done":true,"records":[{"Id":"L-1","Name":"Delivery",
                "ServiceLine__c":"transformation","PricingModel__c":"%s","Amount__c":32000.00,
                "ListPrice__c":32000.00,"StartDate__c":"2026-03-03","EndDate__c":"2026-09-30",
                %s,"Estimates__r":{"records":[{"Role__c":"consultant","Hours__c":200,
                "Rate__c":160.00}]},
                "RateCard__c":null,"Cap__c":null,"StandaloneSellingPrice__c":32000.00,
                "RevenueMethod__c":null}]},"IsDeleted":false,"SystemModstamp":"%s"}\
                """
                        .formatted(STAMP, pricing, schedule, STAMP));
    }

    private void take(String system, String type, String id, String body)
            throws InterruptedException {
        intake.accept(
                List.of(
                        new RawMessage(
                                system,
                                type,
                                id,
                                Optional.empty(),
                                RawMessage.Source.POLL,
                                "test",
                                body.getBytes(StandardCharsets.UTF_8))));
        assertThat(engine.awaitQuiet(PATIENCE)).isTrue();
    }

    private List<String> ask(String metric, String day) {
        return figures(metric, Optional.of(LocalDate.parse(day)), Optional.empty());
    }

    private List<String> asKnown(String metric, Instant known) {
        return figures(metric, Optional.empty(), Optional.of(known));
    }

    private List<String> figures(String metric, Optional<LocalDate> day, Optional<Instant> known) {
        Question question =
                new Question(
                        metric,
                        Optional.empty(),
                        Optional.empty(),
                        day,
                        known,
                        List.of(),
                        Map.of());
        MetricDesk desk =
                new MetricDesk(ledger.dataSource(), Settings.of(release, LocalDate.of(2026, 3, 5)));
        return desk.answer(question) instanceof MetricAnswer.Figures figures
                ? figures.figures().stream().map(each -> each.value().orElseThrow()).toList()
                : List.of("not answered");
    }
}
