package throughline.twins;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who worked how long on what. Half-hours are counted, and nobody works more than ten hours on a
 * day.
 */
final class Timesheets {

    private static final int LONGEST_DAY = 20;
    private static final int OPEN_DAYS = 9;
    private static final List<String> EXPENSES = List.of("travel", "hotel", "software");

    private final PsaTwin psa;
    private final Random random;
    private final Map<String, Integer> worked = new HashMap<>();

    Timesheets(PsaTwin psa, long seed) {
        this.psa = psa;
        this.random = new Random(seed);
    }

    /** What a team worked on a past day; older weeks are approved, the last one is not yet. */
    void backfill(ObjectNode project, List<ObjectNode> team, LocalDate day, LocalDate today) {
        if (weekend(day) || !day.isBefore(end(project))) {
            return;
        }
        String status = day.isBefore(today.minusDays(OPEN_DAYS)) ? "approved" : "submitted";
        for (ObjectNode person : team) {
            if (random.nextInt(2) == 0) {
                card(project, person, day, status);
            }
        }
        if (random.nextInt(20) == 0 && !team.isEmpty()) {
            expense(project, team.getFirst(), day);
        }
    }

    /** Somebody of a team enters time for one of the last days. */
    void enter(ObjectNode project, List<ObjectNode> team, LocalDate today) {
        LocalDate start = LocalDate.parse(project.path("startsOn").asString());
        LocalDate day = today.minusDays(random.nextInt(OPEN_DAYS));
        LocalDate worked = day.isBefore(start) ? start : day;
        if (!team.isEmpty() && !worked.isAfter(today) && worked.isBefore(end(project))) {
            card(project, team.get(random.nextInt(team.size())), worked, "draft");
        }
    }

    /** Drafts are submitted, and what was submitted is approved or sent back. */
    void submitAndApprove() {
        for (ObjectNode card : withStatus("submitted")) {
            if (random.nextInt(3) == 0) {
                status(card, random.nextInt(25) == 0 ? "draft" : "approved");
            }
        }
        for (ObjectNode card : withStatus("draft")) {
            if (random.nextInt(2) == 0) {
                status(card, "submitted");
            }
        }
    }

    /** Something approved turns out to be wrong. */
    void correctOne() {
        List<ObjectNode> cards = withStatus("approved");
        if (cards.isEmpty()) {
            return;
        }
        ObjectNode card = cards.get(random.nextInt(cards.size()));
        ObjectNode change = Json.object().put("note", "corrected");
        switch (random.nextInt(4)) {
            case 0 -> change.put("status", "deleted");
            case 1 -> change.put("billable", !card.path("billable").asBoolean());
            default -> change.put("hours", "3.25");
        }
        psa.update("time-cards", card.path("id").asString(), change);
    }

    private void card(ObjectNode project, ObjectNode person, LocalDate day, String status) {
        String key = person.path("id").asString() + day;
        int half = Math.min(4 + random.nextInt(9), LONGEST_DAY - worked.getOrDefault(key, 0));
        boolean billable = random.nextInt(10) > 0;
        if (half <= 0) {
            return;
        }
        worked.merge(key, half, Integer::sum);
        ObjectNode card = Json.object();
        card.set("projectId", project.path("id"));
        card.set("projectKey", project.path("externalKey"));
        card.set("personId", person.path("id"));
        card.set("role", person.path("role"));
        card.put("date", day.toString()).put("hours", half / 2 + (half % 2 == 0 ? ".00" : ".50"));
        card.put("billable", billable).put("status", status).put("note", "");
        psa.create("time-cards", card);
    }

    private void expense(ObjectNode project, ObjectNode person, LocalDate day) {
        ObjectNode expense = Json.object();
        expense.set("projectId", project.path("id"));
        expense.set("projectKey", project.path("externalKey"));
        expense.set("personId", person.path("id"));
        expense.set("role", person.path("role"));
        expense.put("date", day.toString()).put("amount", 40 + random.nextInt(400) + ".50");
        expense.set("currency", project.path("currency"));
        expense.put("category", EXPENSES.get(random.nextInt(EXPENSES.size())));
        expense.put("receipt", random.nextInt(8) > 0).put("billable", true);
        psa.create("expenses", expense.put("status", "approved").put("note", ""));
    }

    private void status(ObjectNode card, String status) {
        psa.update("time-cards", card.path("id").asString(), Json.object().put("status", status));
    }

    private List<ObjectNode> withStatus(String status) {
        return psa.records("time-cards")
                .all(card -> card.path("status").asString("").equals(status));
    }

    private static LocalDate end(ObjectNode project) {
        return LocalDate.parse(project.path("endsOn").asString());
    }

    private static boolean weekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
