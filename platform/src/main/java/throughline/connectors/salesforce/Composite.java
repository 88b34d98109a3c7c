package throughline.connectors.salesforce;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.connectors.ConnectorException;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Json;
import throughline.connectors.Reply;
import throughline.connectors.Request;
import throughline.wording.Counted;

/** Several calls in one, which counts as one; also the way for what is too long for an address. */
final class Composite {

    /** That there is no answer to each of them. */
    static final String NO_LIST = "no-list";

    private Composite() {}

    /**
     * One of them.
     *
     * @param reference its name among them
     * @param body of a change
     */
    record Part(
            String reference,
            String method,
            String url,
            Map<String, String> headers,
            Optional<Map<String, Object>> body) {

        static Part get(String reference, String url, Map<String, String> headers) {
            return new Part(reference, "GET", url, headers, Optional.empty());
        }

        private Map<String, Object> written() {
            Map<String, Object> written = new LinkedHashMap<>();
            written.put("method", method);
            written.put("url", url);
            written.put("referenceId", reference);
            if (!headers.isEmpty()) {
                written.put("httpHeaders", headers);
            }
            body.ifPresent(fields -> written.put("body", fields));
            return written;
        }
    }

    /**
     * What each is answered, in their order, whatever it is.
     *
     * @param call what they are for
     * @throws ConnectorException when there is no answer to all of them
     */
    static List<Reply> send(
            Org org, ConnectorException.Call call, List<Part> parts, boolean allOrNone) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("allOrNone", allOrNone);
        body.put("collateSubrequests", false);
        body.put("compositeRequest", parts.stream().map(Part::written).toList());
        Reply reply =
                org.call(
                        Request.post(
                                call.operation(),
                                org.data() + "/composite",
                                body,
                                call.correlationId()));
        List<Reply> replies = new ArrayList<>();
        for (Map<String, Object> each : Json.objects(reply.object(), "compositeResponse")) {
            int status = Json.text(each, "httpStatusCode").map(Integer::parseInt).orElse(0);
            Object answered = each.get("body");
            replies.add(
                    new Reply(
                            status,
                            HttpHeaders.of(Map.of(), (name, value) -> true),
                            answered == null ? new byte[0] : Json.write(answered)));
        }
        if (replies.size() != parts.size()) {
            throw new ConnectorException(
                    call,
                    Kind.UNREADABLE,
                    NO_LIST,
                    "it answered %d of %s in one"
                            .formatted(replies.size(), Counted.of(parts.size(), "call")));
        }
        return replies;
    }
}
