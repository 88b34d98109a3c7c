package throughline.twins;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * The delivery life of the firm: projects are staffed when they appear, time is worked, milestones
 * are accepted, now and then something is corrected. What lies between a project's start and today
 * is entered at once, as when a firm moves to a new system.
 */
final class Delivery {

    private static final int LONGEST_BACKFILL_DAYS = 400;
    private static final int TEAM = 3;

    private final PsaTwin psa;
    private final long seed;
    private final Random random;
    private final Timesheets timesheets;
    private final Reports reports;
    private final List<ObjectNode> people = new ArrayList<>();
    private final ConcurrentLinkedQueue<ObjectNode> appeared = new ConcurrentLinkedQueue<>();
    private final Map<ObjectNode, List<ObjectNode>> teams = new LinkedHashMap<>();

    Delivery(PsaTwin psa, long seed) {
        this.psa = psa;
        this.seed = seed;
        this.random = new Random(seed);
        this.timesheets = new Timesheets(psa, seed + 100);
        this.reports = new Reports(psa, seed + 200);
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
            staff(project);
            catchUp(project, today);
        }
        teams.forEach(
                (project, team) -> {
                    if (random.nextInt(3) == 0) {
                        timesheets.enter(project, team, today);
                    }
                    if (random.nextInt(12) == 0) {
                        reports.enter(project, today);
                    }
                });
        timesheets.submitAndApprove();
        acceptDue(today);
        acceptEarly(today);
        if (random.nextInt(5) == 0) {
            timesheets.correctOne();
        }
    }

    private void staff(ObjectNode project) {
        List<ObjectNode> staffed = team(project);
        for (ObjectNode person : staffed) {
            ObjectNode assignment = Json.object();
            assignment.set("projectId", project.path("id"));
            assignment.set("projectKey", project.path("externalKey"));
            assignment.set("personId", person.path("id"));
            assignment.set("role", person.path("role"));
            assignment.set("from", project.path("startsOn"));
            assignment.set("until", project.path("endsOn"));
            psa.create("assignments", assignment);
        }
        teams.put(project, staffed);
    }

    /**
     * A manager, who leads it, and others of the unit. Who they are follows from the project: in
     * which order projects appear is chance, and the firm's life does not hang on it.
     */
    private List<ObjectNode> team(ObjectNode project) {
        Random drawn = new Random(seed + project.path("externalKey").asString("").hashCode());
        String unit = project.path("currency").asString("").equals("USD") ? "americas" : "europe";
        List<ObjectNode> team =
                new ArrayList<>(
                        people.stream()
                                .filter(person -> person.path("unit").asString("").equals(unit))
                                .toList());
        Collections.shuffle(team, drawn);
        team.stream()
                .filter(person -> person.path("role").asString("").equals("manager"))
                .findFirst()
                .ifPresent(
                        lead -> {
                            team.remove(lead);
                            team.addFirst(lead);
                        });
        return List.copyOf(team.subList(0, Math.min(TEAM, team.size())));
    }

    private void catchUp(ObjectNode project, LocalDate today) {
        List<ObjectNode> team = teams.getOrDefault(project, List.of());
        LocalDate first = start(project);
        LocalDate earliest = today.minusDays(LONGEST_BACKFILL_DAYS);
        for (LocalDate day = first.isBefore(earliest) ? earliest : first;
                day.isBefore(today);
                day = day.plusDays(1)) {
            timesheets.backfill(project, team, day, today);
            reports.backfill(project, day);
        }
    }

    private static LocalDate start(ObjectNode project) {
        return LocalDate.parse(project.path("startsOn").asString());
    }

    private void acceptDue(LocalDate today) {
        for (ObjectNode milestone : openMilestones()) {
            LocalDate due = LocalDate.parse(milestone.path("due").asString());
            if (!due.isAfter(today)) {
                accept(milestone, due, "1");
            }
        }
    }

    /** Customers accept some work before it is due, and some of it only in part at first. */
    private void acceptEarly(LocalDate today) {
        Set<String> begun =
                teams.keySet().stream()
                        .filter(project -> !start(project).isAfter(today))
                        .map(project -> project.path("id").asString())
                        .collect(Collectors.toSet());
        List<ObjectNode> open =
                openMilestones().stream()
                        .filter(milestone -> begun.contains(milestone.path("projectId").asString()))
                        .toList();
        if (open.isEmpty() || random.nextInt(3) > 0) {
            return;
        }
        ObjectNode milestone = open.get(random.nextInt(open.size()));
        boolean partly =
                milestone.path("acceptedShare").asString("").equals("0") && random.nextInt(5) == 0;
        accept(milestone, today, partly ? "0.5" : "1");
    }

    private void accept(ObjectNode milestone, LocalDate day, String share) {
        psa.update(
                "milestones",
                milestone.path("id").asString(),
                Json.object()
                        .put("status", share.equals("1") ? "accepted" : "open")
                        .put("acceptedOn", day.toString())
                        .put("acceptedShare", share));
    }

    private List<ObjectNode> openMilestones() {
        return psa.records("milestones")
                .all(
                        milestone ->
                                milestone.path("status").asString("").equals("open")
                                        && !milestone.path("due").asString("").isBlank());
    }
}
