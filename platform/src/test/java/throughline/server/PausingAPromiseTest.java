package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.insight.Check;
import throughline.insight.CheckResult;
import throughline.insight.MetricAnswer;
import throughline.insight.MetricDesk;
import throughline.insight.Question;
import throughline.insight.Settings;

/**
 * A deal of 200,000 is won on a Friday at ten in Berlin. Its customer has no tax identity, and
 * nobody has approved it: the first is the customer's to tell, the second is ours to decide.
 */
final class PausingAPromiseTest {

    private final SetClock clock = new SetClock("2026-03-06T09:00:00Z");

    @Test
    void what_others_take_is_not_counted_and_what_hangs_on_the_promise_moves_with_it(
            @TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder, clock)) {
            firm.customer("001W", "Waiting AG", "");
            String deal = firm.won("006W", "Long wait", "001W", 200_000, "005A");
            assertThat(clocks(firm, deal))
                    .containsExactly(
                            "due 06T13:00 since 06T09:00 for {waiting-for-customer} stood 0");
            assertThat(deadlines(firm, deal))
                    .containsExactly("approval-missing 06T13:00", "customer-incomplete 06T13:00");
            assertThat(attainment(firm)).as("nothing is due while it stands still").isEmpty();
            assertThat(failed(firm)).isEmpty();

            // Eight hours of Friday and one of Monday later.
            clock.set("2026-03-09T09:00:00Z");
            firm.customer("001W", "Waiting AG", "DE811569869");
            assertThat(clocks(firm, deal)).containsExactly("due 09T13:00 stood 32400000000");
            assertThat(deadlines(firm, deal)).containsExactly("approval-missing 09T13:00");
            assertThat(attainment(firm)).as("late by now").contains("0.0000");
            assertThat(failed(firm)).isEmpty();
        }
    }

    private static List<String> clocks(FirmOnPaper firm, String deal) {
        return firm.database()
                .sql(
                        """
                        select 'due ' || to_char(due at time zone 'UTC', 'DD"T"HH24:MI')
                            || coalesce(' since '
                                || to_char(paused_since at time zone 'UTC', 'DD"T"HH24:MI'), '')
                            || coalesce(' for ' || paused_for::text, '')
                            || ' stood ' || stood_micros
                        from clock where engagement = ? and clock = 'closed-won-to-active'
                        """)
                .param(deal)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static List<String> deadlines(FirmOnPaper firm, String deal) {
        return firm.database()
                .sql(
                        """
                        select code || ' ' || to_char(due at time zone 'UTC', 'DD"T"HH24:MI')
                        from exception_item where engagement = ? and closed is null order by 1
                        """)
                .param(deal)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** By what the database takes for the present, which is long after all of this. */
    private static List<String> attainment(FirmOnPaper firm) {
        MetricDesk desk =
                new MetricDesk(
                        firm.server().installation().dataSource(),
                        Settings.of(
                                firm.server().installation().release(), LocalDate.of(2026, 3, 9)));
        MetricAnswer answer = desk.answer(Question.of("sla-attainment"));
        return ((MetricAnswer.Figures) answer)
                .figures().stream().flatMap(each -> each.value().stream()).toList();
    }

    private static List<String> failed(FirmOnPaper firm) {
        List<CheckResult> results =
                Check.run(firm.server().installation().dataSource(), replayed -> {});
        assertThat(results)
                .extracting(CheckResult::name)
                .contains("clocks-follow-from-events", "deadlines-follow-from-events");
        return results.stream().filter(each -> !each.holds()).map(CheckResult::toString).toList();
    }
}
