package throughline.twins;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.node.ObjectNode;

/**
 * The delivery life of the firm: projects are staffed when they appear, time is worked, submitted
 * and approved, milestones are accepted. What lies between a project's start and today is entered
 * at once, as when a firm moves to a new system.
 */
final class Delivery {

    private static final int LONGEST_BACKFILL_DAYS = 400;

    private final PsaTwin psa;
    private final Random random;
    private final List<ObjectNode> people = new ArrayList<>();
    private final ConcurrentLinkedQueue<ObjectNode> appeared = new ConcurrentLinkedQueue<>();
    private final List<ObjectNode> projects = new ArrayList<>();

    Delivery(PsaTwin psa, long seed) {
        this.psa = psa;
        this.random = new Random(seed);
        psa.whenProjectCreated(appeared::add);
    }

    /** Enters the people. */
    void begin() {
        for (String[] person : Names.PEOPLE) {
            ObjectNode fields = Json.object().put("name", person[0]).put("role", person[1]);
            people.add(
                    psa.create("people", fields.put("unit", person[2]).put("weeklyHours", "40")));
        }
    }

    /** Works a day: staffs new projects and catches up on them, and moves the others on. */
    void work(LocalDate today) {
        for (ObjectNode project = appeared.poll(); project != null; project = appeared.poll()) {
            projects.add(project);
            catchUp(project, today);
        }
        for (ObjectNode project : projects) {
            if (running(project, today) && random.nextInt(3) == 0) {
                time(project, today);
            }
        }
        acceptDue(today);
        correctOne();
    }

    private void catchUp(ObjectNode project, LocalDate today) {
        LocalDate day = LocalDate.parse(project.path("startsOn").asString());
        for (int i = 0;
                i < LONGEST_BACKFILL_DAYS && day.isBefore(today);
                i++, day = day.plusDays(1)) {
            boolean weekend =
                    day.getDayOfWeek() == DayOfWeek.SATURDAY
                            || day.getDayOfWeek() == DayOfWeek.SUNDAY;
            if (!weekend && day.getDayOfYear() % 3 == 0 && running(project, day)) {
                time(project, day);
            }
        }
    }

    private static boolean running(ObjectNode project, LocalDate day) {
        return !day.isBefore(LocalDate.parse(project.path("startsOn").asString()))
                && day.isBefore(LocalDate.parse(project.path("endsOn").asString()));
    }

    private void time(ObjectNode project, LocalDate day) {
        ObjectNode person = people.get(random.nextInt(people.size()));
        ObjectNode card = Json.object();
        card.put("projectId", project.path("id").asString());
        card.set("projectKey", project.path("externalKey"));
        card.put("personId", person.path("id").asString())
                .put("role", person.path("role").asString());
        card.put("date", day.toString())
                .put(
                        "hours",
                        "%d.%s"
                                .formatted(
                                        4 + random.nextInt(4), random.nextBoolean() ? "00" : "50"));
        card.put("billable", random.nextInt(10) > 0).put("status", "submitted").put("note", "");
        String id = psa.create("time-cards", card).path("id").asString();
        psa.update("time-cards", id, Json.object().put("status", "approved"));
    }

    private void acceptDue(LocalDate today) {
        for (ObjectNode milestone : psa.records("milestones").all(Delivery::isOpen)) {
            LocalDate due =
                    LocalDate.parse(milestone.path("due").asString(today.plusDays(1).toString()));
            if (!due.isAfter(today)) {
                psa.update(
                        "milestones",
                        milestone.path("id").asString(),
                        Json.object()
                                .put("status", "accepted")
                                .put("acceptedOn", due.toString())
                                .put("acceptedShare", "1"));
            }
        }
    }

    private static boolean isOpen(ObjectNode milestone) {
        return milestone.path("status").asString("").equals("open")
                && !milestone.path("due").asString("").isBlank();
    }

    private void correctOne() {
        if (random.nextInt(5) > 0) {
            return;
        }
        List<ObjectNode> cards =
                psa.records("time-cards")
                        .all(card -> card.path("status").asString("").equals("approved"));
        if (!cards.isEmpty()) {
            String id = cards.get(random.nextInt(cards.size())).path("id").asString();
            psa.update(
                    "time-cards", id, Json.object().put("hours", "3.25").put("note", "corrected"));
        }
    }
}
