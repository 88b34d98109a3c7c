package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import throughline.people.Scope;
import throughline.server.FirmOnPaper;
import throughline.server.SignedIn;

/** Decisions from the command line: looked at first, taken by whoever may, told in one shape. */
class DecidingByCommandTest {

    @Test
    void credits_treatments_and_waivers_are_asked_for_by_command(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn admin = SignedIn.first(firm.server());
            SignedIn.added(firm.server(), "fiona", Set.of("finance"), Scope.WHOLE);
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String deal = firm.won("006Y", "Run for a year", "001G", 20_000, "005A");
            String write = firm.write(deal, "POST_INVOICE");
            String invoice =
                    firm.database()
                            .sql("select natural_key from action where key = ?")
                            .param(write)
                            .query(String.class)
                            .single();
            firm.ended(deal, write, new ActionOutcome.Confirmed("9001", Map.of("number", "RE-9")));

            CommandRun credit =
                    decide(folder, "credit", deal, invoice, "EUR 400.00", "--order", "g1");
            assertThat(credit.exit()).as(credit.err()).isZero();
            assertThat(credit.object()).containsEntry("outcome", "requested");
            assertThat(credit.out()).contains("post credit note, EUR 400.00");
            CommandRun much =
                    decide(folder, "credit", deal, invoice, "EUR 90000.00", "--order", "g2");
            assertThat(much.exit()).isEqualTo(1);
            assertThat(much.err()).contains("credit-impossible");

            CommandRun treat = decide(folder, "treat", deal, "crm:ChangeOrder:1", "a1", "catch-up");
            assertThat(treat.exit()).isEqualTo(1);
            assertThat(treat.err()).contains("nothing-to-treat");
            CommandRun word =
                    decide(folder, "treat", deal, "crm:ChangeOrder:1", "a1", "as-we-like");
            assertThat(word.err()).contains("separate-contract, prospective or catch-up");

            // An invoice that somebody made by hand takes the contract beyond its price.
            byHand(firm, deal, "15000.00");
            String key = "sow-price-exceeded:erp:invoice:77";
            assertThat(admin.get("/engagements/" + deal + "/decisions").body())
                    .contains("sow-price-exceeded", "EUR 15,000.00", "Waive this");
            CommandRun waive = decide(folder, "waive", deal, key);
            assertThat(waive.exit()).as(waive.err()).isZero();
            assertThat(waive.object()).containsEntry("amount", "EUR 15000.00");
            CommandRun other = decide(folder, "waive", deal, "sow-cap-exceeded");
            assertThat(other.err()).contains("nothing-to-waive");
        }
    }

    private static CommandRun decide(Path folder, String... arguments) {
        String[] all = new String[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--reason";
        all[arguments.length + 1] = "agreed by letter";
        all[arguments.length + 2] = "--as";
        all[arguments.length + 3] = "fiona";
        return CommandRun.json(folder, all);
    }

    private static void byHand(FirmOnPaper firm, String deal, String net) {
        Money amount = Money.parse("EUR " + net);
        firm.server()
                .installation()
                .engine()
                .submit(
                        new EngagementId(deal),
                        new Signal.RecordObserved(
                                new Invoice(
                                        new RecordKey("erp", "invoice", "77"),
                                        Optional.empty(),
                                        Optional.of("RE-77"),
                                        DocumentStatus.POSTED,
                                        LocalDate.parse("2026-11-20"),
                                        amount,
                                        Money.zero(amount.currency())),
                                Optional.empty(),
                                new Cause(0, "test"),
                                Instant.now()));
        firm.settle();
        firm.eventually(
                "select exists (select from exception_item where engagement = ?"
                        + " and code = 'sow-price-exceeded' and closed is null)",
                deal);
    }
}
