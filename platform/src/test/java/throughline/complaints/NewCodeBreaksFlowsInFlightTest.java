package throughline.complaints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.insight.Check;
import throughline.insight.CheckResult;
import throughline.releases.KeptRelease;
import throughline.server.FirmOnPaper;
import throughline.server.FirmOnPaper.Called;
import throughline.server.SignedIn;

/** Complaint 10: new code breaks flows in flight. */
class NewCodeBreaksFlowsInFlightTest {

    private static final ActionOutcome TAKEN = new ActionOutcome.Confirmed("1", Map.of());
    private static final ActionOutcome POSTED =
            new ActionOutcome.Confirmed("9", Map.of("number", "RE-9", "date", "2026-04-30"));

    /** Every deal waits at another place when the rules change; each goes on from there. */
    @Test
    void a_deal_that_waits_goes_on_from_where_it_waits_under_the_rules_of_now(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            firm.customer("001B", "Ohne Steuer GmbH", "");
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String held = firm.won("006F1", "Held by a gate", "001B", 10_000, "005A");
            String asked = firm.won("006F2", "Asked, no answer yet", "001G", 20_000, "005A");
            String unclear = firm.won("006F3", "Nobody can tell", "001G", 30_000, "005A");
            String billed = firm.won("006F4", "Billed already", "001G", 40_000, "005A");
            String underWay = firm.write(asked, "CREATE_CUSTOMER");
            String doubtful = firm.write(unclear, "CREATE_CUSTOMER");
            firm.ended(unclear, doubtful, new ActionOutcome.Ambiguous("silence."));
            String invoice = firm.write(billed, "POST_INVOICE");
            firm.ended(billed, invoice, POSTED);
            long posted = billed(firm, billed);
            assertThat(posted).isPositive();
            List<String> journal = journal(firm);

            KeptRelease next =
                    EditedLandscape.applied(
                            firm,
                            "mappings/crm.yaml",
                            "name: raw.Name\n      street",
                            "name: upper(raw.Name)\n      street");

            // What was decided stays as it was decided; what is decided now names the new release.
            assertThat(journal(firm)).containsAll(journal);
            assertThat(billed(firm, billed)).isEqualTo(posted);
            assertThat(attempts(firm, invoice)).as("posted, and not posted again").isOne();

            // Asked for in other words now; the answer to the first words may still come.
            String reworded = underWay + "~2";
            firm.eventually("select exists (select from action where key = ?)", reworded);
            firm.ended(asked, underWay, TAKEN);
            firm.ended(asked, reworded, TAKEN);
            assertThat(confirmed(firm, asked, "CREATE_CUSTOMER")).isPositive();

            // What nobody could tell is not asked for again by itself; a person says what became.
            assertThat(attempts(firm, doubtful)).isOne();
            settled(firm, token, unclear, doubtful);
            assertThat(confirmed(firm, unclear, "CREATE_CUSTOMER")).isOne();

            // What a gate held goes on as soon as what was missing is there.
            assertThat(status(firm, held)).isEqualTo("blocked");
            firm.customer("001B", "Mit Steuer GmbH", "DE136695976");
            firm.eventually(
                    "select status not in ('proposed', 'blocked') from engagement where id = ?",
                    held);
            String created = firm.write(held, "CREATE_CUSTOMER");
            assertThat(words(firm, created)).contains("MIT STEUER GMBH");

            // Days that were due long ago are reached by the calendar, a little later than the
            // rest.
            firm.server().installation().engine().tick(Duration.ofSeconds(20));
            EditedLandscape.nothingDiffers(firm);
            assertThat(releases(firm)).contains(next.id()).hasSize(2);
            assertThat(Check.run(firm.server().installation().dataSource(), _ -> {}))
                    .as("every identity, and the journal replayed over both releases")
                    .allMatch(CheckResult::holds);
        }
    }

    private static void settled(FirmOnPaper firm, String token, String deal, String action)
            throws Exception {
        String settle =
                """
                {"decision":"settle","action":"%s","happened":"true","external-id":"1",
                "reason":"found there"}
                """
                        .formatted(action);
        String decisions = "/engagements/" + deal + "/decisions";
        String tag = firm.call(token, decisions + "/preview", settle).tag();
        String key = UUID.randomUUID().toString();
        Called answer =
                firm.call(token, decisions, settle, "Idempotency-Key", key, "If-Match", tag);
        assertThat(answer.status()).as(answer.body()).isIn(200, 202);
        firm.eventually(
                "select exists (select from action where key = ? and status = 'confirmed')",
                action);
    }

    /** The whole journal, event by event, as it stands. */
    private static List<String> journal(FirmOnPaper firm) {
        return firm.database()
                .sql(
                        """
                        select engagement || ' ' || sequence || ' ' || type || ' ' || release || ' '
                            || encode(payload, 'hex')
                        from event order by engagement, sequence
                        """)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static List<String> releases(FirmOnPaper firm) {
        return firm.database()
                .sql("select distinct release from event")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static String status(FirmOnPaper firm, String deal) {
        return firm.database()
                .sql("select status from engagement where id = ?")
                .param(deal)
                .query(String.class)
                .single();
    }

    private static String words(FirmOnPaper firm, String action) {
        return firm.database()
                .sql("select body::text from action where key = ?")
                .param(action)
                .query(String.class)
                .single();
    }

    private static long billed(FirmOnPaper firm, String deal) {
        return number(
                firm,
                "select coalesce(sum(minor), 0) from posting where engagement = ?"
                        + " and happening = 'invoice-posted'",
                deal);
    }

    private static long attempts(FirmOnPaper firm, String action) {
        return number(firm, "select count(*) from action where starts_with(key, ?)", action);
    }

    private static long confirmed(FirmOnPaper firm, String deal, String kind) {
        return number(
                firm,
                "select count(*) from action where engagement = ? and kind = ?"
                        + " and status = 'confirmed'",
                deal,
                kind);
    }

    private static long number(FirmOnPaper firm, String sql, Object... parameters) {
        return firm.database().sql(sql).params(parameters).query(Long.class).single();
    }
}
