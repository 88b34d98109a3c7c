package throughline.complaints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.access.AccessRules;
import throughline.align.ActionOutcome;
import throughline.people.Scope;
import throughline.server.FirmOnPaper;
import throughline.server.SignedIn;

/** Complaint 18: the interface offers what the engine does not do. */
class TheInterfaceOffersWhatTheEngineDoesNotDoTest {

    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)\"");
    private static final Pattern ACTION = Pattern.compile("action=\"(/[^\"]*)\"");
    private static final Pattern FORM =
            Pattern.compile("<form method=\"get\" class=\"inline\".*?</form>", Pattern.DOTALL);
    private static final Pattern HIDDEN =
            Pattern.compile("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]*)\"");
    private static final Pattern ONCE = Pattern.compile("name=\"once\" value=\"([^\"]*)\"");

    @Test
    void every_link_that_somebody_is_shown_answers_and_every_form_has_somebody_who_takes_it(
            @TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            firm.customer("001B", "Ohne Steuer GmbH", "");
            String deal = firm.won("006L", "Links", "001B", 170_000, "005A");
            for (String role :
                    List.of("viewer", "finance", "operator", "auditor", "admin", "partner")) {
                SignedIn somebody =
                        SignedIn.added(firm.server(), "the-" + role, Set.of(role), Scope.WHOLE);
                for (String page : List.of("/", "/engagements/" + deal, "/account")) {
                    String html = somebody.get(page).body();
                    for (String link : all(LINK, html)) {
                        assertThat(somebody.get(link.replace("&amp;", "&")).statusCode())
                                .as(role + " is shown " + link)
                                .isEqualTo(200);
                    }
                    for (String action : all(ACTION, html)) {
                        boolean ruled =
                                AccessRules.of("POST", action).isPresent()
                                        || AccessRules.of("GET", action).isPresent();
                        assertThat(ruled).as(action).isTrue();
                    }
                }
            }
        }
    }

    @Test
    void every_decision_that_is_offered_does_what_it_says(@TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            SignedIn noor =
                    SignedIn.added(
                            firm.server(),
                            "noor",
                            Set.of("partner", "finance-director"),
                            Scope.WHOLE);
            firm.database()
                    .sql("update person set name = 'Noor Haddad' where login = 'noor'")
                    .update();
            firm.customer("001B", "Ohne Steuer GmbH", "");
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String waivable = firm.won("006D1", "Waivable", "001B", 10_000, "005A");
            String refused = firm.won("006D2", "Refused", "001G", 10_000, "005A");
            String customer = firm.write(refused, "CREATE_CUSTOMER");
            firm.ended(refused, customer, new ActionOutcome.Rejected("x", "no."));
            String unclear = firm.won("006D3", "Unclear", "001G", 10_000, "005A");
            String there = firm.write(unclear, "CREATE_CUSTOMER");
            firm.ended(unclear, there, new ActionOutcome.Ambiguous("silence."));
            String large = firm.won("006D4", "Large", "001G", 170_000, "005A");

            assertThat(taken(firm, noor, waivable, "waive")).isEqualTo("gate-waived/v1");
            assertThat(taken(firm, noor, refused, "retry")).isEqualTo("action-planned/v1");
            assertThat(taken(firm, noor, unclear, "settle")).isEqualTo("action-concluded/v1");
            assertThat(taken(firm, noor, large, "approve")).isEqualTo("terms-approved/v1");
        }
    }

    /** Takes the last offered decision of a kind, and says which event of the journal it made. */
    private static String taken(FirmOnPaper firm, SignedIn who, String deal, String kind)
            throws Exception {
        String there = "/engagements/" + deal + "/decisions";
        Map<String, String> wish = new HashMap<>();
        Matcher forms = FORM.matcher(who.get(there).body());
        while (forms.find()) {
            Map<String, String> fields = new HashMap<>();
            Matcher hidden = HIDDEN.matcher(forms.group());
            while (hidden.find()) {
                fields.put(hidden.group(1), hidden.group(2));
            }
            if (kind.equals(fields.get("decision"))) {
                wish = fields;
            }
        }
        assertThat(wish).as("nobody is offered to " + kind).isNotEmpty();
        long before = sequence(firm, deal);
        StringBuilder query = new StringBuilder();
        wish.forEach(
                (name, value) ->
                        query.append(query.isEmpty() ? '?' : '&')
                                .append(name)
                                .append('=')
                                .append(
                                        java.net.URLEncoder.encode(
                                                value, java.nio.charset.StandardCharsets.UTF_8)));
        String preview = who.get(there + "/preview" + query).body();
        wish.put("seen", all(SEEN, preview).getFirst());
        wish.put("once", all(ONCE, preview).getFirst());
        wish.put("reason", "as offered");
        var answer = who.post(there, wish);
        assertThat(answer.headers().firstValue("Location").orElse(answer.body()))
                .endsWith("done=decided");
        firm.eventually("select sequence > ? from engagement where id = ?", before, deal);
        return firm.database()
                .sql("select type from event where engagement = ? and sequence = ?")
                .params(deal, before + 1)
                .query(String.class)
                .single();
    }

    private static long sequence(FirmOnPaper firm, String deal) {
        firm.settle();
        return firm.database()
                .sql("select sequence from engagement where id = ?")
                .param(deal)
                .query(Long.class)
                .single();
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).distinct().toList();
    }
}
