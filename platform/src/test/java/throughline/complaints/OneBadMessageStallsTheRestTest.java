package throughline.complaints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.server.FirmOnPaper;

/** Complaint 17: guaranteed delivery stalls behind one bad message. */
class OneBadMessageStallsTheRestTest {

    @Test
    void what_cannot_be_read_is_set_aside_and_the_next_version_of_the_same_record_goes_through(
            @TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            firm.customer("001G", "Nordwind AG", "DE811569869");
            firm.take("Opportunity", "006X", "{\"Id\":\"006X\",\"Amount\":\"12,50\"");
            String next = firm.won("006Y", "The one behind", "001G", 40_000, "005A");

            assertThat(status(firm, next)).isEqualTo("contracted");
            assertThat(firm.database().sql("select code from parked").query(String.class).list())
                    .hasSize(1);

            // Mended where it comes from: it needs nobody here, and leaves nothing behind.
            String mended = firm.won("006X", "The bad one, mended", "001G", 20_000, "005A");
            assertThat(status(firm, mended)).isEqualTo("contracted");
            assertThat(firm.database().sql("select code from parked").query(String.class).list())
                    .isEmpty();
        }
    }

    @Test
    void a_write_that_is_refused_holds_up_what_needs_it_and_nothing_else(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String deal = firm.won("006C7", "Refused in part", "001G", 40_000, "005A");
            String project = firm.write(deal, "CREATE_PROJECT");
            String invoice = firm.write(deal, "POST_INVOICE");
            firm.ended(deal, project, new ActionOutcome.Rejected("template", "no template T4."));
            firm.ended(
                    deal,
                    invoice,
                    new ActionOutcome.Confirmed("1", java.util.Map.of("number", "RE-1")));

            assertThat(
                            firm.database()
                                    .sql(
                                            "select count(*) from posting where engagement = ?"
                                                    + " and happening = 'invoice-posted'")
                                    .param(deal)
                                    .query(Long.class)
                                    .single())
                    .isPositive();
        }
    }

    private static String status(FirmOnPaper firm, String deal) {
        return firm.database()
                .sql("select status from engagement where id = ?")
                .param(deal)
                .query(String.class)
                .single();
    }
}
