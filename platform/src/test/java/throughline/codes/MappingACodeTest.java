package throughline.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.engine.Engine;
import throughline.people.Scope;
import throughline.releases.AppliedReleases;
import throughline.server.FirmOnPaper;
import throughline.server.SignedIn;
import tools.jackson.databind.JsonNode;

/** A system sends a code that nobody mapped; finance maps it, and what waited is taken up. */
class MappingACodeTest {

    private static final Map<String, String> WISH =
            Map.of("map", "stages", "code", "closed-won", "meaning", "WON");

    @Test
    void what_waits_is_proposed_looked_through_drafted_rehearsed_and_taken_up(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            SignedIn fiona = SignedIn.added(firm.server(), "fiona", Set.of("finance"), Scope.WHOLE);
            deal(firm, "006M1", "closed-won");
            deal(firm, "006M2", "closed-won");
            firm.eventually("select count(*) = 2 from parked where code = 'waiting'");

            JsonNode gap = firm.call(token, "/codes", "").json().path("codes").path(0);
            assertThat(gap.path("code").asString()).isEqualTo("closed-won");
            assertThat(gap.path("messages").asInt()).isEqualTo(2);
            assertThat(gap.path("proposed").asString()).isEqualTo("WON");
            assertThat(gap.path("because").asString()).contains("but for case and signs");
            assertThat(fiona.get("/exceptions").body()).contains("href=\"/codes\"");
            assertThat(fiona.get("/codes").body()).contains("closed-won", "Look ahead");

            String ahead = fiona.get("/codes/new?map=stages&code=closed-won&meaning=WON").body();
            assertThat(ahead)
                    .contains("2 of 2 messages", "closed-won,WON", "crm:Opportunity:006M1");
            assertThat(
                            firm.database()
                                    .sql("select count(*) from release")
                                    .query(Long.class)
                                    .single())
                    .as("looking ahead makes nothing")
                    .isEqualTo(1);

            var drafted = fiona.post("/codes", with("reason", "as sales agreed"));
            String release = drafted.headers().firstValue("Location").orElseThrow();
            assertThat(release).startsWith("/releases/");
            assertThat(
                            fiona.post("/codes", with("reason", "as sales agreed"))
                                    .headers()
                                    .firstValue("Location"))
                    .as("twice is one draft")
                    .contains(release);
            assertThat(
                            firm.database()
                                    .sql("select count(*) from parked")
                                    .query(Long.class)
                                    .single())
                    .as("a draft changes nothing")
                    .isEqualTo(2);
            assertThat(
                            firm.database()
                                    .sql("select why from audit where what = 'mapped-code' limit 1")
                                    .query(String.class)
                                    .single())
                    .isEqualTo("as sales agreed");

            fiona.post(release + "/rehearse", Map.of("reason", "a new code"));
            firm.eventually("select exists (select from rehearsal where state = 'finished')");
            fiona.post(release + "/apply", Map.of());
            firm.eventually("select count(*) = 0 from parked");
            firm.eventually("select count(*) = 2 from engagement where stage = 'won'");
            assertThat(fiona.get("/exceptions").body()).doesNotContain("href=\"/codes\"");
        }
    }

    @Test
    void a_second_person_agrees_one_unit_goes_first_and_then_all_follow(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            SignedIn fiona = SignedIn.added(firm.server(), "fiona", Set.of("finance"), Scope.WHOLE);
            SignedIn bea = SignedIn.added(firm.server(), "bea", Set.of("finance"), Scope.WHOLE);
            firm.customer("001G", "Nordwind AG", "DE811569869");
            firm.won("006K", "Known", "001G", 40_000, "005A");
            renamed(firm, "006M1", "europe");
            renamed(firm, "006M2", "americas");
            firm.eventually("select count(*) = 2 from parked where code = 'waiting'");

            String release =
                    fiona.post("/codes", with("reason", "as sales agreed"))
                            .headers()
                            .firstValue("Location")
                            .orElseThrow();
            fiona.post(release + "/rehearse", Map.of());
            firm.eventually("select exists (select from rehearsal where state = 'finished')");
            var alone = fiona.post(release + "/apply", Map.of("units", "europe"));
            assertThat(alone.statusCode()).isEqualTo(409);
            assertThat(alone.body()).contains("must agree");
            var own = fiona.post(release + "/approve", Map.of("why", "mine is right"));
            assertThat(own.statusCode()).as("nobody agrees to one's own").isEqualTo(409);
            assertThat(bea.get("/approvals").body()).contains(release);
            assertThat(bea.post(release + "/approve", Map.of("why", "it means won")).statusCode())
                    .isEqualTo(303);

            assertThat(fiona.post(release + "/apply", Map.of("units", "europe")).statusCode())
                    .isEqualTo(303);
            firm.eventually("select count(*) = 1 from parked");
            firm.eventually(
                    "select count(*) = 2 from engagement where stage = 'won' and unit = 'europe'");
            assertThat(waiting(firm)).as("the others follow later").containsExactly("006M2");

            fiona.post(release + "/apply", Map.of());
            firm.eventually("select count(*) = 0 from parked");
            firm.eventually("select count(*) = 3 from engagement where stage = 'won'");
            assertThat(fiona.get("/codes").body()).contains("Every code is mapped");
        }
    }

    @Test
    void what_waited_is_decided_also_when_the_process_ended_right_after_the_release_was_in_force(
            @TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            deal(firm, "006M1", "closed-won");
            firm.eventually("select count(*) = 1 from parked where code = 'waiting'");
            var installation = firm.server().installation();
            var inForce = Engine.shortId(installation.release());
            firm.database()
                    .sql("insert into decide_again (release, engagement) values (?, '')")
                    .param(inForce)
                    .update();
            // What an engine finds that was ended between the two: it takes up what was aside.
            firm.database()
                    .sql("update parked set waits_for = '{}', code = 'refused', attempts = 1")
                    .update();
            installation.engine().adopt(installation.release());
            firm.eventually("select attempts = 2 and code = 'waiting' from parked");
            firm.eventually("select not exists (select from decide_again)");
        }
    }

    @Test
    void a_second_draft_of_the_same_map_takes_back_no_row_of_the_first(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            SignedIn fiona = SignedIn.added(firm.server(), "fiona", Set.of("finance"), Scope.WHOLE);
            String first = drafted(fiona, "won-first");
            String second = drafted(fiona, "won-second");
            rehearsed(firm, fiona, first);
            assertThat(fiona.post(first + "/apply", Map.of()).statusCode()).isEqualTo(303);

            rehearsed(firm, fiona, second);
            assertThat(fiona.get(second).body())
                    .contains("would take back")
                    .contains("Re-base it on what is in force");
            var stale = fiona.post(second + "/apply", Map.of());
            assertThat(stale.statusCode()).isEqualTo(409);
            assertThat(stale.body())
                    .contains("tables/stages: row code won-first is gone")
                    .contains("throughline releases rebase");

            String rebased =
                    fiona.post(second + "/rebase", Map.of())
                            .headers()
                            .firstValue("Location")
                            .orElseThrow()
                            .replaceFirst("\\?.*", "");
            assertThat(rebased).isNotEqualTo(second);
            rehearsed(firm, fiona, rebased);
            assertThat(fiona.post(rebased + "/apply", Map.of()).statusCode()).isEqualTo(303);
            String map =
                    new String(
                            new AppliedReleases(firm.server().installation().dataSource())
                                    .filesInForce()
                                    .orElseThrow()
                                    .files()
                                    .get("tables/stages.csv"),
                            java.nio.charset.StandardCharsets.UTF_8);
            assertThat(map).contains("won-first,WON\n").contains("won-second,WON\n");
        }
    }

    private static String drafted(SignedIn person, String code) throws Exception {
        Map<String, String> wish = new java.util.HashMap<>(WISH);
        wish.put("code", code);
        wish.put("reason", "as sales agreed");
        return person.post("/codes", wish).headers().firstValue("Location").orElseThrow();
    }

    private static void rehearsed(FirmOnPaper firm, SignedIn person, String release)
            throws Exception {
        person.post(release + "/rehearse", Map.of());
        firm.eventually(
                "select exists (select from rehearsal where state = 'finished' and release = ?)"
                        + " and not exists (select from rehearsal where state = 'running')",
                release.replaceFirst(".*/", ""));
    }

    private static List<String> waiting(FirmOnPaper firm) {
        return firm.database()
                .sql("select m.external_id from parked p join message m on m.id = p.message_id")
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** A whole deal, whose stage the system has begun to write in another way. */
    private static void renamed(FirmOnPaper firm, String id, String unit) {
        firm.take(
                "Opportunity",
                id,
                """
                {"Id":"%1$s","Name":"Deal %1$s","AccountId":"001G","OwnerId":"005A",
                "StageName":"closed-won","LeadSource":"Referral","CloseDate":"2026-03-02",
                "SignedDate__c":"2026-03-02","CurrencyIsoCode":"EUR","Amount":40000,
                "BusinessUnit__c":"%2$s","ServiceLine__c":"managed-services","IsDeleted":false,
                "Lines__r":{"records":[{"Id":"a1","Name":"Run",
                "ServiceLine__c":"managed-services","PricingModel__c":"Fixed fee - calendar",
                "Amount__c":40000,"StartDate__c":"2026-04-01","EndDate__c":"2027-03-31",
                "StandaloneSellingPrice__c":40000,"ListPrice__c":40000,
                "Estimates__r":{"records":[{"Role__c":"consultant","Hours__c":1,"Rate__c":40000}]},
                "Instalments__r":{"records":[{"Date__c":"2026-04-01","Amount__c":40000}]}}]}
                """
                        .formatted(id, unit));
    }

    @Test
    void what_cannot_be_is_refused_in_a_sentence_and_changes_nothing(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            SignedIn.added(firm.server(), "fiona", Set.of("finance"), Scope.WHOLE);
            String token = SignedIn.token(firm.server(), "fiona");
            assertThat(tried(firm, token, "stages", "Closed Won", "WON"))
                    .isEqualTo("already-mapped");
            assertThat(tried(firm, token, "stages", "x", "MAYBE")).isEqualTo("unknown-meaning");
            assertThat(tried(firm, token, "stages", ">=100", "WON")).isEqualTo("code-unfit");
            assertThat(tried(firm, token, "stages", "a|b", "WON")).isEqualTo("code-unfit");
            assertThat(tried(firm, token, "rate-card", "x", "1")).isEqualTo("not-found");
            assertThat(tried(firm, token, "../landscape", "x", "1")).isEqualTo("not-found");
            SignedIn amy =
                    SignedIn.added(
                            firm.server(),
                            "amy",
                            Set.of("finance"),
                            new Scope(Set.of("americas"), Set.of("US01")));
            assertThat(amy.post("/codes", with("reason", "mine")).statusCode()).isEqualTo(403);
            SignedIn viewer = SignedIn.added(firm.server(), "vera", Set.of("viewer"), Scope.WHOLE);
            assertThat(viewer.post("/codes", with("reason", "mine")).statusCode()).isEqualTo(403);
            assertThat(
                            firm.database()
                                    .sql("select count(*) from release")
                                    .query(Long.class)
                                    .single())
                    .isEqualTo(1);
        }
    }

    @Test
    void one_line_is_added_and_every_other_byte_stays() {
        byte[] before =
                "code,note,then meaning\r\nA|B,\"x, y\",ONE\r\n*,,OTHER\r\n"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        CodeMapFile file = new CodeMapFile(before);
        assertThat(file.known()).containsEntry("A", "ONE").containsEntry("B", "ONE").hasSize(2);
        String row = file.row("C, \"d\"", "ONE");
        assertThat(new String(file.with(row), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(
                        "code,note,then meaning\r\nA|B,\"x, y\",ONE\r\n"
                                + "\"C, \"\"d\"\"\",,ONE\r\n*,,OTHER\r\n");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(WISH);
        more.put(name, value);
        return more;
    }

    private static String tried(
            FirmOnPaper firm, String token, String map, String code, String meaning)
            throws Exception {
        return firm.call(
                        token,
                        "/codes/drafts",
                        "{\"map\":\"%s\",\"code\":\"%s\",\"meaning\":\"%s\",\"reason\":\"try\"}"
                                .formatted(map, code, meaning))
                .code();
    }

    private static void deal(FirmOnPaper firm, String id, String stage) {
        firm.customer("001G", "Nordwind AG", "DE811569869");
        firm.take(
                "Opportunity",
                id,
                """
                {"Id":"%s","Name":"Deal","AccountId":"001G","OwnerId":"005A",
                "StageName":"%s","LeadSource":"Referral","CloseDate":"2026-03-02",
                "SignedDate__c":"2026-03-02","CurrencyIsoCode":"EUR","Amount":40000,
                "BusinessUnit__c":"europe","ServiceLine__c":"managed-services","IsDeleted":false,
                "Lines__r":{"records":[]}
                """
                        .formatted(id, stage));
    }
}
