package throughline.complaints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.server.FirmOnPaper;
import throughline.server.SignedIn;

/** Complaint 5: invoicing quietly gives up on an account, with a warning in a log. */
class InvoicingQuietlyGivesUpTest {

    @Test
    void an_invoice_that_is_refused_waits_in_front_of_people_with_its_money_until_it_is_mended(
            @TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn admin = SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String deal = firm.won("006C5", "Billed for years", "001G", 40_000, "005A");
            String invoice = firm.write(deal, "POST_INVOICE");
            firm.ended(deal, invoice, new ActionOutcome.Rejected("tax-code", "no tax code A7."));

            // In front of finance, with the money and what would work, on page and interface.
            assertThat(admin.get("/exceptions").body())
                    .contains("action-rejected", "no tax code A7.", "EUR 20,000.00");
            assertThat(firm.call(token, "/exceptions/causes", "").body())
                    .contains("action-rejected:erp:tax-code");
            assertThat(admin.get("/engagements/" + deal).body()).contains("no tax code A7.");

            // It does not go away by waiting or by the calendar, and nothing counts as billed.
            firm.server().installation().engine().tick(java.time.Duration.ofSeconds(20));
            assertThat(open(firm, deal)).isEqualTo(1);
            assertThat(billed(firm, deal)).isZero();

            // Mended: asked for again, posted, closed by itself.
            String retry =
                    "{\"decision\":\"retry\",\"action\":\"%s\",\"reason\":\"code added\"}"
                            .formatted(invoice);
            String decisions = "/engagements/" + deal + "/decisions";
            String tag = firm.call(token, decisions + "/preview", retry).tag();
            String key = UUID.randomUUID().toString();
            firm.call(token, decisions, retry, "Idempotency-Key", key, "If-Match", tag);
            firm.eventually("select exists (select from action where key = ?)", invoice + "~2");
            firm.ended(
                    deal,
                    invoice + "~2",
                    new ActionOutcome.Confirmed("1", java.util.Map.of("number", "RE-1")));
            assertThat(open(firm, deal)).isZero();
            assertThat(billed(firm, deal)).isEqualTo(2_000_000);
        }
    }

    private static long open(FirmOnPaper firm, String deal) {
        return firm.database()
                .sql(
                        "select count(*) from exception_item where engagement = ?"
                                + " and code = 'action-rejected' and closed is null")
                .param(deal)
                .query(Long.class)
                .single();
    }

    private static long billed(FirmOnPaper firm, String deal) {
        return firm.database()
                .sql(
                        "select coalesce(sum(minor), 0) from posting where engagement = ?"
                                + " and happening = 'invoice-posted'")
                .param(deal)
                .query(Long.class)
                .single();
    }
}
