package throughline.insight;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sums of real time cards straight from their file, without any code of the product. */
final class TimesheetsByHand {

    private final Map<String, JsonNode> fields = new HashMap<>();
    private final List<JsonNode> rows;
    private final Map<String, BigDecimal> rates = new HashMap<>();

    TimesheetsByHand(Path folder, Path rateCard) throws IOException {
        JsonNode file =
                JsonMapper.shared().readTree(Files.readString(folder.resolve("tock-2014.json")));
        rows = file.valueStream().toList();
        rows.forEach(row -> fields.put(key(row.get("model"), row.get("pk")), row.get("fields")));
        for (String line : Files.readAllLines(rateCard).stream().skip(1).toList()) {
            String[] cells = line.split(",", -1);
            rates.put(cells[1], new BigDecimal(cells[2]));
        }
    }

    private static String key(JsonNode model, JsonNode pk) {
        return model.asString() + " " + pk.asString();
    }

    private JsonNode of(String model, JsonNode pk) {
        return Objects.requireNonNull(fields.get(model + " " + pk.asString()), model);
    }

    private List<JsonNode> all(String model) {
        return rows.stream()
                .filter(row -> row.get("model").asString().equals(model))
                .map(row -> row.get("fields"))
                .toList();
    }

    private LocalDate day(JsonNode card) {
        return LocalDate.parse(
                of("hours.reportingperiod", card.get("reporting_period"))
                        .get("start_date")
                        .asString());
    }

    private static String week(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY)).toString();
    }

    private JsonNode code(JsonNode line) {
        return of(
                "projects.accountingcode",
                of("projects.project", line.get("project")).get("accounting_code"));
    }

    SortedMap<String, String> hoursByWeek(boolean billableOnly) {
        SortedMap<String, BigDecimal> sums = new TreeMap<>();
        for (JsonNode line : all("hours.timecardobject")) {
            if (!billableOnly || code(line).get("billable").asBoolean()) {
                sums.merge(
                        week(day(of("hours.timecard", line.get("timecard")))),
                        new BigDecimal(line.get("hours_spent").asString()),
                        BigDecimal::add);
            }
        }
        return texts(sums);
    }

    SortedMap<String, String> capacityByWeek() {
        SortedMap<String, BigDecimal> sums = new TreeMap<>();
        for (JsonNode card : all("hours.timecard")) {
            sums.merge(
                    week(day(card)),
                    new BigDecimal(
                            of("hours.reportingperiod", card.get("reporting_period"))
                                    .get("exact_working_hours")
                                    .asString()),
                    BigDecimal::add);
        }
        return texts(sums);
    }

    SortedMap<String, String> billingsByMonthAndAgency() {
        SortedMap<String, BigDecimal> sums = new TreeMap<>();
        for (JsonNode line : all("hours.timecardobject")) {
            JsonNode code = code(line);
            BigDecimal hours = new BigDecimal(line.get("hours_spent").asString());
            if (code.get("billable").asBoolean() && hours.signum() != 0) {
                JsonNode grade = line.get("grade");
                String role =
                        grade.isNull()
                                ? "*"
                                : of("employees.employeegrade", grade).get("grade").asString();
                sums.merge(
                        day(of("hours.timecard", line.get("timecard"))).toString().substring(0, 7)
                                + " "
                                + of("projects.agency", code.get("agency")).get("name").asString(),
                        hours.multiply(rates.getOrDefault(role, rates.get("*"))),
                        BigDecimal::add);
            }
        }
        return texts(sums);
    }

    private static SortedMap<String, String> texts(SortedMap<String, BigDecimal> sums) {
        SortedMap<String, String> texts = new TreeMap<>();
        sums.forEach((name, sum) -> texts.put(name, sum.setScale(2).toPlainString()));
        return texts;
    }
}
