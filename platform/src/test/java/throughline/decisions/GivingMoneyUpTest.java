package throughline.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.people.Scope;
import throughline.server.FirmOnPaper;
import throughline.server.FirmOnPaper.Called;
import throughline.server.SignedIn;

class GivingMoneyUpTest {

    @Test
    void what_a_credit_opened_again_is_written_off_by_two_people_once(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.added(firm.server(), "fiona", Set.of("finance"), Scope.WHOLE);
            SignedIn.added(firm.server(), "felix", Set.of("finance"), Scope.WHOLE);
            String fiona = SignedIn.token(firm.server(), "fiona");
            String felix = SignedIn.token(firm.server(), "felix");
            String deal = credited(firm);
            String note =
                    firm.database()
                            .sql(
                                    "select key from exception_item where engagement = ?"
                                            + " and key like 'credit-undecided:%'")
                            .param(deal)
                            .query(String.class)
                            .single()
                            .replace("credit-undecided:", "");
            String wish =
                    "{\"decision\":\"write-off\",\"unit\":\"credit-note:%s\",\"reason\":\"agreed\"}"
                            .formatted(note);
            String decisions = "/engagements/" + deal + "/decisions";
            Called seen = firm.call(fiona, decisions + "/preview", wish);
            assertThat(seen.body()).contains("EUR 10,000.00", "written off / unbilled");
            Called asked =
                    firm.call(
                            fiona,
                            decisions,
                            wish,
                            "Idempotency-Key",
                            UUID.randomUUID().toString(),
                            "If-Match",
                            seen.tag());
            String request = "/approvals/" + asked.json().get("request").asLong();
            String tag = firm.call(felix, request, "").tag();
            assertThat(approve(firm, fiona, request, tag).code()).isEqualTo("not-entitled");
            assertThat(writtenOff(firm, deal)).isZero();
            assertThat(approve(firm, felix, request, tag).status()).isEqualTo(200);
            firm.eventually(
                    "select exists (select from posting where engagement = ?"
                            + " and happening = 'write-off')",
                    deal);
            assertThat(writtenOff(firm, deal)).isEqualTo(1_000_000);
            assertThat(firm.call(fiona, decisions + "/preview", wish).code())
                    .isEqualTo("nothing-open");
        }
    }

    private static String credited(FirmOnPaper firm) {
        firm.customer("001G", "Nordwind AG", "DE811569869");
        String deal = firm.won("006O", "Given up", "001G", 20_000, "005A");
        String invoice = firm.write(deal, "POST_INVOICE");
        String reference =
                firm.database()
                        .sql("select natural_key from action where key = ?")
                        .param(invoice)
                        .query(String.class)
                        .single();
        firm.ended(
                deal,
                invoice,
                new ActionOutcome.Confirmed(
                        "9001", Map.of("number", "RE-9", "type", "sales-invoice")));
        firm.observed(
                "erp",
                "credit-note",
                "c1",
                "1",
                """
                {"id":"c1","version":1,"invoiceReference":"%s","invoiceId":"9001","number":"GS-1",
                "reference":"ours","status":"posted","date":"2026-05-01","net":"10000.00",
                "tax":"0.00","currency":"EUR"}
                """
                        .formatted(reference));
        return deal;
    }

    private static Called approve(FirmOnPaper firm, String token, String request, String tag)
            throws Exception {
        return firm.call(
                token,
                request + "/approval",
                "{\"reason\":\"agreed\"}",
                "Idempotency-Key",
                UUID.randomUUID().toString(),
                "If-Match",
                tag);
    }

    private static long writtenOff(FirmOnPaper firm, String deal) {
        return firm.database()
                .sql(
                        "select coalesce(sum(minor), 0) from posting where engagement = ?"
                                + " and happening = 'write-off'")
                .param(deal)
                .query(Long.class)
                .single();
    }
}
