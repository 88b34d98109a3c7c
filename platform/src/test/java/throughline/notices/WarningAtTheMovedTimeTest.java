package throughline.notices;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.FirmOnPaper;
import throughline.server.SetClock;

/**
 * A promise of four hours, three of which pass before it warns, stands still from Friday at ten in
 * Berlin to Monday at ten.
 */
class WarningAtTheMovedTimeTest {

    private final SetClock clock = new SetClock("2026-03-06T09:00:00Z");

    @Test
    void nobody_is_warned_while_others_have_to_do_something_and_in_time_when_they_have(
            @TempDir Path folder) throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        mail.start();
        try (FirmOnPaper firm = FirmOnPaper.in(folder, clock)) {
            Notices notices = notices(firm, folder, mail);
            firm.customer("001W", "Waiting AG", "");
            firm.won("006W", "Long wait", "001W", 200_000, "005A");
            for (String quiet : new String[] {"06T12:30", "06T15:00", "08T12:00", "09T08:59"}) {
                assertThat(at(quiet, notices, mail)).as(quiet).doesNotContain("promise");
                assertThat(above(mail)).as(quiet).doesNotContain("longer than it should");
            }
            clock.set("2026-03-09T09:00:00Z");
            firm.customer("001W", "Waiting AG", "DE811569869");
            assertThat(at("09T11:59", notices, mail)).doesNotContain("promise");
            assertThat(at("09T12:00", notices, mail))
                    .containsOnlyOnce(
                            "The promise closed-won-to-active will be broken at"
                                    + " 2026-03-09T13:00:00Z");
            assertThat(at("09T13:00", notices, mail))
                    .containsOnlyOnce(
                            "The promise closed-won-to-active is broken since"
                                    + " 2026-03-09T13:00:00Z");
            // What waits for a partner's agreement was due with the promise.
            assertThat(above(mail)).doesNotContain("longer than it should");
            at("09T13:02", notices, mail);
            assertThat(above(mail)).contains("longer than it should", "nobody has approved it");
        } finally {
            mail.stop();
        }
    }

    private String at(String time, Notices notices, GreenMail mail) throws Exception {
        clock.set("2026-03-" + time + ":00Z");
        notices.round();
        return to(mail, "desk@example.com");
    }

    private static String above(GreenMail mail) throws Exception {
        return to(mail, "cfo@example.com");
    }

    private static String to(GreenMail mail, String address) throws Exception {
        StringBuilder all = new StringBuilder();
        for (MimeMessage each : mail.getReceivedMessages()) {
            if (each.getAllRecipients()[0].toString().equals(address)) {
                // Written in lines of its own length; sentences are looked for.
                all.append(String.valueOf(each.getContent()).replaceAll("\\s+", " ")).append('\n');
            }
        }
        return all.toString();
    }

    private Notices notices(FirmOnPaper firm, Path folder, GreenMail mail) throws Exception {
        Files.writeString(
                folder.resolve("notifications.properties"),
                """
                link=https://tl.example.com/
                smtp=smtp://127.0.0.1:%d
                from=throughline@example.com
                digest=PT0S
                escalate-after=P9D
                owner.deal-desk=mailto:desk@example.com
                above.deal-desk=mailto:cfo@example.com
                """
                        .formatted(mail.getSmtp().getPort()));
        return Notices.of(
                firm.server().installation().dataSource(),
                NoticeSettings.in(folder).orElseThrow(),
                firm.server().installation()::release,
                reference -> Optional.empty(),
                clock);
    }
}
