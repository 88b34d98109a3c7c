package throughline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.FirmOnPaper;
import throughline.server.SetClock;
import throughline.server.SignedIn;

class LookingAtADealThatWaitsTest {

    @Test
    void there_is_a_picture_only_of_what_there_is(@TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder, new SetClock("2026-03-10T09:00:00Z"))) {
            firm.customer("001B", "Ohne Steuer GmbH", "");
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String waits = firm.won("006W", "Waits", "001B", 10_000, "005A");
            String agreed = firm.won("006A", "Agreed", "001G", 10_000, "005A");
            SignedIn admin = SignedIn.first(firm.server());
            assertThat(admin.get("/engagements/" + waits).body())
                    .contains("Nothing is agreed, billed or recognized yet.")
                    .doesNotContain("data-chart=\"months\"");
            assertThat(admin.get("/engagements/" + agreed).body())
                    .contains("data-chart=\"months\"")
                    .doesNotContain("Nothing is agreed, billed or recognized yet.");
        }
    }
}
