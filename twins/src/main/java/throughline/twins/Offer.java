package throughline.twins;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is offered to a customer: priced parts, whose dates follow from the day on which work
 * begins.
 *
 * @param name of the deal
 */
record Offer(String name, List<Part> parts) {

    static final String MILESTONES = "Fixed fee - milestones";
    static final String CALENDAR = "Fixed fee - calendar";
    static final String TIME = "Time and materials";

    private static final int INSTALMENTS = 4;
    private static final String[][] HOURS_OF_A_THOUSAND = {
        {"consultant", "3", "160.00"}, {"manager", "1", "220.00"}, {"partner", "1", "300.00"}
    };
    private static final String[][] PLAN = {
        {"M1", "Kick-off", "0.2"}, {"M2", "Design accepted", "0.3"}, {"M3", "Go-live", "0.5"}
    };

    Offer {
        parts = List.copyOf(parts);
    }

    BigDecimal amount() {
        return parts.stream().map(Part::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    String serviceLine() {
        return parts.getFirst().serviceLine();
    }

    /** The embedded line items, for work that begins on a day. */
    ObjectNode lines(LocalDate from) {
        ObjectNode lines = Json.object().put("totalSize", parts.size()).put("done", true);
        ArrayNode records = lines.putArray("records");
        parts.forEach(part -> records.add(part.line(from)));
        return lines;
    }

    /**
     * One priced part.
     *
     * @param amount the price; for time and materials the cap
     * @param listPrice before discount
     */
    record Part(String id, String model, BigDecimal amount, BigDecimal listPrice, int months) {

        String serviceLine() {
            return switch (model) {
                case MILESTONES -> "transformation";
                case CALENDAR -> "managed-services";
                default -> "advisory";
            };
        }

        ObjectNode line(LocalDate from) {
            LocalDate until = from.plusMonths(months);
            boolean open = model.equals(TIME);
            ObjectNode line = Json.object();
            line.put("Id", id).put("Name", open ? "Advice on call" : "Delivery");
            line.put("ServiceLine__c", serviceLine()).put("PricingModel__c", model);
            if (open) {
                line.putNull("Amount__c").putNull("ListPrice__c");
            } else {
                line.put("Amount__c", amount).put("ListPrice__c", listPrice);
            }
            line.put("StartDate__c", from.toString()).put("EndDate__c", until.toString());
            ArrayNode milestones = line.putArray("Milestones__c");
            ArrayNode instalments = line.putArray("Instalments__c");
            if (model.equals(MILESTONES)) {
                milestones(milestones, from, until);
            }
            if (model.equals(CALENDAR)) {
                instalments(instalments, from);
            }
            estimates(line.putArray("Estimates__c"));
            if (open) {
                line.put("RateCard__c", "standard").put("Cap__c", amount);
            } else {
                line.putNull("RateCard__c").putNull("Cap__c");
            }
            return line.put("StandaloneSellingPrice__c", amount).putNull("RevenueMethod__c");
        }

        private static void milestones(ArrayNode milestones, LocalDate from, LocalDate until) {
            long days = until.toEpochDay() - from.toEpochDay();
            for (int i = 0; i < PLAN.length; i++) {
                milestones
                        .addObject()
                        .put("Id", PLAN[i][0])
                        .put("Name", PLAN[i][1])
                        .put("DueDate", from.plusDays(days * i / (PLAN.length - 1)).toString())
                        .put("Share", new BigDecimal(PLAN[i][2]))
                        .putNull("Amount");
            }
        }

        private void instalments(ArrayNode instalments, LocalDate from) {
            BigDecimal left = amount;
            for (int i = 0; i < INSTALMENTS; i++) {
                BigDecimal parts = BigDecimal.valueOf(INSTALMENTS - i);
                BigDecimal part = left.divide(parts, 2, RoundingMode.HALF_UP);
                left = left.subtract(part);
                String date = from.plusMonths(i).toString();
                instalments.addObject().put("Date", date).put("Amount", part);
            }
        }

        /** Hours whose prices add up to the amount exactly, since it is in thousands. */
        private void estimates(ArrayNode estimates) {
            BigDecimal thousands = amount.movePointLeft(3);
            for (String[] role : HOURS_OF_A_THOUSAND) {
                BigDecimal hours =
                        thousands
                                .multiply(new BigDecimal(role[1]))
                                .setScale(2, RoundingMode.HALF_UP);
                estimates
                        .addObject()
                        .put("Role", role[0])
                        .put("Hours", hours)
                        .put("Rate", new BigDecimal(role[2]));
            }
        }
    }
}
