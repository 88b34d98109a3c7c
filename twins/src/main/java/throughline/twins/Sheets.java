package throughline.twins;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Time cards and expenses of the PSA: what people enter, and who may submit and approve what. */
final class Sheets {

    private static final BigDecimal LONGEST_DAY = new BigDecimal("24");
    private static final Map<String, List<String>> NEEDS =
            Map.of(
                    "time-cards", List.of("projectId", "personId", "date", "hours"),
                    "expenses", List.of("projectId", "personId", "date", "amount", "currency"));

    private final PsaTwin psa;

    Sheets(PsaTwin psa) {
        this.psa = psa;
    }

    /** The fields of a time card or an expense, checked and completed. */
    ObjectNode entered(String path, ObjectNode body) {
        PsaTwin.needs(body, NEEDS.getOrDefault(path, List.of()));
        ObjectNode faults = Json.object();
        ObjectNode fields = body.deepCopy();
        psa.records("projects")
                .get(body.path("projectId").asString())
                .ifPresentOrElse(
                        project -> fields.set("projectKey", project.path("externalKey")),
                        () -> faults.put("projectId", "is unknown"));
        psa.records("people")
                .get(body.path("personId").asString())
                .ifPresentOrElse(
                        person -> complete(fields, person),
                        () -> faults.put("personId", "is unknown"));
        LocalDate.parse(body.path("date").asString());
        if (path.equals("time-cards")) {
            BigDecimal hours = new BigDecimal(body.path("hours").asString());
            if (hours.signum() < 0 || hours.compareTo(LONGEST_DAY) > 0) {
                faults.put("hours", "must be from 0 to 24");
            }
        }
        if (!faults.isEmpty()) {
            throw new Refused(PsaTwin.invalid(faults));
        }
        return fields;
    }

    private static void complete(ObjectNode fields, ObjectNode person) {
        if (!fields.has("role")) {
            fields.set("role", person.path("role"));
        }
        if (!fields.has("billable")) {
            fields.put("billable", true);
        }
        if (!fields.has("status")) {
            fields.put("status", "draft");
        }
        if (!fields.has("note")) {
            fields.put("note", "");
        }
    }

    /** Submits, approves or sends back one sheet; doing it again changes nothing. */
    ObjectNode act(String path, String id, String verb) {
        if (!NEEDS.containsKey(path)) {
            throw new Refused(new Answer(404, Json.object().put("error", "not-found"), Map.of()));
        }
        ObjectNode sheet = psa.find(path, id);
        String status = sheet.path("status").asString("");
        String next =
                switch (verb + " " + status) {
                    case "submit draft", "submit submitted" -> "submitted";
                    case "approve submitted", "approve approved" -> "approved";
                    case "reject submitted", "reject approved" -> "draft";
                    default ->
                            throw new Refused(
                                    new Answer(
                                            409,
                                            Json.object()
                                                    .put("error", "invalid-state")
                                                    .put("status", status),
                                            Map.of()));
                };
        return next.equals(status)
                ? sheet
                : psa.update(path, id, Json.object().put("status", next));
    }
}
