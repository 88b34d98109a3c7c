package throughline.twins;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Several calls in one, each of which may use what the ones before answered; all of them or none
 * where that is asked for.
 */
final class CrmComposite {

    private static final int MOST = 25;
    private static final int MOST_READING = 5;
    private static final Pattern REFERENCE = Pattern.compile("@\\{(\\w+)((?:\\.\\w+|\\[\\d+])*)}");
    private static final String ROLLED_BACK =
            "The transaction was rolled back since another operation in the same transaction"
                    + " failed.";

    private final CrmRest rest;
    private final CrmStore store;

    CrmComposite(CrmRest rest, CrmStore store) {
        this.rest = rest;
        this.store = store;
    }

    /** A call that takes all others of its kind back. */
    private static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int failed;
        private final transient Answer answer;

        TakenBack(int failed, Answer answer) {
            super("rolled back");
            this.failed = failed;
            this.answer = answer;
        }
    }

    Answer answer(ObjectNode body, CrmQueries.Asking asking) {
        List<ObjectNode> calls = new ArrayList<>();
        body.path("compositeRequest").forEach(each -> calls.add((ObjectNode) each));
        wellFormed(calls);
        if (!body.path("allOrNone").asBoolean(false)) {
            return told(calls, each(calls, asking, false));
        }
        try {
            return told(calls, store.together(() -> each(calls, asking, true)));
        } catch (TakenBack back) {
            List<Answer> answers = new ArrayList<>();
            for (int i = 0; i < calls.size(); i++) {
                answers.add(i == back.failed ? back.answer : halted(ROLLED_BACK));
            }
            return told(calls, answers);
        }
    }

    private static void wellFormed(List<ObjectNode> calls) {
        Map<String, Integer> references = new HashMap<>();
        int reading = 0;
        for (ObjectNode call : calls) {
            references.merge(call.path("referenceId").asString(""), 1, Integer::sum);
            String url = call.path("url").asString("");
            boolean reads = url.contains("/query") || url.contains("/composite/sobjects");
            reading += reads ? 1 : 0;
        }
        boolean named =
                references.keySet().stream().allMatch(name -> name.matches("[A-Za-z]\\w*"))
                        && references.values().stream().allMatch(count -> count == 1);
        if (calls.isEmpty() || !named) {
            throw CrmRefusal.because(
                    400, "INVALID_INPUT", "Each subrequest needs a referenceId of its own");
        }
        if (calls.size() > MOST || reading > MOST_READING) {
            throw CrmRefusal.because(
                    400,
                    "LIMIT_EXCEEDED",
                    "A composite takes up to %d subrequests, of which %d may be queries or"
                                    .formatted(MOST, MOST_READING)
                            + " collections");
        }
    }

    private List<Answer> each(List<ObjectNode> calls, CrmQueries.Asking asking, boolean allOrNone) {
        Map<String, JsonNode> known = new LinkedHashMap<>();
        List<Answer> answers = new ArrayList<>();
        for (ObjectNode call : calls) {
            // What holds for all holds for the records of a collection among them.
            if (allOrNone
                    && call.get("body") instanceof ObjectNode records
                    && records.has("records")) {
                records.put("allOrNone", true);
            }
            Answer answer = one(call, known, asking);
            if (allOrNone && failed(answer)) {
                throw new TakenBack(answers.size(), answer);
            }
            JsonNode body = answer.body();
            if (answer.status() < 300 && body != null) {
                known.put(call.path("referenceId").asString(), body);
            }
            answers.add(answer);
        }
        return answers;
    }

    private static boolean failed(Answer answer) {
        if (answer.status() >= 300) {
            return true;
        }
        JsonNode body = answer.body();
        if (body != null && body.isArray()) {
            for (JsonNode each : body) {
                if (each.has("success") && !each.path("success").asBoolean()) {
                    return true;
                }
            }
        }
        return false;
    }

    private Answer one(ObjectNode call, Map<String, JsonNode> known, CrmQueries.Asking asking) {
        try {
            String uri = filled(call.path("url").asString(""), known);
            JsonNode body = call.get("body");
            byte[] bytes = body == null ? new byte[0] : Json.bytes(filled(body, known));
            Map<String, String> headers = new HashMap<>();
            call.path("httpHeaders")
                    .properties()
                    .forEach(
                            header ->
                                    headers.put(
                                            header.getKey().toLowerCase(Locale.ROOT),
                                            header.getValue().asString("")));
            Request request =
                    new Request(
                            call.path("method").asString(""),
                            URI.create(uri).getPath(),
                            uri,
                            Twin.parameters(URI.create(uri).getRawQuery()),
                            headers,
                            bytes);
            return rest.answer(
                    request, CrmQueries.Asking.of(request, asking.session(), asking.version()));
        } catch (Refused refused) {
            return refused.answer();
        }
    }

    private static JsonNode filled(JsonNode body, Map<String, JsonNode> known) {
        return Json.read(
                filled(body.toString(), known).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Puts what earlier calls answered where later ones refer to it. */
    private static String filled(String text, Map<String, JsonNode> known) {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (reference.find()) {
            JsonNode value = known.get(reference.group(1));
            if (value != null) {
                value =
                        value.at(
                                reference
                                        .group(2)
                                        .replace(".", "/")
                                        .replaceAll("\\[(\\d+)]", "/$1"));
            }
            if (value == null || value.isMissingNode()) {
                throw new Refused(
                        halted(
                                "Invalid reference specified. No value for %s found."
                                        .formatted(reference.group())));
            }
            reference.appendReplacement(filled, Matcher.quoteReplacement(value.asString("")));
        }
        return reference.appendTail(filled).toString();
    }

    private static Answer halted(String message) {
        return CrmRefusal.answer(400, "PROCESSING_HALTED", message);
    }

    private static Answer told(List<ObjectNode> calls, List<Answer> answers) {
        ObjectNode told = Json.object();
        ArrayNode list = told.putArray("compositeResponse");
        for (int i = 0; i < calls.size(); i++) {
            ObjectNode one = list.addObject();
            @Nullable JsonNode body = answers.get(i).body();
            one.set("body", body == null ? tools.jackson.databind.node.NullNode.instance : body);
            one.putObject("httpHeaders");
            one.put("httpStatusCode", answers.get(i).status());
            one.put("referenceId", calls.get(i).path("referenceId").asString());
        }
        return Answer.ok(told);
    }
}
