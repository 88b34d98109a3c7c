package throughline.connectors.declared;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import throughline.connectors.Json;
import throughline.connectors.Request;

/**
 * One call, as a system's file describes it.
 *
 * @param query by name; what is nothing is left out
 * @param form whether the content goes as a form instead of JSON
 * @param reads whether it changes nothing there, so that it may be repeated
 */
record CallPlan(
        String method,
        Template path,
        Map<String, Term> query,
        Map<String, Term> headers,
        Optional<Structure> content,
        boolean form,
        boolean reads) {

    CallPlan {
        query = new LinkedHashMap<>(query);
        headers = new LinkedHashMap<>(headers);
    }

    /**
     * The request.
     *
     * @param operation what it asks, in words
     * @throws NoValueException when something that it needs is nothing
     */
    Request request(String operation, Given given, Encoding encoding, String correlationId) {
        Map<String, String> made = new LinkedHashMap<>();
        headers.forEach(
                (name, term) ->
                        Optional.ofNullable(term.value(given))
                                .ifPresent(value -> made.put(name, encoding.text(value))));
        byte @Nullable [] body =
                content.map(structure -> body(structure.made(given), encoding)).orElse(null);
        if (form && body != null) {
            made.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
        }
        return new Request(operation, method, target(given, encoding), body, made, correlationId);
    }

    private String target(Given given, Encoding encoding) {
        StringBuilder target = new StringBuilder(path.made(given, encoding));
        query.forEach(
                (name, term) -> {
                    Object value = term.value(given);
                    if (value != null && !value.toString().isBlank()) {
                        target.append(target.indexOf("?") < 0 ? '?' : '&')
                                .append(Request.escaped(name))
                                .append('=')
                                .append(Request.escaped(encoding.text(value)));
                    }
                });
        return target.toString();
    }

    private byte[] body(@Nullable Object value, Encoding encoding) {
        Object encoded = encoding.encoded(value);
        if (!form) {
            return Json.write(encoded == null ? Map.of() : encoded);
        }
        StringJoiner pairs = new StringJoiner("&");
        if (encoded instanceof Map<?, ?> fields) {
            fields.forEach(
                    (name, each) ->
                            pairs.add(
                                    Request.escaped(name.toString())
                                            + "="
                                            + Request.escaped(String.valueOf(each))));
        }
        return pairs.toString().getBytes(StandardCharsets.UTF_8);
    }
}
