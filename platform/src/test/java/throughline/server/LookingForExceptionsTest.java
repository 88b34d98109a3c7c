package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.people.Scope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program looks for exceptions by code, cause and entity, and for those that rest. */
class LookingForExceptionsTest {

    private static final String REFUSED = "action-rejected";

    @Test
    void each_word_narrows_the_list_and_all_of_them_together(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            firm.customer("001G", "Nordwind AG", "DE811569869");
            firm.customer("001B", "Ohne Steuer GmbH", "");
            String first = refused(firm, "006F1", 40_000, "tax-code");
            String second = refused(firm, "006F2", 30_000, "tax-code");
            String third = refused(firm, "006F3", 20_000, "no-customer");
            String waits = firm.won("006F4", "Waits", "001B", 9_000, "005A");

            assertThat(found(firm, token, "")).containsExactly(first, second, third, waits);
            assertThat(found(firm, token, "?entity=DE01")).containsExactly(first, second, third);
            assertThat(found(firm, token, "?entity=US01")).isEmpty();
            assertThat(found(firm, token, "?entity=de01")).isEmpty();

            String code = code(firm, token, first);
            assertThat(code(firm, token, waits)).isNotEqualTo(code);
            assertThat(found(firm, token, "?code=" + code)).contains(first).doesNotContain(waits);
            assertThat(found(firm, token, "?code=nothing-of-ours")).isEmpty();

            Map<String, Integer> causes = causes(firm, token);
            assertThat(causes).hasSize(3).containsValue(2);
            causes.forEach(
                    (cause, cases) -> {
                        List<String> caused = found(firm, token, "?cause=" + encoded(cause));
                        assertThat(caused).as(cause).hasSize(cases);
                    });
            String taxCode = causeOf(causes, "tax-code");
            assertThat(found(firm, token, "?cause=" + encoded(taxCode)))
                    .containsExactly(first, second);
            assertThat(found(firm, token, "?cause=" + encoded(taxCode) + "&entity=US01")).isEmpty();

            rests(firm, token, second);
            assertThat(found(firm, token, "?snoozed=true")).containsExactly(second);
            assertThat(found(firm, token, "?snoozed=false")).containsExactly(first, third, waits);
            assertThat(found(firm, token, "")).hasSize(4);
            String all = "?snoozed=false&entity=DE01&code=" + code + "&cause=" + encoded(taxCode);
            assertThat(found(firm, token, all)).containsExactly(first);
            JsonNode page = firm.call(token, "/exceptions?entity=DE01&limit=2", "").json();
            String next = "&after=" + page.path("next").asString();
            assertThat(found(firm, token, "?entity=DE01&limit=2" + next)).containsExactly(third);

            assertThat(firm.call(token, "/exceptions?snoozed=perhaps", "").status()).isEqualTo(400);
            assertThat(found(firm, token, "?cause=%27%20or%201=1--")).isEmpty();
        }
    }

    @Test
    void nobody_finds_what_they_may_not_see_by_any_word(@TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            String admin = SignedIn.token(firm.server(), "admin");
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String refused = refused(firm, "006F1", 40_000, "tax-code");
            Scope americas = new Scope(Set.of("americas"), Set.of("US01"));
            SignedIn.added(firm.server(), "amy", Set.of("finance"), americas);
            String token = SignedIn.token(firm.server(), "amy");
            String cause = causes(firm, admin).keySet().iterator().next();
            assertThat(found(firm, admin, "?cause=" + encoded(cause))).containsExactly(refused);
            for (String words : List.of("", "?entity=DE01", "?cause=" + encoded(cause))) {
                assertThat(found(firm, token, words)).as(words).isEmpty();
            }
        }
    }

    private static String refused(FirmOnPaper firm, String id, int amount, String why) {
        String deal = firm.won(id, "Deal " + id, "001G", amount, "005A");
        String invoice = firm.write(deal, "POST_INVOICE");
        firm.ended(deal, invoice, new ActionOutcome.Rejected(why, "Refused for " + why + "."));
        return deal;
    }

    private static void rests(FirmOnPaper firm, String token, String deal) throws Exception {
        String key = "";
        for (JsonNode each : firm.call(token, "/exceptions", "").json().path("exceptions")) {
            key =
                    each.path("engagement").asString().equals(deal)
                            ? each.path("key").asString()
                            : key;
        }
        Map<String, String> wish =
                Map.of(
                        "engagement",
                        deal,
                        "key",
                        key,
                        "until-something-happens",
                        "true",
                        "version",
                        "0");
        String body = JsonMapper.shared().writeValueAsString(wish);
        assertThat(firm.call(token, "/exceptions/snooze", body).status()).isEqualTo(200);
    }

    private static String code(FirmOnPaper firm, String token, String deal) throws Exception {
        for (JsonNode each : firm.call(token, "/exceptions", "").json().path("exceptions")) {
            if (each.path("engagement").asString().equals(deal)) {
                return each.path("code").asString();
            }
        }
        throw new AssertionError("no exception of " + deal);
    }

    private static Map<String, Integer> causes(FirmOnPaper firm, String token) throws Exception {
        Map<String, Integer> causes = new java.util.TreeMap<>();
        for (JsonNode each : firm.call(token, "/exceptions/causes", "").json().path("causes")) {
            causes.merge(each.path("cause").asString(), each.path("cases").asInt(), Integer::sum);
        }
        return causes;
    }

    private static String causeOf(Map<String, Integer> causes, String why) {
        return causes.keySet().stream()
                .filter(cause -> cause.startsWith(REFUSED) && cause.contains(why))
                .findFirst()
                .orElseThrow(() -> new AssertionError(why + " is none of " + causes));
    }

    private static List<String> found(FirmOnPaper firm, String token, String words) {
        try {
            FirmOnPaper.Called called = firm.call(token, "/exceptions" + words, "");
            assertThat(called.status()).as(words + " " + called.body()).isEqualTo(200);
            return StreamSupport.stream(called.json().path("exceptions").spliterator(), false)
                    .map(each -> each.path("engagement").asString())
                    .toList();
        } catch (Exception e) {
            throw new AssertionError(words, e);
        }
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
