package throughline.scenario;

import static throughline.scenario.MadeUpLines.FIRST;
import static throughline.scenario.Written.map;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Makes up changes of terms of every kind; what some of them ask for cannot be. */
final class MadeUpChanges {

    private final RandomGenerator random;
    private final MadeUpLines makes;
    private final List<Map<String, Object>> lines;
    private final List<Map<String, Object>> calendar;

    MadeUpChanges(
            RandomGenerator random,
            MadeUpLines makes,
            List<Map<String, Object>> lines,
            List<Map<String, Object>> calendar) {
        this.random = random;
        this.makes = makes;
        this.lines = lines;
        this.calendar = calendar;
    }

    /** Some changes, and sometimes an end of it all that may be taken back. */
    void some() {
        for (int i = random.nextInt(5); i > 0; i--) {
            order(Integer.toString(i));
        }
        if (random.nextInt(4) == 0) {
            LocalDate end = day(100, 220);
            calendar.add(
                    map("on", end, "happens", random.nextBoolean() ? "terminated" : "reopened"));
            if (random.nextBoolean()) {
                calendar.add(map("on", end.plusDays(1 + random.nextInt(80)), "happens", "signed"));
            }
        }
        if (random.nextInt(4) == 0) {
            calendar.add(
                    map(
                            "on", day(20, 300),
                            "happens", "rate-published",
                            "rate", raised(day(20, 300))));
        }
    }

    private Map<String, Object> raised(LocalDate from) {
        return map("role", "partner", "rate", makes.amount(50_000), "from", from);
    }

    private void order(String number) {
        LocalDate signed = day(10, 300);
        Map<String, Object> order =
                map("on", signed, "happens", "change-ordered", "number", number, "signed", signed);
        if (random.nextInt(3) > 0) {
            order.put("effective", signed.plusDays(random.nextInt(90) - 50));
        }
        Map<String, Object> line = lines.get(random.nextInt(lines.size()));
        List<Object> changes = new ArrayList<>();
        what(order, line, number, changes);
        if (changes.isEmpty() && order.containsKey("lines") && random.nextBoolean()) {
            changes.add(
                    map("line", String.valueOf(line.get("id")), "distinct", random.nextBoolean()));
        }
        if (!changes.isEmpty()) {
            order.put("changes", changes);
        }
        if (random.nextInt(6) == 0) {
            Map<String, Object> proposed = new LinkedHashMap<>(order);
            proposed.put("status", "proposed");
            proposed.put("on", signed.minusDays(random.nextInt(9)));
            calendar.add(proposed);
        }
        calendar.add(order);
        if (random.nextInt(8) == 0) {
            Map<String, Object> rejected = new LinkedHashMap<>(order);
            rejected.put("status", "rejected");
            rejected.put("on", signed.plusDays(1 + random.nextInt(60)));
            calendar.add(rejected);
        }
    }

    private void what(
            Map<String, Object> order,
            Map<String, Object> line,
            String number,
            List<Object> changes) {
        String id = String.valueOf(line.get("id"));
        switch (random.nextInt(8)) {
            case 0 -> changes.add(map("line", id, "what", "ends"));
            case 1 -> {
                changes.add(map("line", id, "what", "pauses"));
                if (random.nextBoolean()) {
                    LocalDate on = LocalDate.parse(String.valueOf(order.get("on"))).plusDays(30);
                    calendar.add(
                            map(
                                    "on",
                                    on,
                                    "happens",
                                    "change-ordered",
                                    "number",
                                    number + "-on",
                                    "changes",
                                    List.of(map("line", id, "what", "resumes"))));
                }
            }
            case 2 -> order.put("purchaseOrder", "PO-" + number);
            case 3 -> order.put("lines", List.of(added("N" + number)));
            case 4 -> order.put("attributes", map("tax-treatment", "reverse-charge"));
            case 5 -> order.put("lines", List.of(termed(line)));
            default -> order.put("lines", List.of(repriced(line)));
        }
    }

    private Map<String, Object> added(String id) {
        Map<String, Object> line = makes.next(id);
        line.put("name", "Added");
        line.put("serviceLine", "general");
        return line;
    }

    private Map<String, Object> termed(Map<String, Object> line) {
        Map<String, Object> now = version(line);
        LocalDate until = LocalDate.parse(String.valueOf(line.get("until")));
        now.put("until", until.plusDays(random.nextInt(200) - 100));
        return now;
    }

    private Map<String, Object> repriced(Map<String, Object> line) {
        Map<String, Object> now = version(line);
        for (String price : List.of("amount", "fee", "advance", "cap")) {
            if (line.containsKey(price)) {
                now.put(price, makes.amount(900_000));
            }
        }
        now.remove("milestones");
        now.remove("instalments");
        return now;
    }

    private static Map<String, Object> version(Map<String, Object> line) {
        Map<String, Object> now = new LinkedHashMap<>(line);
        now.remove("milestones");
        now.remove("instalments");
        return now;
    }

    private LocalDate day(int first, int count) {
        return FIRST.plusDays(first + random.nextInt(count));
    }
}
