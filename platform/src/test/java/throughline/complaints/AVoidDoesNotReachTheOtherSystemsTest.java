package throughline.complaints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.DocumentStatus;
import throughline.observed.CanonicalRecord.Invoice;
import throughline.observed.Cause;
import throughline.observed.RecordKey;
import throughline.server.FirmOnPaper;
import throughline.server.SignedIn;

/** Complaint 14: a void does not reach the other systems. */
class AVoidDoesNotReachTheOtherSystemsTest {

    @Test
    void a_void_in_the_ledger_is_in_the_books_on_the_page_with_consumers_and_billed_again(
            @TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn admin = SignedIn.first(firm.server());
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String deal = firm.won("006V", "Voided once", "001G", 20_000, "005A");
            String write = firm.write(deal, "POST_INVOICE");
            String reference =
                    firm.database()
                            .sql("select natural_key from action where key = ?")
                            .param(write)
                            .query(String.class)
                            .single();
            firm.ended(deal, write, new ActionOutcome.Confirmed("9001", Map.of("number", "RE-9")));
            assertThat(billed(firm, deal)).isEqualTo(1_000_000);

            voided(firm, deal, reference);
            voided(firm, deal, reference);

            // The books and the page know, and so does whoever was told of the invoice.
            assertThat(billed(firm, deal)).isZero();
            assertThat(admin.get("/engagements/" + deal).body()).contains("void");
            assertThat(
                            firm.database()
                                    .sql(
                                            "select count(*) from publication where subject = ?"
                                                    + " and type ="
                                                    + " 'dev.throughline.invoice.voided.v1'")
                                    .param(deal)
                                    .query(Long.class)
                                    .single())
                    .isEqualTo(1);
            firm.server().installation().engine().tick(Duration.ofSeconds(20));
            // What it billed is asked of the ledger again, once.
            firm.eventually(
                    "select count(distinct natural_key) = 3 from action where engagement = ?"
                            + " and kind = 'POST_INVOICE'",
                    deal);
        }
    }

    private static void voided(FirmOnPaper firm, String deal, String reference) {
        Money net = Money.parse("EUR 10000.00");
        firm.server()
                .installation()
                .engine()
                .submit(
                        new EngagementId(deal),
                        new Signal.RecordObserved(
                                new Invoice(
                                        new RecordKey("erp", "invoice", "9001"),
                                        Optional.of(reference),
                                        Optional.of("RE-9"),
                                        DocumentStatus.VOID,
                                        LocalDate.parse("2026-11-20"),
                                        net,
                                        Money.zero(net.currency())),
                                Optional.empty(),
                                new Cause(0, "test"),
                                Instant.now()));
        firm.settle();
        firm.eventually(
                "select exists (select from event where engagement = ?"
                        + " and type = 'invoice-voided/v1')",
                deal);
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
