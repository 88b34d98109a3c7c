package throughline.twins;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The commercial life of the firm: customers, and deals that are opened, priced, approved, won or
 * lost. Now and then something is entered wrongly, and mended later, as people do.
 */
final class Sales {

    private static final List<String> MODELS =
            List.of("Fixed fee - milestones", "Fixed fee - calendar", "Time and materials");

    private final CrmTwin crm;
    private final TwinClock clock;
    private final Random random;
    private final List<String> customers = new ArrayList<>();
    private final List<String> countries = new ArrayList<>();
    private final List<String> sellers = new ArrayList<>();
    private final List<Runnable> mendings = new ArrayList<>();
    private int opened;

    Sales(CrmTwin crm, TwinClock clock, long seed) {
        this.crm = crm;
        this.clock = clock;
        this.random = new Random(seed);
    }

    /** Enters the sellers and the customers that the firm begins with. */
    void begin() {
        for (String seller : Names.SELLERS) {
            ObjectNode user =
                    Json.object().put("Name", seller).put("UserRole", "Account executive");
            sellers.add(crm.create("User", user).path("Id").asString());
        }
        for (String[] customer : Names.CUSTOMERS) {
            ObjectNode account = Json.object();
            account.put("Name", customer[0]).put("BillingStreet", customer[3]);
            account.put("BillingCity", customer[2]).put("BillingPostalCode", customer[4]);
            account.put("BillingCountryCode", customer[1]).put("Status__c", "Active");
            account.put("TaxId__c", customer[1] + (100_000_000 + random.nextInt(899_999_999)));
            account.put(
                    "Website",
                    customer[0].split(" ")[0].toLowerCase(java.util.Locale.ROOT) + ".example");
            account.put("Industry", "Services");
            customers.add(crm.create("Account", account).path("Id").asString());
            countries.add(customer[1]);
        }
    }

    /** Opens a deal on a day and takes it to its end: three in four are won. */
    String deal(LocalDate day) {
        int customer = random.nextInt(customers.size());
        boolean american =
                countries.get(customer).equals("US") || countries.get(customer).equals("CA");
        ObjectNode fields = opportunity(customer, american, day);
        String id = crm.create("Opportunity", fields).path("Id").asString();
        boolean won = random.nextInt(4) > 0;
        crm.update(
                "Opportunity",
                id,
                Json.object().put("StageName", "Negotiation").put("Probability", 70));
        ObjectNode closing = Json.object();
        closing.put("StageName", won ? "Closed Won" : "Closed Lost").put("IsClosed", true);
        closing.put("IsWon", won)
                .put("Probability", won ? 100 : 0)
                .put("CloseDate", day.toString());
        if (won) {
            closing.put("SignedDate__c", day.toString());
            closing.put("ApprovedBy__c", sellers.getLast());
            closing.put("ApprovedAt__c", TwinClock.text(at(day, 8)));
            mistake(id, customer, closing);
        }
        crm.update("Opportunity", id, closing);
        return id;
    }

    /** Mends one of the mistakes that were made, if there is one. */
    void mendOne() {
        if (!mendings.isEmpty()) {
            mendings.removeFirst().run();
        }
    }

    private void mistake(String id, int customer, ObjectNode closing) {
        switch (random.nextInt(10)) {
            case 0 -> {
                closing.putNull("ApprovedBy__c").putNull("ApprovedAt__c");
                mendings.add(
                        () ->
                                crm.update(
                                        "Opportunity",
                                        id,
                                        Json.object()
                                                .put("ApprovedBy__c", sellers.getLast())
                                                .put(
                                                        "ApprovedAt__c",
                                                        TwinClock.text(clock.stamp()))));
            }
            case 1 -> {
                String account = customers.get(customer);
                String taxId = crm.find("Account", account).path("TaxId__c").asString("");
                crm.update("Account", account, Json.object().putNull("TaxId__c"));
                mendings.add(
                        () -> crm.update("Account", account, Json.object().put("TaxId__c", taxId)));
            }
            case 2 -> {
                closing.put("BusinessUnit__c", "unassigned");
                String unit = unit(customer);
                mendings.add(
                        () ->
                                crm.update(
                                        "Opportunity",
                                        id,
                                        Json.object().put("BusinessUnit__c", unit)));
            }
            default -> {}
        }
    }

    private String unit(int customer) {
        String country = countries.get(customer);
        return country.equals("US") || country.equals("CA") ? "americas" : "europe";
    }

    private ObjectNode opportunity(int customer, boolean american, LocalDate day) {
        String model = MODELS.get(opened++ % MODELS.size());
        BigDecimal amount =
                BigDecimal.valueOf(20 + random.nextInt(180)).multiply(new BigDecimal("1000.00"));
        ObjectNode deal = Json.object();
        deal.put("Name", Names.SUBJECTS.get(random.nextInt(Names.SUBJECTS.size())) + " " + opened);
        deal.put("AccountId", customers.get(customer))
                .put("OwnerId", sellers.get(random.nextInt(2)));
        deal.put("StageName", "Proposal").put("IsClosed", false).put("IsWon", false);
        deal.put("Probability", 40).put("LeadSource", random.nextBoolean() ? "Referral" : "Web");
        deal.put("CloseDate", day.plusDays(14).toString()).putNull("SignedDate__c");
        deal.putNull("ApprovedAt__c").putNull("ApprovedBy__c");
        deal.put("CurrencyIsoCode", american ? "USD" : "EUR").put("Amount", amount);
        deal.putNull("LegalEntity__c").put("BusinessUnit__c", american ? "americas" : "europe");
        deal.put("PurchaseOrder__c", "PO-" + (7_000 + opened))
                .put("ServiceLine__c", service(model));
        deal.putNull("ProjectKey__c").putNull("DeliveryStatus__c");
        ObjectNode lines = deal.putObject("Lines__r");
        lines.put("totalSize", 1).put("done", true);
        lines.putArray("records").add(line(model, amount, day));
        return deal;
    }

    private ObjectNode line(String model, BigDecimal amount, LocalDate day) {
        LocalDate from = day.plusDays(1);
        LocalDate until = from.plusMonths(4 + random.nextInt(5));
        boolean open = model.equals("Time and materials");
        ObjectNode line = Json.object();
        line.put("Id", "a01%012dAAA".formatted(opened))
                .put("Name", open ? "Advice on call" : "Delivery");
        line.put("ServiceLine__c", service(model)).put("PricingModel__c", model);
        if (open) {
            line.putNull("Amount__c").putNull("ListPrice__c");
        } else {
            line.put("Amount__c", amount).put("ListPrice__c", amount);
        }
        line.put("StartDate__c", from.toString()).put("EndDate__c", until.toString());
        ArrayNode milestones = line.putArray("Milestones__c");
        ArrayNode instalments = line.putArray("Instalments__c");
        if (model.equals("Fixed fee - milestones")) {
            milestones(milestones, from, until);
        }
        if (model.equals("Fixed fee - calendar")) {
            instalments(instalments, amount, from);
        }
        BigDecimal hours = amount.divide(new BigDecimal("160"), 2, RoundingMode.HALF_UP);
        line.putArray("Estimates__c")
                .addObject()
                .put("Role", "consultant")
                .put("Hours", hours)
                .put("Rate", new BigDecimal("160.00"));
        if (open) {
            line.put("RateCard__c", "standard").put("Cap__c", amount);
        } else {
            line.putNull("RateCard__c").putNull("Cap__c");
        }
        return line.put("StandaloneSellingPrice__c", amount).putNull("RevenueMethod__c");
    }

    private static void milestones(ArrayNode milestones, LocalDate from, LocalDate until) {
        String[][] plan = {
            {"M1", "Kick-off", "0.2"}, {"M2", "Design accepted", "0.3"}, {"M3", "Go-live", "0.5"}
        };
        long days = until.toEpochDay() - from.toEpochDay();
        for (int i = 0; i < plan.length; i++) {
            milestones
                    .addObject()
                    .put("Id", plan[i][0])
                    .put("Name", plan[i][1])
                    .put("DueDate", from.plusDays(days * i / (plan.length - 1)).toString())
                    .put("Share", new BigDecimal(plan[i][2]))
                    .putNull("Amount");
        }
    }

    private static void instalments(ArrayNode instalments, BigDecimal amount, LocalDate from) {
        BigDecimal quarter = amount.divide(new BigDecimal("4"), 2, RoundingMode.DOWN);
        for (int i = 0; i < 4; i++) {
            BigDecimal part =
                    i < 3 ? quarter : amount.subtract(quarter.multiply(new BigDecimal("3")));
            instalments.addObject().put("Date", from.plusMonths(i).toString()).put("Amount", part);
        }
    }

    private static String service(String model) {
        return switch (model) {
            case "Fixed fee - milestones" -> "transformation";
            case "Fixed fee - calendar" -> "managed-services";
            default -> "advisory";
        };
    }

    static Instant at(LocalDate day, int hour) {
        return day.atTime(LocalTime.of(hour, 0)).toInstant(ZoneOffset.UTC);
    }
}
