package throughline.scenario;

import static throughline.scenario.MadeUpLines.FIRST;
import static throughline.scenario.Written.map;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Makes up scenarios: several lines of any pricing model, and a year in which whatever may happen
 * to them does: work, acceptances, estimates, changes of terms, documents, closed periods.
 */
final class MadeUp {

    private static final List<String> ROLES = List.of("partner", "consultant");

    private final RandomGenerator random;
    private final MadeUpLines makes;
    private final String currency;
    private final List<Map<String, Object>> lines = new ArrayList<>();
    private final List<Map<String, Object>> calendar = new ArrayList<>();
    private int entries;

    private MadeUp(RandomGenerator random) {
        this.random = random;
        this.currency = random.nextInt(6) == 0 ? "JPY" : random.nextInt(6) == 0 ? "KWD" : "EUR";
        this.makes =
                new MadeUpLines(
                        random, currency.equals("JPY") ? 0 : currency.equals("KWD") ? 3 : 2);
    }

    /** The content of a scenario. */
    static Map<String, Object> of(RandomGenerator random) {
        return new MadeUp(random).content();
    }

    private Map<String, Object> content() {
        calendar.add(map("on", FIRST, "happens", "signed"));
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            lines.add(makes.next("L" + i));
        }
        lines.forEach(this::delivered);
        new MadeUpChanges(random, makes, lines, calendar).some();
        documents();
        periods();
        return map(
                "scenario",
                "made up",
                "firm",
                map(
                        "entity",
                        entity(),
                        "rates",
                        List.of(
                                map("role", "partner", "rate", makes.amount(40_000), "cost", 131),
                                map("role", "consultant", "rate", makes.amount(20_000))),
                        "policies",
                        map(
                                "schedule",
                                map("settings", schedule()),
                                "revenue",
                                map("settings", revenue()))),
                "contract",
                map("currency", currency, "lines", lines),
                "calendar",
                calendar);
    }

    private Map<String, Object> entity() {
        Map<String, Object> entity = map("cutoffDays", random.nextInt(6), "zone", "Europe/Berlin");
        if (random.nextInt(5) == 0) {
            entity.put(
                    "fiscalCalendar",
                    map("yearStarts", List.of("2025-12-29", "2026-12-28", "2028-01-03")));
        }
        if (random.nextInt(4) == 0) {
            entity.put("invoiceDating", "issue-day");
        }
        return entity;
    }

    private Map<String, Object> schedule() {
        return map(
                "grace-days",
                "120",
                "cap-above",
                random.nextBoolean() ? "hold" : "absorb",
                "shortfall",
                List.of("spread", "next", "final").get(random.nextInt(3)),
                "excess",
                List.of("reduce", "credit").get(random.nextInt(2)),
                "credited-units",
                lines.size() % 2 == 0 ? "ask" : "bill-again",
                "owed-back",
                lines.size() % 3 == 0 ? "credit" : "exception");
    }

    private Map<String, Object> revenue() {
        Map<String, Object> settings = map("standalone-price", "price");
        if (random.nextInt(3) == 0) {
            settings.put("loss-provision", random.nextBoolean() ? "by-line" : "by-contract");
        }
        if (random.nextInt(4) == 0) {
            settings.put("progress-decimals", random.nextInt(4));
        }
        if (random.nextInt(4) == 0) {
            settings.put("uninstalled-materials", "lifts");
        }
        return settings;
    }

    /** What is delivered of a line; some of it is corrected or withdrawn later. */
    private void delivered(Map<String, Object> line) {
        if (line.get("measured-by") instanceof String measure) {
            budgeted(measure);
        }
        String id = String.valueOf(line.get("id"));
        accepted(line);
        if (List.of("unit", "managed-service").contains(String.valueOf(line.get("pricingModel")))) {
            for (int i = random.nextInt(9); i > 0; i--) {
                used("U" + ++entries, id);
            }
        }
        boolean spends = "expenses".equals(line.get("pricingModel"));
        for (int i = random.nextInt(spends ? 8 : 3); i > 0; i--) {
            spent("E" + ++entries, id);
        }
        for (int i = random.nextInt(12); i > 0; i--) {
            String entry = "T" + ++entries;
            LocalDate worked = day(1, 330);
            time(entry, id, worked, worked.plusDays(random.nextInt(30)));
            if (random.nextInt(4) == 0) {
                time(entry, id, worked, worked.plusDays(30 + random.nextInt(60)));
            }
            if (random.nextInt(9) == 0) {
                calendar.add(
                        map("on", worked.plusDays(95), "happens", "time-withdrawn", "id", entry));
            }
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            estimated(line);
        }
    }

    private void accepted(Map<String, Object> line) {
        for (Object part : (List<?>) line.getOrDefault("milestones", List.of())) {
            for (int accepted = random.nextInt(3); accepted > 0; accepted--) {
                calendar.add(
                        map(
                                "on",
                                day(5, 300),
                                "happens",
                                "milestone-accepted",
                                "milestone",
                                String.valueOf(((Map<?, ?>) part).get("id")),
                                "share",
                                random.nextBoolean()
                                        ? BigDecimal.ONE
                                        : BigDecimal.valueOf(random.nextInt(1001), 3)));
            }
        }
    }

    private void used(String id, String line) {
        LocalDate used = day(1, 330);
        for (int version = 1 + random.nextInt(2); version > 0; version--) {
            calendar.add(
                    map(
                            "on",
                            used.plusDays(random.nextInt(40)),
                            "happens",
                            "usage-accepted",
                            "id",
                            id,
                            "line",
                            line,
                            "used",
                            used,
                            "quantity",
                            BigDecimal.valueOf(random.nextInt(9_000), 2)));
        }
    }

    private void spent(String id, String line) {
        LocalDate spent = day(1, 330);
        calendar.add(
                map(
                        "on",
                        spent.plusDays(random.nextInt(40)),
                        "happens",
                        "expense-approved",
                        "id",
                        id,
                        "line",
                        line,
                        "category",
                        random.nextBoolean() ? "lifts" : "travel",
                        "spent",
                        spent,
                        "receipt",
                        random.nextInt(5) > 0,
                        "amount",
                        makes.amount(90_000)));
    }

    private void time(String entry, String line, LocalDate worked, LocalDate on) {
        calendar.add(
                map(
                        "on",
                        on,
                        "happens",
                        "time-approved",
                        "id",
                        entry,
                        "line",
                        line,
                        "worked",
                        worked,
                        "role",
                        ROLES.get(random.nextInt(2)),
                        "billable",
                        random.nextInt(9) > 0,
                        "hours",
                        BigDecimal.valueOf(random.nextInt(1600), 2)));
    }

    private void estimated(Map<String, Object> line) {
        Map<String, Object> estimate =
                map(
                        "on",
                        day(1, 330),
                        "happens",
                        "estimate-revised",
                        "line",
                        String.valueOf(line.get("id")));
        switch (random.nextInt(4)) {
            case 0 -> estimate.put("totalHours", BigDecimal.valueOf(random.nextInt(30_000), 2));
            case 1 -> estimate.put("totalCost", makes.amount(3_000_000));
            case 2 -> estimate.put("variable", makes.amount(1_000_000));
            default ->
                    estimate.put("percentComplete", BigDecimal.valueOf(random.nextInt(10_001), 2));
        }
        calendar.add(estimate);
    }

    /** What a line takes in all, so that another one can go along with its progress. */
    private void budgeted(String line) {
        calendar.add(
                map(
                        "on",
                        FIRST.plusDays(3),
                        "happens",
                        "estimate-revised",
                        "line",
                        line,
                        "totalHours",
                        150,
                        "totalCost",
                        9000));
    }

    /** What is done to whichever invoices there are by then; some of it cannot be. */
    private void documents() {
        for (int i = random.nextInt(8); i > 0; i--) {
            int invoice = 1 + random.nextInt(6);
            Map<String, Object> what = new HashMap<>(map("on", day(40, 360), "invoice", invoice));
            switch (random.nextInt(4)) {
                case 0 -> what.put("happens", "invoice-voided");
                case 1 -> {
                    what.put("happens", "invoice-credited");
                    what.put("id", "C" + i);
                    what.put("net", makes.amount(random.nextBoolean() ? 900 : 90_000));
                    named(what, i);
                    credited("C" + i);
                }
                default -> {
                    what.put("happens", "paid");
                    what.put("amount", makes.amount(90_000));
                }
            }
            calendar.add(what);
        }
    }

    /** Some credit notes name a line, some an amount of it, and some say a quantity only. */
    private void named(Map<String, Object> credit, int number) {
        String line = String.valueOf(lines.get(number % lines.size()).get("id"));
        Object net = String.valueOf(credit.get("net"));
        switch (number % 5) {
            case 1 -> credit.put("units", List.of(map("line", line)));
            case 2 -> {
                credit.put("units", List.of(map("line", line, "amount", net), map("quantity", 2)));
                credit.remove("net");
            }
            case 3 -> {
                credit.put("quantity", BigDecimal.valueOf(number, 1));
                credit.remove("net");
            }
            default -> {}
        }
    }

    private void credited(String id) {
        switch (random.nextInt(3)) {
            case 0 -> calendar.add(map("on", day(60, 330), "happens", "credit-voided", "id", id));
            case 1 ->
                    calendar.add(
                            map("on", day(60, 330), "happens", "written-off", "credit-note", id));
            default -> {}
        }
    }

    private void periods() {
        if (random.nextInt(3) == 0) {
            LocalDate through = FIRST.plusMonths(random.nextInt(8)).minusDays(1);
            for (String state : List.of("closed", "soft-closed", "open")) {
                calendar.add(
                        map(
                                "on",
                                through.plusDays(7 + random.nextInt(90)),
                                "happens",
                                "period-closed",
                                "state",
                                state,
                                "through",
                                through));
            }
        }
    }

    private LocalDate day(int first, int count) {
        return FIRST.plusDays(first + random.nextInt(count));
    }
}
