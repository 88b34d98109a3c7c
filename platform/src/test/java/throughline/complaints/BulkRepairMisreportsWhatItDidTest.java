package throughline.complaints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.server.FirmOnPaper;
import throughline.server.FirmOnPaper.Called;
import throughline.server.SignedIn;
import tools.jackson.databind.JsonNode;

/** Complaint 8: bulk repair misreports what it did. */
class BulkRepairMisreportsWhatItDidTest {

    private static final String CAUSE = "action-rejected:erp:tax-code";
    private static final ActionOutcome REFUSED =
            new ActionOutcome.Rejected("tax-code", "no tax code A7.");
    private static final ActionOutcome POSTED =
            new ActionOutcome.Confirmed("1", Map.of("number", "RE-1"));

    /** Five of one cause; they end in five ways, one of them in the middle of a crash. */
    @Test
    void every_place_is_told_as_the_journal_has_it_and_nothing_is_done_twice(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            firm.customer("001G", "Nordwind AG", "DE811569869");
            Map<String, String> invoices = new LinkedHashMap<>();
            for (String name : new String[] {"A", "B", "C", "D", "E"}) {
                String deal = firm.won("006R" + name, "Case " + name, "001G", 40_000, "005A");
                String invoice = firm.write(deal, "POST_INVOICE");
                firm.ended(deal, invoice, REFUSED);
                invoices.put(name, invoice);
            }

            // First in one place.
            long repair = begun(firm, token, deal("A"));
            answered(firm, "A", invoices, POSTED);

            // C is mended by somebody else meanwhile: it is not this repair's work.
            retried(firm, token, Objects.requireNonNull(invoices.get("C")));
            answered(firm, "C", invoices, POSTED);

            // The process dies when it comes to D.
            breaking(firm, deal("D"));
            assertThat(firm.call(token, "/repairs/" + repair + "/rest", "{}").status())
                    .isGreaterThanOrEqualTo(500);
            mended(firm);
            JsonNode broken = firm.call(token, "/repairs/" + repair, "").json();
            long run = broken.get("places").size();
            assertThat(broken.get("left").asLong())
                    .as("what was not run is told as not run")
                    .isEqualTo(4 - run);
            assertThat(attempts(firm, invoices.getOrDefault("D", "")))
                    .as("nothing half was kept")
                    .isOne();

            Called rest = firm.call(token, "/repairs/" + repair + "/rest", "{}");
            assertThat(rest.json().get("left").asLong()).isZero();
            answered(firm, "B", invoices, POSTED);
            answered(firm, "D", invoices, REFUSED);
            firm.eventually(
                    "select exists (select from action where key = ?)", invoices.get("E") + "~2");

            Map<String, JsonNode> told = places(firm, token, repair);
            assertThat(told).containsOnlyKeys(deal("A"), deal("B"), deal("D"), deal("E"));
            assertThat(settled(told, "A")).isTrue();
            assertThat(settled(told, "B")).isTrue();
            assertThat(settled(told, "D")).isFalse();
            assertThat(told(told, "D")).contains("held up again", "no tax code A7.");
            assertThat(told(told, "E"))
                    .as("asked for again is not the same as done")
                    .contains("there is no answer yet");
            assertThat(settled(told, "E")).isFalse();

            // Again, and again: nothing more is done, in nobody's place twice.
            firm.call(token, "/repairs/" + repair + "/rest", "{}");
            firm.settle();
            for (String name : new String[] {"A", "B", "C", "E"}) {
                assertThat(attempts(firm, invoices.getOrDefault(name, ""))).as(name).isEqualTo(2);
            }
            answered(firm, "E", invoices, POSTED);
            assertThat(settled(places(firm, token, repair), "E")).isTrue();
        }
    }

    private static String deal(String name) {
        return "crm:Opportunity:006R" + name;
    }

    private static long begun(FirmOnPaper firm, String token, String deal) throws Exception {
        Called begun =
                firm.call(
                        token,
                        "/repairs",
                        "{\"cause\":\"%s\",\"engagement\":\"%s\",\"reason\":\"code added\"}"
                                .formatted(CAUSE, deal),
                        "Idempotency-Key",
                        "one");
        assertThat(begun.status()).as(begun.body()).isEqualTo(200);
        return begun.json().get("repair").asLong();
    }

    private static void answered(
            FirmOnPaper firm, String name, Map<String, String> invoices, ActionOutcome outcome) {
        String again = invoices.get(name) + "~2";
        firm.eventually("select exists (select from action where key = ?)", again);
        firm.ended(deal(name), again, outcome);
    }

    private static void retried(FirmOnPaper firm, String token, String invoice) throws Exception {
        String retry =
                "{\"decision\":\"retry\",\"action\":\"%s\",\"reason\":\"by hand\"}"
                        .formatted(invoice);
        String decisions = "/engagements/" + deal("C") + "/decisions";
        String tag = firm.call(token, decisions + "/preview", retry).tag();
        firm.call(token, decisions, retry, "Idempotency-Key", "by-hand", "If-Match", tag);
    }

    /** Whatever is written down about this engagement fails, as if the database went away. */
    private static void breaking(FirmOnPaper firm, String deal) {
        firm.database()
                .sql(
                        """
                        create function broken() returns trigger language plpgsql as
                        'begin raise exception ''the lights go out''; end';
                        create trigger broken before insert on repair_case for each row
                        when (new.engagement = '%s') execute function broken();
                        """
                                .formatted(deal))
                .update();
    }

    private static void mended(FirmOnPaper firm) {
        firm.database().sql("drop trigger broken on repair_case; drop function broken").update();
    }

    private static Map<String, JsonNode> places(FirmOnPaper firm, String token, long repair)
            throws Exception {
        Map<String, JsonNode> places = new LinkedHashMap<>();
        firm.call(token, "/repairs/" + repair, "")
                .json()
                .get("places")
                .forEach(place -> places.put(place.get("engagement").asString(), place));
        return places;
    }

    private static JsonNode place(Map<String, JsonNode> places, String name) {
        return Objects.requireNonNull(places.get(deal(name)), name);
    }

    private static boolean settled(Map<String, JsonNode> places, String name) {
        return place(places, name).get("settled").asBoolean();
    }

    private static String told(Map<String, JsonNode> places, String name) {
        return place(places, name).get("told").asString();
    }

    private static long attempts(FirmOnPaper firm, String invoice) {
        return firm.database()
                .sql("select count(*) from action where starts_with(key, ?)")
                .param(invoice)
                .query(Long.class)
                .single();
    }
}
