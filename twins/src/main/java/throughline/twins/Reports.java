package throughline.twins;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What project leads report of services that are not measured in hours: how much was used in a
 * month, and how far work has come.
 */
final class Reports {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final PsaTwin psa;
    private final Random random;
    private final Map<String, BigDecimal> progress = new HashMap<>();

    Reports(PsaTwin psa, long seed) {
        this.psa = psa;
        this.random = new Random(seed);
    }

    /** What was reported on a past day: on the last of every month. */
    void backfill(ObjectNode project, LocalDate day) {
        if (day.plusDays(1).getDayOfMonth() == 1) {
            report(project, day);
        }
    }

    /** Somebody reports today. */
    void enter(ObjectNode project, LocalDate today) {
        report(project, today);
    }

    private void report(ObjectNode project, LocalDate day) {
        if (day.isBefore(LocalDate.parse(project.path("startsOn").asString()))) {
            return;
        }
        for (JsonNode service : project.path("services")) {
            String line = service.path("externalKey").asString("");
            if (service.path("measure").asString("").equals("progress")) {
                progress(project, line, day);
            } else {
                usage(project, line, day);
            }
        }
    }

    private void usage(ObjectNode project, String line, LocalDate day) {
        ObjectNode report = started(project, line, day);
        report.put("quantity", Integer.toString(20 + random.nextInt(180)));
        psa.create("usage-reports", report.put("status", "approved"));
    }

    private void progress(ObjectNode project, String line, LocalDate day) {
        LocalDate from = LocalDate.parse(project.path("startsOn").asString());
        LocalDate until = LocalDate.parse(project.path("endsOn").asString());
        BigDecimal part =
                BigDecimal.valueOf(day.toEpochDay() - from.toEpochDay())
                        .multiply(HUNDRED)
                        .divide(
                                BigDecimal.valueOf(
                                        Math.max(1, until.toEpochDay() - from.toEpochDay())),
                                0,
                                RoundingMode.HALF_UP)
                        .min(HUNDRED);
        String key = project.path("id").asString() + line;
        if (part.compareTo(progress.getOrDefault(key, BigDecimal.ZERO)) > 0) {
            progress.put(key, part);
            ObjectNode report = started(project, line, day);
            psa.create("progress-reports", report.put("percentComplete", part.toPlainString()));
        }
    }

    private static ObjectNode started(ObjectNode project, String line, LocalDate day) {
        ObjectNode report = Json.object();
        report.set("projectId", project.path("id"));
        report.set("projectKey", project.path("externalKey"));
        return report.put("line", line).put("date", day.toString());
    }
}
