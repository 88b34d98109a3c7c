package throughline.twins;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class LivingTheFirmsLifeTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);

    private Twins twins;
    private FirmLife life;

    @BeforeEach
    void start() {
        twins = Twins.start(TwinsOptions.defaults());
        life = new FirmLife(twins, 7);
    }

    @AfterEach
    void stop() {
        twins.close();
    }

    @Test
    void the_same_seed_lives_the_same_life() {
        assertThat(lived(7)).isEqualTo(lived(7)).isNotEqualTo(lived(8));
    }

    @Test
    void history_lies_in_the_past_and_ends_before_today() {
        life.history(TODAY, 3, 8);

        List<ObjectNode> deals = twins.crm().all("Opportunity");
        assertThat(deals).hasSize(24);
        assertThat(deals)
                .allSatisfy(
                        deal ->
                                assertThat(text(deal, "SystemModstamp"))
                                        .isBetween("2026-03-30", "2026-06-30"));
    }

    @Test
    void deals_are_open_won_and_lost_in_every_pricing_model() {
        life.history(TODAY, 6, 8);

        List<ObjectNode> deals = twins.crm().all("Opportunity");
        assertThat(deals.stream().map(deal -> text(deal, "StageName")))
                .contains("Closed Won", "Closed Lost", "Negotiation");
        assertThat(deals.stream().map(deal -> text(deal, "CurrencyIsoCode")))
                .contains("EUR", "USD");
        assertThat(deals.stream().map(deal -> deal.at("/Lines__r/records/0")).distinct())
                .extracting(line -> line.path("PricingModel__c").asString())
                .contains(Offer.MILESTONES, Offer.CALENDAR, Offer.TIME);
    }

    @Test
    void instalments_and_milestones_add_up_unless_somebody_made_a_mistake() {
        for (long seed = 0; seed < 30; seed++) {
            Offer.Part part =
                    new Offer.Part(
                            Offer.CALENDAR,
                            new BigDecimal(10_000 + 7 * seed).movePointLeft(2),
                            BigDecimal.ONE,
                            5);
            BigDecimal sum = BigDecimal.ZERO;
            for (var instalment : part.line(TODAY).at("/Instalments__r/records")) {
                sum = sum.add(instalment.path("Amount__c").decimalValue());
            }
            assertThat(sum).isEqualByComparingTo(part.amount());
        }
    }

    @Test
    void estimates_explain_the_price_exactly() {
        life.history(TODAY, 6, 8);

        assertThat(twins.crm().all("Opportunity"))
                .allSatisfy(
                        deal -> {
                            BigDecimal explained = BigDecimal.ZERO;
                            for (var line : deal.at("/Lines__r/records")) {
                                for (var estimate : line.at("/Estimates__r/records")) {
                                    BigDecimal hours = estimate.path("Hours__c").decimalValue();
                                    BigDecimal rate = estimate.path("Rate__c").decimalValue();
                                    explained = explained.add(hours.multiply(rate));
                                }
                            }
                            assertThat(explained)
                                    .isEqualByComparingTo(deal.path("Amount").decimalValue());
                        });
    }

    @Test
    void mistakes_are_made_and_in_quiet_days_all_are_mended() {
        life.history(TODAY, 12, 10);
        assertThat(mistaken()).isNotEmpty();

        for (int day = 0; day < 60; day++) {
            life.quietDay(TODAY);
        }

        assertThat(mistaken()).isEmpty();
    }

    @Test
    void a_project_that_appears_is_staffed_worked_and_accepted() {
        life.history(TODAY, 3, 8);
        project("deal:1", "EUR", TODAY.minusDays(30));

        for (int day = 0; day < 30; day++) {
            life.day(TODAY);
        }

        List<ObjectNode> cards = twins.psa().records("time-cards").all(_ -> true);
        assertThat(twins.psa().records("assignments").size()).isEqualTo(3);
        assertThat(cards.stream().map(card -> text(card, "status"))).contains("approved");
        assertThat(cards)
                .allSatisfy(
                        card ->
                                assertThat(text(card, "date"))
                                        .isBetween("2026-05-31", TODAY.toString()));
        assertThat(
                        twins.psa()
                                .records("milestones")
                                .all(milestone -> text(milestone, "status").equals("accepted")))
                .isNotEmpty();
    }

    @Test
    void who_works_on_a_project_does_not_hang_on_the_order_in_which_projects_appear() {
        List<Integer> order = new ArrayList<>(IntStream.range(0, 12).boxed().toList());
        Map<String, Set<String>> teams = teams(order);

        assertThat(teams(order.reversed())).isEqualTo(teams);
        assertThat(teams.values()).hasSize(12);
        assertThat(Set.copyOf(teams.values())).hasSizeGreaterThan(1);
    }

    @Test
    void a_manager_leads_every_team() {
        Map<String, Set<String>> teams = teams(IntStream.range(0, 12).boxed().toList());

        assertThat(teams.values())
                .allSatisfy(
                        team ->
                                assertThat(team)
                                        .hasSize(3)
                                        .anyMatch(person -> person.endsWith(" manager")));
    }

    @Test
    void nobody_works_more_than_ten_hours_on_a_day() {
        life.history(TODAY, 1, 4);
        for (int i = 0; i < 20; i++) {
            project("deal:" + i, "EUR", TODAY.minusDays(10));
        }
        life.day(TODAY);

        Map<String, Double> hours =
                twins.psa().records("time-cards").all(_ -> true).stream()
                        .collect(
                                Collectors.groupingBy(
                                        card -> text(card, "personId") + text(card, "date"),
                                        Collectors.summingDouble(
                                                card -> Double.parseDouble(text(card, "hours")))));
        assertThat(hours.values()).isNotEmpty().allSatisfy(h -> assertThat(h).isLessThan(10.1));
    }

    @Test
    void posted_invoices_are_paid_sooner_or_later() {
        life.history(TODAY, 1, 4);
        Company company = twins.erp().company("DE01");
        ObjectNode customer = Json.object().put("name", "Nordwind").put("country", "DE");
        String id = company.create("customers", customer).path("id").asString();
        for (int i = 0; i < 10; i++) {
            ObjectNode invoice = Json.object().put("customerId", id).put("currency", "EUR");
            invoice.put("date", TODAY.toString()).put("taxTreatment", "domestic");
            invoice.putArray("lines").addObject().put("text", "Work").put("amount", "1000.00");
            String document = company.create("sales-invoices", invoice).path("id").asString();
            company.act("sales-invoices", document, "post");
        }

        for (int day = 0; day < 40; day++) {
            life.quietDay(TODAY);
        }

        assertThat(company.counts()).containsEntry("payment", 10);
    }

    @Test
    void periods_before_the_history_are_closed() {
        life.history(TODAY, 3, 8);

        Records periods = twins.erp().company("US01").records("periods").orElseThrow();
        assertThat(text(periods.get("US01-2026-02").orElseThrow(), "state")).isEqualTo("closed");
        assertThat(text(periods.get("US01-2026-03").orElseThrow(), "state")).isEqualTo("open");
    }

    private static List<String> lived(long seed) {
        try (Twins alike = Twins.start(TwinsOptions.defaults())) {
            FirmLife life = new FirmLife(alike, seed);
            life.history(TODAY, 3, 8);
            alike.clock().set(Sales.at(TODAY, 9));
            create(alike, "deal:1", "USD", TODAY.minusDays(20));
            for (int day = 0; day < 10; day++) {
                life.day(TODAY);
            }
            List<String> records = new ArrayList<>();
            for (String type : List.of("User", "Account", "Opportunity")) {
                alike.crm().all(type).forEach(r -> records.add(r.toString()));
            }
            for (String path : List.of("people", "time-cards", "milestones", "expenses")) {
                alike.psa().records(path).all(_ -> true).forEach(r -> records.add(r.toString()));
            }
            return records;
        }
    }

    /** Who was assigned to each of these projects, which appeared one after another. */
    private static Map<String, Set<String>> teams(List<Integer> projects) {
        try (Twins alike = Twins.start(TwinsOptions.defaults())) {
            FirmLife life = new FirmLife(alike, 7);
            life.history(TODAY, 1, 4);
            for (int project : projects) {
                String currency = project % 2 == 0 ? "EUR" : "USD";
                create(alike, "deal:" + project, currency, TODAY.minusDays(10));
            }
            life.day(TODAY);
            return alike.psa().records("assignments").all(_ -> true).stream()
                    .collect(
                            Collectors.groupingBy(
                                    assignment -> text(assignment, "projectKey"),
                                    Collectors.mapping(
                                            assignment ->
                                                    text(assignment, "personId")
                                                            + " "
                                                            + text(assignment, "role"),
                                            Collectors.toSet())));
        }
    }

    private List<ObjectNode> mistaken() {
        List<ObjectNode> found =
                new ArrayList<>(
                        twins.crm().all("Account").stream()
                                .filter(
                                        account ->
                                                account.path("TaxId__c").isNull()
                                                        || text(account, "Status__c")
                                                                .equals("Blocked"))
                                .toList());
        found.addAll(
                twins.crm().all("Opportunity").stream()
                        .filter(
                                deal ->
                                        deal.path("IsWon").asBoolean()
                                                && (deal.path("ApprovedBy__c").isNull()
                                                        || text(deal, "BusinessUnit__c")
                                                                .equals("unassigned")
                                                        || deal.toString()
                                                                .contains("Fixed fee - other")))
                        .toList());
        return found;
    }

    private void project(String key, String currency, LocalDate start) {
        create(twins, key, currency, start);
    }

    private static void create(Twins twins, String key, String currency, LocalDate start) {
        ObjectNode body = Json.object();
        body.put("externalKey", key).put("name", "Claims").put("customerName", "Nordwind");
        body.put("currency", currency).put("startsOn", start.toString());
        body.put("endsOn", start.plusMonths(6).toString());
        var milestones = body.putArray("milestones");
        for (int i = 0; i < 3; i++) {
            milestones
                    .addObject()
                    .put("externalKey", "M" + i)
                    .put("name", "Step " + i)
                    .put("due", start.plusMonths(2L * i).toString());
        }
        try (Caller psa = Caller.psa(twins)) {
            assertThat(psa.post("/api/v1/projects", body.toString()).status()).isEqualTo(201);
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(ObjectNode record, String field) {
        return record.path(field).asString("");
    }
}
