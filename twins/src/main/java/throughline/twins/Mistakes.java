package throughline.twins;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What people enter wrongly in the CRM, and mend later. Three in ten won deals have a mistake. */
final class Mistakes {

    private static final int IN = 20;

    private static final List<String> PRICES = List.of("Amount__c", "Cap__c", "Fee__c");

    private final CrmTwin crm;
    private final TwinClock clock;
    private final Random random;
    private final Deque<Runnable> mendings = new ArrayDeque<>();
    private final Set<String> spoiled = new HashSet<>();
    private final List<String> won = new ArrayList<>();

    Mistakes(CrmTwin crm, TwinClock clock, long seed) {
        this.crm = crm;
        this.clock = clock;
        this.random = new Random(seed);
    }

    /** Perhaps spoils what is entered when a deal is won; whether it is right. */
    boolean whenWon(String id, String account, ObjectNode closing) {
        switch (random.nextInt(IN)) {
            case 0 -> unapproved(id, closing);
            case 1 -> account(account, "TaxId__c", "");
            case 2 -> account(account, "Status__c", "Blocked");
            case 3 -> {
                String unit = crm.find("Opportunity", id).path("BusinessUnit__c").asString();
                closing.put("BusinessUnit__c", "unassigned");
                mend(id, Json.object().put("BusinessUnit__c", unit));
            }
            case 4 -> {
                mend(id, Json.object().set("Lines__r", closing.path("Lines__r").deepCopy()));
                firstLine(closing).put("PricingModel__c", "Fixed fee - other");
            }
            case 5 -> doesNotAddUp(id, closing);
            default -> {
                won.add(id);
                return true;
            }
        }
        return false;
    }

    /** Raises the price of a deal that was won long ago, without telling anybody. */
    void changeWonDeal() {
        String id = won.isEmpty() ? "" : won.get(random.nextInt(won.size()));
        if (id.isEmpty() || !spoiled.add(id)) {
            return;
        }
        ObjectNode deal = crm.find("Opportunity", id);
        ObjectNode original = Json.object();
        original.set("Lines__r", deal.path("Lines__r").deepCopy());
        ObjectNode line = firstLine(deal);
        Optional<String> field =
                PRICES.stream().filter(price -> line.path(price).isNumber()).findFirst();
        if (field.isEmpty()) {
            spoiled.remove(id);
            return;
        }
        BigDecimal raised =
                line.path(field.get())
                        .decimalValue()
                        .multiply(new BigDecimal("1.1"))
                        .setScale(2, RoundingMode.HALF_UP);
        line.put(field.get(), raised);
        ObjectNode change = Json.object();
        change.set("Lines__r", deal.path("Lines__r"));
        crm.update("Opportunity", id, change);
        mendings.add(
                () -> {
                    spoiled.remove(id);
                    crm.update("Opportunity", id, original);
                });
    }

    /** Mends the oldest mistake, if there is one. */
    void mendOne() {
        if (!mendings.isEmpty()) {
            mendings.removeFirst().run();
        }
    }

    private void unapproved(String id, ObjectNode closing) {
        String approver = closing.path("ApprovedBy__c").asString();
        closing.putNull("ApprovedBy__c").putNull("ApprovedAt__c");
        mendings.add(
                () ->
                        crm.update(
                                "Opportunity",
                                id,
                                Json.object()
                                        .put("ApprovedBy__c", approver)
                                        .put("ApprovedAt__c", TwinClock.text(clock.stamp()))));
    }

    private void account(String account, String field, String wrong) {
        if (!spoiled.add(account)) {
            return;
        }
        String right = crm.find("Account", account).path(field).asString();
        ObjectNode spoiling = Json.object();
        if (wrong.isEmpty()) {
            spoiling.putNull(field);
        } else {
            spoiling.put(field, wrong);
        }
        crm.update("Account", account, spoiling);
        mendings.add(
                () -> {
                    spoiled.remove(account);
                    crm.update("Account", account, Json.object().put(field, right));
                });
    }

    private void doesNotAddUp(String id, ObjectNode closing) {
        ObjectNode right = Json.object();
        right.set("Lines__r", closing.path("Lines__r").deepCopy());
        if (firstLine(closing).at("/Milestones__r/records/0") instanceof ObjectNode milestone) {
            milestone.put("Share__c", new BigDecimal("0.1"));
            mend(id, right);
        }
    }

    private void mend(String id, tools.jackson.databind.JsonNode fields) {
        mendings.add(() -> crm.update("Opportunity", id, (ObjectNode) fields));
    }

    private static ObjectNode firstLine(ObjectNode deal) {
        return (ObjectNode) deal.path("Lines__r").path("records").path(0);
    }
}
