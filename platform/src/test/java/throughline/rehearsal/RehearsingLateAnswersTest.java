package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.server.FirmOnPaper;

/**
 * A write was on its way when its content changed, so it was asked for again in other words, and
 * then the answer to the first words came: the system holds what nobody wants any more.
 */
class RehearsingLateAnswersTest {

    private static final ActionOutcome TAKEN =
            new ActionOutcome.Confirmed("C-1", Map.of("number", "70001"));
    private static final ActionOutcome REFUSED =
            new ActionOutcome.Rejected("exists", "there is one of that name.");

    private FirmOnPaper firm;
    private String deal = "";
    private String first = "";
    private String second = "";

    @BeforeEach
    void the_words_change_while_the_write_is_on_its_way(@TempDir Path folder) {
        firm = FirmOnPaper.in(folder);
        firm.customer("001L", "Nordwind AG", "DE811569869");
        deal = firm.won("006L1", "Asked twice", "001L", 40_000, "005A");
        first = firm.write(deal, "CREATE_CUSTOMER");
        firm.customer("001L", "Nordwind SE", "DE811569869");
        second = first + "~2";
        firm.eventually("select exists (select from action where key = ?)", second);
    }

    @AfterEach
    void end() {
        firm.close();
    }

    @Test
    void the_first_succeeds_after_all_and_the_second_never_leaves() throws Exception {
        firm.ended(deal, first, TAKEN);
        nothingDiffers();
    }

    @Test
    void the_first_succeeds_late_and_the_second_is_refused_for_it() throws Exception {
        firm.ended(deal, second, REFUSED);
        firm.ended(deal, first, TAKEN);
        nothingDiffers();
    }

    @Test
    void the_first_succeeds_and_then_the_second_is_refused_for_it() throws Exception {
        firm.ended(deal, first, TAKEN);
        firm.ended(deal, second, REFUSED);
        nothingDiffers();
    }

    @Test
    void both_succeed_the_second_first() throws Exception {
        firm.ended(deal, second, TAKEN);
        firm.ended(deal, first, TAKEN);
        nothingDiffers();
    }

    @Test
    void nobody_can_tell_of_the_first_until_somebody_looked() throws Exception {
        firm.ended(deal, first, new ActionOutcome.Ambiguous("silence."));
        firm.ended(deal, first, TAKEN);
        nothingDiffers();
    }

    /** The release in force, rehearsed against itself. */
    private void nothingDiffers() throws InterruptedException {
        firm.settle();
        Rehearsed rehearsed =
                Rehearsed.of(
                        firm.server().installation().dataSource(),
                        firm.server().installation().release());
        rehearsed.assertNoDifference();
        assertThat(rehearsed.extent().engagements()).isPositive();
        assertThat(rehearsed.extent().events())
                .isEqualTo(
                        firm.database()
                                .sql("select count(*) from event")
                                .query(Long.class)
                                .single());
    }
}
