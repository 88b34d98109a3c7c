package throughline.notices;

import jakarta.mail.Address;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import throughline.connectors.Secrets;
import throughline.notices.Post.Ended.Kind;

/** By SMTP. */
final class MailPost implements Post {

    private static final String TIMEOUT_MILLIS = "15000";
    private static final int PERMANENT = 500;

    private final NoticeSettings settings;
    private final Secrets secrets;

    MailPost(NoticeSettings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    @Override
    public Ended send(Letter letter) {
        if (!(letter.to() instanceof throughline.notices.Address.Mail(var mailbox))) {
            throw new IllegalArgumentException(letter.to().text() + " is no mailbox");
        }
        NoticeSettings.Smtp smtp = settings.smtp().orElseThrow();
        String where = smtp.host() + ":" + smtp.port();
        Session session = session(smtp);
        boolean connected = false;
        try (Transport transport = session.getTransport("smtp")) {
            MimeMessage message = message(session, letter, mailbox);
            transport.connect();
            connected = true;
            transport.sendMessage(message, new Address[] {new InternetAddress(mailbox)});
            return new Ended(Kind.TAKEN, where + " took it");
        } catch (MailConnectException away) {
            return new Ended(Kind.LATER, where + " does not answer");
        } catch (SendFailedException refused) {
            return new Ended(
                    code(refused) >= PERMANENT ? Kind.REFUSED : Kind.LATER,
                    where + " does not take it: " + firstLine(refused));
        } catch (MessagingException broken) {
            // Once the text is under way, a broken connection tells nothing.
            return new Ended(
                    connected ? Kind.UNCLEAR : Kind.LATER, where + ": " + firstLine(broken));
        }
    }

    private static int code(MessagingException refused) {
        for (Exception each = refused; each != null; ) {
            if (each instanceof SMTPSendFailedException failed) {
                return failed.getReturnCode();
            }
            if (each instanceof SMTPAddressFailedException failed) {
                return failed.getReturnCode();
            }
            each = each instanceof MessagingException more ? more.getNextException() : null;
        }
        return 0;
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private Session session(NoticeSettings.Smtp smtp) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", smtp.host());
        properties.put("mail.smtp.port", Integer.toString(smtp.port()));
        properties.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        properties.put("mail.smtp.timeout", TIMEOUT_MILLIS);
        properties.put("mail.smtp.writetimeout", TIMEOUT_MILLIS);
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", Boolean.toString(settings.startTls()));
        properties.put("mail.smtp.quitwait", "false");
        if (settings.user().isEmpty()) {
            return Session.getInstance(properties);
        }
        properties.put("mail.smtp.auth", "true");
        String password = secrets.resolve(settings.password()).orElse("");
        return Session.getInstance(
                properties,
                new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        return new PasswordAuthentication(settings.user(), password);
                    }
                });
    }

    private MimeMessage message(Session session, Letter letter, String mailbox)
            throws MessagingException {
        MimeMessage message =
                new MimeMessage(session) {
                    @Override
                    protected void updateMessageID() throws MessagingException {
                        setHeader("Message-ID", "<" + letter.id() + "@throughline>");
                    }
                };
        message.setFrom(new InternetAddress(settings.from()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mailbox));
        message.setSubject(oneLine(letter.subject()), StandardCharsets.UTF_8.name());
        message.setText(letter.body(), StandardCharsets.UTF_8.name());
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    /** Names of deals come from outside: none may begin another header. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\r\\n\\p{Cntrl}]+", " ");
    }
}
