package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.FirmOnPaper;
import throughline.server.SetClock;
import throughline.server.SignedIn;
import tools.jackson.databind.JsonNode;

/**
 * Two deals are won on a Friday at ten in Berlin, and nobody has approved either. One of them waits
 * for its customer to tell a tax identity, which is no fault of ours.
 */
class ShowingAPausedPromiseTest {

    private static final String DEADLINE = "2026-03-06T13:00:00Z";

    @TempDir private static Path home;
    private static FirmOnPaper firm;
    private static String token;
    private static String waiting;
    private static String running;

    @BeforeAll
    static void win() throws Exception {
        firm = FirmOnPaper.in(home, new SetClock("2026-03-06T09:00:00Z"));
        token = SignedIn.token(firm.server(), "admin");
        firm.customer("001W", "Waiting AG", "");
        firm.customer("001K", "Known AG", "DE811569869");
        waiting = firm.won("006W", "Long wait", "001W", 200_000, "005A");
        running = firm.won("006R", "No wait", "001K", 200_000, "005A");
    }

    @AfterAll
    static void close() {
        firm.close();
    }

    @Test
    void the_interface_says_since_when_and_why_and_by_when_nobody_has_to_decide() throws Exception {
        JsonNode paused = engagement(waiting);
        JsonNode clock = paused.get("clocks").get(0);
        assertThat(clock.get("clock").asString()).isEqualTo("closed-won-to-active");
        assertThat(clock.get("state").asString()).isEqualTo("paused");
        assertThat(clock.get("due").asString()).isEqualTo(DEADLINE);
        assertThat(clock.get("paused-since").asString()).isEqualTo("2026-03-06T09:00:00Z");
        assertThat(clock.get("paused-for").get(0).asString()).isEqualTo("waiting-for-customer");
        assertThat(clock.get("at-stake").asString()).isEqualTo("200000.00");
        assertThat(dues(paused.get("open-exceptions")))
                .containsExactly("approval-missing null", "customer-incomplete null");

        JsonNode other = engagement(running);
        assertThat(other.get("clocks").get(0).get("state").asString()).isEqualTo("running");
        assertThat(other.get("clocks").get(0).get("paused-since").isNull()).isTrue();
        assertThat(dues(other.get("open-exceptions"))).hasSize(1).first().asString().contains("13");
    }

    @Test
    void a_cause_is_due_when_the_first_of_its_cases_is_that_does_not_wait() throws Exception {
        JsonNode causes = firm.call(token, "/exceptions/causes", "").json().get("causes");
        assertThat(dues(causes))
                .hasSize(2)
                .contains("customer-incomplete null")
                .anySatisfy(each -> assertThat(each).startsWith("approval-missing 2026-03-06"));
    }

    @Test
    void commands_say_the_same() {
        Map<String, Object> clock =
                CommandRun.json(home, "show", waiting).list("clocks").getFirst();
        assertThat(clock)
                .containsEntry("state", "paused")
                .containsEntry("pausedFor", List.of("waiting-for-customer"));
        assertThat(CommandRun.of("show", waiting, "--home", home.toString()).out())
                .contains("closed-won-to-active  -  paused  " + DEADLINE)
                .contains("  waiting-for-customer\n");
        // By the time of this machine, which is long after.
        assertThat(CommandRun.json(home, "show", running).list("clocks").getFirst())
                .containsEntry("state", "late");
        List<Map<String, Object>> open = CommandRun.json(home, "exceptions").list("exceptions");
        assertThat(open)
                .hasSize(3)
                .allSatisfy(
                        each -> {
                            boolean waits = waiting.equals(each.get("engagement"));
                            assertThat(each).containsEntry("due", waits ? null : DEADLINE);
                        });
    }

    @Test
    void pages_say_the_same() throws Exception {
        SignedIn somebody = SignedIn.first(firm.server());
        assertThat(somebody.get("/engagements/" + waiting).body())
                .contains("Closed won to active", ">paused<")
                .contains("since 6 Mar 2026, 09:00:00: waiting for customer")
                .contains("no deadline while its promise is paused")
                .doesNotContain("decide by");
        assertThat(somebody.get("/engagements/" + running).body())
                .contains(">running<", "due 6 Mar 2026, 13:00:00")
                .contains("decide by 6 Mar 2026, 13:00:00");
        assertThat(somebody.get("/engagements/" + waiting + "/decisions").body())
                .contains("no deadline while its promise is paused")
                .doesNotContain("decide by");
        assertThat(
                        somebody.get(
                                        "/exceptions/care?engagement="
                                                + waiting
                                                + "&key=gate%3Acustomer-incomplete")
                                .body())
                .contains("no deadline");
    }

    private static JsonNode engagement(String id) throws Exception {
        return firm.call(token, "/engagements/" + id, "").json();
    }

    private static List<String> dues(JsonNode exceptions) {
        return StreamSupport.stream(exceptions.spliterator(), false)
                .map(each -> each.get("code").asString() + " " + each.get("due").asString("null"))
                .sorted()
                .toList();
    }
}
