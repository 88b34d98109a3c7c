package throughline.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import throughline.hostile.Submission.Maker;
import throughline.hostile.Submission.Who;
import throughline.journal.RawJson;
import throughline.people.Actor;
import throughline.people.People;
import throughline.people.Scope;
import throughline.server.FirmOnPaper;
import throughline.server.FirmOnPaper.Called;
import throughline.server.SignedIn;

/** Messages, codes, releases, what deviates, subscriptions and one's own password. */
final class SubmittedElsewhere {

    private final FirmOnPaper firm;
    private final Who admin;
    private final Who fiona;
    private final Who bea;
    private int number;
    private String behind = "";

    /** By two who decide, and somebody who operates. */
    SubmittedElsewhere(FirmOnPaper firm, Who admin, Who fiona, Who bea) {
        this.firm = firm;
        this.admin = admin;
        this.fiona = fiona;
        this.bea = bea;
    }

    /** By form, or by the interface. */
    List<Maker> all(boolean api) {
        return List.of(() -> requeued(api), () -> accepted(api), () -> mapped(api));
    }

    /** What there is in one way only; each goes on from what the one before it did. */
    List<Maker> inOrder() {
        return List.of(
                this::agreed,
                this::applied,
                this::rebased,
                this::wentBack,
                this::agreedByProgram,
                this::appliedByProgram,
                this::rebasedByProgram,
                this::wentBackByProgram,
                this::password,
                this::subscribed,
                this::unsubscribed);
    }

    private Submission requeued(boolean api) {
        String id = "006P" + ++number;
        firm.take("Opportunity", id, "{\"Id\":\"%s\",\"OwnerId\":\"005Q\"".formatted(id));
        String message =
                one(
                        "select p.message_id::text from parked p join message m on m.id ="
                                + " p.message_id where m.external_id = '"
                                + id
                                + "'");
        return Submission.of(
                "POST " + (api ? "/api/v1" : "") + "/parked/{id}/requeue",
                admin,
                Map.of("id", message),
                Submission.once(api, Map.of("reason", "try it again")),
                "select count(*) from audit where what = 'requeued' and subject like 'message "
                        + message
                        + " %'");
    }

    private Submission accepted(boolean api) {
        String field = "Extra" + ++number;
        UnderContract.deviates(firm, List.of(field));
        firm.eventually("select exists (select from drift_found where path = ?)", field);
        return new Submission(
                "POST " + (api ? "/api/v1/drift/acceptances" : "/drift/accept"),
                admin,
                api ? "/api/v1/drift/acceptances" : "/drift/accept",
                Map.of(
                        "system", "crm",
                        "type", "User",
                        "path", field,
                        "class", "new-field",
                        "reason", "it is new"),
                Map.of(),
                "",
                "select count(*) from audit where what = 'accepted drift' and before like '"
                        + field
                        + " %'");
    }

    /** A code that nobody mapped; the draft that maps it is what later ones agree to. */
    private Submission mapped(boolean api) {
        coded(api ? "b" : "a");
        return Submission.of(
                "POST " + (api ? "/api/v1/codes/drafts" : "/codes"),
                fiona,
                Map.of(),
                Map.of(
                        "map", "stages",
                        "code", "code-" + (api ? "b" : "a"),
                        "meaning", "WON",
                        "reason", "as sales agreed"),
                "select count(*) from release");
    }

    private void coded(String code) {
        firm.take(
                "Opportunity",
                "006C" + ++number,
                """
                {"Id":"006C%1$d","Name":"Coded","AccountId":"001G","OwnerId":"005A",
                "StageName":"code-%2$s","CurrencyIsoCode":"EUR","Amount":40000,
                "BusinessUnit__c":"europe","ServiceLine__c":"managed-services","IsDeleted":false
                """
                        .formatted(number, code));
    }

    private Submission agreed() throws Exception {
        String draft = drafted(0);
        rehearsed(draft);
        String last = one("select max(id)::text from rehearsal");
        return new Submission(
                "POST /releases/{id}/approve",
                bea,
                "/releases/" + draft + "/approve",
                Map.of("why", "it means won", "seen", last),
                Map.of("seen", "the newest"),
                "",
                "select count(*) from release_step where step = 'approved'");
    }

    private Submission applied() {
        return Submission.of(
                "POST /releases/{id}/apply",
                fiona,
                Map.of("id", drafted(0)),
                Map.of(),
                "select count(*) from activation");
    }

    private Submission rebased() {
        return Submission.of(
                "POST /releases/{id}/rebase",
                fiona,
                Map.of("id", drafted(1)),
                Map.of(),
                "select count(*) from release");
    }

    private Submission wentBack() throws Exception {
        String first = one("select release from activation order by id limit 1");
        rehearsed(first);
        bea.session().post("/releases/" + first + "/approve", Map.of("why", "back then"));
        return Submission.of(
                "POST /releases/{id}/roll-back",
                fiona,
                Map.of("id", first),
                Map.of(),
                "select count(*) from activation");
    }

    /** To what was taken back; what is drafted beforehand is behind what is in force afterwards. */
    private Submission agreedByProgram() throws Exception {
        coded("c");
        Called drafted =
                firm.call(
                        fiona.token(),
                        "/codes/drafts",
                        RawJson.text(
                                Map.of(
                                        "map", "stages",
                                        "code", "code-c",
                                        "meaning", "WON",
                                        "reason", "as sales agreed")));
        behind = drafted.json().path("release").asString();
        String draft = drafted(0);
        rehearsed(draft);
        return new Submission(
                "POST /api/v1/releases/{id}/approval",
                bea,
                "/api/v1/releases/" + draft + "/approval",
                Map.of(
                        "reason",
                        "it means won",
                        "rehearsal",
                        one("select max(id)::text from rehearsal")),
                Map.of("rehearsal", "999999"),
                "",
                "select count(*) from release_step where step = 'approved'");
    }

    private Submission appliedByProgram() {
        return byProgram(drafted(0), "application", "select count(*) from activation");
    }

    private Submission rebasedByProgram() {
        return byProgram(behind, "rebase", "select count(*) from release");
    }

    private Submission wentBackByProgram() throws Exception {
        String first = one("select release from activation order by id limit 1");
        rehearsed(first);
        bea.session().post("/releases/" + first + "/approve", Map.of("why", "back once more"));
        return byProgram(first, "roll-back", "select count(*) from activation");
    }

    private Submission byProgram(String release, String what, String counted) {
        return new Submission(
                "POST /api/v1/releases/{id}/" + what,
                fiona,
                "/api/v1/releases/" + release + "/" + what,
                Submission.once(true, Map.of()),
                Map.of(),
                "{}",
                counted);
    }

    private Submission password() throws Exception {
        SignedIn.added(firm.server(), "pat", Set.of("finance"), Scope.WHOLE);
        People people = new People(firm.server().installation().dataSource());
        Actor by = Actor.of(people.find("admin").orElseThrow(), "test");
        String old = people.newPassword(by, "pat", Instant.now());
        SignedIn pat = SignedIn.as(firm.server(), "pat", old);
        String next = "a long new password of pat";
        return new Submission(
                "POST /account/password",
                new Who(pat, "", pat.csrf()),
                "/account/password",
                Map.of("old", old, "password", next, "again", next),
                Map.of(),
                "",
                Submission.audited("person pat", "password-changed"));
    }

    private Submission subscribed() {
        return subscription(
                "PUT",
                "{\"url\":\"https://finance.example/hooks\",\"secrets\":[\"env:HOOK\"]}",
                "select count(*) from subscription");
    }

    private Submission unsubscribed() {
        return subscription("DELETE", "{}", "select -count(*) from subscription");
    }

    private Submission subscription(String method, String raw, String counted) {
        return new Submission(
                method + " /api/v1/subscriptions/{id}",
                admin,
                "/api/v1/subscriptions/finance",
                Map.of(),
                Map.of(),
                raw,
                counted);
    }

    /** One of the drafts that were made here, in their order. */
    private String drafted(int which) {
        return firm.database()
                .sql(
                        "select r.id from release r join release_step s on s.release = r.id and"
                                + " s.step = 'draft' where r.id <> (select release from activation"
                                + " order by id limit 1) order by s.id")
                .query((row, any) -> row.getString(1))
                .list()
                .get(which);
    }

    private void rehearsed(String release) throws Exception {
        HttpResponse<String> begun =
                fiona.session().post("/releases/" + release + "/rehearse", Map.of());
        assertThat(begun.statusCode()).as(begun.headers() + begun.body()).isEqualTo(303);
        firm.eventually(
                "select exists (select from rehearsal where state = 'finished' and release = ?)"
                        + " and not exists (select from rehearsal where state = 'running')",
                release);
    }

    private String one(String sql) {
        return firm.database().sql(sql).query((row, any) -> row.getString(1)).single();
    }
}
