package throughline.scenario;

import static throughline.scenario.Written.map;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Makes up lines of every pricing model, with whichever clauses the model knows. */
final class MadeUpLines {

    static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    /** Every model, so that a test can tell whether all of them came up. */
    static final List<String> MODELS =
            List.of(
                    "fixed-fee-milestones",
                    "fixed-fee-calendar",
                    "time-and-materials",
                    "progress",
                    "advance-drawdown",
                    "retainer",
                    "prepaid-block",
                    "managed-service",
                    "unit",
                    "outcome",
                    "expenses",
                    "internal");

    private final RandomGenerator random;
    private final int digits;
    private final List<Map<String, Object>> lines = new ArrayList<>();

    /** Lines in a currency of so many decimals. */
    MadeUpLines(RandomGenerator random, int digits) {
        this.random = random;
        this.digits = digits;
    }

    /** One more line of any model. */
    Map<String, Object> next(String id) {
        return next(id, MODELS.get(random.nextInt(MODELS.size())));
    }

    private Map<String, Object> next(String id, String model) {
        Map<String, Object> line = new LinkedHashMap<>();
        LocalDate from = FIRST.plusDays(random.nextInt(4) == 0 ? random.nextInt(40) : 0);
        LocalDate until = FIRST.plusYears(1).minusDays(random.nextInt(60));
        line.put("id", id);
        line.put("pricingModel", model);
        line.put("from", from);
        line.put("until", until);
        switch (model) {
            case "fixed-fee-milestones" -> milestones(line, "output-milestones", "input-hours");
            case "outcome" -> outcome(line);
            case "fixed-fee-calendar" -> instalments(line);
            case "time-and-materials" -> timed(line);
            case "progress" -> priced(line, "output-progress", "input-cost", "input-hours");
            case "advance-drawdown" -> line.put("advance", amount(900_000));
            case "retainer" -> retainer(line);
            case "prepaid-block" -> block(line);
            case "managed-service" -> service(line);
            case "unit" -> line.put("tiers", tiers());
            case "expenses" -> line.put("markup-percent", quantity(300));
            default -> {}
        }
        lines.add(line);
        return line;
    }

    private void milestones(Map<String, Object> line, String... methods) {
        split(line, "milestones");
        line.put("revenueMethod", oneOf(methods));
        if (one(3)) {
            line.put("revenueMethod", oneOf("straight-line", "point-in-time", "input-cost"));
        }
        holdback(line);
    }

    private void outcome(Map<String, Object> line) {
        split(line, "milestones");
        List<Map<String, Object>> measures =
                lines.stream()
                        .filter(
                                other ->
                                        List.of("input-hours", "input-cost", "straight-line")
                                                .contains(
                                                        String.valueOf(other.get("revenueMethod"))))
                        .toList();
        if (!measures.isEmpty() && random.nextBoolean()) {
            line.put("revenueMethod", "variable");
            line.put("measured-by", measures.getFirst().get("id"));
        }
    }

    /** A price in parts that add up to it. */
    private void split(Map<String, Object> line, String parts) {
        List<Map<String, Object>> all = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            BigDecimal amount = amount(1_000_000);
            sum = sum.add(amount);
            Map<String, Object> part = map("id", line.get("id") + "-M" + i, "amount", amount);
            if (random.nextBoolean()) {
                part.put("due", FIRST.plusDays(45 + random.nextInt(200)));
            }
            all.add(part);
        }
        line.put("amount", sum);
        line.put(parts, all);
    }

    private void instalments(Map<String, Object> line) {
        List<Map<String, Object>> parts = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            BigDecimal amount = amount(500_000);
            sum = sum.add(amount);
            parts.add(map("on", FIRST.plusDays(40 + random.nextInt(250)), "amount", amount));
        }
        line.put("amount", sum);
        line.put("instalments", parts);
        line.put("revenueMethod", oneOf("straight-line", "point-in-time", "input-hours"));
        holdback(line);
    }

    private void timed(Map<String, Object> line) {
        line.put("revenueMethod", "right-to-invoice");
        switch (random.nextInt(3)) {
            case 0 -> line.put("cap", amount(2_000_000));
            case 1 -> line.put("amount", amount(2_000_000));
            default ->
                    lines.stream()
                            .filter(other -> other.containsKey("cap"))
                            .findFirst()
                            .ifPresent(other -> line.put("cap-shared-with", other.get("id")));
        }
        holdback(line);
    }

    private void priced(Map<String, Object> line, String... methods) {
        line.put("amount", amount(4_000_000));
        line.put("revenueMethod", oneOf(methods));
        holdback(line);
    }

    private void retainer(Map<String, Object> line) {
        recurring(line);
        line.put("included", quantity(2_000));
        line.put("extra-hour", amount(20_000));
        switch (random.nextInt(3)) {
            case 0 -> {
                line.put("unused", "roll-over");
                if (random.nextBoolean()) {
                    line.put("roll-over-cap", quantity(1_500));
                }
                line.put("roll-over-periods", 1 + random.nextInt(3));
            }
            case 1 -> {
                line.put("unused", "true-up");
                line.put("true-up-rate", amount(9_000));
            }
            default -> {}
        }
    }

    private void recurring(Map<String, Object> line) {
        line.put("fee", amount(600_000));
        line.put("every", oneOf("month", "month", "quarter", "year"));
        line.put("billed", oneOf("in-advance", "in-arrears"));
        if (one(3)) {
            line.put("index-percent", quantity(900));
            line.put("index-from", FIRST.plusDays(60 + random.nextInt(200)));
        }
    }

    private void block(Map<String, Object> line) {
        line.put("amount", amount(900_000));
        line.put("hours", BigDecimal.valueOf(500 + random.nextInt(4_000), 2));
        switch (random.nextInt(3)) {
            case 0 -> line.put("top-up-at", quantity(400));
            case 1 -> line.put("extra-hour", amount(20_000));
            default -> line.put("breakage-percent", quantity(2_500));
        }
    }

    private void service(Map<String, Object> line) {
        recurring(line);
        if (random.nextBoolean()) {
            line.put("included", quantity(3_000));
            line.put("tiers", tiers());
        }
        if (one(3)) {
            line.put("minimum", amount(700_000));
        }
        if (one(3)) {
            line.put("service-level", BigDecimal.valueOf(9_000 + random.nextInt(990), 2));
            line.put("service-credit-percent", quantity(2_500));
        }
    }

    private void holdback(Map<String, Object> line) {
        if (one(4)) {
            line.put("holdback-percent", BigDecimal.valueOf(1 + random.nextInt(2_000), 2));
            line.put(
                    "holdback-released",
                    random.nextBoolean()
                            ? "end"
                            : FIRST.plusDays(100 + random.nextInt(300)).toString());
        }
    }

    private List<Map<String, Object>> tiers() {
        List<Map<String, Object>> tiers = new ArrayList<>();
        int bound = 0;
        for (int i = random.nextInt(3); i > 0; i--) {
            bound += 1 + random.nextInt(30);
            tiers.add(map("upTo", bound, "price", amount(5_000)));
        }
        tiers.add(map("price", amount(5_000)));
        return tiers;
    }

    BigDecimal amount(int mostHundredths) {
        int most = digits == 0 ? mostHundredths / 100 : mostHundredths;
        return BigDecimal.valueOf(1 + random.nextInt(Math.max(1, most)), digits == 0 ? 0 : digits);
    }

    private BigDecimal quantity(int mostHundredths) {
        return BigDecimal.valueOf(1 + random.nextInt(mostHundredths), 2);
    }

    private String oneOf(String... words) {
        return words[random.nextInt(words.length)];
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }
}
