package throughline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.people.Scope;
import throughline.server.FirmOnPaper;
import throughline.server.FirmOnPaper.Called;
import throughline.server.SignedIn;

class MendingOneCauseTest {

    private FirmOnPaper firm;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        firm = FirmOnPaper.in(folder);
        SignedIn.first(firm.server());
    }

    @AfterEach
    void stop() {
        firm.close();
    }

    @Test
    void it_runs_in_one_place_then_in_all_and_tells_each_outcome_as_it_is() throws Exception {
        firm.customer("001B", "Ohne Steuer GmbH", "");
        for (int i = 0; i < 4; i++) {
            firm.won("006M" + i, "Mend " + i, "001B", 13_000, "005A");
        }
        String token = SignedIn.token(firm.server(), "admin");
        SignedIn.added(firm.server(), "dora", Set.of("finance-director"), Scope.WHOLE);
        String dora = SignedIn.token(firm.server(), "dora");
        Called preview = firm.call(dora, "/repairs/preview?cause=gate%3Acustomer-incomplete", "");
        assertThat(preview.body()).contains("Contract: booked");
        String first = "crm:Opportunity:006M0";
        Called begun =
                firm.call(
                        dora,
                        "/repairs",
                        """
                        {"cause":"gate:customer-incomplete","engagement":"%s","reason":"agreed"}
                        """
                                .formatted(first),
                        "Idempotency-Key",
                        "repair-1");
        assertThat(begun.status()).as(begun.body()).isEqualTo(200);
        long id = begun.json().get("repair").asLong();
        int left = begun.json().get("left").asInt();
        assertThat(left).isEqualTo(3);
        firm.eventually(
                "select exists (select from engagement where id = ? and status = 'contracted')",
                first);
        Called rest = firm.call(dora, "/repairs/" + id + "/rest", "{}");
        assertThat(rest.json().get("left").asInt()).isZero();
        firm.settle();
        firm.eventually(
                "select not exists (select from exception_item where fingerprint ="
                        + " 'gate:customer-incomplete' and closed is null)");
        Called told = firm.call(dora, "/repairs/" + id, "");
        assertThat(told.json().get("places")).hasSize(left + 1);
        told.json()
                .get("places")
                .forEach(place -> assertThat(place.get("told").asString()).startsWith("Settled"));
        assertThat(firm.call(token, "/repairs/" + id, "").status()).isEqualTo(404);
    }

    /** Complaint 8: bulk repair misreports what it did. */
    @Test
    void what_is_held_up_again_is_not_told_as_settled() throws Exception {
        firm.customer("001G", "Nordwind AG", "DE811569869");
        String token = SignedIn.token(firm.server(), "admin");
        String deal = firm.won("006Z", "Refused again", "001G", 10_000, "005A");
        String invoice = firm.write(deal, "POST_INVOICE");
        firm.ended(deal, invoice, new ActionOutcome.Rejected("tax-code", "no code."));
        Called begun =
                firm.call(
                        token,
                        "/repairs",
                        """
                        {"cause":"action-rejected:erp:tax-code","engagement":"%s","reason":"ok"}
                        """
                                .formatted(deal),
                        "Idempotency-Key",
                        "again");
        assertThat(begun.status()).as(begun.body()).isEqualTo(200);
        firm.eventually("select exists (select from action where key = ?)", invoice + "~2");
        firm.ended(deal, invoice + "~2", new ActionOutcome.Rejected("tax-code", "still no code."));
        Called told = firm.call(token, "/repairs/" + begun.json().get("repair").asLong(), "");
        assertThat(told.body()).contains("held up again", "still no code.");
        assertThat(told.json().get("places").get(0).get("settled").asBoolean()).isFalse();
    }
}
