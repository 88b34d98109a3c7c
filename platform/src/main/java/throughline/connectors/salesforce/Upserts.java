package throughline.connectors.salesforce;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.align.Action;
import throughline.connectors.Answer;
import throughline.connectors.ConnectorException;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Json;
import throughline.connectors.Probe;
import throughline.connectors.Reply;
import throughline.connectors.Request;
import throughline.wording.Counted;

/**
 * Writes records under external ids of ours, so that writing one twice is writing it once. What
 * belongs to one write goes in one call, and all of it stays or nothing.
 *
 * <p><b>Threads</b>: for any number of callers.
 */
public final class Upserts {

    private static final int RECORDS_AT_ONCE = 200;
    private static final int COLLECTIONS_AT_ONCE = 5;
    private static final Set<String> NUMBERS = Set.of("currency", "double", "percent", "int");

    /** Codes of those that failed only because another did. */
    private static final Set<String> WITH_ANOTHER =
            Set.of("PROCESSING_HALTED", "ALL_OR_NONE_OPERATION_ROLLED_BACK");

    private static final String ROOT = "root";

    private final Org org;

    /** Into an organization. */
    public Upserts(Org org) {
        this.org = org;
    }

    /**
     * Makes or changes a record, and those below it.
     *
     * @throws ConnectorException when it does not answer, or refuses
     */
    public Answer write(Action action, Made made) {
        ConnectorException.Call call = call(action, "write " + made.object());
        if (made.each().isEmpty()) {
            Reply reply =
                    org.call(
                            Request.patch(
                                    call.operation(),
                                    path(made, action.naturalKey()),
                                    fields(made, action.body()),
                                    call.correlationId()));
            return confirmed(call, made, action, Json.text(reply.object(), "id"), reply);
        }
        List<Composite.Part> parts = new ArrayList<>();
        parts.add(upsert(ROOT, made, action.naturalKey(), fields(made, action.body())));
        made.each().forEach((list, below) -> parts.addAll(collections(action, list, below)));
        if (parts.size() > 1 + COLLECTIONS_AT_ONCE) {
            throw new ConnectorException(
                    call,
                    Kind.REFUSED,
                    "too-many",
                    Counted.of(
                                    (long) (parts.size() - 1) * RECORDS_AT_ONCE,
                                    "record below it is",
                                    "records below it are")
                            + " more than one call takes");
        }
        Reply root;
        try {
            root = together(call, parts).getFirst();
        } catch (ConnectorException unsaid) {
            if (unsaid.code().equals(Composite.NO_LIST)) {
                return new Answer.Ambiguous(unsaid.kind(), unsaid.sentence());
            }
            throw unsaid;
        }
        return confirmed(call, made, action, Json.text(root.object(), "id"), root);
    }

    /**
     * Changes a record by its own id, and makes or changes another one that refers to it.
     *
     * @param changed its path and its fields
     */
    public void beside(Action action, Made made, String id, Request changed) {
        Map<String, Object> fields = fields(made, action.body());
        made.parent().ifPresent(field -> fields.put(field, id));
        together(
                changed.call(org.system()),
                List.of(
                        new Composite.Part(
                                ROOT,
                                changed.method(),
                                changed.path(),
                                Map.of(),
                                Json.object(java.util.Objects.requireNonNull(changed.body()))),
                        upsert("beside", made, action.naturalKey(), fields)));
    }

    /** Whether a record is there. */
    public Probe probe(Action action, Made made) {
        ConnectorException.Call call = call(action, "look for " + made.object());
        try {
            Reply reply =
                    org.call(
                            Request.get(
                                    call.operation(),
                                    path(made, action.naturalKey()),
                                    call.correlationId()));
            return Json.text(reply.object(), "Id")
                    .<Probe>map(id -> new Probe.Found(id, Map.of()))
                    .orElseGet(() -> new Probe.CannotTell("its answer names no Id"));
        } catch (ConnectorException failed) {
            boolean none =
                    failed.code().equals("NOT_FOUND")
                            && !failed.sentence().contains("external ID field");
            return none ? new Probe.NotFound() : new Probe.CannotTell(failed.sentence());
        }
    }

    private ConnectorException.Call call(Action action, String what) {
        return new ConnectorException.Call(
                org.system(), what + " " + action.naturalKey(), action.key().value());
    }

    private String path(Made made, String value) {
        return org.data()
                + "/sobjects/"
                + Request.escaped(made.object())
                + "/"
                + Request.escaped(made.key())
                + "/"
                + Request.escaped(value);
    }

    private Answer confirmed(
            ConnectorException.Call call,
            Made made,
            Action action,
            Optional<String> id,
            Reply reply) {
        if (id.isPresent()) {
            return new Answer.Confirmed(id.get(), Map.of());
        }
        // Before v46.0 a change is answered without content.
        if (reply.body().length == 0
                && probe(action, made) instanceof Probe.Found(var found, var facts)) {
            return new Answer.Confirmed(found, facts);
        }
        return new Answer.Ambiguous(
                Kind.UNREADABLE,
                "Cannot %s in %s: its answer names no id"
                        .formatted(call.operation(), call.system()));
    }

    private Composite.Part upsert(
            String reference, Made made, String value, Map<String, Object> fields) {
        return new Composite.Part(
                reference, "PATCH", path(made, value), Map.of(), Optional.of(fields));
    }

    private List<Composite.Part> collections(Action action, String list, Made made) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (Map<String, Object> item : Json.objects(action.body(), list)) {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("attributes", Map.of("type", made.object()));
            record.put(made.key(), key(action, list, item, records.size()));
            made.parent().ifPresent(field -> record.put(field, "@{" + ROOT + ".id}"));
            record.putAll(fields(made, item));
            records.add(record);
        }
        List<Composite.Part> parts = new ArrayList<>();
        for (int from = 0; from < records.size(); from += RECORDS_AT_ONCE) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("allOrNone", true);
            body.put(
                    "records",
                    records.subList(from, Math.min(records.size(), from + RECORDS_AT_ONCE)));
            parts.add(
                    new Composite.Part(
                            parts.isEmpty() ? list : list + parts.size(),
                            "PATCH",
                            "%s/composite/sobjects/%s/%s"
                                    .formatted(org.data(), made.object(), made.key()),
                            Map.of(),
                            Optional.of(body)));
        }
        return parts;
    }

    /** Ids in lists are those of their line, or none: the key says which line and which list. */
    private static String key(Action action, String list, Map<String, Object> item, int index) {
        StringBuilder key = new StringBuilder(action.naturalKey()).append('/').append(list);
        Json.text(item, "line").ifPresent(line -> key.append('/').append(line));
        return key.append('/')
                .append(Json.text(item, "id").orElse(Integer.toString(index + 1)))
                .toString();
    }

    private Map<String, Object> fields(Made made, Map<String, Object> body) {
        Description description = org.descriptions().of(made.object());
        Map<String, Object> fields = new LinkedHashMap<>();
        made.fields()
                .forEach(
                        (field, path) ->
                                value(body, path)
                                        .ifPresent(
                                                value ->
                                                        fields.put(
                                                                field,
                                                                typed(
                                                                        description.type(field),
                                                                        value))));
        return fields;
    }

    private static Optional<Object> value(Map<String, Object> body, String path) {
        // The vendor names the last day, we the first day after it.
        return path.equals("lastDay")
                ? Json.text(body, "until").map(day -> LocalDate.parse(day).minusDays(1).toString())
                : Json.at(body, path);
    }

    private static Object typed(String type, Object value) {
        return NUMBERS.contains(type) && value instanceof String text
                ? new BigDecimal(text)
                : value;
    }

    /**
     * Sends what belongs together.
     *
     * @throws ConnectorException when any of it was refused, so that none of it stays
     */
    private List<Reply> together(ConnectorException.Call call, List<Composite.Part> parts) {
        List<Reply> replies = Composite.send(org, call, parts, true);
        Optional<ConnectorException> with = Optional.empty();
        for (int i = 0; i < replies.size(); i++) {
            Optional<ConnectorException> failed = failure(call, parts.get(i), replies.get(i));
            if (failed.filter(each -> !WITH_ANOTHER.contains(each.code())).isPresent()) {
                throw failed.get();
            }
            with = with.isPresent() ? with : failed;
        }
        if (with.isPresent()) {
            throw with.get();
        }
        return replies;
    }

    private Optional<ConnectorException> failure(
            ConnectorException.Call call, Composite.Part part, Reply reply) {
        try {
            org.judged(call, reply);
        } catch (ConnectorException refused) {
            return Optional.of(refused);
        }
        Optional<Object> answered = Json.value(reply.body());
        if (answered.isPresent() && answered.get() instanceof List<?>) {
            return failedRecord(
                    call, part, Json.objects(Map.of("results", answered.get()), "results"));
        }
        return Optional.empty();
    }

    /** The first of several records that was refused for a reason of its own. */
    private Optional<ConnectorException> failedRecord(
            ConnectorException.Call call, Composite.Part part, List<Map<String, Object>> results) {
        Optional<ConnectorException> halted = Optional.empty();
        for (int i = 0; i < results.size(); i++) {
            if (Boolean.TRUE.equals(results.get(i).get("success"))) {
                continue;
            }
            Map<String, Object> error =
                    Json.objects(results.get(i), "errors").stream().findFirst().orElse(Map.of());
            String code = Json.text(error, "statusCode").orElse("refused");
            ConnectorException failure =
                    new ConnectorException(
                            call,
                            OrgAnswers.lock(code) ? Kind.UNDONE : Kind.REFUSED,
                            code,
                            "%s of %s: %s"
                                    .formatted(
                                            i + 1,
                                            part.reference(),
                                            Json.text(error, "message").orElse("refused")));
            if (!WITH_ANOTHER.contains(code)) {
                return Optional.of(failure);
            }
            halted = halted.isPresent() ? halted : Optional.of(failure);
        }
        return halted;
    }
}
