package throughline.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.internet.MimeMessage;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.connectors.Incidents;
import throughline.connectors.Secrets;
import throughline.server.FirmOnPaper;

/** People are told once, in plain words, by a real mail server and a real webhook. */
class TellingPeopleTest {

    private static final String SECRET = "whsec_dHdpbnMtc2VjcmV0LW9mLXRoZS1kZW1vLTMyYnl0ZXM=";

    @Test
    void an_owner_hears_once_of_each_cause_with_money_and_link_and_no_more_often_than_agreed(
            @TempDir Path folder) throws Exception {
        GreenMail mail = mail();
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            Fixed clock = new Fixed(Instant.now());
            Notices notices = notices(firm, settings(folder, mail, "PT15M", "PT24H"), clock);
            refused(firm, "1");
            refused(firm, "2");
            notices.round();
            List<MimeMessage> first = received(mail, "fe@example.com");
            assertThat(first).hasSize(1);
            assertThat(first.getFirst().getSubject())
                    .contains("2 things wait for finance-europe", "EUR 20,000.00");
            assertThat(text(first.getFirst()))
                    .contains("no tax code A7.", "2 cases, EUR 20,000.00 at stake", "Run 1")
                    .contains("https://tl.example.com/exceptions?cause=action-rejected");

            // The same again, at once and by another node: nothing.
            notices.round();
            notices(firm, settings(folder, mail, "PT15M", "PT24H"), clock).round();
            assertThat(received(mail, "fe@example.com")).hasSize(1);

            // Something new waits until the owner may be told again.
            refused(firm, "3");
            notices.round();
            assertThat(received(mail, "fe@example.com")).hasSize(1);
            clock.now = clock.now.plus(Duration.ofMinutes(16));
            notices.round();
            List<MimeMessage> second = received(mail, "fe@example.com");
            assertThat(second).hasSize(2);
            assertThat(text(second.getLast()))
                    .contains("one case", "Run 3")
                    .doesNotContain("Run 1");
        } finally {
            mail.stop();
        }
    }

    @Test
    void somebody_above_hears_of_what_waits_too_long_and_clocks_warn_before_they_break(
            @TempDir Path folder) throws Exception {
        GreenMail mail = mail();
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            Fixed clock = new Fixed(Instant.now());
            Notices notices = notices(firm, settings(folder, mail, "PT1M", "PT24H"), clock);
            String deal = refused(firm, "1");
            firm.database()
                    .sql("update clock set stopped = now(), met = true where engagement = ?")
                    .param(deal)
                    .update();
            notices.round();
            assertThat(received(mail, "cfo@example.com")).isEmpty();
            clock.now = clock.now.plus(Duration.ofHours(25));
            notices.round();
            List<MimeMessage> above = received(mail, "cfo@example.com");
            assertThat(above).hasSize(1);
            assertThat(above.getFirst().getSubject()).contains("overdue");
            assertThat(text(above.getFirst())).contains("longer than it should", "Overdue. ");
            notices.round();
            assertThat(received(mail, "cfo@example.com")).hasSize(1);

            // The clock from won to active: warned before it breaks, and told once when it does.
            String next = refused(firm, "2");
            firm.database()
                    .sql("update clock set started = ?, due = ? where engagement = ?")
                    .params(
                            java.sql.Timestamp.from(clock.now.minus(Duration.ofDays(10))),
                            java.sql.Timestamp.from(clock.now.plus(Duration.ofHours(1))),
                            next)
                    .update();
            clock.now = clock.now.plus(Duration.ofMinutes(2));
            notices.round();
            assertThat(all(mail, "desk@example.com")).contains("About to be late.");
            clock.now = clock.now.plus(Duration.ofHours(2));
            notices.round();
            notices.round();
            assertThat(all(mail, "desk@example.com"))
                    .containsOnlyOnce("Late. The promise closed-won-to-active is broken");
        } finally {
            mail.stop();
        }
    }

    @Test
    void operators_hear_of_incidents_apart_from_the_business(@TempDir Path folder)
            throws Exception {
        GreenMail mail = mail();
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            Fixed clock = new Fixed(Instant.now());
            Notices notices = notices(firm, settings(folder, mail, "PT0S", "PT24H"), clock);
            Incidents dispatch =
                    Incidents.of(firm.server().installation().dataSource(), "dispatch-test");
            dispatch.raise("erp", "unreachable", "The ERP does not answer.");
            notices.round();
            assertThat(all(mail, "ops@example.com")).contains("The ERP does not answer.");
            assertThat(all(mail, "fe@example.com")).doesNotContain("The ERP does not answer.");
            dispatch.raise("erp", "unreachable", "The ERP does not answer.");
            notices.round();
            assertThat(all(mail, "ops@example.com")).containsOnlyOnce("The ERP does not answer.");
            // Over and back before anybody looked: still another one.
            dispatch.close("erp", "unreachable");
            dispatch.raise("erp", "unreachable", "The ERP does not answer, once more.");
            notices.round();
            assertThat(all(mail, "ops@example.com"))
                    .containsOnlyOnce("The ERP does not answer, once more.");
            notices.round();
            assertThat(all(mail, "ops@example.com"))
                    .containsOnlyOnce("The ERP does not answer, once more.");
        } finally {
            mail.stop();
        }
    }

    @Test
    void whoever_ends_while_sending_doubles_nothing_and_the_next_message_says_so(
            @TempDir Path folder) throws Exception {
        GreenMail mail = mail();
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            Fixed clock = new Fixed(Instant.now());
            NoticeSettings settings = settings(folder, mail, "PT1M", "PT24H");
            // The server takes it, and whoever sent it dies before noting so.
            Notices dying =
                    new Notices(
                            firm.server().installation().dataSource(),
                            settings,
                            firm.server().installation()::release,
                            letter -> {
                                assertThat(new MailPost(settings, none()).send(letter).kind())
                                        .isEqualTo(Post.Ended.Kind.TAKEN);
                                throw new IllegalStateException("the process is gone");
                            },
                            letter -> {
                                throw new IllegalStateException("not by webhook");
                            },
                            clock);
            refused(firm, "1");
            assertThatThrownBy(dying::round).hasMessage("the process is gone");
            Notices next = notices(firm, settings, clock);
            next.round();
            clock.now = clock.now.plus(Duration.ofMinutes(5));
            next.round();
            assertThat(received(mail, "fe@example.com")).hasSize(1);
            assertThat(state(firm)).isEqualTo("unclear");

            refused(firm, "2");
            next.round();
            assertThat(received(mail, "fe@example.com")).hasSize(2);
            assertThat(all(mail, "fe@example.com"))
                    .containsOnlyOnce("may not have reached you")
                    .containsOnlyOnce("Run 1");
        } finally {
            mail.stop();
        }
    }

    @Test
    void a_server_that_is_away_gets_it_later_once_and_a_webhook_is_signed(@TempDir Path folder)
            throws Exception {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        HttpServer hook = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        int[] answer = {503};
        hook.createContext(
                "/",
                exchange -> {
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    heard.add(
                            exchange.getRequestHeaders().getFirst("webhook-id")
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("webhook-signature")
                                    + " "
                                    + body);
                    exchange.sendResponseHeaders(answer[0], -1);
                    exchange.close();
                });
        hook.start();
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            Fixed clock = new Fixed(Instant.now());
            Path file = folder.resolve("notifications.properties");
            Files.writeString(
                    file,
                    "link=https://tl.example.com\nwebhook-secret=env:HOOK\ndigest=PT0S\n"
                            + "owner.finance-europe=http://127.0.0.1:"
                            + hook.getAddress().getPort()
                            + "/in\n");
            Notices notices = notices(firm, NoticeSettings.in(folder).orElseThrow(), clock);
            refused(firm, "1");
            notices.round();
            assertThat(heard).hasSize(1);
            answer[0] = 204;
            notices.round();
            assertThat(heard).as("not before its time").hasSize(1);
            clock.now = clock.now.plus(Duration.ofMinutes(1));
            notices.round();
            notices.round();
            assertThat(heard).hasSize(2);
            assertThat(heard.getLast()).contains("notice-", "v1,", "no tax code A7.");
            assertThat(state(firm)).isEqualTo("sent");
        } finally {
            hook.stop(0);
        }
    }

    @Test
    void every_fault_of_the_configuration_is_told_at_once(@TempDir Path folder) throws Exception {
        assertThat(NoticeSettings.in(folder)).isEmpty();
        Files.writeString(
                folder.resolve("notifications.properties"),
                "link=nowhere\nsmtp=mail\ndigest=soon\nowner.x=carrier pigeon\ncolour=red\n"
                        + "owner.y=mailto:a@b\n");
        assertThatThrownBy(() -> NoticeSettings.in(folder))
                .hasMessageContaining("link must be")
                .hasMessageContaining("smtp must be")
                .hasMessageContaining("digest must be a time")
                .hasMessageContaining("carrier pigeon is no address")
                .hasMessageContaining("colour is not known")
                .hasMessageContaining("from are needed");
    }

    @Test
    void a_name_from_outside_cannot_begin_another_header(@TempDir Path folder) throws Exception {
        GreenMail mail = mail();
        try {
            NoticeSettings settings = settings(folder, mail, "PT1M", "PT24H");
            new MailPost(settings, none())
                    .send(
                            new Post.Letter(
                                    "x",
                                    new Address.Mail("fe@example.com"),
                                    "Hi\r\nBcc: thief@example.com",
                                    "text"));
            assertThat(mail.getReceivedMessages()).hasSize(1);
            assertThat(mail.getReceivedMessages()[0].getSubject())
                    .isEqualTo("Hi Bcc: thief@example.com");
            assertThat(mail.getReceivedMessages()[0].getHeader("Bcc")).isNull();
        } finally {
            mail.stop();
        }
    }

    private static final class Fixed implements java.time.InstantSource {
        private Instant now;

        Fixed(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static GreenMail mail() {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        return mail;
    }

    private static Secrets none() {
        return reference -> Optional.of(SECRET);
    }

    private static Notices notices(FirmOnPaper firm, NoticeSettings settings, Fixed clock) {
        return Notices.of(
                firm.server().installation().dataSource(),
                settings,
                firm.server().installation()::release,
                none(),
                clock);
    }

    private static NoticeSettings settings(
            Path folder, GreenMail mail, String digest, String escalate) throws Exception {
        Files.writeString(
                folder.resolve("notifications.properties"),
                """
                link=https://tl.example.com/
                smtp=smtp://127.0.0.1:%d
                from=throughline@example.com
                digest=%s
                escalate-after=%s
                owner.finance-europe=mailto:fe@example.com
                owner.deal-desk=mailto:desk@example.com
                owner.operators=mailto:ops@example.com
                above.finance-europe=mailto:cfo@example.com
                """
                        .formatted(mail.getSmtp().getPort(), digest, escalate));
        return NoticeSettings.in(folder).orElseThrow();
    }

    /** A deal whose first invoice is refused. */
    private static String refused(FirmOnPaper firm, String id) {
        firm.customer("001G", "Nordwind AG", "DE811569869");
        String deal = firm.won("006N" + id, "Run " + id, "001G", 20_000, "005A");
        firm.ended(
                deal,
                firm.write(deal, "POST_INVOICE"),
                new ActionOutcome.Rejected("tax-code", "no tax code A7."));
        return deal;
    }

    private static String state(FirmOnPaper firm) {
        return firm.database()
                .sql("select state from notice where owner = 'finance-europe' order by id limit 1")
                .query(String.class)
                .single();
    }

    private static List<MimeMessage> received(GreenMail mail, String to) throws Exception {
        List<MimeMessage> found = new ArrayList<>();
        for (MimeMessage each : mail.getReceivedMessages()) {
            if (Arrays.toString(each.getAllRecipients()).contains(to)) {
                found.add(each);
            }
        }
        return found;
    }

    private static String all(GreenMail mail, String to) throws Exception {
        StringBuilder all = new StringBuilder();
        for (MimeMessage each : received(mail, to)) {
            all.append(text(each)).append('\n');
        }
        return all.toString();
    }

    private static String text(MimeMessage message) throws Exception {
        return String.valueOf(message.getContent()).replace("\r\n", "\n");
    }
}
