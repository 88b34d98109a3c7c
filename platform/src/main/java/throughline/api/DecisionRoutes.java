package throughline.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Visitor;
import throughline.approvals.Request;
import throughline.decisions.Deciding;
import throughline.decisions.PersonalDecisions.Answer;
import throughline.decisions.Prospect;
import throughline.decisions.Verdicts;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal.Verdict;
import throughline.journal.RawJson;
import throughline.people.Actor;
import throughline.people.RefusedToPersonException;

/** Decisions of people about engagements, and requests for somebody's agreement. */
@RestController
public final class DecisionRoutes {

    private static final String BASE = "/api/v1";
    private static final String KEY = "Idempotency-Key";
    private static final String MATCH = "If-Match";

    private final Deciding deciding;

    /** Routes to whoever decides. */
    public DecisionRoutes(Deciding deciding) {
        this.deciding = deciding;
    }

    /** What a decision would do; nothing is decided. */
    @PostMapping(
            path = BASE + "/engagements/{id}/decisions/preview",
            produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<String> preview(
            @PathVariable String id, @RequestBody Map<String, String> wish) {
        Actor by = Visitor.current().acting();
        Prospect prospect = deciding.desk().prospect(by, new EngagementId(id), Verdicts.of(wish));
        return ResponseEntity.ok().eTag(prospect.contentHash()).body(RawJson.text(told(prospect)));
    }

    /** Decides, or asks for somebody's agreement where it takes two. */
    @PostMapping(
            path = BASE + "/engagements/{id}/decisions",
            produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<String> decide(
            @PathVariable String id,
            @RequestBody Map<String, String> wish,
            @RequestHeader(name = KEY, defaultValue = "") String key,
            @RequestHeader(name = MATCH, defaultValue = "") String match) {
        Actor by = Visitor.current().acting();
        Verdict verdict = Verdicts.of(wish);
        String seen = seen(match);
        String reason = wish.getOrDefault("reason", "");
        List<String> asked = List.of("decide", id, new TreeMap<>(wish).toString(), seen);
        String answer =
                deciding.once()
                        .of(
                                by,
                                key,
                                asked,
                                deciding.clock().instant(),
                                () ->
                                        RawJson.text(
                                                answer(
                                                        deciding.decisions()
                                                                .decide(
                                                                        deciding.by(by),
                                                                        new EngagementId(id),
                                                                        verdict,
                                                                        java.util.Optional.of(seen),
                                                                        reason))));
        return ResponseEntity.accepted().body(answer);
    }

    private static Map<String, Object> answer(Answer answer) {
        Map<String, Object> map = new LinkedHashMap<>();
        switch (answer) {
            case Answer.Decided(var number, var prospect) -> {
                map.put("outcome", "decided");
                map.put("decision", number);
                map.put("will-happen", prospect.willHappen());
            }
            case Answer.Requested(var request, var prospect) -> {
                map.put("outcome", "requested");
                map.put("request", request.id());
                map.put("will-happen", prospect.willHappen());
                map.put("needs", needs(request.matter().roles()));
            }
        }
        return map;
    }

    /** Requests that wait for an answer. */
    @GetMapping(path = BASE + "/approvals", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, Object> approvals() {
        Actor by = Visitor.current().acting();
        List<Map<String, @Nullable Object>> open = new ArrayList<>();
        for (Request request :
                deciding.approvals().open(by.person().scope(), deciding.clock().instant())) {
            open.add(told(by, request));
        }
        return Map.of("requests", open);
    }

    /** One request. */
    @GetMapping(path = BASE + "/approvals/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<Map<String, @Nullable Object>> approval(@PathVariable long id) {
        Actor by = Visitor.current().acting();
        Request request = deciding.approvals().find(by.person().scope(), id);
        return ResponseEntity.ok().eTag(request.contentHash()).body(told(by, request));
    }

    /** Agrees to a request, and does what it asks for. */
    @PostMapping(
            path = BASE + "/approvals/{id}/approval",
            produces = MediaType.APPLICATION_JSON_VALUE)
    public String approve(
            @PathVariable long id,
            @RequestBody Map<String, String> given,
            @RequestHeader(name = KEY, defaultValue = "") String key,
            @RequestHeader(name = MATCH, defaultValue = "") String match) {
        Actor by = Visitor.current().acting();
        String seen = seen(match);
        String reason = given.getOrDefault("reason", "");
        return deciding.once()
                .of(
                        by,
                        key,
                        List.of("approve", Long.toString(id), reason, seen),
                        deciding.clock().instant(),
                        () ->
                                RawJson.text(
                                        state(
                                                deciding.approvals()
                                                        .approve(
                                                                by,
                                                                id,
                                                                seen,
                                                                reason,
                                                                deciding.clock().instant()))));
    }

    /** Refuses a request. */
    @PostMapping(
            path = BASE + "/approvals/{id}/refusal",
            produces = MediaType.APPLICATION_JSON_VALUE)
    public String refuse(
            @PathVariable long id,
            @RequestBody Map<String, String> given,
            @RequestHeader(name = MATCH, defaultValue = "") String match) {
        Actor by = Visitor.current().acting();
        String reason = given.getOrDefault("reason", "");
        return RawJson.text(
                state(
                        deciding.approvals()
                                .refuse(by, id, seen(match), reason, deciding.clock().instant())));
    }

    /** Takes one's own request back. */
    @PostMapping(
            path = BASE + "/approvals/{id}/withdrawal",
            produces = MediaType.APPLICATION_JSON_VALUE)
    public String withdraw(@PathVariable long id) {
        Actor by = Visitor.current().acting();
        return RawJson.text(
                state(deciding.approvals().withdraw(by, id, deciding.clock().instant())));
    }

    private static String seen(String match) {
        String seen = match.strip().replaceAll("^\"|\"$", "");
        if (seen.isEmpty()) {
            throw RefusedToPersonException.faulty(
                    "if-match-missing",
                    "Nothing was decided: send the ETag of what you saw as If-Match, so that you"
                            + " decide about that and nothing else.");
        }
        return seen;
    }

    private static Map<String, @Nullable Object> told(Prospect prospect) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("title", prospect.title());
        map.put("will-happen", prospect.willHappen());
        map.put("amount", prospect.amount().map(Object::toString).orElse(null));
        map.put("takes-two", prospect.second().isPresent());
        map.put("needs", prospect.second().map(DecisionRoutes::needs).orElse(List.of()));
        return map;
    }

    private Map<String, @Nullable Object> told(Actor by, Request request) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>(state(request));
        map.put("kind", request.matter().kind());
        map.put("subject", request.matter().subject());
        map.put("title", request.matter().title());
        map.put("will-happen", request.matter().willHappen());
        map.put("amount", request.matter().amount().map(Object::toString).orElse(null));
        map.put("reason", request.reason());
        map.put("requested-by", request.requestedBy());
        map.put("requested-at", request.requestedAt().toString());
        map.put("needs", needs(request.matter().roles()));
        map.put("hindrance", deciding.approvals().hindrance(by, request).orElse(null));
        map.put("etag", request.contentHash());
        return map;
    }

    private static List<String> needs(java.util.Set<String> roles) {
        return List.copyOf(new TreeSet<>(roles));
    }

    private static Map<String, @Nullable Object> state(Request request) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("request", request.id());
        map.put("state", request.state().name().toLowerCase(java.util.Locale.ROOT));
        map.put("decided-by", request.decidedBy());
        map.put("decided-why", request.decidedWhy());
        return map;
    }
}
