package throughline.notices;

import java.net.URI;

/** Where somebody is told something. */
public sealed interface Address {

    /** As the configuration writes it. */
    String text();

    /** By e-mail. */
    record Mail(String mailbox) implements Address {
        @Override
        public String text() {
            return "mailto:" + mailbox;
        }
    }

    /** By a signed webhook. */
    record Hook(URI url) implements Address {
        @Override
        public String text() {
            return url.toString();
        }
    }

    /**
     * An address as somebody wrote it.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Address of(String text) {
        if (text.startsWith("mailto:") && text.indexOf('@') > "mailto:".length()) {
            String mailbox = text.substring("mailto:".length());
            if (mailbox.chars().noneMatch(each -> each <= ' ' || each == ',')) {
                return new Mail(mailbox);
            }
        }
        if (text.startsWith("https://") || text.startsWith("http://127.0.0.1")) {
            return new Hook(URI.create(text));
        }
        throw new IllegalArgumentException(
                text + " is no address: write mailto:NAME@HOST or https://HOST/PATH");
    }
}
