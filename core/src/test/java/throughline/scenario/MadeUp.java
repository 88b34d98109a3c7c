package throughline.scenario;

import static throughline.scenario.Written.map;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Makes up scenarios: several lines of any model, and a year in which much happens to them. */
final class MadeUp {

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final List<String> ROLES = List.of("partner", "consultant");

    private final RandomGenerator random;
    private final List<Map<String, Object>> lines = new ArrayList<>();
    private final List<Map<String, Object>> calendar = new ArrayList<>();
    private int entries;

    private MadeUp(RandomGenerator random) {
        this.random = random;
    }

    /** The content of a scenario. */
    static Map<String, Object> of(RandomGenerator random) {
        return new MadeUp(random).content();
    }

    private Map<String, Object> content() {
        calendar.add(map("on", FIRST, "happens", "signed"));
        int count = 1 + random.nextInt(4);
        for (int i = 1; i <= count; i++) {
            switch (random.nextInt(4)) {
                case 0 -> milestones("L" + i);
                case 1 -> instalments("L" + i);
                case 2 -> timed("L" + i, false);
                default -> timed("L" + i, true);
            }
        }
        documents();
        if (random.nextInt(4) == 0) {
            LocalDate through = FIRST.plusMonths(random.nextInt(6)).minusDays(1);
            calendar.add(
                    map("on", through.plusDays(7), "happens", "period-closed", "through", through));
        }
        if (random.nextInt(5) == 0) {
            calendar.add(map("on", day(200, 120), "happens", "terminated"));
        }
        return map(
                "scenario",
                "made up",
                "firm",
                map(
                        "entity",
                        map("cutoffDays", random.nextInt(6), "zone", "Europe/Berlin"),
                        "rates",
                        List.of(
                                map("role", "partner", "rate", "317.35", "cost", "131.10"),
                                map("role", "consultant", "rate", "149.99", "cost", "61"))),
                "contract",
                map("lines", lines),
                "calendar",
                calendar);
    }

    private void milestones(String id) {
        int count = 1 + random.nextInt(4);
        List<Map<String, Object>> parts = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 1; i <= count; i++) {
            BigDecimal amount = amount(1_000_000);
            sum = sum.add(amount);
            String milestone = id + "-M" + i;
            parts.add(map("id", milestone, "amount", amount));
            for (int accepted = random.nextInt(3); accepted > 0; accepted--) {
                calendar.add(
                        map(
                                "on",
                                day(5, 300),
                                "happens",
                                "milestone-accepted",
                                "milestone",
                                milestone,
                                "share",
                                BigDecimal.valueOf(random.nextInt(1001), 3)));
            }
        }
        String method =
                List.of("output-milestones", "straight-line", "point-in-time")
                        .get(random.nextInt(3));
        line(id, "fixed-fee-milestones", method, map("amount", sum, "milestones", parts));
    }

    private void instalments(String id) {
        int count = 1 + random.nextInt(5);
        List<Map<String, Object>> parts = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < count; i++) {
            BigDecimal amount = amount(500_000);
            sum = sum.add(amount);
            parts.add(map("on", day(0, 360), "amount", amount));
        }
        String method = random.nextBoolean() ? "straight-line" : "point-in-time";
        line(id, "fixed-fee-calendar", method, map("amount", sum, "instalments", parts));
    }

    private void timed(String id, boolean limited) {
        Map<String, Object> more = new HashMap<>();
        if (limited) {
            more.put(random.nextBoolean() ? "cap" : "amount", amount(2_000_000));
        }
        line(id, "time-and-materials", "right-to-invoice", more);
        for (int i = 3 + random.nextInt(12); i > 0; i--) {
            LocalDate worked = day(1, 330);
            String entry = "T" + ++entries;
            time(entry, id, worked, worked.plusDays(random.nextInt(30)));
            if (random.nextInt(4) == 0) {
                time(entry, id, worked, worked.plusDays(30 + random.nextInt(60)));
            }
        }
    }

    private void time(String entry, String line, LocalDate worked, LocalDate on) {
        calendar.add(
                map(
                        "on", on,
                        "happens", "time-approved",
                        "id", entry,
                        "line", line,
                        "worked", worked,
                        "role", ROLES.get(random.nextInt(2)),
                        "hours", BigDecimal.valueOf(random.nextInt(1600), 2)));
    }

    /** What is done to whichever invoices there are by then; some of it cannot be. */
    private void documents() {
        for (int i = random.nextInt(5); i > 0; i--) {
            LocalDate on = day(60, 330);
            int invoice = 1 + random.nextInt(4);
            calendar.add(
                    switch (random.nextInt(3)) {
                        case 0 -> map("on", on, "happens", "invoice-voided", "invoice", invoice);
                        case 1 ->
                                map(
                                        "on",
                                        on,
                                        "happens",
                                        "invoice-credited",
                                        "invoice",
                                        invoice,
                                        "net",
                                        amount(90_000));
                        default ->
                                map(
                                        "on",
                                        on,
                                        "happens",
                                        "paid",
                                        "invoice",
                                        invoice,
                                        "amount",
                                        amount(90_000));
                    });
        }
    }

    private void line(String id, String model, String method, Map<String, Object> more) {
        Map<String, Object> line =
                map(
                        "id", id,
                        "pricingModel", model,
                        "revenueMethod", method,
                        "from", FIRST,
                        "until", FIRST.plusYears(1));
        line.putAll(more);
        lines.add(line);
    }

    private BigDecimal amount(int most) {
        return BigDecimal.valueOf(1 + random.nextInt(most), 2);
    }

    private LocalDate day(int first, int count) {
        return FIRST.plusDays(first + random.nextInt(count));
    }
}
