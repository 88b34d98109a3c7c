package throughline.connectors.salesforce;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.connectors.ConnectorException;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Json;
import throughline.connectors.Judge;
import throughline.connectors.Reply;

/** What answers to messages mean, which say yes and no within what HTTP calls a success. */
final class StreamAnswers implements Judge {

    private static final Judge ANSWERS = new OrgAnswers();
    private static final Duration UNTIL_SOME_ARE_FREE = Duration.ofMinutes(1);

    @Override
    public boolean expired(Reply reply) {
        return ANSWERS.expired(reply)
                || messages(reply).stream().anyMatch(each -> error(each).startsWith("401"));
    }

    @Override
    public Reply judged(ConnectorException.Call call, Reply reply) {
        ANSWERS.judged(call, reply);
        if (messages(reply).isEmpty()) {
            throw new ConnectorException(
                    call, Kind.UNREADABLE, "no-message", "its answer has no message");
        }
        return reply;
    }

    static List<Map<String, Object>> messages(Reply reply) {
        return Json.value(reply.body())
                .map(value -> Json.objects(Map.of("messages", value), "messages"))
                .orElse(List.of());
    }

    /** Whether the subscriber is not known any more, so that it has to begin again. */
    static boolean over(Map<String, Object> message) {
        String error = error(message);
        return error.startsWith("401")
                || error.contains("Unknown client")
                || Json.text(Json.child(message, "advice"), "reconnect")
                        .equals(Optional.of("handshake"));
    }

    static ConnectorException failure(ConnectorException.Call call, Map<String, Object> message) {
        String error = error(message);
        String code = error.split(":", 2)[0];
        String why = error.isEmpty() ? "it refused without a reason" : error;
        if (code.equals("503") || error.contains("limit") || error.contains("busy")) {
            return new ConnectorException(
                    call, Kind.LIMITED, code, why, Optional.of(UNTIL_SOME_ARE_FREE), null);
        }
        return new ConnectorException(
                call, code.equals("401") ? Kind.UNAUTHORIZED : Kind.REFUSED, code, why);
    }

    /** What it was refused for; a handshake that was denied says it further down. */
    private static String error(Map<String, Object> message) {
        return Json.text(Json.child(Json.child(message, "ext"), "sfdc"), "failureReason")
                .or(() -> Json.text(message, "error"))
                .orElse("");
    }
}
