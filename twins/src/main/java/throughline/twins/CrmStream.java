package throughline.twins;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The CRM's way of telling changes: the Bayeux protocol by long polling, with the vendor's replay
 * extension and its errors.
 */
final class CrmStream {

    static final String PATH = "/cometd/";
    private static final Pattern VERSIONED = Pattern.compile("/cometd/(\\d{2})\\.0/?");
    private static final int OLDEST = 37;
    private static final int NEWEST = 64;
    private static final String ALL = "/data/ChangeEvents";
    private static final String COOKIE = "BAYEUX_BROWSER";
    private static final String UNAUTHENTICATED = "401::Authentication invalid";
    private static final String LONG_POLLING = "long-polling";
    private static final long WAIT_MILLIS = 110_000;
    private static final long FORGOTTEN_AFTER_SECONDS = 40;
    private static final int AT_ONCE = 500;

    private final CrmSchema schema;
    private final CrmEvents events;
    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    /** Who subscribed, and how far each channel was told. */
    private static final class Client {
        final String cookie;
        final Map<String, Long> places = new ConcurrentHashMap<>();
        volatile long seen = System.nanoTime();
        volatile boolean here;

        Client(String cookie) {
            this.cookie = cookie;
        }

        boolean forgotten() {
            return !here
                    && System.nanoTime() - seen > TimeUnit.SECONDS.toNanos(FORGOTTEN_AFTER_SECONDS);
        }
    }

    CrmStream(CrmSchema schema, CrmEvents events) {
        this.schema = schema;
        this.events = events;
    }

    /** Forgets all who subscribed, as when the server they were at goes away. */
    void forget() {
        clients.clear();
    }

    /** What some messages are answered. */
    Answer answer(Request request, boolean authenticated) {
        Matcher versioned = VERSIONED.matcher(request.path());
        int version = versioned.matches() ? Integer.parseInt(versioned.group(1)) : 0;
        if (version < OLDEST || version > NEWEST || !request.method().equals("POST")) {
            return new Answer(400, null, Map.of());
        }
        ArrayNode replies = Json.array();
        Answer answer = Answer.ok(replies);
        for (ObjectNode message : Json.all(request.bytes())) {
            String channel = message.path("channel").asString("");
            ObjectNode reply = Json.object().put("channel", channel);
            if (message.has("id")) {
                reply.set("id", message.path("id"));
            }
            if (channel.equals("/meta/handshake")) {
                String cookie = Long.toString(numbers.incrementAndGet(), 36) + "qz0a1b";
                if (handshaken(message, reply, authenticated, cookie)) {
                    answer = answer.with("Set-Cookie", COOKIE + "=" + cookie + ";Path=/;HttpOnly");
                }
            } else {
                known(request, message, reply, authenticated)
                        .ifPresent(client -> told(client, message, reply, replies));
            }
            replies.add(reply);
        }
        return answer;
    }

    private boolean handshaken(
            ObjectNode message, ObjectNode reply, boolean authenticated, String cookie) {
        if (!authenticated) {
            reply.putObject("ext")
                    .put("replay", true)
                    .putObject("sfdc")
                    .put("failureReason", UNAUTHENTICATED);
            reply.putObject("advice").put("reconnect", "none");
            refused(reply, "403::Handshake denied");
            return false;
        }
        boolean polls = false;
        for (JsonNode type : message.path("supportedConnectionTypes")) {
            polls |= type.asString("").equals(LONG_POLLING);
        }
        if (!polls || !message.path("version").asString("").equals("1.0")) {
            refused(reply, "400::Invalid connection type");
            return false;
        }
        String id = cookie + Long.toString(System.nanoTime(), 36);
        clients.put(id, new Client(cookie));
        reply.putObject("ext").put("replay", true).put("payload.format", true);
        reply.put("minimumVersion", "1.0").put("version", "1.0").put("clientId", id);
        reply.putArray("supportedConnectionTypes").add(LONG_POLLING);
        reply.put("successful", true);
        return true;
    }

    private Optional<Client> known(
            Request request, ObjectNode message, ObjectNode reply, boolean authenticated) {
        String id = message.path("clientId").asString("");
        reply.put("clientId", id);
        if (!authenticated) {
            reply.putObject("advice").put("reconnect", "none").put("interval", 0);
            refused(reply, UNAUTHENTICATED);
            return Optional.empty();
        }
        clients.values().removeIf(Client::forgotten);
        Client client = clients.get(id);
        if (client == null) {
            reply.putObject("advice").put("reconnect", "handshake").put("interval", 0);
            refused(reply, "403::Unknown client");
            return Optional.empty();
        }
        if (!request.header("cookie").orElse("").contains(COOKIE + "=" + client.cookie)) {
            refused(
                    reply,
                    "400::Client %s has established a session, but no %s cookie present"
                            .formatted(id, COOKIE));
            return Optional.empty();
        }
        return Optional.of(client);
    }

    private void told(Client client, ObjectNode message, ObjectNode reply, ArrayNode replies) {
        client.here = true;
        try {
            switch (message.path("channel").asString("")) {
                case "/meta/subscribe" -> subscribed(client, message, reply);
                case "/meta/unsubscribe" -> {
                    client.places.remove(message.path("subscription").asString(""));
                    reply.put("successful", true);
                }
                case "/meta/connect" -> connected(client, message, reply, replies);
                case "/meta/disconnect" -> {
                    clients.values().remove(client);
                    reply.put("successful", true);
                }
                default -> refused(reply, "400::Unknown channel");
            }
        } finally {
            client.seen = System.nanoTime();
            client.here = false;
        }
    }

    private void subscribed(Client client, ObjectNode message, ObjectNode reply) {
        String channel = message.path("subscription").asString("");
        reply.put("subscription", channel);
        if (!channel.equals(ALL) && object(channel).isEmpty()) {
            refused(
                    reply,
                    "400::The channel you requested to subscribe to does not exist {"
                            + channel
                            + "}");
            return;
        }
        JsonNode asked = message.path("ext").path("replay").path(channel);
        String replay = asked.isMissingNode() ? "-1" : asked.asString("");
        Optional<Long> place =
                switch (replay) {
                    case "-1" -> Optional.of(events.end());
                    case "-2" -> Optional.of(events.begin());
                    default -> events.after(replay);
                };
        if (place.isEmpty()) {
            refused(
                    reply,
                    ("400::The replayId {%s} you provided was invalid.  Please provide a valid ID,"
                                    + " -2 to replay all events, or -1 to replay only new events.")
                            .formatted(replay));
            return;
        }
        client.places.put(channel, place.get());
        reply.put("successful", true);
    }

    private void connected(Client client, ObjectNode message, ObjectNode reply, ArrayNode replies) {
        if (!message.path("connectionType").asString("").equals(LONG_POLLING)) {
            refused(reply, "400::Invalid connection type");
            return;
        }
        long left = message.path("advice").path("timeout").asLong(WAIT_MILLIS);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(left);
        List<ObjectNode> found = delivered(client);
        while (found.isEmpty() && left > 0 && !Thread.currentThread().isInterrupted()) {
            long furthest = client.places.values().stream().min(Long::compare).orElse(events.end());
            events.await(furthest, left);
            found = delivered(client);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        found.forEach(replies::add);
        reply.putObject("advice")
                .put("interval", 0)
                .put("timeout", WAIT_MILLIS)
                .put("reconnect", "retry");
        reply.put("successful", true);
    }

    /** What is new on the channels of a client; it counts as told whether it arrives or not. */
    private List<ObjectNode> delivered(Client client) {
        List<ObjectNode> found = new ArrayList<>();
        client.places.replaceAll(
                (channel, place) -> {
                    long from = Math.max(place, events.begin());
                    List<CrmEvents.Event> next = events.from(from, AT_ONCE);
                    for (CrmEvents.Event event : next) {
                        boolean wanted =
                                channel.equals(ALL)
                                        || object(channel)
                                                .filter(event.object()::equals)
                                                .isPresent();
                        if (wanted) {
                            ObjectNode message = Json.object();
                            message.set("data", event.data());
                            found.add(message.put("channel", channel));
                        }
                    }
                    return from + next.size();
                });
        return found;
    }

    /** The object of a channel for one: {@code /data/Line__ChangeEvent} is of {@code Line__c}. */
    private Optional<String> object(String channel) {
        if (!channel.startsWith("/data/") || !channel.endsWith("ChangeEvent")) {
            return Optional.empty();
        }
        String name =
                channel.substring("/data/".length(), channel.length() - "ChangeEvent".length());
        String object = name.endsWith("__") ? name + "c" : name;
        return schema.object(object).map(CrmObject::name);
    }

    private static void refused(ObjectNode reply, String error) {
        reply.put("error", error).put("successful", false);
    }
}
