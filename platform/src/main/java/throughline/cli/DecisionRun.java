package throughline.cli;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.approvals.Request;
import throughline.cli.CommandFailure.Exit;
import throughline.decisions.Deciding;
import throughline.decisions.PersonalDecisions;
import throughline.decisions.Prospect;
import throughline.decisions.Verdicts;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal.Verdict;
import throughline.landscape.Release;
import throughline.people.Actor;
import throughline.people.RefusedToPersonException;
import throughline.people.Right;
import throughline.releases.AppliedReleases;

/** Takes a decision from the command line. */
final class DecisionRun {

    private final OpenedHome home;
    private final Deciding deciding;
    private final Actor actor;

    private DecisionRun(OpenedHome home, Deciding deciding, Actor actor) {
        this.home = home;
        this.deciding = deciding;
        this.actor = actor;
    }

    static DecisionRun in(OpenedHome home, ActingOptions acting) {
        Actor actor = Acting.who(home.database(), acting, Right.DECIDE);
        Release release =
                new AppliedReleases(home.database())
                        .inForce()
                        .orElseThrow(
                                () ->
                                        new CommandFailure(
                                                Exit.USAGE,
                                                "no-landscape",
                                                "Cannot decide: nothing was ever decided under a"
                                                        + " landscape here. Load or serve first."));
        Deciding deciding =
                Deciding.over(home.database(), () -> release, InstantSource.system(), List.of());
        return new DecisionRun(home, deciding, actor);
    }

    /** Decides about an engagement by any of its names. */
    Answer decide(String name, Map<String, String> wish, DecisionOptions options) {
        try {
            EngagementId id =
                    new EngagementId(
                            EngagementNames.find(JdbcClient.create(home.database()), name));
            return decide(id, Verdicts.of(wish), options);
        } catch (RefusedToPersonException refused) {
            throw Acting.failure(refused);
        }
    }

    /** Approves the terms of an engagement as they stand now. */
    Answer approveTerms(String name, Optional<String> content, DecisionOptions options) {
        try {
            EngagementId id =
                    new EngagementId(
                            EngagementNames.find(JdbcClient.create(home.database()), name));
            String hash =
                    content.orElseGet(
                            () ->
                                    deciding
                                            .desk()
                                            .awaited(deciding.desk().state(actor, id))
                                            .stream()
                                            .map(each -> each.evidence().get("content"))
                                            .findFirst()
                                            .orElse("none"));
            return decide(
                    id, Verdicts.of(Map.of("decision", "approve", "content-hash", hash)), options);
        } catch (RefusedToPersonException refused) {
            throw Acting.failure(refused);
        }
    }

    private Answer decide(EngagementId id, Verdict verdict, DecisionOptions options) {
        if (options.preview()) {
            Prospect prospect = deciding.desk().prospect(actor, id, verdict);
            return told("preview", null, prospect);
        }
        return switch (deciding.decisions()
                .decide(deciding.by(actor), id, verdict, Optional.empty(), options.reason())) {
            case PersonalDecisions.Answer.Decided(var number, var prospect) ->
                    told("decided", number, prospect)
                            .remarking(
                                    "Decided. A running server acts at once, else the next one"
                                            + " does.");
            case PersonalDecisions.Answer.Requested(var request, var prospect) ->
                    told("requested", request.id(), prospect)
                            .remarking(
                                    "This takes two: request "
                                            + request.id()
                                            + " waits for somebody else"
                                            + roles(request)
                                            + ". See: throughline approvals");
        };
    }

    private static String roles(Request request) {
        return request.matter().roles().isEmpty()
                ? ""
                : " with the role " + String.join(" or ", new TreeSet<>(request.matter().roles()));
    }

    private static Answer told(String outcome, @Nullable Long number, Prospect prospect) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("outcome", outcome);
        json.put("number", number);
        json.put("engagement", prospect.engagement().value());
        json.put("title", prospect.title());
        json.put("willHappen", prospect.willHappen());
        json.put("amount", prospect.amount().map(Object::toString).orElse(null));
        json.put("takesTwo", prospect.second().isPresent());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (String line : prospect.willHappen()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("what will happen", line);
            rows.add(row);
        }
        return new Answer(json, rows, List.of(prospect.title()));
    }

    /** Open requests. */
    Answer open() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Request request :
                deciding.approvals().open(actor.person().scope(), deciding.clock().instant())) {
            rows.add(row(request));
        }
        return new Answer(
                new LinkedHashMap<>(Map.of("requests", rows)),
                rows,
                rows.isEmpty() ? List.of("Nothing waits for anybody's agreement.") : List.of());
    }

    /** Agrees to a request, or refuses it. */
    Answer answer(long id, boolean agrees, DecisionOptions options) {
        try {
            Request request = deciding.approvals().find(actor.person().scope(), id);
            if (!options.preview()) {
                String seen = request.contentHash();
                request =
                        agrees
                                ? deciding.approvals()
                                        .approve(
                                                actor,
                                                id,
                                                seen,
                                                options.reason(),
                                                deciding.clock().instant())
                                : deciding.approvals()
                                        .refuse(
                                                actor,
                                                id,
                                                seen,
                                                options.reason(),
                                                deciding.clock().instant());
            }
            Map<String, @Nullable Object> row = row(request);
            return new Answer(row, List.of(row), request.matter().willHappen());
        } catch (RefusedToPersonException refused) {
            throw Acting.failure(refused);
        }
    }

    private Map<String, @Nullable Object> row(Request request) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("request", request.id());
        row.put("state", request.state().name().toLowerCase(Locale.ROOT));
        row.put("title", request.matter().title());
        row.put("amount", request.matter().amount().map(Object::toString).orElse(null));
        row.put("requestedBy", request.requestedBy());
        row.put("reason", request.reason());
        row.put("needs", List.copyOf(new TreeSet<>(request.matter().roles())));
        row.put("willHappen", request.matter().willHappen());
        return row;
    }
}
