package throughline.connectors.salesforce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.connectors.ConnectorException;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Json;
import throughline.connectors.Judge;
import throughline.connectors.Reply;
import throughline.connectors.Request;

/**
 * Change events, by the Bayeux protocol with long polling and the vendor's replay extension.
 * Whatever ends otherwise than well ends the subscription, and the next one begins after the event
 * that the caller names: what was sent and did not arrive is sent again.
 *
 * <p><b>Threads</b>: one caller at a time; others wait.
 *
 * <p><b>Source</b>: Bayeux protocol 1.0; "Streaming API Error Codes", "Clients and Timeouts" and
 * "Message Durability" of the vendor's Streaming API guide.
 */
final class Subscription {

    /** How long a call waits for what is to come; a poll's thread is held up that long. */
    private static final Duration WAIT = Duration.ofMillis(500);

    private static final int ONLY_NEW = -1;
    private static final int ATTEMPTS = 3;
    private static final Judge MESSAGES = new StreamAnswers();

    private final Org org;
    private final String path;
    private final String channel;
    private Optional<Session> session = Optional.empty();

    /**
     * What is known there of a subscriber.
     *
     * @param told the last event that it was sent; empty when none was and none was named
     */
    private record Session(String client, Map<String, String> cookies, Optional<Object> told) {
        String cookie() {
            return cookies.entrySet().stream()
                    .map(each -> each.getKey() + "=" + each.getValue())
                    .collect(Collectors.joining("; "));
        }
    }

    /**
     * What came.
     *
     * @param interrupted whether what changed until now is not told, since nothing says from where
     *     on it would have to be; {@code events} are none then
     */
    record Heard(List<ChangeEvent> events, boolean interrupted) {
        Heard {
            events = List.copyOf(events);
        }
    }

    /** What is asked does not go on: it has to begin again. */
    private static final class OverException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient ConnectorException why;

        OverException(ConnectorException why) {
            super(why.code());
            this.why = why;
        }
    }

    /**
     * Not subscribed yet.
     *
     * @param path below which messages are sent
     */
    Subscription(Org org, String path, String channel) {
        this.org = org;
        this.path = path;
        this.channel = channel;
    }

    /**
     * What came after an event.
     *
     * @param after its place in the stream; empty when none was seen yet
     * @throws ConnectorException when it does not answer as it should
     */
    synchronized Heard next(Optional<Object> after) {
        Optional<ConnectorException> last = Optional.empty();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                // A process that was lost, or did not keep what it was told, goes back.
                boolean goesOn =
                        session.map(Session::told).filter(told -> same(told, after)).isPresent();
                if (!goesOn && !begun(after)) {
                    return new Heard(List.of(), true);
                }
                return new Heard(connected(), false);
            } catch (OverException over) {
                session = Optional.empty();
                last = Optional.of(over.why);
            } catch (ConnectorException failed) {
                session = Optional.empty();
                throw failed;
            }
        }
        throw last.orElseThrow();
    }

    private static boolean same(Optional<Object> one, Optional<Object> other) {
        return one.map(Objects::toString).equals(other.map(Objects::toString));
    }

    /** Subscribes; false when it is not from the event on that was named. */
    private boolean begun(Optional<Object> after) throws OverException {
        session = Optional.empty();
        Map<String, String> cookies = new HashMap<>();
        Map<String, Object> hand =
                sent(
                        "/meta/handshake",
                        Map.of(
                                "version",
                                "1.0",
                                "minimumVersion",
                                "1.0",
                                "supportedConnectionTypes",
                                List.of("long-polling"),
                                "ext",
                                Map.of("replay", true)),
                        cookies);
        session = Optional.of(new Session(Json.text(hand, "clientId").orElse(""), cookies, after));
        if (after.isPresent()) {
            try {
                subscribed(after.get());
                return true;
            } catch (ConnectorException refused) {
                if (!refused.sentence().contains("replayId")) {
                    throw refused;
                }
            }
        }
        subscribed(ONLY_NEW);
        session = Optional.of(new Session(own().client(), cookies, Optional.empty()));
        return false;
    }

    private void subscribed(Object replay) throws OverException {
        sent(
                "/meta/subscribe",
                Map.of("subscription", channel, "ext", Map.of("replay", Map.of(channel, replay))),
                own().cookies());
    }

    private List<ChangeEvent> connected() throws OverException {
        List<ChangeEvent> events = new ArrayList<>();
        for (Map<String, Object> message :
                messages(
                        "/meta/connect",
                        Map.of(
                                "connectionType",
                                "long-polling",
                                "advice",
                                Map.of("timeout", WAIT.toMillis())),
                        own().cookies())) {
            ChangeEvent.of(message).ifPresent(events::add);
        }
        if (!events.isEmpty()) {
            Session before = own();
            session =
                    Optional.of(
                            new Session(
                                    before.client(),
                                    before.cookies(),
                                    Optional.of(events.getLast().replayId())));
        }
        return events;
    }

    private Session own() {
        return session.orElseThrow();
    }

    private Map<String, Object> sent(
            String meta, Map<String, Object> fields, Map<String, String> cookies)
            throws OverException {
        return messages(meta, fields, cookies).stream()
                .filter(message -> Json.text(message, "channel").equals(Optional.of(meta)))
                .findFirst()
                .orElse(Map.of());
    }

    /** All messages of an answer, of which the one to ours says that it was done. */
    private List<Map<String, Object>> messages(
            String meta, Map<String, Object> fields, Map<String, String> cookies)
            throws OverException {
        Map<String, Object> message = new LinkedHashMap<>(fields);
        message.put("channel", meta);
        message.put("id", "1");
        session.ifPresent(known -> message.put("clientId", known.client()));
        Request request =
                Request.post(
                        "hear of changes on " + channel, path, List.of(message), "poll-" + channel);
        Reply reply =
                org.call(
                        cookies.isEmpty() ? request : request.with("Cookie", own().cookie()),
                        MESSAGES);
        for (String set : reply.headers().allValues("Set-Cookie")) {
            String[] pair = set.split(";", 2)[0].split("=", 2);
            if (pair.length == 2) {
                cookies.put(pair[0].strip(), pair[1].strip());
            }
        }
        List<Map<String, Object>> messages = StreamAnswers.messages(reply);
        ConnectorException.Call call = request.call(org.system());
        Map<String, Object> own =
                messages.stream()
                        .filter(each -> Json.text(each, "channel").equals(Optional.of(meta)))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new ConnectorException(
                                                call,
                                                Kind.UNREADABLE,
                                                "no-message",
                                                "its answer has no message on " + meta));
        if (!Boolean.TRUE.equals(own.get("successful"))) {
            ConnectorException failure = StreamAnswers.failure(call, own);
            if (StreamAnswers.over(own)) {
                throw new OverException(failure);
            }
            throw failure;
        }
        return messages;
    }
}
