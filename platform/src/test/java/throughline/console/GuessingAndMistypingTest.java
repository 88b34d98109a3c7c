package throughline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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
import throughline.people.Scope;
import throughline.server.FirmOnPaper;
import throughline.server.FirmOnPaper.Called;
import throughline.server.SignedIn;

/** Over all routes: ids that belong to another unit, and values of another type than is asked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuessingAndMistypingTest {

    private static final String SECRET = "Geheimrat";
    private static final List<String> CHANGED =
            List.of(
                    "decision",
                    "approval_request",
                    "exception_care",
                    "exception_comment",
                    "repair",
                    "release",
                    "rehearsal",
                    "activation",
                    "person",
                    "subscription");
    private static final List<String> BODIES =
            List.of(
                    "[]",
                    "null",
                    "7",
                    "\"text\"",
                    "{",
                    "",
                    "{\"reason\":{\"a\":[1,2]},\"map\":[],\"code\":{},\"meaning\":7}",
                    "{\"engagement\":7,\"key\":null,\"version\":\"x\",\"cause\":[]}",
                    "{\"record\":\"text\",\"decision\":[],\"seen\":{}}",
                    "{\"reason\":\"" + "\\u202e".repeat(2_500) + "\"}",
                    "[".repeat(2_000) + "]".repeat(2_000));
    private static final List<String> VALUES =
            List.of("abc", "-1", "99999999999999999999", "2026-13-45", "null", "%00", "1e9", "");

    private FirmOnPaper firm;
    private String deal;
    private String exception;
    private SignedIn amy;
    private String token;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        firm = FirmOnPaper.in(folder);
        SignedIn.first(firm.server());
        firm.customer("001G", SECRET + " AG", "");
        deal = firm.won("006G", SECRET + " migration", "001G", 40_000, "005A");
        exception = "gate:customer-incomplete";
        amy =
                SignedIn.added(
                        firm.server(),
                        "amy",
                        Set.of("finance", "operator", "cfo"),
                        new Scope(Set.of("americas"), Set.of("US01")));
        token = SignedIn.token(firm.server(), "amy");
    }

    @AfterAll
    void stop() {
        firm.close();
    }

    @Test
    void whoever_guesses_ids_of_another_unit_learns_nothing_and_changes_nothing() throws Exception {
        List<Long> before = counts();
        List<String> leaked = new ArrayList<>();
        for (AccessRules.Rule rule : AccessRules.ALL) {
            String pattern = rule.path().getPatternString();
            // What is parked belongs to no unit yet, and is for operators of all of them.
            if (isOpen(rule) || pattern.contains("/parked") || pattern.contains("stream")) {
                continue;
            }
            String path =
                    pattern.replaceAll("\\{[^}]+}", encoded(deal))
                            + "?engagement=%1$s&id=%1$s&key=%2$s&cause=%2$s&q=%3$s"
                                    .formatted(encoded(deal), encoded(exception), SECRET);
            String body = answered(rule.method(), pattern, path);
            // The search box shows what was searched for.
            if (body.replace("value=\"" + SECRET + "\"", "").contains(SECRET + " ")) {
                leaked.add(rule.method() + " " + path);
            }
        }
        assertThat(leaked).isEmpty();
        assertThat(counts()).isEqualTo(before);
    }

    private String answered(String method, String pattern, String path) throws Exception {
        Map<String, String> fields =
                new LinkedHashMap<>(
                        Map.of(
                                "engagement", deal,
                                "key", exception,
                                "cause", exception,
                                "code", "waive-gate",
                                "decision", "waive-gate",
                                "reason", "guessed",
                                "text", "guessed",
                                "assignee", "amy"));
        fields.putAll(Map.of("version", "0", "seen", "0", "how", "fact"));
        if (pattern.startsWith("/api")) {
            String body = method.equals("POST") ? throughline.journal.RawJson.text(fields) : "";
            Called called =
                    firm.call(
                            token,
                            path.substring("/api/v1".length()),
                            body,
                            "Idempotency-Key",
                            UUID.randomUUID().toString());
            assertThat(called.status()).as(path).isLessThan(500);
            return called.body();
        }
        HttpResponse<String> answer =
                method.equals("POST") ? amy.post(path, fields) : amy.get(path);
        assertThat(answer.statusCode()).as(path).isLessThan(500);
        if (method.equals("POST")) {
            assertThat(answer.statusCode()).as(path).isBetween(400, 499);
        }
        return answer.body();
    }

    @Test
    void values_of_another_type_are_refused_with_a_code_and_change_nothing() throws Exception {
        String admin = SignedIn.token(firm.server(), "admin");
        List<Long> before = counts();
        for (AccessRules.Rule rule : AccessRules.ALL) {
            String pattern = rule.path().getPatternString();
            if (!pattern.startsWith("/api") || isOpen(rule) || pattern.contains("milestones")) {
                continue;
            }
            String path = pattern.substring("/api/v1".length()).replaceAll("\\{[^}]+}", "7");
            if (rule.method().equals("POST")) {
                for (String body : BODIES.stream().filter(each -> !each.isEmpty()).toList()) {
                    Called called =
                            firm.call(
                                    admin,
                                    path,
                                    body,
                                    "Idempotency-Key",
                                    UUID.randomUUID().toString());
                    told(path + " with " + body, called, true);
                }
            } else if (rule.method().equals("GET")) {
                for (String value : VALUES) {
                    String query =
                            "?from=%1$s&until=%1$s&at=%1$s&known=%1$s&limit=%1$s&after=%1$s&weeks="
                                    + "%1$s&before=%1$s&since=%1$s&entity=%1$s&period=%1$s&by=%1$s"
                                    + "&items=%1$s&currency=%1$s&cause=%1$s&key=%1$s";
                    told(path + value, firm.call(admin, path + query.formatted(value), ""), false);
                }
            }
        }
        assertThat(counts()).isEqualTo(before);
    }

    /** An answer is none of ours that failed; a refusal has a code and one sentence. */
    private static void told(String what, Called called, boolean refused) {
        assertThat(called.status()).as(what + " " + called.body()).isLessThan(500);
        if (refused) {
            assertThat(called.status()).as(what + " " + called.body()).isGreaterThan(399);
        }
        if (called.status() > 399) {
            assertThat(called.code()).as(what + " " + called.body()).isNotEmpty();
            assertThat(called.body()).doesNotContain("Exception").doesNotContain("at throughline");
        }
    }

    private static boolean isOpen(AccessRules.Rule rule) {
        return rule.need() == Need.NOTHING || rule.path().getPatternString().contains("**");
    }

    private List<Long> counts() {
        List<Long> counts = new ArrayList<>();
        for (String table : CHANGED) {
            counts.add(
                    firm.database()
                            .sql("select count(*) from " + table)
                            .query(Long.class)
                            .single());
        }
        return counts;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
