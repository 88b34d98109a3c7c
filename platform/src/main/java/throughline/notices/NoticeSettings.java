package throughline.notices;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who is told how, as {@code notifications.properties} in the home says it.
 *
 * @param link where the console is for whoever is told, without a slash at the end
 * @param smtp host and port of the mail server; empty when nobody is told by mail
 * @param user of the mail server; empty when it wants none
 * @param password a reference to its secret
 * @param startTls whether the connection must be encrypted
 * @param from whose mail it is
 * @param hookSecret a reference to the secret that signs webhooks
 * @param digest nobody is told more often than this
 * @param escalateAfter how long something without a deadline may wait before somebody above is told
 * @param owners addresses by owner; {@code *} for all others
 * @param above addresses by owner of whoever is told when it takes too long
 */
public record NoticeSettings(
        String link,
        Optional<Smtp> smtp,
        String user,
        String password,
        boolean startTls,
        String from,
        String hookSecret,
        Duration digest,
        Duration escalateAfter,
        Map<String, List<Address>> owners,
        Map<String, List<Address>> above) {

    private static final String FILE = "notifications.properties";
    private static final String EVERYBODY = "*";
    private static final String OWNER = "owner.";
    private static final String ABOVE = "above.";

    public NoticeSettings {
        owners = Map.copyOf(owners);
        above = Map.copyOf(above);
    }

    /** A mail server. */
    public record Smtp(String host, int port) {}

    /** Who is told about what somebody owns; nobody when nobody is named. */
    public List<Address> of(String owner) {
        return owners.getOrDefault(owner, owners.getOrDefault(EVERYBODY, List.of()));
    }

    /** Who is told when it takes too long. */
    public List<Address> above(String owner) {
        return above.getOrDefault(owner, above.getOrDefault(EVERYBODY, List.of()));
    }

    /**
     * Those of a home; empty when nobody is to be told anything.
     *
     * @throws IllegalArgumentException with every fault at once
     */
    public static Optional<NoticeSettings> in(Path home) {
        Path file = home.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return Optional.of(new Reading(properties).settings(file));
    }

    /** Reads, and notes every fault. */
    private static final class Reading {
        private final Properties properties;
        private final List<String> faults = new ArrayList<>();

        Reading(Properties properties) {
            this.properties = properties;
        }

        NoticeSettings settings(Path file) {
            Map<String, List<Address>> owners = new TreeMap<>();
            Map<String, List<Address>> above = new TreeMap<>();
            for (String name : new TreeSet<>(properties.stringPropertyNames())) {
                if (name.startsWith(OWNER)) {
                    owners.put(name.substring(OWNER.length()), addresses(name));
                } else if (name.startsWith(ABOVE)) {
                    above.put(name.substring(ABOVE.length()), addresses(name));
                } else if (!KNOWN.contains(name)) {
                    faults.add(name + " is not known; known are " + String.join(", ", KNOWN));
                }
            }
            Optional<Smtp> smtp = smtp();
            boolean mails =
                    owners.values().stream().anyMatch(all -> all.stream().anyMatch(Reading::isMail))
                            || above.values().stream()
                                    .anyMatch(all -> all.stream().anyMatch(Reading::isMail));
            if (mails && (smtp.isEmpty() || text("from").isEmpty())) {
                faults.add("smtp (as smtp://HOST:PORT) and from are needed to tell people by mail");
            }
            if (owners.isEmpty()) {
                faults.add("owner.NAME names nobody; write owner.*=mailto:NAME@HOST for all");
            }
            String link = text("link").replaceAll("/+$", "");
            if (!link.startsWith("http")) {
                faults.add("link must be where people open the console, as https://HOST");
            }
            NoticeSettings settings =
                    new NoticeSettings(
                            link,
                            smtp,
                            text("smtp-user"),
                            text("smtp-password"),
                            text("smtp").startsWith("smtps:"),
                            text("from"),
                            text("webhook-secret"),
                            duration("digest", Duration.ofMinutes(15)),
                            duration("escalate-after", Duration.ofHours(24)),
                            owners,
                            above);
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(
                        "Cannot tell people what waits for them: in %s, %s."
                                .formatted(file, String.join("; ", faults)));
            }
            return settings;
        }

        private static boolean isMail(Address address) {
            return address instanceof Address.Mail;
        }

        private List<Address> addresses(String name) {
            List<Address> addresses = new ArrayList<>();
            for (String each : text(name).split("\\s*,\\s*")) {
                try {
                    addresses.add(Address.of(each));
                } catch (IllegalArgumentException fault) {
                    faults.add(name + ": " + fault.getMessage());
                }
            }
            return List.copyOf(addresses);
        }

        private Optional<Smtp> smtp() {
            String text = text("smtp");
            if (text.isEmpty()) {
                return Optional.empty();
            }
            try {
                URI uri = URI.create(text);
                if (uri.getHost() != null && uri.getPort() > 0) {
                    return Optional.of(new Smtp(uri.getHost(), uri.getPort()));
                }
            } catch (IllegalArgumentException unreadable) {
                faults.add("smtp cannot be read: " + unreadable.getMessage());
                return Optional.empty();
            }
            faults.add("smtp must be smtp://HOST:PORT, or smtps://HOST:PORT to encrypt");
            return Optional.empty();
        }

        private Duration duration(String name, Duration otherwise) {
            String text = text(name);
            try {
                Duration found = text.isEmpty() ? otherwise : Duration.parse(text);
                if (!found.isNegative()) {
                    return found;
                }
            } catch (DateTimeException unreadable) {
                faults.add(name + " must be a time, as PT15M");
                return otherwise;
            }
            faults.add(name + " must not be negative");
            return otherwise;
        }

        private String text(String name) {
            return properties.getProperty(name, "").strip();
        }
    }

    private static final List<String> KNOWN =
            List.of(
                    "link",
                    "smtp",
                    "smtp-user",
                    "smtp-password",
                    "from",
                    "webhook-secret",
                    "digest",
                    "escalate-after");
}
