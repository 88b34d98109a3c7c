package throughline.twins;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What consultants and project leads do by hand in the PSA. */
final class PsaDesks {

    private static final int SHOWN = 25;
    private static final String CARDS = "time-cards";
    private static final String MILESTONES = "milestones";

    private final PsaTwin psa;

    PsaDesks(PsaTwin psa) {
        this.psa = psa;
    }

    List<Desk> all() {
        return List.of(cards(), milestones());
    }

    private Desk cards() {
        List<Desk.Row> rows = new ArrayList<>();
        for (ObjectNode each : newest(CARDS, "status", "approved")) {
            String id = each.path("id").asString();
            List<Desk.Deed> deeds = new ArrayList<>();
            for (String status : List.of("submitted", "approved", "deleted")) {
                if (!each.path("status").asString("").equals(status)) {
                    deeds.add(
                            new Desk.Deed(
                                    label(status), Map.of("what", "card", "id", id, "to", status)));
                }
            }
            rows.add(
                    new Desk.Row(
                            List.of(
                                    id,
                                    each.path("projectKey").asString(""),
                                    each.path("date").asString(""),
                                    each.path("hours").asString("") + " h",
                                    each.path("role").asString(""),
                                    each.path("status").asString("")),
                            deeds));
        }
        return new Desk(
                "Time cards",
                "Approve one and see its hours become an entitlement at the rate of the card; those"
                        + " that wait stand first.",
                List.of("Card", "Project", "Day", "Hours", "Role", "Status"),
                rows);
    }

    private static String label(String status) {
        return switch (status) {
            case "submitted" -> "Hand in";
            case "approved" -> "Approve";
            default -> "Delete";
        };
    }

    private Desk milestones() {
        List<Desk.Row> rows = new ArrayList<>();
        for (ObjectNode each : newest(MILESTONES, "acceptedShare", "1")) {
            boolean open = !each.path("acceptedShare").asString("0").startsWith("1");
            rows.add(
                    new Desk.Row(
                            List.of(
                                    each.path("name").asString(""),
                                    each.path("externalKey").asString(""),
                                    each.path("due").asString(""),
                                    open ? "open" : "accepted"),
                            open
                                    ? List.of(
                                            new Desk.Deed(
                                                    "Accept",
                                                    Map.of(
                                                            "what",
                                                            "accept",
                                                            "id",
                                                            each.path("id").asString())))
                                    : List.of()));
        }
        return new Desk(
                "Milestones",
                "Accept one as the customer does: its charge, invoice and revenue follow.",
                List.of("Milestone", "Key", "Due", "State"),
                rows);
    }

    /** The newest, those first that are not done. */
    private List<ObjectNode> newest(String kind, String field, String done) {
        return psa.records(kind).all(_ -> true).stream()
                .sorted(
                        Comparator.comparing(
                                        (ObjectNode each) ->
                                                each.path(field).asString("").startsWith(done))
                                .thenComparing(
                                        (ObjectNode each) -> each.path("modifiedAt").asString(""),
                                        Comparator.reverseOrder()))
                .limit(SHOWN)
                .toList();
    }

    /** Does what a person asked for; says it in a sentence. */
    String did(String what, Map<String, String> form) {
        String id = form.getOrDefault("id", "");
        return switch (what) {
            case "card" -> {
                String to = form.getOrDefault("to", "");
                psa.update(CARDS, id, Json.object().put("status", to));
                yield "Card " + id + " is " + to + ".";
            }
            case "accept" -> {
                String day = psa.clock().stamp().toString().substring(0, 10);
                psa.update(
                        MILESTONES,
                        id,
                        Json.object().put("acceptedOn", day).put("acceptedShare", "1"));
                yield "The customer accepted milestone " + id + " on " + day + ".";
            }
            default -> throw new IllegalArgumentException("nobody knows how to " + what);
        };
    }
}
