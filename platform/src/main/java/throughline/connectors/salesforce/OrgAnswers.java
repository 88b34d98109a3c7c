package throughline.connectors.salesforce;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.connectors.ConnectorException;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Json;
import throughline.connectors.Judge;
import throughline.connectors.Reply;

/**
 * What Salesforce means where its status alone does not say it.
 *
 * <p><b>Source</b>: "Status Codes and Error Responses" of its REST API guide; limits by error code.
 */
final class OrgAnswers implements Judge {

    private static final Set<String> DONE_BY_ANOTHER =
            Set.of("UNABLE_TO_LOCK_ROW", "ROW_LOCK_CONTENTION");
    private static final Duration UNTIL_SOME_ARE_FREE = Duration.ofMinutes(1);
    private static final Duration UNTIL_ONE_ENDS = Duration.ofSeconds(2);

    @Override
    public boolean expired(Reply reply) {
        return Judge.USUAL.expired(reply);
    }

    @Override
    public Reply judged(ConnectorException.Call call, Reply reply) {
        if (reply.status() == 304) {
            return reply;
        }
        Map<String, Object> error = first(reply);
        String code = Json.text(error, "errorCode").orElse("");
        String message = Json.text(error, "message").orElse("").strip();
        if (reply.status() == 300) {
            throw new ConnectorException(
                    call,
                    Kind.REFUSED,
                    "several",
                    "several records have that external id: %s. Merge them there"
                            .formatted(Json.value(reply.body()).orElse("")));
        }
        if (reply.status() == 414 || reply.status() == 431) {
            throw new ConnectorException(
                    call, Kind.REFUSED, "too-long", "the call is longer than it reads");
        }
        if (code.equals("REQUEST_LIMIT_EXCEEDED")) {
            // What is counted over a day gets free bit by bit; what runs at once ends soon.
            Duration wait = message.startsWith("Concurrent") ? UNTIL_ONE_ENDS : UNTIL_SOME_ARE_FREE;
            throw new ConnectorException(
                    call,
                    Kind.LIMITED,
                    code,
                    message,
                    Judge.retryAfter(reply).or(() -> Optional.of(wait)),
                    null);
        }
        if (lock(code)) {
            throw new ConnectorException(call, Kind.UNDONE, code, message);
        }
        return Judge.USUAL.judged(call, reply);
    }

    /** Whether somebody else writes the record just now. */
    static boolean lock(String code) {
        return DONE_BY_ANOTHER.contains(code);
    }

    private static Map<String, Object> first(Reply reply) {
        if (reply.status() < 300) {
            return Map.of();
        }
        List<Map<String, Object>> errors =
                Json.value(reply.body())
                        .map(value -> Json.objects(Map.of("errors", value), "errors"))
                        .orElse(List.of());
        return errors.isEmpty() ? Map.of() : errors.getFirst();
    }
}
