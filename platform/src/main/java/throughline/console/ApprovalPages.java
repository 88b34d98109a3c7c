package throughline.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Sight;
import throughline.access.Visitor;
import throughline.approvals.Request;
import throughline.console.ApprovalsView.Answered;
import throughline.console.ApprovalsView.Card;
import throughline.console.ApprovalsView.Hidden;
import throughline.decisions.Deciding;
import throughline.decisions.Prospect;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal.Verdict;
import throughline.landscape.Release;
import throughline.people.Actor;
import throughline.people.RefusedToPersonException;
import throughline.people.Scope;
import throughline.rehearsal.ChangeOver;
import throughline.wording.GroupedAmounts;

/** The inbox of whoever agrees: requests of others, terms and releases that wait for a second. */
@RestController
public final class ApprovalPages {

    private static final int MOST = 50;
    private static final String TERMS =
            """
            select x.engagement, x.facts ->> 'content' as content, x.sentence, x.opened,
              coalesce(e.name, e.id) as name, x.at_stake_currency, x.at_stake_minor
            from exception_item x join engagement e on e.id = x.engagement
            where x.closed is null and x.code like 'approval-%'
              and x.facts ->> 'content' is not null
              and in_scope(e.unit, e.legal_entity, :units, :entities)
            order by x.at_stake_minor desc nulls last, x.engagement limit :most
            """;

    private final Pages pages = new Pages();
    private final Deciding deciding;
    private final JdbcClient database;
    private final Supplier<Release> release;
    private final ReleaseCards releases;

    /** The inbox of an installation. */
    public ApprovalPages(Deciding deciding, DataSource database, Supplier<Release> release) {
        this.deciding = deciding;
        this.database = JdbcClient.create(database);
        this.release = release;
        this.releases = new ReleaseCards(database, new ChangeOver(database, deciding.clock()));
    }

    /** What waits. */
    @GetMapping(path = "/approvals", produces = MediaType.TEXT_HTML_VALUE)
    public String inbox() {
        Actor by = Visitor.current().acting();
        Scope scope = by.person().scope();
        List<Card> cards = new ArrayList<>();
        for (Request request : deciding.approvals().open(scope, deciding.clock().instant())) {
            cards.add(card(by, request));
        }
        if (scope.isWhole()) {
            cards.addAll(releases.of(by, deciding.clock().instant()));
        }
        database.sql(TERMS)
                .params(Sight.parameters(scope))
                .param("most", MOST)
                .query((row, number) -> terms(by, row))
                .list()
                .forEach(cards::add);
        return pages.render(
                "approvals",
                new ApprovalsView(
                        new Page("Approvals", release.get().name(), "/approvals"),
                        cards,
                        deciding.approvals().answered(scope, MOST).stream()
                                .map(ApprovalPages::answered)
                                .toList()));
    }

    private Card card(Actor by, Request request) {
        String base = "/approvals/" + request.id();
        boolean own = by.isSameHuman(request.login(), request.human());
        return new Card(
                request.matter().title(),
                request.matter().kind().equals("decision")
                        ? EngagementList.href(request.matter().subject())
                        : "",
                request.matter().amount().map(Wording::amount).orElse(""),
                "Asked for by "
                        + request.requestedBy()
                        + ", "
                        + Wording.ago(request.requestedAt(), deciding.clock().instant()),
                request.reason(),
                request.matter().willHappen(),
                deciding.approvals()
                        .hindrance(by, request)
                        .map(why -> "You cannot agree: " + why + ".")
                        .orElse(""),
                request.contentHash(),
                UUID.randomUUID().toString(),
                base + "/approve",
                own ? "" : base + "/refuse",
                own ? base + "/withdraw" : "",
                List.of());
    }

    private Card terms(Actor by, java.sql.ResultSet row) throws java.sql.SQLException {
        String id = row.getString("engagement");
        String content = row.getString("content");
        List<String> willHappen = List.of();
        String hash = "";
        String hindrance = "";
        try {
            Prospect prospect =
                    deciding.desk()
                            .prospect(by, new EngagementId(id), new Verdict.Approve(content, ""));
            willHappen = prospect.willHappen();
            hash = prospect.contentHash();
        } catch (RefusedToPersonException refused) {
            hindrance = String.valueOf(refused.getMessage());
        }
        return new Card(
                "Terms of " + row.getString("name"),
                EngagementList.href(id),
                Wording.amount(
                        row.getString("at_stake_currency"),
                        row.getObject("at_stake_minor", Long.class)),
                "Raised "
                        + Wording.ago(
                                row.getTimestamp("opened").toInstant(), deciding.clock().instant()),
                GroupedAmounts.in(row.getString("sentence")),
                willHappen,
                hindrance,
                hash,
                UUID.randomUUID().toString(),
                EngagementList.href(id) + "/decisions",
                "",
                "",
                List.of(
                        new Hidden("decision", "approve"),
                        new Hidden("content-hash", content),
                        new Hidden("then", "inbox")));
    }

    private static Answered answered(Request request) {
        String why = request.decidedWhy() == null ? "" : request.decidedWhy();
        String state = request.state().name().toLowerCase(Locale.ROOT);
        String tone =
                switch (request.state()) {
                    case APPROVED -> "good";
                    case REFUSED -> "bad";
                    case OPEN, WITHDRAWN, VOID -> "";
                };
        return new Answered(
                request.matter().title(),
                request.requestedBy() + ": " + request.reason(),
                state + " by " + request.decidedBy(),
                tone,
                why);
    }

    /** Agrees. */
    @PostMapping(path = "/approvals/{id}/approve", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> approve(
            @PathVariable long id,
            @RequestParam String seen,
            @RequestParam String once,
            @RequestParam(defaultValue = "") String reason) {
        Actor by = Visitor.current().acting();
        deciding.once()
                .of(
                        by,
                        once,
                        List.of("approve", Long.toString(id), seen, reason),
                        deciding.clock().instant(),
                        () ->
                                deciding.approvals()
                                        .approve(by, id, seen, reason, deciding.clock().instant())
                                        .state()
                                        .name());
        return back();
    }

    /** Refuses. */
    @PostMapping(path = "/approvals/{id}/refuse", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> refuse(
            @PathVariable long id,
            @RequestParam String seen,
            @RequestParam(defaultValue = "") String reason) {
        Actor by = Visitor.current().acting();
        deciding.approvals().refuse(by, id, seen, reason, deciding.clock().instant());
        return back();
    }

    /** Takes one's own request back. */
    @PostMapping(path = "/approvals/{id}/withdraw", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> withdraw(@PathVariable long id) {
        deciding.approvals().withdraw(Visitor.current().acting(), id, deciding.clock().instant());
        return back();
    }

    private static ResponseEntity<String> back() {
        return ResponseEntity.status(303).header("Location", "/approvals").build();
    }
}
