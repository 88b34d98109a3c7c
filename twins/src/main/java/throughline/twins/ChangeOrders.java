package throughline.twins;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes of contracts that are under way, as the CRM records them: proposed first, agreed or
 * refused some days later. Each line is stated as it is from then on.
 */
final class ChangeOrders {

    private static final String TYPE = "ChangeOrder__c";
    private static final int REFUSED_OF = 9;
    private static final BigDecimal TENTH_MORE = new BigDecimal("1.1");

    private final CrmTwin crm;
    private final TwinClock clock;
    private final Random random;
    private final List<String> won = new ArrayList<>();
    private final Deque<Proposed> proposed = new ArrayDeque<>();
    private final Deque<Proposed> paused = new ArrayDeque<>();
    private int raised;
    private int kind;

    private record Proposed(String id, String deal, String line) {}

    ChangeOrders(CrmTwin crm, TwinClock clock, long seed) {
        this.crm = crm;
        this.clock = clock;
        this.random = new Random(seed);
    }

    /** A deal was won, so that its terms may change some time. */
    void whenWon(String deal) {
        won.add(deal);
    }

    /** Proposes a change of one of the contracts, the kinds of change in turn. */
    void propose(LocalDate today, String approver) {
        if (won.isEmpty()) {
            return;
        }
        String deal = won.get(random.nextInt(won.size()));
        ObjectNode order = order(deal, today);
        if (!paused.isEmpty() && random.nextBoolean()) {
            Proposed rest = paused.removeFirst();
            order.put("Opportunity__c", rest.deal()).put("Reason__c", "Work goes on");
            changed(order, rest.line(), "resumes");
            agree(raise(order), approver, today);
            return;
        }
        if (isFilled(kind++ % 8, order, deal, today)) {
            String line = order.at("/Changes__r/records/0/Line__c").asString("");
            proposed.add(new Proposed(raise(order), deal, line));
        }
    }

    /** Decides on the change that waits longest: most are agreed to. */
    void decide(LocalDate today, String approver) {
        if (proposed.isEmpty()) {
            return;
        }
        Proposed order = proposed.removeFirst();
        if (random.nextInt(REFUSED_OF) == 0) {
            crm.update(TYPE, order.id(), Json.object().put("Status__c", "Rejected"));
            return;
        }
        JsonNode change = crm.find(TYPE, order.id()).at("/Changes__r/records/0");
        if (change.path("Action__c").asString("").equals("pauses")) {
            paused.add(order);
        }
        agree(order.id(), approver, today);
    }

    private void agree(String id, String approver, LocalDate today) {
        ObjectNode agreed = Json.object().put("Status__c", "Approved");
        agreed.put("SignedDate__c", today.toString()).put("ApprovedBy__c", approver);
        agreed.put("ApprovedAt__c", TwinClock.text(clock.stamp()));
        crm.update(TYPE, id, agreed);
    }

    private String raise(ObjectNode order) {
        return crm.create(TYPE, order.put("Name", "CO-%04d".formatted(++raised)))
                .path("Id")
                .asString();
    }

    private ObjectNode order(String deal, LocalDate today) {
        ObjectNode order = Json.object().put("Opportunity__c", deal);
        order.put("Status__c", "Proposed").putNull("SignedDate__c");
        order.putNull("ApprovedAt__c").putNull("ApprovedBy__c");
        order.put("EffectiveDate__c", today.toString()).putNull("PurchaseOrder__c");
        order.putNull("Reason__c").putObject("Changes__r").putArray("records");
        order.put(
                "CurrencyIsoCode",
                crm.find("Opportunity", deal).path("CurrencyIsoCode").asString());
        order.putObject("Lines__r").putArray("records");
        return order;
    }

    private boolean isFilled(int which, ObjectNode order, String deal, LocalDate today) {
        return switch (which) {
            case 0 -> dearer(order, deal, today);
            case 1 -> longer(order, deal);
            case 2 -> more(order, deal, today);
            case 3 -> higherCap(order, deal);
            case 4 -> {
                order.put("PurchaseOrder__c", "PO-" + (90_000 + raised));
                order.put("Reason__c", "The customer replaced its purchase order");
                yield true;
            }
            case 5 -> rests(order, deal);
            case 6 -> ends(order, deal);
            default -> dearer(order, deal, today.minusDays(20));
        };
    }

    /** A price that is a tenth higher, with the hours that explain it. */
    private boolean dearer(ObjectNode order, String deal, LocalDate from) {
        Optional<ObjectNode> line = line(deal, Offer.MILESTONES, Offer.PROGRESS, Offer.OUTCOME);
        line.ifPresent(
                it -> {
                    List.of("Amount__c", "ListPrice__c", "StandaloneSellingPrice__c")
                            .forEach(field -> times(it, field));
                    it.at("/Estimates__r/records")
                            .forEach(estimate -> times((ObjectNode) estimate, "Hours__c"));
                    order.put("EffectiveDate__c", from.toString());
                    order.put("Reason__c", "More is to be delivered than was agreed");
                    records(order).add(it);
                });
        return line.isPresent();
    }

    private boolean longer(ObjectNode order, String deal) {
        Optional<ObjectNode> line = line(deal, Offer.TIME, Offer.ADVANCE, Offer.UNITS);
        line.ifPresent(
                it -> {
                    LocalDate end = LocalDate.parse(it.path("EndDate__c").asString());
                    it.put("EndDate__c", end.plusMonths(2).toString());
                    order.put("Reason__c", "The work takes two months longer");
                    records(order).add(it);
                });
        return line.isPresent();
    }

    private boolean more(ObjectNode order, String deal, LocalDate today) {
        BigDecimal amount = new BigDecimal("1000.00").multiply(BigDecimal.valueOf(10));
        Offer.Part part = new Offer.Part(Offer.TIME, amount, amount, 4);
        order.put("Reason__c", "Advice is needed beside the work that was agreed");
        records(order).add(part.line(today));
        return crm.find("Opportunity", deal).path("IsWon").asBoolean();
    }

    private boolean higherCap(ObjectNode order, String deal) {
        Optional<ObjectNode> line = line(deal, Offer.TIME);
        line.ifPresent(
                it -> {
                    times(it, "Cap__c");
                    times(it, "StandaloneSellingPrice__c");
                    order.put("Reason__c", "The cap is raised by a tenth");
                    records(order).add(it);
                });
        return line.isPresent();
    }

    private boolean rests(ObjectNode order, String deal) {
        Optional<ObjectNode> line =
                line(deal, Offer.SERVICE, Offer.RETAINER, Offer.CALENDAR, Offer.MILESTONES);
        line.ifPresent(it -> changed(order, it.path("Of__c").asString(), "pauses"));
        order.put("Reason__c", "The customer asked for a pause");
        return line.isPresent();
    }

    private boolean ends(ObjectNode order, String deal) {
        Optional<ObjectNode> line = line(deal, Offer.BLOCK, Offer.UNITS, Offer.CALENDAR);
        line.ifPresent(it -> changed(order, it.path("Of__c").asString(), "ends"));
        order.put("Reason__c", "The customer does this part without us");
        return line.isPresent();
    }

    private static void changed(ObjectNode order, String line, String what) {
        ((ArrayNode) order.at("/Changes__r/records"))
                .addObject()
                .put("Line__c", line)
                .put("Action__c", what);
    }

    private static ArrayNode records(ObjectNode order) {
        return (ArrayNode) order.path("Lines__r").path("records");
    }

    private static void times(ObjectNode holder, String field) {
        JsonNode value = holder.path(field);
        if (value.isNumber()) {
            BigDecimal more = value.decimalValue().multiply(TENTH_MORE);
            holder.put(field, more.setScale(2, RoundingMode.HALF_UP));
        }
    }

    /** The deal's first line of one of these models, as a change of it would say it anew. */
    private Optional<ObjectNode> line(String deal, String... models) {
        for (JsonNode line : crm.find("Opportunity", deal).path("Lines__r").path("records")) {
            if (List.of(models).contains(line.path("PricingModel__c").asString(""))) {
                return Optional.of(anew((ObjectNode) line));
            }
        }
        return Optional.empty();
    }

    private static ObjectNode anew(ObjectNode line) {
        ObjectNode anew = line.deepCopy();
        anew.put("Of__c", line.path("Id").asString()).remove(List.of("Id", "Opportunity__c"));
        for (String parts :
                List.of("Milestones__r", "Instalments__r", "Estimates__r", "Tiers__r")) {
            anew.path(parts)
                    .path("records")
                    .forEach(each -> ((ObjectNode) each).remove(List.of("Id", "Line__c")));
        }
        return anew;
    }
}
