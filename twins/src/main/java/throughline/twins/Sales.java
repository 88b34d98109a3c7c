package throughline.twins;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/**
 * The commercial life of the firm: customers, and deals that are opened, priced, negotiated,
 * approved, won or lost.
 */
final class Sales {

    private static final List<String> MODELS =
            List.of(
                    Offer.MILESTONES,
                    Offer.CALENDAR,
                    Offer.TIME,
                    Offer.RETAINER,
                    Offer.PROGRESS,
                    Offer.SERVICE,
                    Offer.TIME,
                    Offer.ADVANCE,
                    Offer.OUTCOME,
                    Offer.BLOCK,
                    Offer.UNITS);
    private static final int STEPS_A_DAY = 3;
    private static final int PROPOSED_EVERY = 5;

    private final CrmTwin crm;
    private final TwinClock clock;
    private final Random random;
    private final Mistakes mistakes;
    private final ChangeOrders changes;
    private final List<Customer> customers = new ArrayList<>();
    private final List<String> sellers = new ArrayList<>();
    private final List<OpenDeal> open = new ArrayList<>();
    private int opened;

    Sales(CrmTwin crm, TwinClock clock, long seed) {
        this.crm = crm;
        this.clock = clock;
        this.random = new Random(seed);
        this.mistakes = new Mistakes(crm, clock, seed + 100);
        this.changes = new ChangeOrders(crm, clock, seed + 200);
    }

    /** Enters the sellers and the customers that the firm begins with. */
    void begin() {
        for (String seller : Names.SELLERS) {
            ObjectNode user = Json.object().put("Name", seller).put("Title", "Account executive");
            sellers.add(crm.create("User", user).path("Id").asString());
        }
        Names.CUSTOMERS.forEach(this::customer);
    }

    private void customer(String[] customer) {
        ObjectNode account = Json.object();
        account.put("Name", customer[0]).put("BillingStreet", customer[3]);
        account.put("BillingCity", customer[2]).put("BillingPostalCode", customer[4]);
        account.put("BillingCountryCode", customer[1]).put("Status__c", "Active");
        account.put("TaxId__c", customer[1] + (100_000_000 + random.nextInt(899_999_999)));
        String domain = customer[0].split(" ")[0].toLowerCase(Locale.ROOT) + ".example";
        account.put("Website", domain).put("Industry", "Services");
        boolean american = customer[1].equals("US") || customer[1].equals("CA");
        String id = crm.create("Account", account).path("Id").asString();
        customers.add(new Customer(id, american));
    }

    /** A day of the past: deals that are due take their next step. */
    void pastDay(LocalDate day, int newDeals) {
        for (int i = 0; i < newDeals; i++) {
            open(day);
        }
        for (OpenDeal deal : List.copyOf(open)) {
            if (!deal.next.isAfter(day)) {
                step(deal, day, day.plusDays(1 + random.nextInt(4)));
            }
        }
        if (random.nextInt(48) == 0) {
            mistakes.mendOne();
        }
        if (day.getDayOfMonth() % PROPOSED_EVERY == 0) {
            changes.decide(day, sellers.getLast());
            changes.propose(day, sellers.getLast());
        }
    }

    /** A stretch of the present: a deal is opened, and some take their next step. */
    void day(LocalDate today) {
        open(today);
        for (int i = 0; i < STEPS_A_DAY && !open.isEmpty(); i++) {
            step(open.get(random.nextInt(open.size())), today, today);
        }
        if (random.nextInt(12) == 0) {
            mistakes.changeWonDeal();
        }
        if (random.nextInt(3) == 0) {
            changes.propose(today, sellers.getLast());
        } else {
            changes.decide(today, sellers.getLast());
        }
        if (random.nextInt(3) == 0) {
            mistakes.mendOne();
        }
    }

    /** Mends one of the mistakes that were made, if there is one. */
    void mendOne() {
        mistakes.mendOne();
    }

    private void open(LocalDate day) {
        int number = opened++;
        Customer customer = customers.get(random.nextInt(customers.size()));
        Offer offer = offer(number);
        ObjectNode deal = Json.object();
        deal.put("Name", offer.name()).put("AccountId", customer.id());
        deal.put("OwnerId", sellers.get(random.nextInt(2)));
        deal.put("StageName", "Prospecting");
        deal.put("Probability", 10).put("LeadSource", random.nextBoolean() ? "Referral" : "Web");
        deal.put("CloseDate", day.plusDays(21).toString()).putNull("SignedDate__c");
        deal.putNull("ApprovedAt__c").putNull("ApprovedBy__c");
        deal.put("CurrencyIsoCode", customer.american() ? "USD" : "EUR");
        deal.put("Amount", offer.amount()).putNull("LegalEntity__c");
        deal.put("BusinessUnit__c", customer.american() ? "americas" : "europe");
        deal.put("PurchaseOrder__c", "PO-" + (7_000 + number));
        deal.put("ServiceLine__c", offer.serviceLine());
        deal.putNull("ProjectKey__c").putNull("DeliveryStatus__c").putNull("ThroughlineKey__c");
        deal.set("Lines__r", offer.lines(day.plusDays(22)));
        String id = crm.create("Opportunity", deal).path("Id").asString();
        open.add(new OpenDeal(id, customer.id(), offer, day.plusDays(2 + random.nextInt(8))));
    }

    private Offer offer(int number) {
        String subject = Names.SUBJECTS.get(random.nextInt(Names.SUBJECTS.size()));
        List<Offer.Part> parts = new ArrayList<>();
        parts.add(part(MODELS.get(number % MODELS.size())));
        if (random.nextInt(4) == 0) {
            parts.add(part(MODELS.get((number + 1) % MODELS.size())));
        }
        if (random.nextInt(3) == 0) {
            parts.add(part(Offer.EXPENSES));
        }
        return new Offer(subject + " " + (number + 1), parts);
    }

    private Offer.Part part(String model) {
        int months = 4 + random.nextInt(5);
        BigDecimal thousand = new BigDecimal("1000.00");
        BigDecimal amount =
                switch (model) {
                    // fees in whole thousands
                    case Offer.RETAINER, Offer.SERVICE ->
                            thousand.multiply(BigDecimal.valueOf(months))
                                    .multiply(BigDecimal.valueOf(3 + random.nextInt(10)));
                    case Offer.BLOCK, Offer.ADVANCE, Offer.UNITS, Offer.EXPENSES ->
                            thousand.multiply(BigDecimal.valueOf(4 + random.nextInt(8)));
                    default -> thousand.multiply(BigDecimal.valueOf(20 + random.nextInt(180)));
                };
        BigDecimal list =
                random.nextInt(4) == 0
                        ? amount.multiply(new BigDecimal("1.06")).setScale(2, RoundingMode.HALF_UP)
                        : amount;
        return new Offer.Part(model, amount, list, months);
    }

    private void step(OpenDeal deal, LocalDate day, LocalDate start) {
        deal.next = day.plusDays(2 + random.nextInt(8));
        switch (deal.steps++) {
            case 0 -> stage(deal, "Proposal", 40);
            case 1 -> stage(deal, "Negotiation", 70);
            default -> {
                open.remove(deal);
                close(deal, day, start);
            }
        }
    }

    private void stage(OpenDeal deal, String stage, int probability) {
        ObjectNode change = Json.object().put("StageName", stage).put("Probability", probability);
        crm.update("Opportunity", deal.id, change);
    }

    private void close(OpenDeal deal, LocalDate day, LocalDate start) {
        boolean won = random.nextInt(4) > 0;
        ObjectNode closing = Json.object();
        closing.put("StageName", won ? "Closed Won" : "Closed Lost");
        closing.put("Probability", won ? 100 : 0);
        closing.put("CloseDate", day.toString());
        if (won) {
            closing.put("SignedDate__c", day.toString()).put("ApprovedBy__c", sellers.getLast());
            closing.put("ApprovedAt__c", TwinClock.text(clock.stamp()));
            closing.set("Lines__r", deal.offer.lines(start));
            if (mistakes.whenWon(deal.id, deal.customer, closing)) {
                changes.whenWon(deal.id);
            }
        }
        crm.update("Opportunity", deal.id, closing);
    }

    static Instant at(LocalDate day, int hour) {
        return day.atTime(LocalTime.of(hour, 0)).toInstant(ZoneOffset.UTC);
    }

    private record Customer(String id, boolean american) {}

    private static final class OpenDeal {
        private final String id;
        private final String customer;
        private final Offer offer;
        private LocalDate next;
        private int steps;

        OpenDeal(String id, String customer, Offer offer, LocalDate next) {
            this.id = id;
            this.customer = customer;
            this.offer = offer;
            this.next = next;
        }
    }
}
