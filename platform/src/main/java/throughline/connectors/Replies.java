package throughline.connectors;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.connectors.ConnectorException.Kind;

/** Tells a vendor's own answers from refusals, failures, and pages that somebody else put there. */
final class Replies {

    private static final int LONGEST_SENTENCE = 400;

    private Replies() {}

    /**
     * The reply, when it is a success in JSON or without content.
     *
     * @throws ConnectorException otherwise
     */
    static Reply checked(ConnectorException.Call call, Reply reply) {
        int status = reply.status();
        if (status >= 200 && status < 300) {
            if (reply.body().length > 0 && Json.value(reply.body()).isEmpty()) {
                throw failure(call, Kind.UNREADABLE, reply, "an answer that is not JSON");
            }
            return reply;
        }
        throw failure(call, kindOf(reply), reply, sentence(reply));
    }

    private static Kind kindOf(Reply reply) {
        int status = reply.status();
        if (status == 429 || (status == 503 && retryAfter(reply).isPresent())) {
            return Kind.LIMITED;
        }
        if (status == 403 && code(reply).equals("REQUEST_LIMIT_EXCEEDED")) {
            return Kind.LIMITED;
        }
        if (status == 401) {
            return Kind.UNAUTHORIZED;
        }
        if (status >= 500 || status == 408) {
            return Kind.FAILED;
        }
        // Refusals count only when the system itself speaks: a proxy's page refuses nothing.
        boolean own = reply.body().length == 0 || Json.value(reply.body()).isPresent();
        return status >= 400 && own ? Kind.REFUSED : Kind.UNREADABLE;
    }

    private static ConnectorException failure(
            ConnectorException.Call call, Kind kind, Reply reply, String why) {
        return new ConnectorException(call, kind, code(reply), why, retryAfter(reply), null);
    }

    /** The vendor's code for the failure, or the HTTP status. */
    static String code(Reply reply) {
        Map<String, Object> problem = problem(reply);
        for (String name : List.of("errorCode", "code", "error", "type")) {
            Optional<String> code = Json.text(problem, name);
            if (code.isPresent()) {
                return code.get();
            }
        }
        return "http-" + reply.status();
    }

    private static String sentence(Reply reply) {
        if (reply.status() >= 300 && reply.status() < 400) {
            return "it answered "
                    + reply.status()
                    + " and sends us on"
                    + reply.headers()
                            .firstValue("Location")
                            .map(place -> " to " + place.split("[?#]", 2)[0])
                            .orElse("")
                    + ", which is not followed; correct its endpoint";
        }
        Map<String, Object> problem = problem(reply);
        for (String name : List.of("message", "detail", "error_description", "sentence", "title")) {
            Optional<String> sentence = Json.text(problem, name);
            if (sentence.isPresent()) {
                String text = sentence.get();
                return text.substring(0, Math.min(text.length(), LONGEST_SENTENCE));
            }
        }
        return "it answered " + reply.status();
    }

    /** The problem in the body: an object, its {@code error} object, or the first of a list. */
    private static Map<String, Object> problem(Reply reply) {
        Optional<Object> value = Json.value(reply.body());
        Map<String, Object> whole = Map.of("value", value.orElse(Map.of()));
        Map<String, Object> object =
                Json.objects(whole, "value").stream()
                        .findFirst()
                        .orElse(Json.child(whole, "value"));
        Map<String, Object> inner = Json.child(object, "error");
        return inner.isEmpty() ? object : inner;
    }

    /** How long to wait, from seconds or a date. */
    static Optional<Duration> retryAfter(Reply reply) {
        return reply.headers().firstValue("Retry-After").flatMap(Replies::duration);
    }

    private static Optional<Duration> duration(String text) {
        try {
            if (text.chars().allMatch(Character::isDigit)) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            Instant until =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Optional.of(Duration.between(Instant.now(), until));
        } catch (DateTimeParseException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }
}
