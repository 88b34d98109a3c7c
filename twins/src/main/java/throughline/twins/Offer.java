package throughline.twins;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
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
    static final String PROGRESS = "Progress";
    static final String OUTCOME = "Outcome";
    static final String RETAINER = "Retainer";
    static final String SERVICE = "Managed service";
    static final String UNITS = "Per unit";
    static final String BLOCK = "Block of hours";
    static final String ADVANCE = "Time against an advance";
    static final String EXPENSES = "Expenses at cost";

    /** Models whose lines state no amount: what they come to follows from what is delivered. */
    private static final Set<String> OPEN = Set.of(TIME, UNITS, ADVANCE, EXPENSES);

    /** Models with a fee for every month of their term. */
    private static final Set<String> MONTHLY = Set.of(RETAINER, SERVICE);

    private static final List<String> CONDITIONS =
            List.of(
                    "Fee__c",
                    "Included__c",
                    "Unused__c",
                    "RollOverCap__c",
                    "ExtraHour__c",
                    "Minimum__c",
                    "Hours__c",
                    "TopUpAt__c",
                    "Advance__c",
                    "MarkupPercent__c",
                    "ReceiptAbove__c");

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
        return parts.stream().map(Part::expected).reduce(BigDecimal.ZERO, BigDecimal::add);
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
    record Part(String model, BigDecimal amount, BigDecimal listPrice, int months) {

        String serviceLine() {
            return switch (model) {
                case MILESTONES, PROGRESS, OUTCOME -> "transformation";
                case CALENDAR, SERVICE, UNITS -> "managed-services";
                default -> "advisory";
            };
        }

        /** What a part is expected to come to; nobody says so of expenses. */
        BigDecimal expected() {
            return model.equals(EXPENSES) ? BigDecimal.ZERO : amount;
        }

        ObjectNode line(LocalDate from) {
            boolean monthly = MONTHLY.contains(model);
            LocalDate start = monthly ? from.withDayOfMonth(1).plusMonths(1) : from;
            LocalDate end =
                    monthly ? start.plusMonths(months).minusDays(1) : from.plusMonths(months);
            ObjectNode line = Json.object();
            line.put("Name", name());
            line.put("ServiceLine__c", serviceLine()).put("PricingModel__c", model);
            if (OPEN.contains(model) || monthly) {
                line.putNull("Amount__c").putNull("ListPrice__c");
            } else {
                line.put("Amount__c", amount).put("ListPrice__c", listPrice);
            }
            line.put("StartDate__c", start.toString()).put("EndDate__c", end.toString());
            ArrayNode milestones = line.putObject("Milestones__r").putArray("records");
            ArrayNode instalments = line.putObject("Instalments__r").putArray("records");
            if (model.equals(MILESTONES) || model.equals(OUTCOME)) {
                milestones(milestones, start, end);
            }
            if (model.equals(CALENDAR)) {
                instalments(instalments, start);
            }
            estimates(line.putObject("Estimates__r").putArray("records"));
            boolean hourly = model.equals(TIME) || model.equals(ADVANCE);
            line.put("RateCard__c", hourly ? "standard" : null);
            line.put("Cap__c", model.equals(TIME) ? amount : null);
            conditions(line);
            return line.put("StandaloneSellingPrice__c", amount).putNull("RevenueMethod__c");
        }

        private String name() {
            return switch (model) {
                case TIME -> "Advice on call";
                case RETAINER -> "Standing advice";
                case SERVICE -> "Run and support";
                case UNITS -> "Documents reviewed";
                case BLOCK -> "Hours in stock";
                case EXPENSES -> "Travel and material";
                default -> "Delivery";
            };
        }

        private void conditions(ObjectNode line) {
            CONDITIONS.forEach(line::putNull);
            ArrayNode tiers = line.putObject("Tiers__r").putArray("records");
            BigDecimal fee = amount.divide(BigDecimal.valueOf(months), 2, RoundingMode.HALF_UP);
            switch (model) {
                case RETAINER ->
                        line.put("Fee__c", fee)
                                .put("Included__c", 20)
                                .put("Unused__c", "roll-over")
                                .put("RollOverCap__c", 10)
                                .put("ExtraHour__c", 180);
                case SERVICE -> {
                    line.put("Fee__c", fee).put("Included__c", 100);
                    tiers.addObject().put("UpTo__c", 50).put("Price__c", 20);
                    tiers.addObject().put("Price__c", 15).putNull("UpTo__c");
                }
                case UNITS -> {
                    tiers.addObject().put("UpTo__c", 200).put("Price__c", 40);
                    tiers.addObject().put("Price__c", 32).putNull("UpTo__c");
                }
                case BLOCK -> line.put("Hours__c", amount.movePointLeft(2)).put("TopUpAt__c", 8);
                case ADVANCE -> line.put("Advance__c", amount);
                case EXPENSES -> line.put("MarkupPercent__c", 5).put("ReceiptAbove__c", 50);
                default -> {}
            }
        }

        private static void milestones(ArrayNode milestones, LocalDate from, LocalDate until) {
            long days = until.toEpochDay() - from.toEpochDay();
            for (int i = 0; i < PLAN.length; i++) {
                milestones
                        .addObject()
                        .put("Key__c", PLAN[i][0])
                        .put("Name", PLAN[i][1])
                        .put("DueDate__c", from.plusDays(days * i / (PLAN.length - 1)).toString())
                        .put("Share__c", new BigDecimal(PLAN[i][2]))
                        .putNull("Amount__c");
            }
        }

        private void instalments(ArrayNode instalments, LocalDate from) {
            BigDecimal left = amount;
            for (int i = 0; i < INSTALMENTS; i++) {
                BigDecimal parts = BigDecimal.valueOf(INSTALMENTS - i);
                BigDecimal part = left.divide(parts, 2, RoundingMode.HALF_UP);
                left = left.subtract(part);
                String date = from.plusMonths(i).toString();
                instalments.addObject().put("Date__c", date).put("Amount__c", part);
            }
        }

        /** Hours whose prices add up to the amount exactly, since it is in thousands. */
        private void estimates(ArrayNode estimates) {
            BigDecimal thousands = expected().movePointLeft(3);
            if (thousands.signum() == 0) {
                return;
            }
            for (String[] role : HOURS_OF_A_THOUSAND) {
                BigDecimal hours =
                        thousands
                                .multiply(new BigDecimal(role[1]))
                                .setScale(2, RoundingMode.HALF_UP);
                estimates
                        .addObject()
                        .put("Role__c", role[0])
                        .put("Hours__c", hours)
                        .put("Rate__c", new BigDecimal(role[2]));
            }
        }
    }
}
