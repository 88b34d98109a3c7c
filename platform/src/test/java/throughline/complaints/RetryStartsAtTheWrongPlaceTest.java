package throughline.complaints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.server.FirmOnPaper;
import throughline.server.FirmOnPaper.Called;
import throughline.server.SignedIn;

/** Complaint 7: a retry starts at the wrong place, or with the wrong version. */
class RetryStartsAtTheWrongPlaceTest {

    private static final ActionOutcome REFUSED =
            new ActionOutcome.Rejected("name", "names are in capitals here.");

    @Test
    void it_asks_for_what_was_refused_alone_and_in_the_words_of_the_release_in_force_now(
            @TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String deal = firm.won("006C7", "Refused for its words", "001G", 40_000, "005A");
            String project = firm.write(deal, "CREATE_PROJECT");
            firm.ended(deal, project, new ActionOutcome.Confirmed("P-1", Map.of()));
            String customer = firm.write(deal, "CREATE_CUSTOMER");
            firm.ended(deal, customer, REFUSED);
            assertThat(text(firm, customer)).contains("Nordwind AG");

            // The rule that was wrong is mended while the write stands refused.
            EditedLandscape.applied(
                    firm,
                    "mappings/crm.yaml",
                    "name: raw.Name\n      street",
                    "name: upper(raw.Name)\n      street");
            firm.eventually("select exists (select from action where key = ?)", customer + "~2");
            assertThat(text(firm, customer + "~2")).contains("NORDWIND AG");

            // Refused for another reason: a person asks again, and nothing but this is asked.
            firm.ended(deal, customer + "~2", new ActionOutcome.Rejected("busy", "try later."));
            long projects = count(firm, deal, "CREATE_PROJECT");
            retried(firm, token, deal, customer + "~2");
            firm.eventually("select exists (select from action where key = ?)", customer + "~3");
            assertThat(text(firm, customer + "~3")).contains("NORDWIND AG");
            assertThat(count(firm, deal, "CREATE_CUSTOMER")).isEqualTo(3);
            assertThat(count(firm, deal, "CREATE_PROJECT"))
                    .as("done before, not done twice")
                    .isEqualTo(projects)
                    .isOne();

            // An answer to the first attempt that comes twice, and late, moves nothing.
            firm.ended(deal, customer, REFUSED);
            firm.ended(deal, customer + "~3", new ActionOutcome.Confirmed("C-1", Map.of()));
            firm.ended(deal, customer + "~2", REFUSED);
            assertThat(count(firm, deal, "CREATE_CUSTOMER")).isEqualTo(3);
            assertThat(open(firm, deal)).isZero();
        }
    }

    @Test
    void it_says_what_the_newest_record_says_whatever_comes_late(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String deal = firm.won("006C8", "Corrected meanwhile", "001G", 40_000, "005A");
            String customer = firm.write(deal, "CREATE_CUSTOMER");
            firm.ended(deal, customer, new ActionOutcome.Rejected("tax-id", "no such company."));

            firm.customer("001G", "Nordwind AG", "DE136695976");
            firm.eventually("select exists (select from action where key = ?)", customer + "~2");
            assertThat(text(firm, customer + "~2"))
                    .contains("DE136695976")
                    .doesNotContain("DE811569869");

            // The version before comes once more, a day late.
            firm.observed(
                    "crm",
                    "Account",
                    "001G",
                    "2026-03-01T08:00:00.000Z",
                    """
                    {"Id":"001G","Name":"Nordwind AG","TaxId__c":"DE811569869",
                    "BillingStreet":"Hafenstr. 12","BillingCity":"Hamburg",
                    "BillingPostalCode":"20457","BillingCountryCode":"DE",
                    "Status__c":"Active","SystemModstamp":"2026-03-01T08:00:00.000Z"}
                    """);
            firm.ended(deal, customer + "~2", new ActionOutcome.Rejected("busy", "try later."));
            retried(firm, SignedIn.token(firm.server(), "admin"), deal, customer + "~2");
            firm.eventually("select exists (select from action where key = ?)", customer + "~3");
            assertThat(text(firm, customer + "~3")).contains("DE136695976");
        }
    }

    private static void retried(FirmOnPaper firm, String token, String deal, String action)
            throws Exception {
        String retry =
                "{\"decision\":\"retry\",\"action\":\"%s\",\"reason\":\"mended\"}"
                        .formatted(action);
        String decisions = "/engagements/" + deal + "/decisions";
        String tag = firm.call(token, decisions + "/preview", retry).tag();
        String key = UUID.randomUUID().toString();
        Called answer = firm.call(token, decisions, retry, "Idempotency-Key", key, "If-Match", tag);
        assertThat(answer.status()).as(answer.body()).isIn(200, 202);
    }

    private static String text(FirmOnPaper firm, String action) {
        return firm.database()
                .sql("select body::text from action where key = ?")
                .param(action)
                .query(String.class)
                .single();
    }

    private static long count(FirmOnPaper firm, String deal, String kind) {
        return number(
                firm, "select count(*) from action where engagement = ? and kind = ?", deal, kind);
    }

    private static long open(FirmOnPaper firm, String deal) {
        return number(
                firm,
                "select count(*) from exception_item where engagement = ? and closed is null",
                deal);
    }

    private static long number(FirmOnPaper firm, String sql, Object... parameters) {
        return firm.database().sql(sql).params(parameters).query(Long.class).single();
    }
}
