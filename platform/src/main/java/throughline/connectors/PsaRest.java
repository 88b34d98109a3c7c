package throughline.connectors;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import throughline.align.Action;
import throughline.align.ActionKind;

/**
 * A PSA that makes a further project for every request, and is searched by the key that we gave it.
 */
final class PsaRest implements Connector {

    private static final String PROJECTS = "/api/v1/projects";

    private final Settings settings;
    private final VendorHttp http;
    private final Capabilities capabilities;

    PsaRest(Settings settings, VendorHttp http) {
        this.settings = settings;
        this.http = http;
        this.capabilities =
                new Capabilities(
                        EnumSet.of(ActionKind.CREATE_PROJECT, ActionKind.UPDATE_PROJECT),
                        EnumSet.of(ActionKind.CREATE_PROJECT),
                        EnumSet.of(ActionKind.UPDATE_PROJECT),
                        settings.polls().keySet(),
                        settings.settles());
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Answer write(Action action, String idempotencyKey) {
        if (!capabilities.writes().contains(action.kind())) {
            return Answer.notWritten(action);
        }
        if (action.kind() == ActionKind.UPDATE_PROJECT) {
            return updated(action);
        }
        try {
            Reply reply =
                    http.exchange(
                            Request.post(
                                    "create project " + action.naturalKey(),
                                    PROJECTS,
                                    project(action),
                                    action.key().value()));
            return Documents.identified(reply.object())
                    .<Answer>map(id -> new Answer.Confirmed(id, Map.of()))
                    .orElseGet(() -> Documents.withoutId(settings.system(), action));
        } catch (ConnectorException failed) {
            return Answer.of(failed, false);
        }
    }

    /** Sets fields to what they should be; doing so twice does no harm. */
    private Answer updated(Action action) {
        String id = Bodies.text(action, "id");
        try {
            http.exchange(
                    Request.patch(
                            "update project " + id,
                            PROJECTS + "/" + Request.escaped(id),
                            Bodies.renamed(
                                    Json.child(action.body(), "fields"),
                                    Map.of("name", "name", "template", "attributes.template")),
                            action.key().value()));
            return new Answer.Confirmed(id, Map.of());
        } catch (ConnectorException failed) {
            return Answer.of(failed, true);
        }
    }

    private static Map<String, Object> project(Action action) {
        Map<String, Object> body = action.body();
        Map<String, Object> project =
                new LinkedHashMap<>(
                        Bodies.renamed(
                                body,
                                Map.of(
                                        "externalKey", "reference",
                                        "name", "name",
                                        "customerName", "customerName",
                                        "currency", "currency",
                                        "template", "template",
                                        "startsOn", "from",
                                        "budget", "budget",
                                        "budgetHours", "budgetHours")));
        Bodies.lastDay(body, "until").ifPresent(day -> project.put("endsOn", day));
        project.put(
                "milestones",
                Bodies.renamed(
                        Json.objects(body, "milestones"),
                        Map.of("externalKey", "id", "name", "name", "due", "due")));
        project.put(
                "roles",
                Bodies.renamed(
                        Json.objects(body, "roles"), Map.of("role", "role", "hours", "hours")));
        project.put(
                "services",
                Bodies.renamed(
                        Json.objects(body, "services"),
                        Map.of("externalKey", "id", "name", "name", "measure", "measure")));
        return project;
    }

    @Override
    public Probe probe(Action action) {
        if (!capabilities.probes().contains(action.kind())) {
            return Probe.notSearched(action);
        }
        try {
            List<Map<String, Object>> found =
                    Json.objects(
                            http.exchange(
                                            Request.get(
                                                    "look for project " + action.naturalKey(),
                                                    PROJECTS
                                                            + "?externalKey="
                                                            + Request.escaped(action.naturalKey()),
                                                    action.key().value()))
                                    .object(),
                            "items");
            return Documents.found(found);
        } catch (ConnectorException failed) {
            return new Probe.CannotTell(failed.sentence());
        }
    }

    @Override
    public Page read(String type, Watermark after) {
        String path = "/api/v1/" + (type.equals("person") ? "people" : type + "s");
        return ChangeList.read(settings, http, new ChangeList.Asked(type, path), after);
    }

    @Override
    public void close() {
        http.close();
    }
}
