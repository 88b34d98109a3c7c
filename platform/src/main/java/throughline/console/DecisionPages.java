package throughline.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Visitor;
import throughline.console.ApprovalsView.Hidden;
import throughline.decisions.Deciding;
import throughline.decisions.PersonalDecisions.Answer;
import throughline.decisions.Prospect;
import throughline.decisions.Verdicts;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal.Verdict;
import throughline.landscape.Release;
import throughline.people.Actor;

/** Deciding about one engagement: what may be decided, what it would do, and doing it. */
@RestController
public final class DecisionPages {

    private static final List<String> OURS = List.of("_csrf", "seen", "once", "reason", "then");

    private final Pages pages = new Pages();
    private final Deciding deciding;
    private final Supplier<Release> release;

    /** Pages of whoever decides. */
    public DecisionPages(Deciding deciding, Supplier<Release> release) {
        this.deciding = deciding;
        this.release = release;
    }

    /** What may be decided. */
    @GetMapping(path = "/engagements/{id}/decisions", produces = MediaType.TEXT_HTML_VALUE)
    public String decisions(@PathVariable String id, @RequestParam(defaultValue = "") String done) {
        Actor by = Visitor.current().acting();
        Engagement state = deciding.desk().state(by, new EngagementId(id));
        String said =
                switch (done) {
                    case "decided" -> "Decided. It takes effect within moments.";
                    case "requested" ->
                            "This takes two: somebody else must agree, in the inbox of approvals.";
                    default -> "";
                };
        return pages.render(
                "decisions",
                new DecisionsView(
                        page("Decide"),
                        name(state),
                        id,
                        EngagementList.href(id),
                        said,
                        state.attention().exceptions().values().stream()
                                .map(each -> DecisionOptionsOf.open(state.attention(), each))
                                .toList(),
                        DecisionOptionsOf.units(state, EngagementList.href(id) + "/decisions")));
    }

    /** Exactly what a decision would do. */
    @GetMapping(path = "/engagements/{id}/decisions/preview", produces = MediaType.TEXT_HTML_VALUE)
    public String preview(@PathVariable String id, @RequestParam Map<String, String> given) {
        Actor by = Visitor.current().acting();
        Map<String, String> wish = wish(given);
        Prospect prospect = deciding.desk().prospect(by, new EngagementId(id), Verdicts.of(wish));
        Engagement state = deciding.desk().state(by, new EngagementId(id));
        return pages.render(
                "prospect",
                new ProspectView(
                        page(prospect.title()),
                        name(state),
                        EngagementList.href(id) + "/decisions",
                        prospect.title(),
                        prospect.amount().map(Wording::amount).orElse(""),
                        prospect.willHappen(),
                        prospect.second().map(DecisionPages::second).orElse(""),
                        prospect.contentHash(),
                        UUID.randomUUID().toString(),
                        EngagementList.href(id) + "/decisions",
                        wish.entrySet().stream()
                                .map(each -> new Hidden(each.getKey(), each.getValue()))
                                .toList()));
    }

    private static String second(java.util.Set<String> roles) {
        return roles.isEmpty()
                ? "somebody else who may decide"
                : "somebody else with the role " + String.join(" or ", new TreeSet<>(roles));
    }

    /** Takes a decision that was looked at. */
    @PostMapping(path = "/engagements/{id}/decisions", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> decide(
            @PathVariable String id,
            @RequestParam String seen,
            @RequestParam String once,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String then,
            @RequestParam Map<String, String> given) {
        Actor by = Visitor.current().acting();
        Map<String, String> wish = wish(given);
        Verdict verdict = Verdicts.of(wish);
        String done =
                deciding.once()
                        .of(
                                by,
                                once,
                                List.of("decide", id, wish.toString(), seen, reason),
                                deciding.clock().instant(),
                                () ->
                                        switch (deciding.decisions()
                                                .decide(
                                                        deciding.by(by),
                                                        new EngagementId(id),
                                                        verdict,
                                                        Optional.of(seen),
                                                        reason)) {
                                            case Answer.Decided _ -> "decided";
                                            case Answer.Requested _ -> "requested";
                                        });
        String there =
                then.equals("inbox")
                        ? "/approvals?done=" + done
                        : EngagementList.href(id) + "/decisions?done=" + done;
        return ResponseEntity.status(303).header("Location", there).build();
    }

    private static Map<String, String> wish(Map<String, String> given) {
        return given.entrySet().stream()
                .filter(each -> !OURS.contains(each.getKey()) && !each.getValue().isBlank())
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                Map.Entry::getValue,
                                (first, second) -> first,
                                TreeMap::new));
    }

    private static String name(Engagement state) {
        return state.agreement().deal().map(deal -> deal.name()).orElse(state.id().value());
    }

    private Page page(String title) {
        return new Page(title, release.get().name(), "/engagements");
    }
}
