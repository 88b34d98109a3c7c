package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.journal.RawJson;
import throughline.people.Scope;
import throughline.server.FirmOnPaper;
import throughline.server.FirmOnPaper.Called;
import throughline.server.SetClock;
import throughline.server.SignedIn;
import tools.jackson.databind.JsonNode;

/** A release from its draft to its roll-back, by programs only. */
class GoverningByProgramTest {

    private static final int DEALS = 3;

    private FirmOnPaper firm;
    private String fiona;
    private String bea;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        firm = FirmOnPaper.in(folder, new SetClock("2026-03-10T09:00:00Z"));
        fiona = somebody("fiona", "finance", Scope.WHOLE);
        bea = somebody("bea", "finance", Scope.WHOLE);
        firm.customer("001G", "Nordwind AG", "DE811569869");
        for (int i = 0; i < DEALS; i++) {
            firm.take("Opportunity", "006C" + i, signed(i));
        }
    }

    @AfterEach
    void stop() {
        firm.close();
    }

    private String somebody(String login, String role, Scope scope) throws Exception {
        SignedIn.added(firm.server(), login, Set.of(role), scope);
        return SignedIn.token(firm.server(), login);
    }

    /** Won, in a word that no code map knows. */
    private static String signed(int i) {
        return """
        {"Id":"006C%1$d","Name":"Signed %1$d","AccountId":"001G","OwnerId":"005A",
        "StageName":"Signed","LeadSource":"Referral","CloseDate":"2026-03-02",
        "SignedDate__c":"2026-03-02","CurrencyIsoCode":"EUR","Amount":12000,
        "BusinessUnit__c":"europe","ServiceLine__c":"managed-services","IsDeleted":false,
        "Lines__r":{"records":[{"Id":"a1","Name":"Run",
        "ServiceLine__c":"managed-services","PricingModel__c":"Fixed fee - calendar",
        "Amount__c":12000,"StartDate__c":"2026-04-01","EndDate__c":"2027-03-31",
        "StandaloneSellingPrice__c":12000,"ListPrice__c":12000,
        "Estimates__r":{"records":[{"Role__c":"consultant","Hours__c":1,"Rate__c":12000}]},
        "Instalments__r":{"records":[{"Date__c":"2026-04-01","Amount__c":6000},
        {"Date__c":"2026-10-01","Amount__c":6000}]}}]}
        """
                .formatted(i);
    }

    @Test
    void a_release_is_rehearsed_agreed_to_put_in_force_and_taken_back() throws Exception {
        String before = inForce();
        String draft = draft();
        long number = rehearsed(draft);
        JsonNode found = get("/rehearsals/" + number);
        assertThat(found.path("state").asString()).isEqualTo("finished");
        assertThat(found.path("differ").asInt()).isEqualTo(DEALS);
        assertThat(amount(found.path("money"), "booked")).isEqualByComparingTo("36000");

        JsonNode atOnce = get("/rehearsals/" + number + "/at-once");
        assertThat(atOnce.path("change").asInt()).isEqualTo(DEALS);
        assertThat(atOnce.path("money").toString())
                .contains("booked")
                .contains("\"posts\":\"36000.00\"");
        assertThat(get("/rehearsals/" + number + "/at-once?limit=1").path("looked").asInt())
                .isOne();

        Called own = approve(fiona, draft, number);
        assertThat(own.status()).as(own.body()).isEqualTo(409);
        assertThat(own.code()).isEqualTo("own-release");
        notSeen(draft, number);
        Called agreed = approve(bea, draft, number);
        assertThat(agreed.json().path("stands").asString()).as(agreed.body()).isEqualTo("approved");

        String key = UUID.randomUUID().toString();
        Called applied = apply(draft, key);
        assertThat(applied.json().path("release").asString()).as(applied.body()).isEqualTo(draft);
        assertThat(apply(draft, key).body()).isEqualTo(applied.body());
        assertThat(apply(draft, "another").code()).isEqualTo("already-in-force");
        firm.eventually(
                "select count(*) = ? from engagement e where e.booked_on is not null", DEALS);

        long back = rehearsed(before);
        assertThat(get("/rehearsals/" + back).path("compensation").isArray()).isTrue();
        approve(bea, before, back);
        Called rolled =
                firm.call(
                        fiona,
                        "/releases/" + before + "/roll-back",
                        "{}",
                        "Idempotency-Key",
                        "back");
        assertThat(rolled.json().path("kind").asString()).as(rolled.body()).contains("back");
        assertThat(inForce()).isEqualTo(before);
    }

    /** Who agrees names what they looked at; what it is not is told as it is. */
    private void notSeen(String draft, long number) throws Exception {
        Called never = approve(bea, draft, number + 70);
        assertThat(never.code()).isEqualTo("no-such-rehearsal");
        assertThat(never.body())
                .contains("there is no rehearsal " + (number + 70))
                .contains("What counts is rehearsal " + number)
                .doesNotContain("made since");
        long ofAnother = rehearsed(inForce());
        Called another = approve(bea, draft, ofAnother);
        assertThat(another.code()).isEqualTo("no-such-rehearsal");
        assertThat(another.body())
                .contains("rehearsal %d is one of release %s".formatted(ofAnother, inForce()));
        long part =
                rehearse(fiona, draft, Map.of("unit", "europe")).json().path("rehearsal").asLong();
        firm.eventually("select state <> 'running' from rehearsal where id = ?", part);
        assertThat(approve(bea, draft, part).code()).isEqualTo("does-not-count");
    }

    @Test
    void a_rehearsal_that_another_one_followed_is_agreed_to_no_more() throws Exception {
        String draft = draft();
        long first = rehearsed(draft);
        long second = rehearsed(draft);
        Called late = approve(bea, draft, first);
        assertThat(late.code()).isEqualTo("rehearsed-again");
        assertThat(late.body()).contains("rehearsal %d was made since".formatted(second));
        assertThat(approve(bea, draft, second).status()).isEqualTo(200);
    }

    @Test
    void findings_come_in_pages_that_add_up_to_all() throws Exception {
        long number = rehearsed(draft());
        Set<String> parts = new HashSet<>();
        List<String> rows = new ArrayList<>();
        String after = "";
        for (int page = 0; page < 100 && after != null; page++) {
            JsonNode told =
                    get(
                            "/rehearsals/"
                                    + number
                                    + "/findings?by=engagement&limit=2"
                                    + (after.isEmpty() ? "" : "&after=" + after));
            assertThat(told.path("rows").size()).isLessThanOrEqualTo(2);
            for (JsonNode row : told.path("rows")) {
                parts.add(row.path("part").asString());
                rows.add(row.path("part") + " " + row.path("account") + row.path("currency"));
            }
            after = told.path("next").isNull() ? null : told.path("next").asString();
        }
        assertThat(parts).hasSize(DEALS);
        assertThat(rows).doesNotHaveDuplicates().isSorted().hasSizeGreaterThan(DEALS);
        JsonNode writes = get("/rehearsals/" + number + "/findings?by=writes&limit=1");
        assertThat(writes.path("rows")).hasSize(1);
        JsonNode next =
                get(
                        "/rehearsals/"
                                + number
                                + "/findings?by=writes&limit=1&after="
                                + writes.path("next").asString());
        assertThat(next.path("rows").get(0)).isNotEqualTo(writes.path("rows").get(0));
        JsonNode units = get("/rehearsals/" + number + "/findings?by=unit");
        assertThat(units.path("rows").get(0).path("part").asString()).isEqualTo("europe");
        assertThat(units.path("next").isNull()).isTrue();
        assertThat(status("/rehearsals/" + number + "/findings?by=weather")).isEqualTo(400);
        assertThat(status("/rehearsals/" + number + "/findings?after=x")).isEqualTo(400);
    }

    @Test
    void why_is_told_also_of_a_deal_that_nobody_understood_before() throws Exception {
        long number = rehearsed(draft());
        JsonNode why = get("/rehearsals/" + number + "/why?engagement=crm:Opportunity:006C1");
        assertThat(why.path("inForce")).isEmpty();
        assertThat(why.path("rehearsed").findValuesAsString("type"))
                .contains("contract-booked/v1", "action-planned/v1");
    }

    @Test
    void what_is_not_there_or_not_allowed_is_refused_and_changes_nothing() throws Exception {
        String draft = draft();
        assertThat(status("/releases/000000000000")).isEqualTo(404);
        assertThat(status("/rehearsals/77")).isEqualTo(404);
        assertThat(status("/rehearsals/77/at-once")).isEqualTo(404);
        assertThat(apply(draft, "never-rehearsed").code()).isEqualTo("not-rehearsed");
        assertThat(apply(draft, "").code()).isEqualTo("key-missing");
        assertThat(firm.call(fiona, "/releases/" + draft + "/approval", "{}").status())
                .isEqualTo(400);
        assertThat(rehearse(fiona, draft, Map.of("percent", "0")).code()).isEqualTo("bad-sample");
        assertThat(rehearse(fiona, draft, Map.of("unit", "moon")).code()).isEqualTo("unknown-unit");
        String part = somebody("pia", "finance", new Scope(Set.of("europe"), Set.of("*")));
        assertThat(rehearse(part, draft, Map.of()).status()).isEqualTo(403);
        assertThat(firm.call(part, "/releases", "").status()).isEqualTo(403);
        String viewer = somebody("vic", "viewer", Scope.WHOLE);
        assertThat(rehearse(viewer, draft, Map.of()).status()).isEqualTo(403);
        assertThat(firm.call(viewer, "/releases", "").status()).isEqualTo(200);
        assertThat(firm.database().sql("select count(*) from rehearsal").query(Long.class).single())
                .isZero();
    }

    @Test
    void programs_learn_who_answers_for_what_and_administrators_who_may_do_what() throws Exception {
        JsonNode parts = get("/owners?part=tables/").path("parts");
        assertThat(parts.size()).isGreaterThan(1);
        for (JsonNode each : parts) {
            assertThat(each.path("part").asString()).startsWith("tables/");
            assertThat(each.path("owner").asString()).isNotEmpty();
        }
        String owner = parts.get(0).path("owner").asString();
        assertThat(get("/owners?owner=" + owner).path("parts").findValuesAsString("owner"))
                .containsOnly(owner);
        assertThat(get("/owners?owner=nobody").path("parts")).isEmpty();
        assertThat(status("/people")).isEqualTo(403);
        Called people = firm.call(SignedIn.token(firm.server(), "admin"), "/people", "");
        assertThat(people.json().path("people").findValuesAsString("login"))
                .contains("admin", "fiona", "bea");
        assertThat(people.json().path("tokens").findValuesAsString("owner")).contains("fiona");
        assertThat(people.body()).doesNotContain(fiona);
    }

    private String draft() throws Exception {
        Called made =
                firm.call(
                        fiona,
                        "/codes/drafts",
                        RawJson.text(
                                Map.of(
                                        "map", "stages",
                                        "code", "Signed",
                                        "meaning", "WON",
                                        "reason", "as sales agreed")));
        return made.json().path("release").asString();
    }

    private String inForce() throws Exception {
        for (JsonNode each : get("/releases").path("releases")) {
            if (each.path("inForce").asString().equals("yes")) {
                return each.path("release").asString();
            }
        }
        throw new AssertionError("nothing is in force");
    }

    /** To its end, as a program follows it. */
    private long rehearsed(String release) throws Exception {
        Called begun = rehearse(fiona, release, Map.of());
        assertThat(begun.status()).as(begun.body()).isEqualTo(202);
        long number = begun.json().path("rehearsal").asLong();
        firm.eventually("select state <> 'running' from rehearsal where id = ?", number);
        return number;
    }

    private Called rehearse(String token, String release, Map<String, String> sample)
            throws Exception {
        return firm.call(token, "/releases/" + release + "/rehearsals", RawJson.text(sample));
    }

    private Called approve(String token, String release, long seen) throws Exception {
        return firm.call(
                token,
                "/releases/" + release + "/approval",
                RawJson.text(Map.of("rehearsal", Long.toString(seen), "reason", "looked at it")));
    }

    private Called apply(String release, String key) throws Exception {
        return firm.call(
                fiona, "/releases/" + release + "/application", "{}", "Idempotency-Key", key);
    }

    private JsonNode get(String path) throws Exception {
        Called called = firm.call(fiona, path, "");
        assertThat(called.status()).as(path + " " + called.body()).isEqualTo(200);
        return called.json();
    }

    private int status(String path) throws Exception {
        return firm.call(fiona, path, "").status();
    }

    private static BigDecimal amount(JsonNode money, String what) {
        for (JsonNode each : money) {
            if (each.path("account").asString().equals(what)) {
                return new BigDecimal(each.path("difference").asString());
            }
        }
        throw new AssertionError(money.toString());
    }
}
